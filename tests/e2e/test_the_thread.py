"""The whole thread, from hello to a meeting that took place, and from a seminar's date to those who
came: each reads their own language, and the staff another one. What is pressed and heard is named
by its text, so it plays in any language.
"""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot import i18n
from bot.agreements import answering as agreed
from bot.agreements import card as agreement
from bot.agreements import terms
from bot.broadcasts import preview
from bot.buddies import application, applications, conduct, entry
from bot.buddies import flow as buddies
from bot.conversation import flow, lengths, options, values, week
from bot.conversation.values import Count, Hour, ShortDay, Tongue, Words, say
from bot.demonstration.actors import Actor
from bot.desk import flow as desk
from bot.matches import asked, beginning, proposing, standing, walk
from bot.matches import desk as match_desk
from bot.meetings import afterwards, coming, other_times, presence
from bot.meetings import answering as meetings
from bot.meetings import card as meeting
from bot.meetings import proposing as proposing_meetings
from bot.meetings.occasions import Occasion
from bot.needs import case, overview, queue
from bot.needs import flow as needs
from bot.needs.store import Kind
from bot.newcomers import introduction
from bot.newcomers.introduction import German, Household
from bot.nudges import afterwards as asked_afterwards
from bot.nudges import meetings as reminders
from bot.nudges import seminars as seminar_reminders
from bot.nudges.appointment_rules import Before
from bot.people import consent
from bot.relay import texts as relay
from bot.seminars import card as dates
from bot.seminars import creating, listing
from bot.seminars import entry as seminar
from bot.seminars import form as seminar_form
from bot.seminars.kinds import Audience
from bot.seminars.kinds import Kind as SeminarKind
from bot.staff import invitations, joining, team
from bot.staff.store import Role
from tests.world import World

TUESDAY_NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
SPOKEN_BY_BOTH = "fr"
GENDER = next(each for each in application.QUESTIONS if each.key == "gender")


async def joins(town: World, link: str, name: str) -> Actor:
    """Somebody follows an invitation to the staff, and says what people may call them."""
    member = Actor(town, "en", name)
    await member.starts(link)
    await member.chooses_language()
    await member.presses(joining.TELL_NAME)
    await member.presses(Words(name))
    await member.hears(joining.NAMED)
    return member


async def asks_for_a_buddy(amal: Actor) -> None:
    await amal.starts()
    await amal.chooses_language()
    await amal.presses(needs.I_NEED_HELP)
    await amal.hears(consent.NOTICE)
    await amal.presses(consent.AGREE)
    await amal.presses(Words(amal.name))
    await amal.types(values.tongue(SPOKEN_BY_BOTH, amal.language))
    await amal.presses(options.DONE)
    await amal.presses(Words("Hafen"))
    await amal.presses(Household.ALONE.label)
    await amal.presses(German.LITTLE.label)
    await amal.presses(week.ANY_TIME)
    await amal.presses(introduction.WISH.skip or flow.SKIP)
    await amal.presses(Kind.LETTERS.label)
    await amal.presses(Kind.GERMAN.label)
    await amal.presses(options.DONE)
    await amal.presses(needs.NO_DATE)
    await amal.presses(flow.SKIP)
    await amal.presses(flow.SEND)
    await amal.hears(needs.SENT)


async def applies_as_a_buddy(tom: Actor) -> None:
    await tom.starts()
    await tom.chooses_language()
    await tom.presses(buddies.I_WANT_TO_HELP)
    await tom.presses(buddies.APPLY)
    await tom.hears(consent.VOLUNTEERING_NOTICE)
    await tom.presses(consent.AGREE)
    await tom.presses(Words(tom.name))
    await tom.presses(Tongue(tom.language))
    await tom.types(values.tongue(SPOKEN_BY_BOTH, tom.language))
    await tom.presses(options.DONE)
    await tom.presses(Words("Hafen"))
    await tom.presses(application.Help.LETTERS.label)
    await tom.presses(options.DONE)
    await tom.presses(week.ANY_TIME)
    await tom.presses(Count(1))
    await tom.presses(GENDER.skip or flow.SKIP)
    await tom.presses(flow.SKIP)
    await tom.presses(conduct.Promise.GIVEN.label)
    await tom.presses(flow.SEND)
    await tom.hears(buddies.APPLIED)


