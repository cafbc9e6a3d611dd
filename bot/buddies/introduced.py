"""Somebody was at an introduction. Where the talk is still to come, it is remembered until then."""

from bot.buddies import path, store
from bot.buddies.store import State
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Said, Words, say
from bot.i18n import text
from bot.people import menu, telling
from bot.storage import database

INTRODUCED = text("buddies.news_introduced", "Thank you, {name}, for coming to the introduction.")

REMEMBER = "update buddy set prepared_at = coalesce(prepared_at, :now) where person = :person"


async def note(work: database.Work, person: int) -> None:
    """One step further, if that was the next one; the buddy hears it. Noted twice, it is one step;
    nothing changes for those who are further already."""
    buddy = await store.find(work, person)
    if buddy is None:
        return
    if buddy.state is State.APPLIED:
        await work.run(REMEMBER, person=person, now=work.stamp)
    elif buddy.state is State.INTERVIEWED:
        await store.change_state(work, person, State.PREPARED)
        rows = cards.column(Button(Said(path.MY_PATH), cards.action("my_path")), menu.BACK_TO_MENU)
        news = say(INTRODUCED, name=Words(buddy.offer.name))
        card = cards.card(news, Said(path.NEXT[State.PREPARED]), rows=rows)
        await telling.tell(work, person, card)
