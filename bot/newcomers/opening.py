"""An advisor opens a case after a consultation: a one-time link, and the same as a picture (QR) for
the camera of a phone, on a screen or on paper."""

import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot import clock
from bot.conversation import cards, turn, values
from bot.conversation.cards import Button
from bot.conversation.documents import Document
from bot.conversation.values import Reader, Said, StartLink, When, say
from bot.i18n import text
from bot.newcomers import links
from bot.newcomers.links import CaseTaken
from bot.people import menu, telling
from bot.staff import record, rights
from bot.staff import store as staff
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

PICTURE = "case_qr"
PIXELS = 640
"""The side of the picture at most: large enough for a camera, from a screen or from paper."""
BORDER = 4
"""White modules around the code, as its standard (ISO/IEC 18004) asks for."""

OPEN_CASE = text("newcomers.open_case", "Open a case")
LINK = text(
    "newcomers.case_link",
    "This link is for <b>one newcomer</b>:\n{link}\nIt works once, until <b>{when}</b>.",
)
HAND_OVER = text(
    "newcomers.case_hand_over",
    "Send it, or let the newcomer scan the picture with the camera of the phone. "
    "I tell you when somebody has opened it.",
)
SCAN = text("newcomers.case_scan", "For one newcomer: scan with the camera, then press “Start”.")
TAKEN = text(
    "newcomers.case_taken",
    "Somebody has opened the link that you made on {when}. "
    "You hear from me again when the request is sent.",
)


def opening(hours: int) -> turn.Action:
    """The action that makes a case's link and picture, good for so many hours."""

    async def open_case(this: turn.Turn) -> turn.Reply:
        await rights.require(this, Role.ADVISOR, Role.COORDINATOR)
        payload = await links.open_case(this.work, hours, advisor=this.person)
        await record.add(this.work, this.person, Deed.OPENED_CASE)
        until = When(this.work.now + timedelta(hours=hours))
        card = cards.card(
            say(LINK, link=StartLink(payload), when=until),
            None,
            Said(HAND_OVER),
            rows=cards.column(menu.BACK_TO_MENU),
        )
        return turn.Reply((card,), document=PICTURE, arguments={"payload": payload})

    return open_case


async def picture(
    _base: database.Database, _person: int, reader: Reader, arguments: Mapping[str, Any]
) -> Document:
    """The maker of the picture of a link."""
    address = values.start_link(reader.bot, arguments["payload"])
    return Document("case.png", drawn(address), Said(SCAN), is_picture=True)


def drawn(address: str) -> bytes:
    """An address as a QR code (PNG) that is still read when up to 15 % of it is damaged."""
    import segno  # drawn seldom: until then it takes no memory

    code = segno.make(address, error="m", micro=False)
    side, _ = code.symbol_size(border=BORDER)
    png = io.BytesIO()
    code.save(png, kind="png", scale=max(1, PIXELS // side), border=BORDER)
    return png.getvalue()


OPENED_AT = """
    select opened_at from opened_case where person = :person order by used_at desc limit 1
"""


async def tell_advisor(work: database.Work, event: CaseTaken) -> None:
    """Whoever made the link hears that it has been opened; by whom is not known yet."""
    row = await work.one(OPENED_AT, person=event.person)
    if row is None or event.advisor is None or await staff.find(work, event.advisor) is None:
        return
    taken = say(TAKEN, when=When(clock.moment(row["opened_at"])))
    await telling.tell(work, event.advisor, cards.card(taken))


async def desk(_work: database.Work, member: Member, _reader: Reader) -> Sequence[Item]:
    """Opening a case, for advisors."""
    if Role.ADVISOR not in member.roles:
        return ()
    return (Item(Urgency.STANDING, Button(Said(OPEN_CASE), cards.action("open_case"))),)
