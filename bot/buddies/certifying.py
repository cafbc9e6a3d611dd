"""Noting that a certificate of conduct was seen: two days and a yes or no, never the paper."""

from datetime import date

from bot.buddies import entry, path, rules, store
from bot.buddies.rules import Certificate
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.options import Choice
from bot.conversation.planning import Day
from bot.conversation.questions import Choose
from bot.conversation.values import Count, Said, Words, say
from bot.conversation.values import Day as DayValue
from bot.i18n import plural, text
from bot.people import menu, telling
from bot.staff import record

FURTHEST_BACK = 366 * rules.VALID_YEARS
"""Days: what was seen longer ago is worth nothing any more."""
BEFORE_IT_WAS_SEEN = 31 * rules.FRESH_MONTHS

WHOSE = text("buddies.certificate_of", "The certificate of conduct of <b>{name}</b>.")
ISSUED_LATER = text(
    "buddies.issued_later",
    "It can't have been issued on {issued} and seen on {seen}. Please look at both days again.",
)
TOO_OLD = plural(
    "buddies.certificate_too_old",
    "It was issued on {issued}, more than {count} month before it was seen. Please ask for a newer "
    "one. If a day is wrong, you can change it here.",
    "It was issued on {issued}, more than {count} months before it was seen. Please ask for a "
    "newer one. If a day is wrong, you can change it here.",
)
GONE = text("buddies.certificate_gone", "Nothing was noted: this person is no longer a buddy.")
NOTED = text(
    "buddies.news_certificate",
    "A coordinator has noted that your certificate of conduct was seen on {day}. "
    "Only this note is kept, no copy.",
)
TODAY = text("buddies.seen_today", "Today")
REVIEW = text("buddies.certificate_review", "Is everything right? No copy is kept anywhere.")


class Entry(Choice):
    """Whether there is something in the certificate that matters for being a buddy."""

    NONE = "no", text("buddies.entry_none", "No relevant entry")
    SOME = "yes", text("buddies.entry_some", "A relevant entry")


async def ask(this: turn.Turn) -> turn.Reply:
    """Which days? For everybody who is, or is on the way to being, a buddy."""
    buddy = await entry.visible(this)
    if buddy.has_ended:
        card = await entry.card(this, buddy, Said(entry.MEANWHILE), None)
        return turn.Reply((card,), in_place=True)
    whose = cards.card(say(WHOSE, name=Words(buddy.offer.name)))
    return turn.Reply((whose,), then=CERTIFICATE.name, about=str(buddy.person))


async def note(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The days are given. Raises `Refusal` where they can't be right together."""
    buddy = await entry.find(this)
    if buddy is None or buddy.has_ended:
        return turn.reply(Said(GONE), rows=cards.column(menu.BACK_TO_MENU))
    seen_on = answers["seen_on"] or this.context.reader.today.isoformat()
    certificate = Certificate(
        date.fromisoformat(seen_on),
        date.fromisoformat(answers["issued_on"]),
        Entry.of(answers["entry"]) is Entry.SOME,
    )
    _check(certificate)
    await store.certify(this.work, buddy.person, certificate)
    this.work.happened(store.Certified(buddy.person))
    await record.add(this.work, this.person, record.Deed.CERTIFIED, buddy.person)
    label = path.MY_OFFER if buddy.state in store.TAKING_PART else path.MY_PATH
    rows = cards.column(Button(Said(label), cards.action("my_path")))
    news = say(NOTED, day=DayValue(certificate.seen_on))
    await telling.tell(this.work, buddy.person, cards.card(news, rows=rows))
    return turn.Reply((await entry.card(this, await store.get(this.work, buddy.person)),))


def _check(certificate: Certificate) -> None:
    seen, issued = DayValue(certificate.seen_on), DayValue(certificate.issued_on)
    if certificate.issued_on > certificate.seen_on:
        raise turn.Refusal(say(ISSUED_LATER, issued=issued, seen=seen))
    if not rules.is_fresh(certificate):
        months = Count(rules.FRESH_MONTHS)
        raise turn.Refusal(say(TOO_OLD, issued=issued, count=months))


CERTIFICATE = Flow(
    "certificate",
    (
        Day(
            "seen_on",
            text("buddies.seen_on", "When did you see the certificate?"),
            furthest=0,
            earliest=-FURTHEST_BACK,
            optional=True,
            skip=TODAY,
            name=text("buddies.seen_on_label", "Seen on"),
        ),
        Day(
            "issued_on",
            text("buddies.issued_on", "Which day of issue stands on it?"),
            furthest=0,
            earliest=-FURTHEST_BACK - BEFORE_IT_WAS_SEEN,
            name=text("buddies.issued_on_label", "Issued on"),
        ),
        Choose(
            "entry",
            text("buddies.has_entry", "Is there an entry in it that matters for being a buddy?"),
            Entry,
            name=text("buddies.has_entry_label", "Entry"),
        ),
        Review("review", REVIEW, name=REVIEW),
    ),
    done=note,
    title=text("buddies.certificate_title", "Noting a certificate"),
)
