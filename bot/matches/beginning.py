"""Both said yes: the two learn each other's names, and what they can do now."""

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Value, Words, say
from bot.i18n import text
from bot.matches import asked, partners, reasons, standing, store
from bot.matches.partners import Both
from bot.matches.store import Match
from bot.needs import store as requests
from bot.people import menu, telling

YOU_SAID_YES = text("matches.you_said_yes", "You said yes. That is good.")
YOUR_BUDDY = text("matches.your_buddy", "You have a buddy: <b>{name}</b>.")
YOUR_NEWCOMER = text("matches.your_newcomer", "Good news: <b>{name}</b> said yes as well.")
# Translators: {button} is the button "Write to Tom", as it is called in the reader's language.
WRITE_HERE = text(
    "matches.write_here",
    "You can write to each other here, without phone numbers: press “{button}”, or answer a "
    "message.",
)
ABOUT = text("matches.about_buddy", "{name} writes: “{words}”")
FIRST_WORD = text("matches.first_word", "A first hello is enough.")
WHAT_NEXT = text("matches.what_next", "What happens next?")
DECIDE = text("matches.decide_together", "Decide together")
NEXT = text(
    "matches.next_steps",
    "<b>What happens next</b>\n"
    "1. Write a first hello, and find a time to meet. A library or a café is a good place for the "
    "first time.\n"
    "2. Decide together what you do, how long, how often and where. You can change it later.\n"
    "3. If something is unclear or does not feel right, ask the Welcome Center at any time.",
)


async def begin(this: turn.Turn, number: int) -> turn.Reply:
    """Tell both, each in the own language. The newcomer is the one who has just answered."""
    match = await store.get(this.work, number)
    if match.request is not None:
        await requests.change_state(this.work, match.request, requests.State.MATCHED)
    both = await partners.both(this.work, match)
    if both is None or match.buddy is None:
        return turn.Reply((await standing.settled(this, match),), in_place=True)
    await telling.tell(this.work, match.buddy, for_buddy(both))
    answered = cards.card(Said(YOU_SAID_YES))
    return turn.Reply((answered, for_newcomer(both)), in_place=True)


def for_newcomer(both: Both) -> Card:
    """The buddy's name, and what the buddy wrote about themselves."""
    offer = both.buddy.offer
    name = Words(offer.name)
    about = (say(ABOUT, name=name, words=Words(offer.about)),) if offer.about else ()
    lines = (say(YOUR_BUDDY, name=name), *_languages(both), *about)
    return Card((*lines, *_how(name)), _rows(both.match, name))


def for_buddy(both: Both) -> Card:
    name = Words(both.newcomer.name)
    wishes = (say(asked.WOULD_LIKE, needs=asked.wishes(both)),) if both.needs else ()
    lines = (say(YOUR_NEWCOMER, name=name), *_languages(both), *wishes)
    return Card((*lines, *_how(name)), _rows(both.match, name))


def _how(name: Value) -> tuple[Said, ...]:
    button = say(standing.WRITE_TO, name=cards.short(name))
    return (say(WRITE_HERE, button=button), Said(FIRST_WORD))


def _languages(both: Both) -> tuple[Said, ...]:
    common = both.languages_in_common
    return (say(standing.BOTH_SPEAK, languages=reasons.tongues(common)),) if common else ()


def _rows(match: Match, name: Value) -> tuple[cards.Row, ...]:
    return cards.column(
        standing.write_to(match, name),
        Button(Said(WHAT_NEXT), cards.action("next_steps", match.id)),
        Button(Said(DECIDE), cards.action("agreement", match.id)),
    )


async def next_steps(this: turn.Turn) -> turn.Reply:
    """What two who have just been matched do now."""
    match, side = await partners.side_of(this, this.about)
    if match.state is not store.State.ACTIVE:
        return turn.Reply((await standing.settled(this, match),))
    name = await partners.name(this.work, match, side.other)
    rows = (
        standing.write_to(match, name),
        standing.to_meet(match.id),
        Button(Said(DECIDE), cards.action("agreement", match.id)),
        menu.BACK_TO_MENU,
    )
    return turn.reply(Said(NEXT), rows=cards.column(*rows))
