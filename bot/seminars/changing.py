"""A coordinator changes what a seminar is called, where it is, or how many seats there are."""

from collections.abc import Sequence

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.questions import Write
from bot.conversation.values import Count, Said, Tongue, say
from bot.i18n import plural, text
from bot.seminars import entry, form, notices, rules, seats, store, waiting
from bot.seminars.seats import Answer
from bot.seminars.store import Seminar

CHANGE_WHAT = text("seminars.change_what", "What would you like to change?")
# Translators: button: the title and the text of a seminar in one language.
TEXT_IN = text("seminars.text_in", "Text: {language}")
ADD_LANGUAGE = text("seminars.add_language", "Add a language")
WHICH_LANGUAGE = text("seminars.which_language", "Which language would you like to add?")
EVERY_LANGUAGE = text("seminars.every_language", "Every language of this bot is there already.")
IN_LANGUAGE = text("seminars.in_language", "Now please write in this language: <b>{language}</b>")
BACK = text("seminars.back", "Back")

TITLE_THERE = text("seminars.ask_title_there", "What is it called in this language?")
WORDS_THERE = text("seminars.ask_words_there", "And the text in this language?")
TEXT_REVIEW = text("seminars.text_review", "Is everything right?")
TEXT_SAVE = text("seminars.text_save", "Yes, keep it")
TEXT_KEPT = text(
    "seminars.text_kept", "It is changed. Readers of this language get it from now on."
)
TEXT_TITLE = text("seminars.text_title", "The text of a seminar")

PLACE_REVIEW = text(
    "seminars.place_review", "Shall I change the place? Everybody who signed up is told."
)
PLACE_SAVE = text("seminars.place_save", "Yes, change it")
PLACE_CHANGED = plural(
    "seminars.place_changed",
    "The place is changed, and {count} person who signed up is told.",
    "The place is changed, and {count} people who signed up are told.",
)
PLACE_TITLE = text("seminars.place_title", "The place of a seminar")

TOO_FEW = plural(
    "seminars.too_few",
    "{count} seat is taken already, so there can't be fewer. Please say another number.",
    "{count} seats are taken already, so there can't be fewer. Please say another number.",
)
SEATS_CHANGED = text("seminars.seats_changed", "The number of seats is changed.")
MOVED_UP = plural(
    "seminars.moved_up",
    "The number of seats is changed. {count} person from the waiting list has a seat now.",
    "The number of seats is changed. {count} people from the waiting list have a seat now.",
)
SEATS_TITLE = text("seminars.seats_title", "The seats of a seminar")


def changing(languages: Sequence[str]) -> turn.Action:
    """The action that changes a part: about "17" it asks which one; the parts are "17.place",
    "17.seats", "17.languages" and "17.text.ar"."""

    async def change(this: turn.Turn) -> turn.Reply:
        number, _, part = this.about.partition(".")
        seminar = await entry.visible(this, number)
        if not seminar.is_open(this.work.now):
            return await entry.outrun(this, seminar)
        match part.split("."):
            case ["place"]:
                return turn.Reply(then=SEMINAR_PLACE.name, about=number)
            case ["seats"]:
                return turn.Reply(then=SEMINAR_SEATS.name, about=number)
            case ["languages"]:
                return _which_language(seminar, languages)
            case ["text", code] if code in languages:
                return _text_in(seminar, code)
        return _which_part(seminar)

    return change


def _which_part(seminar: Seminar) -> turn.Reply:
    texts = (_text_button(seminar, code) for code in sorted(seminar.texts, key=_german_first))
    buttons = (
        *texts,
        Button(Said(ADD_LANGUAGE), cards.action("change_seminar", f"{seminar.id}.languages")),
        Button(Said(form.PLACE.name), cards.action("change_seminar", f"{seminar.id}.place")),
        Button(Said(form.SEATS.name), cards.action("change_seminar", f"{seminar.id}.seats")),
        Button(Said(BACK), cards.action("seminar_staff", seminar.id)),
    )
    return turn.reply(Said(CHANGE_WHAT), rows=cards.column(*buttons))


def _german_first(code: str) -> tuple[bool, str]:
    return code != rules.WRITTEN_IN, code


def _text_button(seminar: Seminar, code: str) -> Button:
    press = cards.action("change_seminar", f"{seminar.id}.text.{code}")
    return Button(say(TEXT_IN, language=Tongue(code)), press)


