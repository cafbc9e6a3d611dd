"""The story: a newcomer asks for a buddy and finds one, from hello to a meeting that took place;
and a seminar's date, to those who came.

Each scene says what two people do, and what they must hear for the play to go on.
"""

from datetime import datetime, time, timedelta

from bot.demonstration import asking, finding, gathering, meeting
from bot.demonstration.play import Scene
from bot.town import Town

BEGINS_AT = time(10)

SCENES = (
    Scene(
        "Two people write for the first time",
        (("newcomer", asking.says_hello), ("visitor", asking.arrives_by_link)),
    ),
    Scene(
        "One question at a time; the town's facts",
        (("newcomer", asking.introduces_themselves), ("visitor", asking.looks_around)),
    ),
    Scene(
        "Dates as people type them; what is known",
        (("newcomer", asking.says_when_and_what), ("visitor", asking.asks_what_is_known)),
    ),
    Scene(
        "Sent, and deleted",
        (("newcomer", asking.changes_and_sends), ("visitor", asking.leaves_for_good)),
    ),
    Scene(
        "A coordinator joins; a volunteer applies",
        (("coordinator", finding.joins_by_invitation), ("buddy", finding.applies)),
    ),
    Scene(
        "Staff invite staff; an advisor takes the request",
        (("coordinator", finding.invites_an_advisor), ("advisor", finding.takes_the_case)),
    ),
    Scene(
        "Step by step to being a buddy",
        (("coordinator", finding.records_the_steps), ("buddy", finding.is_active)),
    ),
    Scene(
        "Who suits whom, and why; a person decides",
        (("coordinator", finding.proposes), ("buddy", finding.is_asked)),
    ),
    Scene(
        "The next day, unasked: a reminder, and two people say yes",
        (("buddy", finding.says_yes_after_a_reminder), ("newcomer", finding.says_yes)),
        before=finding.a_day_passes,
    ),
    Scene(
        "They write to each other, without a phone number",
        (("newcomer", finding.writes_first), ("buddy", finding.replies)),
    ),
    Scene(
        "What, how long, how often, where: one suggests, the other changes a part",
        (("buddy", finding.suggests), ("newcomer", finding.would_like_it_less_often)),
    ),
    Scene(
        "Both say yes",
        (("buddy", finding.agrees), ("newcomer", finding.has_an_agreement)),
    ),
    Scene(
        "A day for the first meeting: one suggests, the other says yes",
        (("buddy", meeting.suggests_a_meeting), ("newcomer", meeting.says_yes_to_it)),
    ),
    Scene(
        "A coordinator plans a reflection meeting, and announces its date",
        (("coordinator", gathering.plans_and_announces), ("buddy", gathering.comes)),
    ),
    Scene(
        "The evening before, unasked: both are reminded",
        (("newcomer", meeting.will_be_there), ("buddy", meeting.hears_that_too)),
        before=meeting.the_evening_before_comes,
    ),
    Scene(
        "Two hours before: so near that it may be early in the morning",
        (
            ("newcomer", meeting.is_reminded_once_more),
            ("buddy", meeting.buddy_is_reminded_once_more),
        ),
        before=meeting.two_hours_are_left,
    ),
    Scene(
        "An hour after its end: how did it go?",
        (("newcomer", meeting.says_how_it_went), ("buddy", meeting.buddy_says_so_too)),
        before=meeting.an_hour_after_its_end,
    ),
    Scene(
        "Whoever comes to the reflection meeting is reminded too",
        (("buddy", gathering.is_reminded),),
        before=gathering.the_evening_before_comes,
    ),
    Scene(
        "Who was there",
        (("coordinator", gathering.notes_who_was_there),),
        before=gathering.it_is_over,
    ),
)


def beginning(now: datetime, here: Town) -> datetime:
    """Ten in the morning in the town, today or tomorrow: the clock is never turned back."""
    local = now.astimezone(here.zone)
    begins = datetime.combine(local.date(), BEGINS_AT, here.zone)
    return begins if begins >= local else begins + timedelta(days=1)
