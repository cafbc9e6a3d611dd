"""What a broadcast says to one reader: as it is sent, and as its writer is shown it before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import i18n
from bot.broadcasts.topics import Topic
from bot.conversation import cards
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Reader, Said, Words, say
from bot.i18n import text
from bot.seminars import invitation
from bot.storage import database

MAKER = "broadcast"
FROM_TEAM = text("broadcasts.from_team", "From the Welcome Buddies team")
MESSAGE = text("broadcasts.message", "From the Welcome Buddies team:\n\n{words}")
TURN_OFF = text("broadcasts.turn_off", "Turn these messages off")

SAYS = """
    select topic, seminar, (
        select words from broadcast_text
        where broadcast_text.broadcast = broadcast.id
          and broadcast_text.language in (:language, :second, written_in)
        order by broadcast_text.language <> :language, broadcast_text.language <> :second limit 1
    ) as words
    from broadcast where id = :broadcast
"""
WANTS = """
    select 1 from broadcast join person on person.id = :person
    where broadcast.id = :broadcast and broadcast.state in ('running', 'paused')
      and person.paused_at is null
      and not exists (select 1 from opt_out
                      where opt_out.person = person.id and topic = broadcast.topic)
      and not exists (select 1 from rsvp
                      where rsvp.seminar = broadcast.seminar and rsvp.person = person.id)
"""


async def told(base: database.Database, broadcast: int, person: int, reader: Reader) -> Card | None:
    """The message at the moment of sending; None for whoever doesn't want it any more, or has
    answered meanwhile, and when it was stopped or its seminar is off."""
    if not await base.read(WANTS, broadcast=broadcast, person=person):
        return None
    return await _card(base, broadcast, person, reader)


async def _card(
    base: database.Database, broadcast: int, person: int, reader: Reader
) -> Card | None:
    """A text falls back to English, and to the language it was written in."""
    rows = await base.read(SAYS, broadcast=broadcast, language=reader.language, second=i18n.SOURCE)
    if not rows:
        return None
    (row,) = rows
    off = Button(Said(TURN_OFF), cards.action("opt_out", Topic.of(row["topic"]).value))
    if row["seminar"] is None:
        words = say(MESSAGE, words=Words(row["words"] or ""))
        return cards.card(words, rows=cards.column(off))
    card = await invitation.card(base, row["seminar"], person, reader)
    if card is None:
        return None
    lines = (Said(FROM_TEAM), None, *card.lines)
    return replace(card, lines=lines, rows=(*card.rows, *cards.column(off)))


IS_COORDINATOR = "select 1 from staff where person = :person and is_coordinator"


async def preview(
    base: database.Database, person: int, reader: Reader, arguments: Mapping[str, Any]
) -> Card | None:
    """The message as one of its readers will see it, shown to a coordinator; its buttons do nothing
    here."""
    if not await base.read(IS_COORDINATOR, person=person):
        return None
    language = str(arguments["language"])
    seen_by = replace(reader, language=language)
    card = await _card(base, arguments["broadcast"], arguments["reader"], seen_by)
    if card is None:
        return None
    rows = tuple(
        Row(tuple(replace(b, press=cards.INERT) for b in row.buttons), row.is_grid)
        for row in card.rows
    )
    return replace(card, rows=rows, language=language)
