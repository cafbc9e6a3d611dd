"""What one person wrote, brought to another: under a name, as a copy, and once more when edited."""

from typing import Any

from bot.conversation import cards, flow
from bot.conversation.cards import Button, Card
from bot.conversation.values import Words, say
from bot.people import telling
from bot.storage import outbox
from tests.telegram.post_office import PostOffice

PHOTO = b"\x89PNG\r\n\x1a\n"
ANSWER = cards.column(Button(Words("Answer"), cards.action("write_pair", 1)))


def named(words: str) -> Card:
    line = say(flow.LINE, name=Words("Tom"), answer=Words(words))
    return cards.card(line, rows=ANSWER)


async def passes_on(office: PostOffice, card: Card, kind: str, to: Any, **more: Any) -> int:
    async with office.base.work() as work:
        return await outbox.say(work, office.id_of(to), cards.pack(card) | more, kind=kind)


async def edits(office: PostOffice, card: Card, of: Any, row: int, **more: Any) -> None:
    async with office.base.work() as work:
        await outbox.edit(work, office.id_of(of), cards.pack(card) | more, row=row)
    await office.rests()


async def test_a_copy_has_the_file_the_caption_and_the_buttons(office: PostOffice) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    photo = await tom.sends_photo(PHOTO, "page one")
    origin = {"chat": tom.id, "message": photo.id}
    row = await passes_on(office, named("page one"), "copy", amal, **origin)
    await office.rests()
    (copy,) = [m for m in amal.messages if m.from_bot]
    assert copy.photo is not None
    assert copy.photo.content == PHOTO
    assert (copy.text, [b.text for b in copy.buttons]) == ("Tom: page one", ["Answer"])
    await edits(office, named("page two"), amal, row, caption=True)
    (copy,) = [m for m in amal.messages if m.from_bot]
    assert (copy.kind, copy.text) == ("photo", "Tom: page two")


async def test_a_copied_place_has_no_caption_and_an_edit_of_it_is_done(
    office: PostOffice,
) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    place = await tom.sends_location(48.7, 9.1)
    card = Card((), ANSWER)
    origin = {"chat": tom.id, "message": place.id}
    row = await passes_on(office, card, "copy", amal, **origin)
    await edits(office, named("here"), amal, row, caption=True)
    (copy,) = [m for m in amal.messages if m.from_bot]
    assert (copy.kind, copy.text, len(copy.buttons)) == ("location", "", 1)
    dead = await office.base.read("select 1 from outbox where state = 'dead'")
    assert dead == []


async def test_a_relayed_text_is_edited_where_it_stands(office: PostOffice) -> None:
    amal, _ = await office.knows("Amal"), await office.knows("Tom")
    row = await passes_on(office, named("at nine"), "relay", amal)
    await office.rests()
    await edits(office, named("at ten"), amal, row)
    assert [m.text for m in amal.messages if m.from_bot] == ["Tom: at ten"]


async def test_what_was_deleted_before_it_was_copied_is_dropped(office: PostOffice) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    photo = await tom.sends_photo(PHOTO)
    await tom.deletes(photo)
    origin = {"chat": tom.id, "message": photo.id}
    row = await passes_on(office, named("gone"), "copy", amal, **origin)
    await office.becomes(row, "dropped")


async def test_nothing_of_what_was_passed_on_is_kept(office: PostOffice) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    photo = await tom.sends_photo(PHOTO)
    origin = {"chat": tom.id, "message": photo.id, telling.QUIETLY: True}
    row = await passes_on(office, named("secret"), "copy", amal, **origin)
    await office.becomes(row, "sent")
    (what,) = await office.one("select what from outbox where id = :row", row=row)
    assert what is None