def _which_language(seminar: Seminar, languages: Sequence[str]) -> turn.Reply:
    missing = [code for code in languages if code not in seminar.texts]
    buttons = (
        *(_text_button(seminar, code) for code in missing),
        Button(Said(BACK), cards.action("change_seminar", seminar.id)),
    )
    asks = Said(WHICH_LANGUAGE if missing else EVERY_LANGUAGE)
    return turn.Reply((cards.card(asks, rows=cards.column(*buttons)),), in_place=True)


def _text_in(seminar: Seminar, code: str) -> turn.Reply:
    its = seminar.texts.get(code)
    known = {"title": its.title, "words": its.words} if its else {}
    head = cards.card(say(IN_LANGUAGE, language=Tongue(code)))
    return turn.Reply((head,), then=SEMINAR_TEXT.name, about=f"{seminar.id}.{code}", answers=known)


async def _still_open(this: turn.Turn, number: str) -> Seminar | turn.Reply:
    """The seminar of a form that is sent; or how it stands, where nothing can be changed now."""
    seminar = await entry.visible(this, number)
    if seminar.is_open(this.work.now):
        return seminar
    return turn.Reply((await entry.card(this, seminar, Said(entry.CLOSED)),))


async def _changed(this: turn.Turn, seminar: Seminar, said: Said) -> turn.Reply:
    now = await store.get(this.work, seminar.id)
    return turn.Reply((await entry.card(this, now, said),))


async def keep_text(this: turn.Turn, answers: Answers) -> turn.Reply:
    number, _, code = this.about.partition(".")
    seminar = await _still_open(this, number)
    if isinstance(seminar, turn.Reply):
        return seminar
    await store.put_text(this.work, seminar.id, code, form.wording(answers))
    return await _changed(this, seminar, Said(TEXT_KEPT))


async def change_place(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Whoever signed up is told; their seats are kept."""
    seminar = await _still_open(this, this.about)
    if isinstance(seminar, turn.Reply):
        return seminar
    if answers["place"] == seminar.plan.place:
        return turn.Reply((await entry.card(this, seminar),))
    await store.change_place(this.work, seminar.id, answers["place"])
    told = await notices.new_place(this.work, await store.get(this.work, seminar.id))
    return await _changed(this, seminar, say(PLACE_CHANGED, count=Count(told)))


async def change_seats(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Never fewer than are taken; with more, the waiting list moves up."""
    seminar = await _still_open(this, this.about)
    if isinstance(seminar, turn.Reply):
        return seminar
    before = await seats.count(this.work.all, seminar.id)
    wanted, taken = answers["seats"], before[Answer.COMING]
    if wanted is not None and wanted < taken:
        why = cards.card(say(TOO_FEW, count=Count(taken)))
        return turn.Reply((why,), then=SEMINAR_SEATS.name, about=this.about)
    if wanted is not None:
        await seats.close_ranks(this.work, seminar, wanted)
    await store.change_seats(this.work, seminar.id, wanted)
    await waiting.move_up(this.work, seminar.id)
    after = await seats.count(this.work.all, seminar.id)
    moved = after[Answer.COMING] - taken
    said = say(MOVED_UP, count=Count(moved)) if moved else Said(SEATS_CHANGED)
    return await _changed(this, seminar, said)


SEMINAR_TEXT = Flow(
    "seminar_text",
    (
        Write("title", TITLE_THERE, form.TITLE.longest, name=form.TITLE.name),
        Write(
            "words",
            WORDS_THERE,
            form.WORDS.longest,
            has_lines=True,
            optional=True,
            skip=form.NO_TEXT,
            name=form.WORDS.name,
        ),
        Review("review", TEXT_REVIEW, name=TEXT_REVIEW, send=TEXT_SAVE),
    ),
    done=keep_text,
    title=TEXT_TITLE,
)
SEMINAR_PLACE = Flow(
    "seminar_place",
    (form.PLACE, Review("review", PLACE_REVIEW, name=PLACE_REVIEW, send=PLACE_SAVE)),
    done=change_place,
    title=PLACE_TITLE,
)
SEMINAR_SEATS = Flow("seminar_seats", (form.SEATS,), done=change_seats, title=SEATS_TITLE)
