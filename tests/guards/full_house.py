"""Around seminars: what is done too late, what crosses, a full house. Scenes of the town in full
swing, each taken back.
"""

from bot.seminars import invitation, topics
from bot.storage import database
from tests.guards import gatherings, together
from tests.guards.every_form import Moment
from tests.guards.full_swing import Who
from tests.guards.stage import Stage

STAFF, GUEST = Who.COORDINATOR, Who.BUDDY
MANY = range(920, 933)
"""People of whom nothing is known but the language."""


async def somebody_is_invited(here: Stage) -> None:
    card = await invitation.card(
        here.base, 4, await together.person(here, Who.ANYBODY), here.reader
    )
    assert card is not None
    here.note(Moment("an invitation", card))


async def it_is_cancelled_while_one_moves_it(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await here.presses(STAFF, "move_seminar", seminar, 1)
    await here.presses(Who.OTHER_COORDINATOR, "change_seminar", f"{seminar}.seats")
    await here.fills(Who.OTHER_COORDINATOR)
    await here.fills(STAFF)
    await here.presses(STAFF, "change_seminar", f"{seminar}.text.en")
    await here.presses(Who.OTHER_COORDINATOR, "cancel_seminar_now", seminar, 2)
    await here.fills(STAFF)


async def there_can_not_be_fewer_seats(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await gatherings.sign_up(here, seminar, (GUEST, Who.APPLICANT))
    await here.presses(STAFF, "change_seminar", f"{seminar}.seats")
    await here.fills(STAFF, answers={"seats": 1})


async def it_is_described_in_every_language(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    for code in here.programme.languages:
        await here.presses(STAFF, "change_seminar", f"{seminar}.text.{code}")
        await here.fills(STAFF)
    await here.presses(STAFF, "change_seminar", f"{seminar}.languages")


async def many_come_and_have_a_lot_to_say(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF, kind="reflection")
    for chat in MANY:
        await here.chooses(chat)
    await gatherings.sign_up(here, seminar, MANY)
    await here.presses(STAFF, "who_comes", seminar)
    await here.presses(STAFF, "who_comes", f"{seminar}.1")
    await here.presses(STAFF, "attendance", seminar)

    async def say_a_lot(work: database.Work) -> None:
        for number in range(60):
            await topics.add(work, seminar, f"Thema {number}", None)

    await here.happens(say_a_lot, "many topics")
    await here.presses(MANY[0], "add_topic", seminar)
    await here.presses(STAFF, "seminar_topics", f"{seminar}.1")


async def an_applicant_was_introduced_before_the_talk(here: Stage) -> None:
    for seminar in (1, 2):
        await here.presses(STAFF, "tick", f"{seminar}.all.1.0")
        await here.presses(STAFF, "desk")
    await here.presses(STAFF, "buddy", await together.person(here, Who.APPLICANT))
    await here.presses(Who.APPLICANT, "my_path")
    await here.presses(STAFF, "attendance", 3)


async def it_is_changed_while_one_says_why_it_is_cancelled(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await here.presses(STAFF, "cancel_seminar_why", seminar, 1)
    await here.presses(Who.OTHER_COORDINATOR, "change_seminar", f"{seminar}.place")
    await here.fills(Who.OTHER_COORDINATOR, answers={"place": "Haus 2"})
    await here.fills(STAFF)


async def it_is_moved_and_nobody_has_said_yes_anew(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await gatherings.sign_up(here, seminar, (GUEST, Who.APPLICANT))
    await here.presses(Who.APPLICANT, "rsvp_no", seminar)

    async def is_long_ago(work: database.Work) -> None:
        await work.run("update rsvp set answered_at = 1 where seminar = :s", s=seminar)

    await here.happens(is_long_ago, "the answers are old")
    await here.presses(STAFF, "move_seminar", seminar, 1)
    await here.fills(STAFF, answers={"time": "16:45"})
    await here.presses(STAFF, "who_comes", seminar)


async def a_seat_is_given_on(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF, seats=1)
    await gatherings.sign_up(here, seminar, (GUEST, Who.APPLICANT))
    for guest in (GUEST, Who.APPLICANT):
        await here.presses(guest, "rsvp_no", seminar)


SCENES = (
    it_is_changed_while_one_says_why_it_is_cancelled,
    it_is_moved_and_nobody_has_said_yes_anew,
    a_seat_is_given_on,
    somebody_is_invited,
    it_is_cancelled_while_one_moves_it,
    there_can_not_be_fewer_seats,
    it_is_described_in_every_language,
    many_come_and_have_a_lot_to_say,
    an_applicant_was_introduced_before_the_talk,
)
