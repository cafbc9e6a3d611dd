"""The command line: `python -m bot --help`. Refusals are one plain line each, and exit with 2."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from bot import config, faults, i18n
from bot.storage import files

Command = TypeVar("Command", bound=Callable[..., None])


def _keep(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    """The nearest one counts: a command's own before the program's."""
    if path is not None:
        context.obj = path


def _config_option(default: Path | None = None) -> Callable[[Command], Command]:
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        default=default,
        show_default=True,
        callback=_keep,
        expose_value=False,
        help="The configuration file.",
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@_config_option(default=Path("config.toml"))
def main() -> None:
    """Welcome Buddies: a Telegram bot that runs a city's volunteer programme for newcomers."""


@main.command()
@_config_option()
@click.pass_obj
def run(path: Path) -> None:
    """Run the bot until it is stopped (Ctrl+C or SIGTERM). Needs BOT_TOKEN."""
    settings = _settings(path)
    from bot import logs, running  # slow to import; other commands start without it

    logs.begin(settings.log.level, settings.log.format)
    try:
        with files.held(settings.database):
            asyncio.run(running.run(settings))
    except (faults.Faults, files.Refused, running.NoTelegram) as refusal:
        _refuse(refusal)


@main.command()
@_config_option()
@click.pass_obj
def check(path: Path) -> None:
    """Look for what would keep the bot from running, and say how to mend it."""
    from bot import checking

    findings = asyncio.run(checking.check(path, os.environ))
    for finding in findings:
        click.echo(str(finding))
    if any(finding.is_fault for finding in findings):
        sys.exit(2)


@main.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@_config_option()
@click.pass_obj
def backup(path: Path, target: Path) -> None:
    """Copy the database to TARGET while it is in use, and verify the copy."""
    settings = _settings(path, token_needed=False)
    if target.exists():
        _refuse(f"{target}: is there already; a backup never overwrites anything")
    if not settings.database.exists():
        _refuse(f"{settings.database}: there is no database yet")
    try:
        files.prepare(settings.database)
        files.copy(settings.database, target)
    except (files.Refused, OSError) as refusal:
        _refuse(refusal)
    click.echo(f"{target}: a verified copy, {target.stat().st_size // 1024} KiB")


@main.command("open-case")
@_config_option()
@click.pass_obj
def open_case(path: Path) -> None:
    """Open a case after a consultation; prints the one-time link to hand over."""
    settings = _settings(path)
    from bot import one_time_links

    _print_link(one_time_links.open_case(settings))


@main.command()
@click.argument("role", type=click.Choice(["coordinator", "advisor"]))
@_config_option()
@click.pass_obj
def invite(path: Path, role: str) -> None:
    """Invite somebody to the staff; prints the one-time link to hand over in person."""
    settings = _settings(path)
    from bot import one_time_links
    from bot.staff.store import Role

    _print_link(one_time_links.invite(settings, Role(role)))


@main.command()
@click.option(
    "--terminal", is_flag=True, help="In this terminal, chat beside chat; the only way for now."
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(i18n.shipped()),
    default="en",
    show_default=True,
    help="The newcomer's language.",
)
@click.option("--fast", is_flag=True, help="Without pauses for reading.")
def demo(terminal: bool, language: str, fast: bool) -> None:
    """Play the main job on the built-in sandbox: no token, no Telegram, no real people."""
    from bot import demonstration

    del terminal  # see its help
    sys.exit(asyncio.run(demonstration.play(language, is_fast=fast)))


def _print_link(made: Coroutine[None, None, str]) -> None:
    from bot import running

    try:
        click.echo(asyncio.run(made))
    except (faults.Faults, files.Refused, running.NoTelegram) as refusal:
        _refuse(refusal)


def _settings(path: Path, *, token_needed: bool = True) -> config.Config:
    try:
        return config.load(path, os.environ, shipped=i18n.shipped(), token_needed=token_needed)
    except faults.Faults as found:
        _refuse(found)


def _refuse(why: object) -> NoReturn:
    click.echo(str(why), err=True)
    sys.exit(2)


if __name__ == "__main__":
    main(prog_name="python -m bot")
