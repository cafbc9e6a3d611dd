"""What is said when people write to each other through the bot."""

from datetime import datetime, timedelta

from bot.conversation.values import Count, Said, say
from bot.i18n import plural, text

# What was written, as the other one reads it

FROM = text("relay.from", "<b>{name}</b>: {words}")
# Translators: above or below something that was passed on without words (a photo, a voice message).
FROM_WHOM = text("relay.from_whom", "From <b>{name}</b>")
WRITTEN_IN = text("relay.written_in", "<i>Written by somebody who uses this bot in {language}</i>")
SHORTENED = text("relay.shortened", "<b>{name}</b> has made this message shorter.")
SOMEBODY = text("relay.somebody", "Somebody without a name")
# Translators: a person of the staff, as in "Petra (Welcome Center): I have read your letter".
OF_THE_CENTER = text("relay.of_the_center", "{name} (Welcome Center)")
THE_CENTER = text("relay.the_center", "Welcome Center")
A_COLLEAGUE = text("relay.a_colleague", "A colleague")
ANSWER = text("relay.answer", "Answer {name}")
ANSWER_CENTER = text("relay.answer_center", "Answer")

# What can't be passed on

NO_FORWARDS = text(
    "relay.no_forwards",
    "A forwarded message shows the name of whoever wrote it first, so I do not pass it on. "
    "You can write in your own words what it says.",
)
NO_CONTACTS = text(
    "relay.no_contacts",
    "A contact shows somebody's phone number, so I do not pass it on. "
    "If you want to share your own number, you can type it.",
)
ONLY_THESE = text(
    "relay.only_these",
    "I can't pass this on. I can pass on text, voice messages, photos, documents and places.",
)

# A pair

WRITE_TO = text("relay.write_to", "Write to {name}")
TITLE = text("relay.title", "Your message")
GOES_TO = text("relay.goes_to", "What you write now goes to <b>{name}</b>.")
WRITE = text(
    "relay.write",
    "Please write your message. You can also send a voice message, a photo, a document or a place.",
)
YOUR_MESSAGE = text("relay.your_message", "your message")
SENT_TO = text("relay.sent_to", "Sent to {name} ✓")
PAUSED = text(
    "relay.paused",
    "Messages between you and {name} are paused at the moment. Yours was not sent. "
    "If you have a question, you can ask the Welcome Center.",
)
IS_OVER = text(
    "relay.is_over",
    "You and {name} do not write to each other here any more. Your message was not sent. "
    "If you have a question, you can ask the Welcome Center.",
)
CANNOT_REACH = text(
    "relay.cannot_reach",
    "{name} can't be reached at the moment. Your message was not sent. "
    "If it is urgent, you can ask the Welcome Center.",
)
LOST = text(
    "relay.lost",
    "{name} can't be reached at the moment. Your last message may not have arrived. "
    "If it is urgent, you can ask the Welcome Center.",
)

# What fits nowhere

FOR_SOMEONE = text("relay.for_someone", "I did not understand that. Is it for someone?")
FOR_WHOM = text("relay.for_whom", "Who is this for?")
TO_NAME = text("relay.to_name", "Send it to {name}")
TO_CENTER = text("relay.to_center", "Send it to the Welcome Center")
NOTHING_WAITS = text(
    "relay.nothing_waits",
    "Nothing waits to be sent: what fits nowhere is kept for an hour only. You can write it again.",
)

# The Welcome Center, for whoever asks

WRITE_CENTER = text("relay.write_center", "Write to the Welcome Center")
ASK_CENTER = text(
    "relay.ask_center",
    "Please write to the Welcome Center. You can also send a voice message, a photo, a document or "
    "a place.",
)
ASKED = text(
    "relay.asked",
    "Your question is with the Welcome Center ✓ A person answers you here, not at once, but as "
    "soon as somebody is there.",
)
PERSON_ANSWERS = text(
    "relay.person_answers", "From now on a person answers you here: <b>{name}</b>."
)
SOMEBODY_ANSWERS = text(
    "relay.somebody_answers", "From now on a person of the Welcome Center answers you here."
)
SOMEBODY_FINISHED = text(
    "relay.somebody_finished",
    "The person of the Welcome Center has finished. I am the bot again. "
    "If you have another question, you can ask.",
)
PERSON_FINISHED = text(
    "relay.person_finished",
    "{name} has finished. I am the bot again. If you have another question, you can ask.",
)

# The Welcome Center, for the staff

QUESTIONS = text("relay.questions", "Questions")
NO_QUESTIONS = text("relay.no_questions", "No question waits for an answer.")
THESE_WAIT = text("relay.these_wait", "These people wait for an answer:")
MORE_WAIT = plural("relay.more_wait", "And {count} more.", "And {count} more.")
WAITS = text("relay.waits", "– <b>{name}</b> ({language}), {ago}")
WAITS_WITH = text("relay.waits_with", "– <b>{name}</b> ({language}), {ago}: {staff} has it")
IN_CONVERSATION = text("relay.in_conversation", "You are in conversation with: {names}")
OPEN_QUESTION = text("relay.open_question", "{name}: read")
ASKS = text("relay.asks", "<b>{name}</b> asks ({language}), {ago}:")
NOTHING_OPEN = text("relay.nothing_open", "<b>{name}</b> ({language}) has no open question.")
WHAT_NOW = text(
    "relay.what_now", "You have the conversation with <b>{name}</b>. What would you like to do?"
)
NO_ANSWER_NEEDED = text("relay.no_answer_needed", "No answer is needed")
FINISH = text("relay.finish", "Finish")
LEAVE_IT = text("relay.leave_it", "Leave it to others")
TAKE_OVER = text("relay.take_over", "Take it over")
HAS_IT = text("relay.has_it", "{staff} has the conversation with <b>{name}</b>.")
NOT_SENT = text(
    "relay.not_sent",
    "{staff} has the conversation with <b>{name}</b> now. Your message was not sent.",
)
TAKEN_OVER = text("relay.taken_over", "{staff} goes on with the conversation with <b>{name}</b>.")
SENT_WHILE_OPEN = text(
    "relay.sent_while_open",
    "Sent to {name} ✓ What {name} writes now comes to you, until you finish.",
)
NOT_REACHED = text(
    "relay.not_reached",
    "{name} can't be reached through Telegram at the moment. Your message was not sent.",
)
NOT_ARRIVED = text(
    "relay.not_arrived",
    "{name} can't be reached through Telegram at the moment. Your last message may not have "
    "arrived.",
)
FINISHED = text("relay.finished", "The conversation with <b>{name}</b> is finished.")
LEFT_TO_OTHERS = text("relay.left_to_others", "The question of <b>{name}</b> waits for the others.")
WAITING = plural(
    "relay.waiting", "{count} question, asked {ago}", "{count} questions, the oldest asked {ago}"
)

JUST_NOW = text("relay.just_now", "just now")
MINUTES_AGO = plural("relay.minutes_ago", "{count} minute ago", "{count} minutes ago")
HOURS_AGO = plural("relay.hours_ago", "{count} hour ago", "{count} hours ago")
DAYS_AGO = plural("relay.days_ago", "{count} day ago", "{count} days ago")


def ago(at: datetime, now: datetime) -> Said:
    """How long something is past, in the unit that says enough."""
    past = now - at
    for unit, words in (
        (timedelta(days=1), DAYS_AGO),
        (timedelta(hours=1), HOURS_AGO),
        (timedelta(minutes=1), MINUTES_AGO),
    ):
        if past >= unit:
            return say(words, count=Count(past // unit))
    return Said(JUST_NOW)
