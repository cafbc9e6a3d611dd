"""A conversation, as the person has it and as a client that isn't ours sees it."""

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.constants import ZERO_DATE, KeyboardButtonStyle, ParseMode

from bot.sandbox import people, server


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(x, callback_data=f"d:{x}")] for x in labels])


async def newest(bot: telegram.Bot) -> telegram.Update:
    """The newest update; forgets the ones before."""
    (update,) = await bot.get_updates(offset=-1)
    return update


async def test_a_link_with_a_payload_arrives_as_the_start_command(
    box: server.Sandbox, bot: telegram.Bot
) -> None:
    amal = box.person("Amal", language_code="ar", username="amal_s")
    await amal.starts("case_abc")
    message = (await newest(bot)).message
    assert message is not None
    assert message.text == "/start case_abc"
    assert message.entities[0].type == "bot_command"
    assert message.chat.type == "private"
    assert message.chat.id == amal.id
    assert message.from_user is not None
    assert (message.from_user.language_code, message.from_user.username) == ("ar", "amal_s")


async def test_the_phone_shows_what_the_bot_sends(bot: telegram.Bot, amal: people.Person) -> None:
    sent = await bot.send_message(
        amal.id, " <b>Hello</b> 😀 Amal\n", parse_mode=ParseMode.HTML, reply_markup=keyboard("Yes")
    )
    message = await amal.sees("Hello")
    assert message is amal.last
    assert (message.id, message.from_bot, message.text) == (sent.id, True, "Hello 😀 Amal")
    assert message.html == " <b>Hello</b> 😀 Amal\n"
    assert message.entities == ({"type": "bold", "offset": 0, "length": 5},)
    assert [button.text for button in message.buttons] == ["Yes"]
    assert sent.text == message.text
    assert sent.reply_markup is not None


async def test_entities_may_come_instead_of_markup(bot: telegram.Bot, amal: people.Person) -> None:
    bold = telegram.MessageEntity("bold", 3, 4)
    sent = await bot.send_message(amal.id, "😀 Amal", entities=[bold])
    assert sent.entities == (bold,)


async def test_an_edit_replaces_text_and_buttons(bot: telegram.Bot, amal: people.Person) -> None:
    sent = await bot.send_message(amal.id, "Which?", reply_markup=keyboard("A", "B"))
    before = amal.last
    await sent.edit_text("Which? A ✓")
    after = amal.last
    assert (before.text, len(before.buttons), before.edited) == ("Which?", 2, None)
    assert (after.text, after.buttons, after.id) == ("Which? A ✓", (), before.id)
    assert after.edited is not None


async def test_a_press_by_label_arrives_and_is_answered(
    bot: telegram.Bot, amal: people.Person
) -> None:
    await bot.send_message(amal.id, "Language?", reply_markup=keyboard("English", "Deutsch"))
    await amal.presses("Deut")
    query = (await newest(bot)).callback_query
    assert query is not None
    assert query.data == "d:Deutsch"
    assert isinstance(query.message, telegram.Message)
    assert query.message.text == "Language?"
    assert amal.unanswered == [query.id]
    await query.answer("Gut", show_alert=True)
    toast = await amal.sees_toast("Gut")
    assert toast.show_alert
    assert amal.unanswered == []


async def test_a_press_is_answered_once(bot: telegram.Bot, amal: people.Person) -> None:
    await bot.send_message(amal.id, "Language?", reply_markup=keyboard("English"))
    await amal.presses("English")
    query = (await newest(bot)).callback_query
    assert query is not None
    await query.answer()
    with pytest.raises(telegram.error.BadRequest) as refusal:
        await query.answer()
    assert refusal.value.message == (
        "Query is too old and response timeout expired or query id is invalid"
    )


async def test_a_missing_button_says_what_the_phone_shows(
    bot: telegram.Bot, amal: people.Person
) -> None:
    await bot.send_message(amal.id, "Language?", reply_markup=keyboard("English", "Español"))
    with pytest.raises(AssertionError, match=r"no button has it(?s:.)*\[English\]"):
        await amal.presses("Deutsch")
    with pytest.raises(AssertionError, match="2 buttons have it"):
        await amal.presses("E")


