"""The yardstick: a plain python-telegram-bot that keeps nothing and makes the same Bot API calls
per press as our bot does per form step: the press answered, its message edited, the next one sent.

Built as the library's documentation shows, with its defaults; `concurrent` adds its
`concurrent_updates(True)`. What it says and shows is as long as what our form says and shows.
"""

import os
import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data)] for text, data in buttons]
    )


ENDS = (("Back", "ask_for_a_buddy:9:.back"), ("Stop here", "ask_for_a_buddy:9:.leave"))
ASKED = {
    "household": (
        "<b>4/8</b> Who lives with you?",
        keyboard(
            ("I live alone", "ask_for_a_buddy:9:alone"),
            ("With my partner", "ask_for_a_buddy:9:partner"),
            ("With children", "ask_for_a_buddy:9:children"),
            *ENDS,
        ),
    ),
    "german": (
        "<b>5/8</b> How much German do you speak?",
        keyboard(
            ("None yet", "ask_for_a_buddy:9:none"),
            ("A little", "ask_for_a_buddy:9:little"),
            ("I get along in daily life", "ask_for_a_buddy:9:some"),
            ("Well", "ask_for_a_buddy:9:good"),
            *ENDS,
        ),
    ),
}


async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        text, markup = ASKED["household"]
        await update.message.reply_html(text, reply_markup=markup)


async def step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    if query is None or query.data is None:
        return
    is_back = query.data.endswith(".back")
    await query.answer()
    closed = (
        "How much German do you speak?" if is_back else "Who lives with you?\n<b>I am alone</b> ✓"
    )
    await query.edit_message_text(closed, parse_mode="HTML")
    text, markup = ASKED["household" if is_back else "german"]
    await context.bot.send_message(query.from_user.id, text, parse_mode="HTML", reply_markup=markup)


def application(
    token: str, api_root: str, file_root: str, *, is_concurrent: bool
) -> "Application[Any, Any, Any, Any, Any, Any]":
    builder = ApplicationBuilder().token(token).base_url(api_root).base_file_url(file_root)
    if is_concurrent:
        builder = builder.concurrent_updates(True)
    built = builder.build()
    built.add_handler(CommandHandler("start", start))
    built.add_handler(CallbackQueryHandler(step))
    return built


if __name__ == "__main__":
    _, its_api_root, its_file_root, *modes = sys.argv
    echo = application(
        os.environ["BOT_TOKEN"], its_api_root, its_file_root, is_concurrent="concurrent" in modes
    )
    echo.run_polling()
