"""The main job, played in a terminal: real bot, real Bot API calls, no Telegram, no real people."""

import asyncio
import os
import signal
import sys

from bot import clock, i18n, town
from bot.demonstration import cast, stage, story
from bot.demonstration.actors import Actor
from bot.demonstration.stage import Unexpected
from bot.demonstration.story import Play
from bot.demonstration.terminal import Part, Terminal

BANNER = "Welcome Buddies · Simulation, no real people"
BEGINNING = "This takes about 75 seconds; Ctrl+C stops it."
NOT_PLAYED = (
    "Not played here: finding a buddy. Requests are kept; matching and the advisors' screens come "
    "next."
)
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
        newcomer = Actor(its_stage, language)
        visitor = Actor(its_stage, cast.language_beside(language))
        its_play = Play(its_stage, newcomer, visitor)
        terminal.say(f"{BANNER} · {here.name}, a town that does not exist", "bold")
        if terminal.has_reader:
            terminal.say(BEGINNING)
        terminal.say()
        for scene in story.SCENES:
            await _show(scene, its_play, terminal)
        summary = _summary(its_play)
    terminal.say(f"{summary} The bot stopped when asked.")
    terminal.say(NOT_PLAYED)


async def _show(scene: story.Scene, its_play: Play, terminal: Terminal) -> None:
    """A scene is played as fast as the bot answers, and then shown as slowly as people read."""
    for act in (scene.before, scene.newcomer, scene.visitor):
        if act is not None:
            await act(its_play)
    for actor in (its_play.newcomer, its_play.visitor):
        actor.rests()
    when = f"{its_play.stage.now:%A, %-d %B %Y, %-H:%M}"
    parts = [_part(actor) for actor in (its_play.newcomer, its_play.visitor)]
    await terminal.scene(f"{when} · {scene.title}", parts)


def _part(actor: Actor) -> Part:
    head = f"{actor.name} · {i18n.own_name(actor.language)}"
    return Part(head, i18n.is_right_to_left(actor.language), actor.take())


def _summary(its_play: Play) -> str:
    left = its_play.stage.left_over()
    if left.waiting or left.dead:
        raise Unexpected(f"{left.waiting} rows still wait and {left.dead} are dead letters")
    newcomer, visitor = its_play.newcomer, its_play.visitor
    methods = [call.method for call in its_play.stage.box.calls if call.outcome == "ok"]
    told = methods.count("sendMessage") + methods.count("sendDocument")
    return (
        f"Shown: {newcomer.name} asked for a buddy and heard unasked how it stands; "
        f"{visitor.name} came by an advisor's link, looked around and deleted everything.\n"
        f"Nothing was lost: all {newcomer.acts + visitor.acts} messages and presses were handled, "
        f"{told} answers sent, {methods.count('editMessageText')} changed; none is waiting."
    )