async def test_the_newest_message_with_the_label_is_pressed(
    bot: telegram.Bot, amal: people.Person
) -> None:
    for question in ("First?", "Second?"):
        await bot.send_message(amal.id, question, reply_markup=keyboard("Yes"))
    await amal.presses("Yes")
    query = (await newest(bot)).callback_query
    assert query is not None
    assert isinstance(query.message, telegram.Message)
    assert query.message.text == "Second?"


async def test_a_stale_button_can_be_pressed_again(bot: telegram.Bot, amal: people.Person) -> None:
    sent = await bot.send_message(amal.id, "Sure?", reply_markup=keyboard("Yes"))
    await amal.presses("Yes")
    await sent.edit_text("Done")
    await amal.presses_again()
    query = (await newest(bot)).callback_query
    assert query is not None
    assert (query.data, query.message and query.message.message_id) == ("d:Yes", sent.id)


async def test_a_press_on_a_deleted_message_has_no_date(
    bot: telegram.Bot, amal: people.Person
) -> None:
    sent = await bot.send_message(amal.id, "Sure?", reply_markup=keyboard("Yes"))
    message = amal.last
    await sent.delete()
    assert message.id not in [m.id for m in amal.messages]
    assert amal.message(message.id).deleted
    await amal.presses_data("forged", message)
    query = (await newest(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.date == ZERO_DATE


async def test_the_keyboard_below_sends_its_text_until_it_is_removed(
    bot: telegram.Bot, amal: people.Person
) -> None:
    below = ReplyKeyboardMarkup([["Menu", "Emergency"]], is_persistent=True, resize_keyboard=True)
    menu = await bot.send_message(amal.id, "Here is your menu.", reply_markup=below)
    shown = amal.reply_keyboard
    assert shown is not None
    assert (shown.rows, shown.is_persistent) == ((("Menu", "Emergency"),), True)
    await amal.presses("Menu")
    message = (await newest(bot)).message
    assert message is not None
    assert message.text == "Menu"
    with pytest.raises(telegram.error.BadRequest, match="Message can't be edited"):
        await menu.edit_text("Here is another menu.")
    await bot.send_message(amal.id, "Bye", reply_markup=telegram.ReplyKeyboardRemove())
    assert amal.reply_keyboard is None
    with pytest.raises(AssertionError):
        await amal.presses("Menu")


async def test_buttons_may_have_a_style_and_a_link(bot: telegram.Bot, amal: people.Person) -> None:
    styled = InlineKeyboardButton("Yes", callback_data="y", style=KeyboardButtonStyle.SUCCESS)
    link = InlineKeyboardButton("Read more", url="https://example.org/a")
    await bot.send_message(amal.id, "Agree?", reply_markup=InlineKeyboardMarkup([[styled, link]]))
    await amal.presses("Read more")
    assert [button.style for button in amal.last.buttons] == ["success", None]
    assert amal.opened == ["https://example.org/a"]


async def test_a_person_writes_replies_and_edits(bot: telegram.Bot, amal: people.Person) -> None:
    question = await bot.send_message(amal.id, "When?")
    written = await amal.types("  tomorrow @amal_s https://example.org ", reply_to=amal.last)
    message = (await newest(bot)).message
    assert message is not None
    assert message.text == "tomorrow @amal_s https://example.org"
    assert [entity.type for entity in message.entities] == ["mention", "url"]
    assert message.reply_to_message is not None
    assert message.reply_to_message.message_id == question.id
    await amal.edits(written, "today")
    edited = (await newest(bot)).edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("today", written.id)


async def test_a_long_text_goes_as_several_messages(bot: telegram.Bot, amal: people.Person) -> None:
    await amal.types("ب" * 4_990 + "😀" * 10)
    updates = await bot.get_updates()
    texts = [update.message.text or "" for update in updates if update.message]
    assert [len(text) for text in texts] == [len("/start"), 4_096, 904]


async def test_everything_else_a_person_can_send_arrives(
    bot: telegram.Bot, amal: people.Person
) -> None:
    await amal.sends_sticker()
    await amal.sends_contact()
    await amal.sends_location(48.77, 9.18)
    await amal.forwards("Look", of="Somebody")
    updates = await bot.get_updates()
    sticker, contact, location, forward = [update.message for update in updates[1:]]
    assert sticker is not None
    assert sticker.sticker is not None
    assert contact is not None
    assert contact.contact is not None
    assert contact.contact.user_id == amal.id
    assert location is not None
    assert location.location is not None
    assert location.location.latitude == 48.77
    assert forward is not None
    assert isinstance(forward.forward_origin, telegram.MessageOriginHiddenUser)


async def test_a_blocked_bot_learns_it_and_can_write_no_more(
    bot: telegram.Bot, amal: people.Person
) -> None:
    await amal.blocks()
    membership = (await newest(bot)).my_chat_member
    assert membership is not None
    assert membership.new_chat_member.status == "kicked"
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await bot.send_message(amal.id, "Hello?")
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await amal.types("hello")
    await amal.unblocks()
    await bot.send_message(amal.id, "Welcome back")
    await amal.sees("Welcome back")


async def test_what_is_not_there_is_not_seen(bot: telegram.Bot, amal: people.Person) -> None:
    await bot.send_message(amal.id, "Hello")
    with pytest.raises(AssertionError, match=r"does not see 'Bye'(?s:.)*Hello"):
        await amal.sees("Bye", timeout=0.01)
    await amal.sees_no("Bye")
    with pytest.raises(AssertionError, match="sees 'Hello'"):
        await amal.sees_no("Hello")


async def test_messages_can_be_deleted_for_two_days(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    first = await bot.send_message(amal.id, "First")
    second = await bot.send_message(amal.id, "Second")
    await bot.delete_messages(amal.id, [second.id, 999])
    await box.clock.advance(hours=48)
    with pytest.raises(telegram.error.BadRequest, match="Message can't be deleted for everyone"):
        await first.delete()
    assert [message.text for message in amal.messages] == ["/start", "First"]


async def test_copies_forwards_pins_and_reactions(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    tom = box.person("Tom")
    await tom.starts()
    written = await amal.types("Good morning")
    await bot.copy_message(tom.id, amal.id, written.id)
    assert (tom.last.text, tom.last.origin) == ("Good morning", {})
    forwarded = await bot.forward_message(tom.id, amal.id, written.id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    await bot.pin_chat_message(tom.id, tom.last.id)
    assert tom.pinned == [forwarded.id]
    chat = await bot.get_chat(tom.id)
    assert chat.pinned_message is not None
    await bot.set_message_reaction(amal.id, written.id, "👍")
    assert amal.message(written.id).reactions == ({"type": "emoji", "emoji": "👍"},)


async def test_options_are_kept(bot: telegram.Bot, amal: people.Person) -> None:
    await bot.send_message(
        amal.id,
        "https://example.org",
        protect_content=True,
        disable_notification=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
    )
    assert amal.last.kept == {
        "protect_content": True,
        "disable_notification": True,
        "link_preview_options": {"is_disabled": True},
    }
    with pytest.raises(telegram.error.BadRequest, match="Message can't be copied"):
        await bot.copy_message(amal.id, amal.id, amal.last.id)
    await bot.send_chat_action(amal.id, "typing")
    assert amal.actions == ["typing"]


async def test_places_and_contacts_are_shown(bot: telegram.Bot, amal: people.Person) -> None:
    await bot.send_location(amal.id, 48.77, 9.18)
    assert amal.last.location == {"latitude": 48.77, "longitude": 9.18}
    await bot.send_venue(amal.id, 48.77, 9.18, "Town hall", "Marktplatz 1")
    assert (amal.last.kind, amal.last.location) == (
        "venue",
        {"latitude": 48.77, "longitude": 9.18},
    )
    await bot.send_contact(amal.id, "+49711", "Welcome Center")
    assert amal.last.content["contact"] == {
        "phone_number": "+49711",
        "first_name": "Welcome Center",
    }


async def test_the_transcript_reads_like_the_chat(bot: telegram.Bot, amal: people.Person) -> None:
    sent = await bot.send_message(amal.id, "Language?\nChoose.", reply_markup=keyboard("English"))
    assert amal.transcript() == (
        f"— Amal ({amal.id}) —\n"
        f"  › {amal.messages[0].id}: /start\n"
        f"bot {sent.id}: Language?\n"
        "      Choose.\n"
        "      [English]"
    )
