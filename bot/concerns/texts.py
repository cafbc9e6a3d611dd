"""What is said when somebody reports something, or calls for help."""

from bot.i18n import plural, text

# For whoever reports

TITLE = text("concerns.title", "Reporting something")
OPENING = text(
    "concerns.opening",
    "Only the coordinators of the Welcome Buddies read this. As soon as you send it, no messages "
    "go between the two of you here. The other person sees that messages are paused, but not why "
    "and not by whom.",
)
WHAT = text("concerns.what", "What is it about?")
WHAT_LABEL = text("concerns.what_label", "About")
IN_YOUR_WORDS = text(
    "concerns.in_your_words", "Would you like to say more? A few sentences are enough."
)
WORDS_LABEL = text("concerns.words_label", "In your words")
SURE = text("concerns.sure", "Shall I pass this on to the coordinators?")
SEND = text("concerns.send", "Yes, report it")
REPORTED = text(
    "concerns.reported",
    "Thank you for telling us. The coordinators have it now. One of them looks at it and writes to "
    "you here. Until then no messages go between the two of you here, and the other person is not "
    "told why.\n"
    "If you are in danger, please call one of the emergency numbers.",
)
NUMBERS = text("concerns.numbers", "Emergency numbers")
OPENED_AGAIN = text(
    "concerns.opened_again", "You and <b>{name}</b> can write to each other here again."
)
IF_YOU_DO_NOT_WANT = text(
    "concerns.if_you_do_not_want", "If you do not want that, tell the Welcome Center."
)
DEALT_WITH = text(
    "concerns.dealt_with",
    "The coordinators have dealt with what you reported. Thank you for telling us. "
    "If you would like to say or ask something, you can write to the Welcome Center.",
)
YOUR_REPORT = text("concerns.your_report", "Your report of <b>{day}</b>: {staff} takes care of it.")
YOUR_REPORT_WAITS = text(
    "concerns.your_report_waits",
    "Your report of <b>{day}</b>: the coordinators have it, but nobody takes care of it yet.",
)
# Translators: stands for a name, as in "Your report of …: a coordinator takes care of it."
A_COORDINATOR = text("concerns.a_coordinator", "a coordinator")

# For whoever calls for help

TOLD = text(
    "concerns.told",
    "The Welcome Center knows now that you would like to speak to a person. Somebody writes to you "
    "here as soon as they can.",
)
NOBODY_THERE = text(
    "concerns.nobody_there", "Right now nobody of the Welcome Center can be reached through me."
)
NOT_ALWAYS_THERE = text(
    "concerns.not_always_there",
    "<b>The Welcome Center is not there day and night. The emergency numbers are: please call one "
    "if it can't wait.</b>",
)

NOT_YET = text(
    "concerns.not_yet",
    "Nobody has written to you yet. I have told the Welcome Center again. "
    "If it can't wait, please call one of the emergency numbers.",
)
YOUR_CALL = text(
    "concerns.your_call", "Your call for help of <b>{day}</b>: {staff} takes care of it."
)
YOUR_CALL_WAITS = text(
    "concerns.your_call_waits",
    "Your call for help of <b>{day}</b>: nobody takes care of it yet. "
    "If it can't wait, please call one of the emergency numbers.",
)
# Translators: stands for a name, as in "Your call for help of …: somebody of the Welcome Center
# takes care of it."
SOMEBODY_THERE = text("concerns.somebody_there", "somebody of the Welcome Center")

# For the staff

CONCERNS = text("concerns.concerns", "Reports")
CALLS = text("concerns.calls", "Calls for help")
FAILURES = text("concerns.failures", "Failures")
# Translators: lines on the desk; {ago} is when it came, as in "2 hours ago".
CALLS_UNTAKEN = plural(
    "concerns.calls_untaken",
    "<b>{count} call for help, nobody has it yet</b> ({ago})",
    "<b>{count} calls for help, nobody has them yet</b> (the oldest: {ago})",
)
CALLS_TAKEN = plural(
    "concerns.calls_taken",
    "{count} call for help that somebody takes care of ({ago})",
    "{count} calls for help that somebody takes care of (the oldest: {ago})",
)
REPORTS_WAIT = plural(
    "concerns.reports_wait",
    "<b>{count} report</b> ({ago})",
    "<b>{count} reports</b> (the oldest: {ago})",
)
FAILURES_WAIT = plural(
    "concerns.failures_wait",
    "{count} failure of the bot ({ago})",
    "{count} failures of the bot (the oldest: {ago})",
)
NONE_OPEN = text("concerns.none_open", "No report is open.")
THESE_ARE_OPEN = text("concerns.these_are_open", "These are open, the oldest first:")
ALERT_CONCERN = text("concerns.alert_concern", "Something has been reported. Please read it today.")
ALERT_CRISIS = text(
    "concerns.alert_crisis",
    "Somebody needs a person <b>now</b>.\n<b>{name}</b>, writes in {language}.",
)
ALERT_AGAIN = text(
    "concerns.alert_again",
    "Somebody needs a person, and <b>nobody takes care of it yet</b> (called {ago}).\n"
    "<b>{name}</b>, writes in {language}.",
)
ALERT_FAILURE = text(
    "concerns.alert_failure",
    "A message of somebody could not be handled (number {number}). They were told that it is our "
    "fault. Please tell whoever runs the bot.",
)
ALERT_UNSENT = text(
    "concerns.alert_unsent",
    "A message of this bot could not be sent (number {number}). Please tell whoever runs the bot.",
)
READ_IT = text("concerns.read_it", "Read it")
WRITE_TO = text("concerns.write_to", "Write to {name}")
CONCERN = text("concerns.concern", "A report")
CRISIS = text("concerns.crisis", "A call for help")
FAILURE = text("concerns.failure", "A failure (number {number})")
HEAD = text("concerns.head", "<b>{kind}</b>, {when}")
IN_LIST = text("concerns.in_list", "– {kind}, {when}: {who}")
IN_LIST_TAKEN = text("concerns.in_list_taken", "– {kind}, {when}: {who} ({staff} takes care of it)")
FAILURE_IN_LIST = text("concerns.failure_in_list", "– {kind}, {when}")
# Translators: button, as in "A call for help: Amal".
OPEN_ONE = text("concerns.open_one", "{kind}: {who}")
BY = text("concerns.by", "From: <b>{name}</b> ({language})")
ABOUT = text("concerns.about", "About: <b>{name}</b>")
MATCH_SINCE = text("concerns.match_since", "Match since {day}")
MATCH_ENDED = text("concerns.match_ended", "Their match has ended.")
REASON = text("concerns.reason", "What: <b>{reason}</b>")
WORDS = text("concerns.words", "In their words: {words}")
NO_WORDS_KEPT = text(
    "concerns.no_words_kept", "What was written is not kept. A word of danger was in it."
)
TAKEN_BY = text("concerns.taken_by", "{staff} takes care of it.")
YOU_TAKE_CARE = text("concerns.you_take_care", "You take care of it.")
TAKE = text("concerns.take", "I take care of it")
END_MATCH = text("concerns.end_match", "End the match")
OPEN_AGAIN = text("concerns.open_again", "Let them write to each other again")
DONE = text("concerns.done", "Close this")
CLOSED = text("concerns.closed", "This is done.")
# Translators: a person who has given no name.
NO_NAME = text("concerns.no_name", "Somebody without a name")
THE_STAFF = text("concerns.the_staff", "Somebody of the staff")
