"""The coordinators' list of seminars: those to come by date, then those that are over."""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.options import MORE
from bot.conversation.values import Said, ShortDay, Words, say
from bot.i18n import text
from bot.people import menu
from bot.seminars import store
from bot.seminars.rules import WRITTEN_IN
from bot.seminars.store import Seminar, State
from bot.staff import rights
from bot.staff.store import Role

PAGE = 8
LONGEST_TITLE, LONGEST_MARKED = 20, 12
"""Letters of a title on a button, alone and beside a word that says how it stands."""
LOOKS_BACK = 200 * 24 * 60 * 60
"""Seconds; what is longer ago isn't listed."""

HEAD = text(
    "seminars.staff_head", "<b>Seminars</b>: first those to come, then those that are over."
)
NONE = text("seminars.staff_none", "There is no seminar yet.")
NEW = text("seminars.new", "Make a new one")
# Translators: a button in a list of seminars.
ROW = text("seminars.staff_row", "{day}: {title}")
# Translators: a button in a list of seminars. Very short.
ROW_CANCELLED = text("seminars.staff_row_cancelled", "{day}: {title} (cancelled)")
# Translators: a button in a list of seminars that are over.
ROW_OVER = text("seminars.staff_row_over", "{day}: {title} (over)")

LIST = """
    select id from seminar where begins_at > :since
    order by ends_at <= :now, iif(ends_at <= :now, -begins_at, begins_at), id
    limit :most offset :skip
"""


async def show(this: turn.Turn) -> turn.Reply:
    """A page of the list."""
    await rights.require(this, Role.COORDINATOR)
    is_number = this.about.isascii() and this.about.isdigit() and len(this.about) < 6
    page = int(this.about) if is_number else 0
    since, now = this.work.stamp - LOOKS_BACK, this.work.stamp
    rows = await this.work.all(LIST, since=since, now=now, most=PAGE + 1, skip=page * PAGE)
    found = [await store.get(this.work, row["id"]) for row in rows]
    buttons = [_row(this, seminar) for seminar in found[:PAGE]]
    if len(found) > PAGE:
        buttons.append(Button(Said(MORE), cards.action("seminars_staff", page + 1)))
    new = Button(Said(NEW), cards.action("new_seminar"), style="primary")
    column = cards.column(new, *buttons, menu.BACK_TO_MENU)
    card = cards.card(Said(HEAD if found else NONE), rows=column)
    return turn.Reply((card,), in_place=is_number)


def _row(this: turn.Turn, seminar: Seminar) -> Button:
    plan = seminar.plan
    is_over = plan.ends_at <= this.work.now
    words = ROW_CANCELLED if seminar.state is State.CANCELLED else ROW_OVER if is_over else ROW
    day = ShortDay(plan.begins_at.astimezone(this.context.reader.zone).date())
    most = LONGEST_TITLE if words is ROW else LONGEST_MARKED
    title = cards.short(Words(seminar.texts[WRITTEN_IN].title), most)
    return Button(say(words, day=day, title=title), cards.action("seminar_staff", seminar.id))