@pytest.mark.parametrize(("amals", "toms"), [("ar", "de"), ("uk", "tr")])
async def test_two_people_find_each_other_agree_and_meet(
    town: World, amals: str, toms: str
) -> None:
    await town.move_to(TUESDAY_NOON)
    amal, tom = Actor(town, amals, "Amal"), Actor(town, toms, "Tom")

    # Staff come in: the first by a command, the second by the first.
    async with town.bot.database.work() as work:
        link = await invitations.make(work, Role.COORDINATOR, hours=72)
    selin = await joins(town, link, "Selin")
    await selin.presses(desk.TODAY)
    await selin.presses(team.STAFF)
    await selin.presses(team.INVITE[Role.ADVISOR])
    petra = await joins(town, selin.link(), "Petra")

    # A newcomer asks; an advisor takes the case and makes it ready.
    await asks_for_a_buddy(amal)
    await petra.presses(desk.TODAY)
    await petra.presses(queue.NEW)
    await petra.presses_first()
    await petra.presses(overview.TAKE)
    await petra.presses(overview.READY)
    await amal.hears(case.LOOKED_AT)

    # A volunteer applies, and becomes active step by step.
    await applies_as_a_buddy(tom)
    await selin.presses(desk.TODAY)
    await selin.presses(applications.APPLICATIONS)
    await selin.presses(entry.INTERVIEW_HELD)
    await selin.presses(entry.INTRODUCED)
    await selin.presses(entry.MAKE_ACTIVE)
    await tom.hears(applications.ACTIVATED)

    # The coordinator proposes; the buddy is reminded after a day, and says yes; so does the other.
    await selin.presses(desk.TODAY)
    await selin.presses(match_desk.WAITING)
    await selin.presses(say(walk.PROPOSE, name=Words("Tom")))
    await selin.hears(proposing.ASKED)
    await tom.hears(asked.NAME_LATER)
    assert "Amal" not in tom.transcript()
    await town.move_to(TUESDAY_NOON + timedelta(days=1, minutes=1))
    await tom.hears(asked.REMIND_BUDDY)
    await tom.presses(asked.LOOK)
    await tom.presses(asked.YES)
    await amal.hears(asked.BUDDY_FOUND)
    assert "Tom" not in amal.transcript()
    await amal.presses(asked.YES)
    await amal.hears(beginning.YOUR_BUDDY)
    await tom.hears(beginning.YOUR_NEWCOMER)

    # They write to each other, and decide together: one suggests, the other changes a part.
    await amal.presses(say(standing.WRITE_TO, name=Words("Tom")))
    await amal.types("مرحبا Tom")
    await amal.hears(relay.SENT_TO)
    assert "مرحبا Tom" in tom.transcript()
    await tom.replies("Hello Amal")
    assert "Hello Amal" in amal.transcript()
    await tom.presses(beginning.DECIDE)
    await tom.presses(agreement.SUGGEST)
    await tom.presses(options.DONE)
    await tom.presses(terms.Duration.TRIAL.label)
    await tom.presses(terms.Rhythm.WEEKLY.label)
    await tom.presses(terms.Place.LIBRARY.label)
    await tom.presses(options.DONE)
    await tom.presses(flow.SKIP)
    await tom.presses(flow.SEND)
    await amal.hears(agreement.SUGGESTS)
    await amal.presses(agreement.CHANGE_RHYTHM)
    await amal.presses(terms.Rhythm.FORTNIGHTLY.label)
    await amal.presses(flow.SEND)
    await tom.presses(agreement.I_AGREE)
    await tom.hears(agreed.AGREED)
    await amal.hears(agreement.HOLDS)

    rows = await town.rows("select state, duration, rhythm, side from agreement where valid_at > 0")
    assert [tuple(row) for row in rows] == [("valid", "trial", "fortnightly", "newcomer")]

    # Tom suggests a day at an office; Amal would rather have another time; Tom picks it.
    await suggests_a_meeting(tom, "3.12.", "9:30")
    await amal.hears(meeting.SUGGESTS)
    await amal.presses(meeting.ANOTHER_TIME)
    await amal.types("3.12.")
    await amal.presses(Hour(time(10)))
    await amal.presses(other_times.More.NO.label)
    await amal.presses(flow.SEND)
    await tom.hears(meeting.SUGGESTS)
    await tom.presses(meeting.YES)
    await amal.hears(meetings.AGREED)

    # The evening before, unasked; and two hours before.
    await town.move_to(local(town, 2, 18))
    for one in (amal, tom):
        await one.hears(reminders.BEGINS[Before.DAY])
    await tom.presses(presence.ILL_BE_THERE)
    await amal.hears(coming.COMES)
    await town.move_to(local(town, 3, 8))
    for one in (amal, tom):
        await one.hears(reminders.BEGINS[Before.SOON])

    # It took place, as both say.
    await town.move_to(local(town, 3, 12))
    for one in (amal, tom):
        await one.hears(asked_afterwards.HOW)
        await one.presses(afterwards.GOOD)
        await one.hears(afterwards.THANKS_GOOD)
    rows = await town.rows("select state from meeting")
    assert [row["state"] for row in rows] == ["held"]
    assert await nobody_waits(town)


