"""Files in both directions, byte for byte."""

import datetime
import io

import aiohttp
import pytest
import telegram

from bot.sandbox import errors, files, people, requests

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


async def test_what_a_person_sends_can_be_downloaded(
    bot: telegram.Bot, amal: people.Person
) -> None:
    contents = [PNG, b"%PDF \0\r\n\xff", b"OggS\0\1"]
    await amal.sends_photo(contents[0], caption="my letter")
    await amal.sends_document(contents[1], "letter.pdf")
    await amal.sends_voice(contents[2], duration=7)
    photo, document, voice = [update.message for update in (await bot.get_updates())[1:]]
    assert photo is not None
    assert photo.caption == "my letter"
    assert document is not None
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == (
        "letter.pdf",
        "application/pdf",
    )
    assert voice is not None
    assert voice.voice is not None
    assert voice.voice.duration == datetime.timedelta(seconds=7)
    for content, sent in zip(
        contents, (photo.photo[-1], document.document, voice.voice), strict=True
    ):
        assert sent.file_size == len(content)
        assert await (await sent.get_file()).download_as_bytearray() == content


async def test_what_the_bot_sends_arrives_and_can_be_sent_again(
    bot: telegram.Bot, amal: people.Person
) -> None:
    sent = await bot.send_document(
        amal.id, b"{}", filename="my data.json", caption="<b>Yours</b>", parse_mode="HTML"
    )
    shown = await amal.sees("Yours")
    assert shown.document is not None
    assert (shown.document.name, shown.document.content) == ("my data.json", b"{}")
    assert sent.document is not None
    await bot.send_document(amal.id, sent.document.file_id)
    assert amal.last.document is shown.document
    await sent.edit_caption("Yours, again")
    assert amal.message(sent.id).text == "Yours, again"
    with pytest.raises(telegram.error.BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("Yours")


async def test_pictures_voices_and_albums(bot: telegram.Bot, amal: people.Person) -> None:
    await bot.send_photo(amal.id, PNG)
    assert amal.last.photo is not None
    assert amal.last.photo.content == PNG
    await bot.send_voice(amal.id, b"OggS", duration=3)
    assert amal.last.voice is not None
    album = [telegram.InputMediaPhoto(PNG, caption="one"), telegram.InputMediaPhoto(PNG)]
    sent = await bot.send_media_group(amal.id, album)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.text for message in amal.messages[-2:]] == ["one", ""]


async def test_a_picture_is_checked(bot: telegram.Bot, amal: people.Person) -> None:
    with pytest.raises(telegram.error.BadRequest, match="Image_process_failed"):
        await bot.send_photo(amal.id, b"not a picture")
    too_big = PNG + bytes(files.LARGEST_PHOTO)
    with pytest.raises(
        telegram.error.BadRequest,
        match="too big for a photo; the maximum size is 10485760 bytes",
    ):
        await bot.send_photo(amal.id, too_big)


async def test_an_empty_or_huge_file_and_a_long_caption_are_refused(
    bot: telegram.Bot, amal: people.Person, http: aiohttp.ClientSession
) -> None:
    with pytest.raises(telegram.error.BadRequest, match="File must be non-empty"):
        await bot.send_document(amal.id, b"")
    with pytest.raises(telegram.error.BadRequest, match="Message caption is too long"):
        await bot.send_document(amal.id, b"x", caption="x" * 1_025)
    form = aiohttp.FormData({"chat_id": str(amal.id)})
    form.add_field("document", io.BytesIO(bytes(requests.LARGEST)), filename="huge.bin")
    async with http.post("/bot1:sandbox/sendDocument", data=form) as response:
        assert response.status == 413
        assert (await response.json())["description"] == "Request Entity Too Large"
    with pytest.raises(errors.Refused, match="Request Entity Too Large"):
        files.Files().upload("document", bytes(files.LARGEST + 1), "huge.bin")


async def test_large_files_can_be_sent_but_not_fetched(
    bot: telegram.Bot, amal: people.Person, http: aiohttp.ClientSession
) -> None:
    await amal.sends_document(bytes(files.LARGEST_DOWNLOAD + 1), "film.mp4")
    (update,) = await bot.get_updates(offset=-1)
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(telegram.error.BadRequest, match="File is too big"):
        await update.message.document.get_file()
    async with http.get("/file/bot1:sandbox/documents/nothing") as response:
        assert response.status == 404
