"""The story of a meeting between somebody who reads Arabic and somebody who reads German.

What the bot says is looked up in the catalogues by its text, so that the story stays readable.
"""

import re
from datetime import UTC, date, datetime, time

from bot.conversation import cards, moments, values
from bot.conversation.values import Reader, Said, Value, When, Words, say
from bot.i18n import Text
from bot.matches import standing
from bot.meetings import answering, card, moving, plan, proposing
from bot.meetings.occasions import Occasion
from tests.conftest import TUESDAY
from tests.e2e.meeting import newest
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import may_write
from tests.world import World

OLD = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)
NEW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
AMAL, TOM = "أمل", "Tom"


class Reading:
    """What somebody reads who has this language."""

    def __init__(self, town: World, language: str) -> None:
        self.reader = Reader(language, town.town.zone, TUESDAY)

    def __call__(self, text: Text, **its: Value) -> str:
        said = values.shown(say(text, **its), self.reader, is_html=False)
        return re.sub(r"</?[bi]>", "", said)

    def when(self, at: datetime) -> str:
        return values.shown(When(at), self.reader)


async def test_a_meeting_from_the_suggestion_to_another_day(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person(AMAL, "ar"), town.person(TOM, "de")
    match = await may_write(town, amal, tom, ("ar", "de"))
    arabic, german = Reading(town, "ar"), Reading(town, "de")

    # Tom suggests to go to an office together.
    await tom.presses_data(cards.action("match", match))
    await tom.sees(german(standing.SUGGEST_MEETING))
    await presses(town, tom, german(standing.SUGGEST_MEETING))
    await presses(town, tom, german(Occasion.OFFICE.label))
    for words in ("3. Dezember", "halb zehn", "90", "Ausländeramt"):
        await tom.types(words)
        await town.settle()
    await tom.sees(german(plan.NOTE.ask))
    await tom.types("Bitte den Brief mitbringen.")
    review = await tom.sees(german(proposing.REVIEW))
    assert "Donnerstag, 3. Dezember" in review.text
    await presses(town, tom, "Ja, abschicken")
    await tom.sees(german(proposing.SENT, name=Words(AMAL)))

    # Amal reads it in Arabic, from right to left, the German words isolated.
    asked = await amal.sees(arabic(card.SUGGESTS, name=Words(TOM)))
    assert arabic.when(OLD) in asked.text
    assert "\u2068Bitte den Brief mitbringen.\u2069" in asked.text
    assert arabic(card.WHAT, occasion=Said(Occasion.OFFICE.label)) in asked.text
    await amal.presses(arabic(card.YES))
    agreed = await amal.sees(arabic(answering.AGREED))
    assert arabic.when(OLD) in agreed.text
    there = await tom.sees(german(answering.AGREED))
    assert german(card.HOLDS, name=Words(AMAL)) in there.text

    # A day later Amal needs another time; until Tom says yes, the old one holds.
    await town.advance(days=1)
    await presses(town, amal, arabic(card.MOVE))
    await amal.sees(arabic(moving.MOVING, name=Words(TOM), when=When(OLD)))
    for words in ("٤ ديسمبر", "العاشرة"):
        await amal.types(words)
        await town.settle()
    await amal.sees(arabic(proposing.REVIEW))
    await presses(town, amal, "نعم، أريد إرسال هذا")
    moved = await tom.sees(german(card.WOULD_MOVE, name=Words(AMAL)))
    assert "Freitag, 4. Dezember, 10:00" in moved.text
    assert german(card.OLD_HOLDS, when=When(OLD)) in moved.text
    await presses(town, tom, german(card.YES))
    for person, reads in ((amal, arabic), (tom, german)):
        told = await person.sees(reads(answering.MOVED))
        assert reads.when(NEW) in told.text
    assert await newest(town) == 1


async def test_a_time_that_does_not_exist_is_refused_in_the_language_of_the_reader(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom = town.person(AMAL, "ar"), town.person(TOM, "de")
    match = await may_write(town, amal, tom, ("ar", "de"))
    german = Reading(town, "de")
    await tom.presses_data(cards.action("meet", match))
    await presses(town, tom, german(Occasion.GERMAN.label))
    for words in ("28. März", "2:30"):
        await tom.types(words)
        await town.settle()
    gap: dict[str, Value] = {"day": values.Day(date(2027, 3, 28)), "time": values.Hour(time(2, 30))}
    await tom.sees(german(moments.NO_SUCH_TIME, **gap))