@pytest.mark.parametrize(("toms", "lenas"), [("ar", "de"), ("uk", "tr")])
async def test_a_date_reaches_those_who_come(town: World, toms: str, lenas: str) -> None:
    await town.move_to(TUESDAY_NOON)
    async with town.bot.database.work() as work:
        link = await invitations.make(work, Role.COORDINATOR, hours=72)
    selin = await joins(town, link, "Selin")
    tom, lena = Actor(town, toms, "Tom"), Actor(town, lenas, "Lena")
    for one in (tom, lena):
        await applies_as_a_buddy(one)

    # A coordinator plans an introduction, and announces it.
    await selin.presses(desk.TODAY)
    await selin.presses(applications.APPLICATIONS)
    await selin.presses(entry.INTERVIEW_HELD)
    await plans_an_introduction(selin, "3.12.")
    await selin.presses(seminar.ANNOUNCE)
    await selin.hears(preview.DRAFT)
    await selin.presses(preview.SEND_NOW)
    await town.advance(seconds=5)
    await tom.hears(dates.PLACE)
    await tom.presses(dates.I_COME)
    await tom.hears(dates.YOU_COME)
    await lena.presses(dates.I_CANNOT)
    await lena.hears(dates.YOU_CANNOT)

    # Whoever comes is reminded, and nobody else.
    await town.move_to(local(town, 2, 18))
    await tom.hears(seminar_reminders.BEGINS[Before.DAY])
    await town.move_to(local(town, 3, 16))
    await tom.hears(seminar_reminders.BEGINS[Before.SOON])
    said = i18n.pattern(seminar_reminders.BEGINS[Before.SOON], lenas).partition("<b>")[0]
    assert said not in lena.transcript()

    # Who was there has come a step further.
    await town.move_to(local(town, 3, 20))
    await selin.presses(desk.TODAY)
    await selin.presses(seminar.SEMINARS)
    day = ShortDay(local(town, 3, 18).date())
    await selin.presses(say(listing.ROW_OVER, day=day, title=Words("Einführung")))
    await selin.presses(seminar.ATTENDANCE)
    await selin.presses(Words("Tom"))
    rows = await town.rows("select name, state from buddy order by name")
    assert [tuple(row) for row in rows] == [("Lena", "applied"), ("Tom", "prepared")]
    assert await nobody_waits(town)


async def suggests_a_meeting(tom: Actor, day: str, at: str) -> None:
    await tom.presses(standing.SUGGEST_MEETING)
    await tom.presses(Occasion.OFFICE.label)
    await tom.types(day)
    await tom.types(at)
    await tom.presses(lengths.told(60))
    await tom.types("Ausländerbehörde")
    await tom.presses(flow.SKIP)
    await tom.presses(flow.SEND)
    await tom.hears(proposing_meetings.SENT)


async def plans_an_introduction(selin: Actor, day: str) -> None:
    await selin.presses(desk.TODAY)
    await selin.presses(seminar.SEMINARS)
    await selin.presses(listing.NEW)
    await selin.presses(SeminarKind.INTRODUCTION.label)
    await selin.types("Einführung")
    await selin.presses(seminar_form.NO_TEXT)
    await selin.types(day)
    await selin.types("18:00")
    await selin.presses(lengths.told(90))
    await selin.types("Rathaus, Raum 3")
    await selin.presses(seminar_form.NO_LIMIT)
    await selin.presses(Audience.APPLICANTS.label)
    await selin.presses(creating.MAKE)
    await selin.hears(creating.MADE)


def local(town: World, day: int, hour: int) -> datetime:
    """A little past an hour of the town, in December."""
    return datetime(2026, 12, day, hour, 1, tzinfo=town.town.zone)


async def nobody_waits(town: World) -> bool:
    left = await town.rows("select count(*) from outbox where state in ('waiting', 'dead')")
    return bool(left[0][0] == 0)
