"""`invite`: how the first of the staff comes in, as whoever runs the bot meets it."""

from pathlib import Path

import pytest

from bot.sandbox import server
from bot.staff import joining
from bot.staff.store import Role
from tests.cli import program


@pytest.mark.parametrize("role", [*Role])
async def test_an_invitation_is_printed_and_works_once(
    tmp_path: Path, box: server.Sandbox, role: Role
) -> None:
    configured = program.configured(tmp_path, box)
    async with configured.running(box):
        ended = await configured.ends("invite", role.value)
        address, _, payload = ended.out.strip().partition("?start=")
        assert (ended.code, ended.err) == (0, "")
        assert address == "https://t.me/sandbox_bot"
        petra, stranger = (box.person(name, language_code="en") for name in ("Petra", "Stranger"))
        await petra.starts(payload)
        await petra.sees(f"You are now a{'n' * (role is Role.ADVISOR)} {role.value}")
        await stranger.starts(payload)
        await stranger.sees(joining.USED.english[:40])


async def test_an_invitation_is_made_while_no_bot_runs(tmp_path: Path, box: server.Sandbox) -> None:
    configured = program.configured(tmp_path, box)
    ended = await configured.ends("invite", "coordinator")
    payload = ended.out.strip().partition("?start=")[2]
    assert payload.startswith("staff_")
    assert payload.removeprefix("staff_").encode() not in configured.database.read_bytes()
    async with configured.running(box):
        petra = box.person("Petra", language_code="en")
        await petra.starts(payload)
        await petra.sees("You are now a coordinator", timeout=program.PATIENCE)


@pytest.mark.parametrize("role", ["king", "buddy", "Coordinator"])
async def test_nobody_is_invited_to_be_something_else(tmp_path: Path, role: str) -> None:
    refused = await program.configured(tmp_path).ends("invite", role)
    assert "is not one of 'coordinator', 'advisor'" in refused.refusal


async def test_a_role_must_be_named(tmp_path: Path) -> None:
    refused = await program.configured(tmp_path).ends("invite")
    assert "Missing argument" in refused.refusal


async def test_it_says_that_telegram_cant_be_reached(tmp_path: Path) -> None:
    refused = await program.configured(tmp_path).ends("invite", "coordinator")
    assert "Telegram can't be reached." in refused.refusal


async def test_a_token_that_telegram_doesnt_know_is_refused(
    tmp_path: Path, box: server.Sandbox
) -> None:
    configured = program.configured(tmp_path, box)
    other = program.Program(configured.config, token="654321:a-token-of-somebody-else")
    refused = await other.ends("invite", "coordinator")
    assert "Telegram doesn't know this token." in refused.refusal
    assert not configured.database.exists()
