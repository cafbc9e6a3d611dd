"""The main job, played in a terminal: real bot, real Bot API calls, no Telegram, no real people."""

import asyncio
import os
import signal
import sys

from bot import clock, i18n, town
from bot.demonstration import cast, finding, stage, story
from bot.demonstration.actors import Actor
from bot.demonstration.play import Play, Scene
from bot.demonstration.stage import Unexpected
from bot.demonstration.terminal import Part, Terminal

BANNER = "Welcome Buddies · Simulation, no real people"
BEGINNING = "This takes about six minutes; Ctrl+C stops it."
SAYING = ("sendMessage", "sendDocument", "sendPhoto", "sendVenue", "copyMessage")
STOPPED = "Stopped before its end."


async def play(language: str, *, is_fast: bool) -> int:
    """Play the whole story with a newcomer of this language; returns the exit code, 1 when
    something was not as it should be."""
    terminal = Terminal(sys.stdout, os.environ, is_fast=is_fast)
    this = asyncio.current_task()
    assert this is not None  # noqa: S101  (a coroutine that runs has a task)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, this.cancel)
    try:
        await _play(language, terminal)
    except Unexpected as wrong:
        terminal.say(f"Not as it should be: {wrong}")
        return 1
    except asyncio.CancelledError:
        terminal.say(STOPPED)
        return 1
    return 0


async def _play(language: str, terminal: Terminal) -> None:
    now = clock.Clock().now()
    here = town.load(stage.TOWN, now.date())
    async with stage.opened(story.beginning(now, here), here) as its_stage:
        its_play = _play_of(its_stage, language)
        terminal.say(f"{BANNER} · {here.name}, a town that does not exist", "bold")
        if terminal.has_reader:
            terminal.say(BEGINNING)
        terminal.say()
        for scene in story.SCENES:
            await _show(scene, its_play, terminal)
        summary = _summary(its_play)
    terminal.say(f"{summary} The bot stopped when asked.")


def _play_of(its_stage: stage.Stage, language: str) -> Play:
    """Staff read English, so that whoever watches can follow; the buddy and the visitor another
    language than the newcomer."""
    beside = cast.language_beside(language)
    return Play(
        its_stage,
        agreed_on=(its_stage.now + finding.A_DAY).date(),
        newcomer=Actor(its_stage, language, cast.role(language).name),
        visitor=Actor(its_stage, beside, cast.VISITOR),
        buddy=Actor(its_stage, beside, cast.BUDDY),
        coordinator=Actor(its_stage, i18n.SOURCE, cast.COORDINATOR),
        advisor=Actor(its_stage, i18n.SOURCE, cast.ADVISOR),
    )


async def _show(scene: Scene, its_play: Play, terminal: Terminal) -> None:
    """A scene is played as fast as the bot answers, and then shown as slowly as people read."""
    if scene.before is not None:
        await scene.before(its_play)
    shown: list[Actor] = []
    for name, act in scene.parts:
        await act(its_play)
        actor: Actor = getattr(its_play, name)
        actor.rests()
        shown.append(actor)
    when = f"{its_play.stage.now:%A, %-d %B %Y, %-H:%M}"
    await terminal.scene(f"{when} · {scene.title}", [_part(actor) for actor in shown])


def _part(actor: Actor) -> Part:
    head = f"{actor.name} · {i18n.own_name(actor.language)}"
    return Part(head, i18n.is_right_to_left(actor.language), actor.take())


def _summary(its_play: Play) -> str:
    left = its_play.stage.left_over()
    if left.waiting or left.dead:
        raise Unexpected(f"{left.waiting} rows still wait and {left.dead} are dead letters")
    methods = [call.method for call in its_play.stage.box.calls if call.outcome == "ok"]
    told = sum(methods.count(method) for method in SAYING)
    newcomer, buddy = its_play.newcomer.name, its_play.buddy.name
    return (
        f"Shown: {newcomer} asked for a buddy; staff came in, {buddy} became one; both said yes, "
        f"agreed on what they do together, and met, reminded of it; {buddy} came to a reflection "
        f"meeting. {its_play.visitor.name} came by an advisor's link, looked around and deleted "
        f"everything.\n"
        f"Nothing was lost: all {sum(actor.acts for actor in its_play.actors)} messages and "
        f"presses were handled, {told} answers sent, {methods.count('editMessageText')} changed; "
        f"none is waiting."
    )
