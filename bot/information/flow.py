"""The door "just information": what the town file knows, each fact with its source and date."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot import facts, i18n, sections
from bot.conversation import cards, documents, places, turn, week_words
from bot.conversation.cards import Button
from bot.conversation.values import Day, Hour, Reader, Said, Series, Words, say
from bot.i18n import Text, text
from bot.meetings import files
from bot.people import menu
from bot.storage import database
from bot.town import Town

DOOR = text("information.door", "Just information")
WHAT = text("information.what", "What would you like to know?")
OFFICES = text("information.offices", "Offices and addresses")
STEPS = text("information.steps", "First steps in Germany")
ADVICE = text("information.advice", "Who gives advice")
CENTER = text("information.center", "The Welcome Center")
NUMBERS = text("information.numbers", "Emergency numbers")
MAP = text("information.map", "Show it on the map")
WHICH_OFFICE = text("information.which_office", "Which office?")
WHICH_STEP = text("information.which_step", "Which step?")
WHICH_ADVICE = text("information.which_advice", "Which advice?")

OFFICE_MAP = "office_map"
"""The action, and the maker of what it sends."""

TITLE = text("information.title", "<b>{name}</b>")
NAMED = text("information.named", "<b>{title}</b> ({name})")
ADDRESS = text("information.address", "Address: <b>{address}</b>")
PHONE = text("information.phone", "Phone: <b>{phone}</b>")
EMAIL = text("information.email", "E-mail: {email}")
WEBSITE = text("information.website", "On the web: {website}")
OPEN = text("information.open", "Open: {hours}")
OPEN_ON = text("information.open_on", "{weekday}: {hours}")
SPAN = text("information.span", "{opens}–{closes}")
BRING = text("information.bring", "What you need:")
ITEM = text("information.item", "– {item}")
HERE = text("information.here", "In {town}: {rule}")
SECOND_HAND = text(
    "information.second_hand", "We did not read this at the office itself. Please ask to be sure."
)
SOURCE = text("information.source", "<i>Source: {source}, read on {day}.</i>")
RESPONSIBLE = text("information.responsible", "<i>Responsible: {source}. Noted on {day}.</i>")
STALE = text(
    "information.stale",
    "<b>This may have changed. Please check it before you go.</b>",
)
COME_IN = text(
    "information.come_in",
    "You can also come to the Welcome Center without this bot. "
    "People there help you just the same.",
)


async def offer(_this: turn.Turn) -> menu.Part:
    return menu.Part((Button(Said(DOOR), cards.action("information")),))


async def information(this: turn.Turn) -> turn.Reply:
    """The topics."""
    advice = (Button(Said(ADVICE), cards.action("advice")),) if this.town.advice else ()
    buttons = (
        Button(Said(OFFICES), cards.action("offices")),
        Button(Said(STEPS), cards.action("steps")),
        *advice,
        Button(Said(CENTER), cards.action("welcome_center")),
        Button(Said(NUMBERS), cards.action("sos")),
        menu.BACK_TO_MENU,
    )
    return turn.reply(Said(WHAT), rows=cards.column(*buttons))


async def offices(this: turn.Turn) -> turn.Reply:
    buttons = [
        Button(places.office(office).label, cards.action("office", office.key))
        for office in this.town.offices
    ]
    return _list(WHICH_OFFICE, buttons)


async def steps(this: turn.Turn) -> turn.Reply:
    buttons = [
        Button(Said(step.title), cards.action("step", step.key)) for step in this.town.first_steps
    ]
    return _list(WHICH_STEP, buttons)


async def advice(this: turn.Turn) -> turn.Reply:
    buttons = [
        Button(Words(partner.name), cards.action("partner", partner.key))
        for partner in this.town.advice
    ]
    return _list(WHICH_ADVICE, buttons)


def _list(ask: Text, buttons: list[Button]) -> turn.Reply:
    return turn.reply(Said(ask), rows=cards.column(*buttons, menu.BACK_TO_MENU))


async def office(this: turn.Turn) -> turn.Reply:
    """One office. Raises `NotYours` for one that isn't in the town file."""
    found = facts.find(this.town.offices, this.about)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    address = (say(ADDRESS, address=Words(found.address)),) if found.address else ()
    phone = (say(PHONE, phone=Words(found.phone)),) if found.phone else ()
    hours = _hours(found.hours, this) if found.hours else ()
    note = (Said(found.note),) if found.note else ()
    title = _named(found.gloss, found.name, this)
    lines = (title, *_audience(found.audience), None, *address, *phone, *hours, *note)
    to_map = (Button(Said(MAP), cards.action(OFFICE_MAP, found.key)),) if files.pin(found) else ()
    return _fact(this, found, "offices", OFFICES, *lines, more=to_map)


