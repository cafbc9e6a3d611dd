"""When what two people agreed on ends by itself: what that means, for whoever lets it end."""

from bot.agreements import answering, pairs, store
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.matches import standing as match_standing
from bot.matches import store as matches
from bot.people import menu

ENDS_BY_ITSELF = text(
    "agreements.ends_by_itself",
    "That is fine. You need not do anything: what you agreed on ends by itself, on <b>{day}</b>.",
)
STAYS = text(
    "agreements.match_stays",
    "You two stay in touch here and can write to each other, until one of you ends it.",
)


async def let_end(this: turn.Turn) -> turn.Reply:
    """Explains it; nothing is changed."""
    pair = await pairs.active(this, this.about)
    standing = await store.standing(this.work, pair.match)
    ends_on = standing.valid.ends_on if standing.valid else None
    if ends_on is None or ends_on < this.context.reader.today or standing.proposed:
        return answering.outdated(this, pair, standing)
    match = await matches.get(this.work, pair.match)
    write = match_standing.write_to(match, pair.name)
    end = cards.action("end_match", match.id, match.version)
    rows = cards.column(write, Button(Said(match_standing.END_IT), end), menu.BACK_TO_MENU)
    lines = (say(ENDS_BY_ITSELF, day=Day(ends_on)), Said(STAYS))
    return turn.Reply((cards.card(*lines, rows=rows),), in_place=True)
