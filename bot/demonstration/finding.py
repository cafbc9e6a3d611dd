"""The second half of the story: staff come in, a buddy becomes active, two people find each other,
and agree on what they do together.
"""

from datetime import timedelta

from bot.agreements import answering, card, terms
from bot.buddies import application, applications, certifying, conduct, entry
from bot.buddies import flow as buddies
from bot.conversation import flow, options, values, week
from bot.conversation.values import Count, Tongue, Words, say
from bot.demonstration import cast
from bot.demonstration.play import Play
from bot.demonstration.stage import PATIENCE
from bot.desk import flow as desk
from bot.matches import asked, beginning, proposing, standing, walk
from bot.matches import desk as match_desk
from bot.needs import case, overview, queue
from bot.people import consent
from bot.relay import texts as relay
from bot.staff import joining, team
from bot.staff.store import Role

A_DAY = timedelta(days=1, hours=1)
GENDER = next(each for each in application.QUESTIONS if each.key == "gender")


async def joins_by_invitation(play: Play) -> None:
    coordinator = play.coordinator
    link = await play.stage.link("invite", Role.COORDINATOR.value)
    await coordinator.starts(link, "opens the invitation that a command has printed")
    await coordinator.hears(joining.JOINED[Role.COORDINATOR])
    await coordinator.chooses_language()
    await coordinator.presses(joining.TELL_NAME)
    await coordinator.presses(Words(coordinator.name))
    await coordinator.hears(joining.NAMED)


async def applies(play: Play) -> None:
    buddy = play.buddy
    await buddy.starts()
    await buddy.chooses_language()
    await buddy.presses(buddies.I_WANT_TO_HELP)
    await buddy.presses(buddies.APPLY)
    await buddy.hears(consent.VOLUNTEERING_NOTICE)
    await buddy.presses(consent.AGREE)
    await buddy.presses(Words(buddy.name))
    await buddy.presses(Tongue(buddy.language))
    await buddy.types(values.tongue(cast.IN_COMMON, buddy.language))
    await buddy.presses(options.DONE)
    await buddy.presses(Words(str(play.town.districts[2].name)))
    await buddy.presses(application.Help.OFFICE.label)
    await buddy.presses(application.Help.LETTERS.label)
    await buddy.presses(options.DONE)
    await buddy.presses(week.ANY_TIME)
    await buddy.presses(Count(2))
    await buddy.presses(GENDER.skip or flow.SKIP)
    await buddy.types(cast.ABOUT[buddy.language])
    await buddy.presses(conduct.Promise.GIVEN.label)
    await buddy.hears(buddies.REVIEW)
    await buddy.presses(flow.SEND)
    await buddy.hears(buddies.APPLIED)


async def invites_an_advisor(play: Play) -> None:
    coordinator = play.coordinator
    await coordinator.presses(desk.TODAY)
    await coordinator.presses(team.STAFF)
    await coordinator.presses(team.INVITE[Role.ADVISOR])
    await coordinator.hears(team.HAND_OVER)


async def takes_the_case(play: Play) -> None:
    advisor = play.advisor
    await advisor.starts(play.coordinator.link(), "opens the coordinator's invitation")
    await advisor.chooses_language()
    await advisor.presses(joining.TELL_NAME)
    await advisor.presses(Words(advisor.name))
    await advisor.presses(desk.TODAY)
    await advisor.presses(queue.NEW)
    await advisor.presses_first()
    await advisor.hears(overview.NOBODYS)
    await advisor.presses(overview.TAKE)
    await advisor.presses(overview.READY)
    await advisor.hears(case.MADE_READY)


async def records_the_steps(play: Play) -> None:
    coordinator = play.coordinator
    await coordinator.presses(desk.TODAY)
    await coordinator.presses(applications.APPLICATIONS)
    await coordinator.presses(entry.INTERVIEW_HELD)
    await coordinator.presses(entry.INTRODUCED)
    await coordinator.presses(entry.MAKE_ACTIVE)
    await coordinator.presses(entry.NOTE_CERTIFICATE)
    await coordinator.presses(certifying.TODAY)
    day = play.stage.now.date() - timedelta(days=20)
    await coordinator.types(f"{day.day}.{day.month}.{day.year}")
    await coordinator.presses(certifying.Entry.NONE.label)
    await coordinator.presses(flow.SEND)


async def is_active(play: Play) -> None:
    await play.buddy.hears(applications.ACTIVATED)
    await play.buddy.hears(certifying.NOTED)


async def proposes(play: Play) -> None:
    coordinator = play.coordinator
    await coordinator.presses(desk.TODAY)
    await coordinator.presses(match_desk.WAITING)
    await coordinator.hears(walk.COULD_FIT)
    await coordinator.presses(say(walk.PROPOSE, name=Words(play.buddy.name)))
    await coordinator.hears(proposing.ASKED)


async def is_asked(play: Play) -> None:
    await play.buddy.hears(asked.NAME_LATER)


async def a_day_passes(play: Play) -> None:
    await play.stage.move_to(play.stage.now + A_DAY)


async def says_yes_after_a_reminder(play: Play) -> None:
    buddy = play.buddy
    await buddy.hears(asked.REMIND_BUDDY, within=PATIENCE)
    await play.stage.settle()
    await buddy.presses(asked.LOOK)
    await buddy.presses(asked.YES)
    await buddy.hears(standing.WE_ASK_OTHER)


async def says_yes(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.hears(asked.BUDDY_FOUND)
    await newcomer.presses(asked.YES)
    await newcomer.hears(beginning.YOUR_BUDDY)


async def writes_first(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.presses(say(standing.WRITE_TO, name=Words(play.buddy.name)))
    await newcomer.types(cast.role(newcomer.language).hello)
    await newcomer.hears(relay.SENT_TO)


async def replies(play: Play) -> None:
    buddy = play.buddy
    await buddy.hears(beginning.YOUR_NEWCOMER)
    await buddy.replies(cast.REPLY[buddy.language])
    await buddy.hears(relay.SENT_TO)


async def suggests(play: Play) -> None:
    buddy = play.buddy
    await buddy.presses(beginning.DECIDE)
    await buddy.presses(card.SUGGEST)
    await buddy.presses(options.DONE)
    await buddy.presses(terms.Duration.TRIAL.label)
    await buddy.presses(terms.Rhythm.WEEKLY.label)
    await buddy.presses(terms.Place.LIBRARY.label)
    await buddy.presses(options.DONE)
    await buddy.presses(flow.SKIP)
    await buddy.presses(flow.SEND)


async def would_like_it_less_often(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.hears(card.SUGGESTS)
    await newcomer.presses(card.CHANGE_RHYTHM)
    await newcomer.presses(terms.Rhythm.FORTNIGHTLY.label)
    await newcomer.presses(flow.SEND)


async def agrees(play: Play) -> None:
    buddy = play.buddy
    await buddy.presses(card.I_AGREE)
    await buddy.hears(answering.AGREED)


async def has_an_agreement(play: Play) -> None:
    await play.newcomer.hears(card.HOLDS)