async def office_map(this: turn.Turn) -> turn.Reply:
    """An office on the map."""
    if facts.find(this.town.offices, this.about) is None:
        raise turn.NotYours(Said(turn.GONE))
    return turn.Reply(document=OFFICE_MAP, arguments={"office": this.about})


def on_the_map(town: Town) -> documents.Maker:
    """The maker of an office's pin."""

    async def make(
        _base: database.Database, _person: int, _reader: Reader, arguments: Mapping[str, Any]
    ) -> documents.Pin | None:
        found = facts.find(town.offices, arguments["office"])
        return files.pin(found) if found else None

    return make


def _hours(hours: facts.Hours, this: turn.Turn) -> Iterator[Said]:
    language = this.context.reader.language
    for number in week_words.order_of_week(language):
        spans = hours.on(date(2024, 1, 1 + number))
        if spans:
            name = Words(week_words.weekday(number, language, is_short=False))
            each = tuple(say(SPAN, opens=Hour(s.opens), closes=Hour(s.closes)) for s in spans)
            yield say(OPEN_ON, weekday=name, hours=Series(each))


async def step(this: turn.Turn) -> turn.Reply:
    """One first step, with what the town adds to it."""
    found = facts.find(this.town.first_steps, this.about)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    here = this.town.local_rule(found)
    local = (say(HERE, town=Words(this.town.name), rule=Said(here.rule)),) if here else ()
    items = (say(ITEM, item=Said(item)) for item in found.bring)
    bring = (None, Said(BRING), *items) if found.bring else ()
    title = _named(found.title, found.name, this)
    lines = (title, *_audience(found.audience), None, Said(found.rule), *local, *bring)
    oldest = min((found, here) if here else (found,), key=lambda fact: fact.expires_on)
    is_sure = found.sure == "A" and (here is None or here.sure == "A")
    return _fact(this, oldest, "steps", STEPS, *lines, is_sure=is_sure)


async def partner(this: turn.Turn) -> turn.Reply:
    """One place that gives advice."""
    found = facts.find(this.town.advice, this.about)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    address = (say(ADDRESS, address=Words(found.address)),) if found.address else ()
    phone = (say(PHONE, phone=Words(found.phone)),) if found.phone else ()
    website = (say(WEBSITE, website=Words(found.website)),) if found.website else ()
    title = say(TITLE, name=Words(found.name))
    return _fact(
        this, found, "advice", ADVICE, title, Said(found.what), None, *address, *phone, *website
    )


def welcome_center(settings: sections.WelcomeCenter) -> turn.Action:
    """The action that says where the Welcome Center is; what isn't configured isn't shown."""
    given = (
        say(PHONE, phone=Words(settings.phone)) if settings.phone else None,
        say(OPEN, hours=Words(settings.hours)) if settings.hours else None,
        say(EMAIL, email=Words(settings.email)) if settings.email else None,
        say(WEBSITE, website=Words(settings.website)) if settings.website else None,
    )

    async def show(this: turn.Turn) -> turn.Reply:
        center = this.town.welcome_center
        where = ", ".join(filter(None, (center.address, center.postcode_city)))
        lines = (
            say(TITLE, name=Words(center.name)),
            Said(COME_IN),
            None,
            say(ADDRESS, address=Words(where)),
            *(line for line in given if line),
        )
        return _fact(this, center, "information", DOOR, *lines)

    return show


def _named(title: Text, name: str, this: turn.Turn) -> Said:
    """What it is and what stands on the door; once where the door says it all."""
    if i18n.pattern(title, this.language) in name:
        return say(TITLE, name=Words(name))
    return say(NAMED, title=Said(title), name=Words(name))


def _audience(audience: tuple[facts.Audience, ...]) -> tuple[Said, ...]:
    return tuple(
        Said(facts.AUDIENCES[who]) for who in audience if who is not facts.Audience.EVERYONE
    )


def _fact(
    this: turn.Turn,
    fact: facts.Dated,
    back: str,
    label: Text,
    *lines: Said | None,
    is_sure: bool = True,
    more: tuple[Button, ...] = (),
) -> turn.Reply:
    """A fact is never shown without its source, its date and, past that, a warning. What wasn't
    read at the body responsible says so."""
    stale = (Said(STALE),) if fact.is_stale(this.context.reader.today) else ()
    unsure = () if is_sure else (Said(SECOND_HAND),)
    words = SOURCE if is_sure else RESPONSIBLE
    source = say(words, source=Words(fact.source), day=Day(fact.checked_on))
    buttons = cards.column(*more, Button(Said(label), cards.action(back)), menu.BACK_TO_MENU)
    return turn.reply(*lines, None, *stale, *unsure, source, rows=buttons)
