"""The form of a broadcast: a text that Telegram has cut, districts in pages, an audience as
answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import i18n
from bot.broadcasts import form
from bot.broadcasts.audience import Audience, Whom, pack, unpack
from bot.conversation import values
from bot.conversation.asking import Again, Answer, Context, Draft
from bot.conversation.options import DONE, MORE, Option
from bot.conversation.questions import ChooseMany
from bot.conversation.values import Said, Words
from tests.flows import talk

HERE = talk.context("en")
ASK = i18n.Text("tests.which", "Which?")
MANY = ChooseMany(
    "many", ASK, lambda _: [Option(f"c{n}", Words(f"Place {n}")) for n in range(30)], name=ASK
)


def later(seconds: float) -> Context:
    now = HERE.reader.now + timedelta(seconds=seconds)
    return replace(HERE, reader=replace(HERE.reader, now=now))


def surplus(heard: object, context: Context = HERE) -> str:
    assert isinstance(heard, Draft)
    said = form.MESSAGE.heard(heard.draft, context)
    assert said is not None
    return values.shown(said, context.reader)


def test_the_parts_of_a_text_that_telegram_has_cut_are_counted_together() -> None:
    first = form.MESSAGE.typed("x" * 4096, {}, HERE)
    assert "1096 letters too long" in surplus(first)
    assert isinstance(first, Draft)
    rest = form.MESSAGE.typed("x" * 904, first.draft, later(1))
    assert "2000 letters too long" in surplus(rest)
    assert isinstance(rest, Draft)
    assert form.MESSAGE.typed("short", rest.draft, later(60)) == Answer("short")


@pytest.mark.parametrize(("words", "is_taken"), [("x" * 3000, True), ("👋" * 1501, False)])
def test_letters_are_counted_as_telegram_does(words: str, is_taken: bool) -> None:
    assert isinstance(form.MESSAGE.typed(words, {}, HERE), Answer) is is_taken


def test_what_looks_like_markup_is_taken_as_it_is_written() -> None:
    words = "a <b & c\n\n</i> &amp;"
    assert form.MESSAGE.typed(words, {}, HERE) == Answer(words)


@pytest.mark.parametrize("words", ["   ", "…", "\u202e"])
def test_a_text_without_a_letter_is_asked_for_again(words: str) -> None:
    assert isinstance(form.MESSAGE.typed(words, {}, HERE), Again)


@pytest.mark.parametrize(
    ("answers", "audience"),
    [
        (
            {"whom": "buddies", "buddies": ["active"], "languages": ["de"], "districts": ["all"]},
            Audience(Whom.BUDDIES, ("active",), ("de",)),
        ),
        (
            {"whom": "newcomers", "newcomers": ["all"], "languages": ["all"], "districts": ["x"]},
            Audience(Whom.NEWCOMERS, (), (), ("x",)),
        ),
        (
            {"whom": "everyone", "languages": ["all"], "districts": ["all"]},
            Audience(Whom.EVERYONE),
        ),
    ],
)
def test_an_audience_is_what_was_chosen(answers: dict[str, object], audience: Audience) -> None:
    assert form.audience_of(answers) == audience
    assert unpack(pack(audience)) == audience


def test_many_options_come_in_pages_and_stay_ticked() -> None:
    pressed = MANY.pressed("+c3", {}, HERE)
    assert isinstance(pressed, Draft)
    turned = MANY.pressed(".p1", pressed.draft, HERE)
    assert isinstance(turned, Draft)
    buttons = [button for row in MANY.rows(turned.draft, HERE) for button in row.buttons]
    assert [button.press for button in buttons[:2]] == ["+c12", "+c13"]
    assert [button.label for button in buttons[-2:]] == [Said(MORE), Said(DONE)]
    assert MANY.pressed(".done", turned.draft, HERE) == Answer(["c3"])
