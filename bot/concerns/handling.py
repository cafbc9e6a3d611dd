"""The staff's side: what was reported and who called for help, first on the desk, until somebody
says that it is done. Every look is recorded.
"""

from collections.abc import Iterator

from bot.concerns import calling, store, texts
from bot.concerns.store import Concern, Kind, Reason
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, Tongue, Value, When, Words, say
from bot.matches import store as matches
from bot.people import menu, telling
from bot.people import store as people
from bot.relay import center
from bot.relay import store as threads
from bot.staff import record, rights
from bot.staff import store as staff
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.storage import database

MOST = 10
"""Reports on one screen; the others come up as these are done."""
TO_LIST = Button(Said(texts.CONCERNS), cards.action("concerns"))


async def show_all(this: turn.Turn) -> turn.Reply:
    """What is open, the oldest first; only the kind that the turn is about, if it is about one."""
    member = await rights.require(this, Role.ADVISOR, Role.COORDINATOR)
    waiting = await store.open_for(this.work, member)
    if this.about in {*Kind}:
        waiting = [concern for concern in waiting if concern.kind == this.about]
    lines = [await _line(this, concern) for concern in waiting[:MOST]]
    buttons = [await _button(this, concern) for concern in waiting[:MOST]]
    head = Said(texts.THESE_ARE_OPEN if waiting else texts.NONE_OPEN)
    return turn.reply(head, *lines, rows=cards.column(*buttons, menu.BACK_TO_MENU))


async def _line(this: turn.Turn, concern: Concern) -> Said:
    day = Day(concern.raised_at.astimezone(this.context.reader.zone).date())
    told: dict[str, Value] = {"kind": _kind(concern), "when": day}
    if concern.kind is Kind.FAILURE:
        return say(texts.FAILURE_IN_LIST, **told)
    told["who"] = await calling.called(this.work, concern.person)
    if concern.taken_by is None:
        return say(texts.IN_LIST, **told)
    return say(texts.IN_LIST_TAKEN, **told, staff=await _staff(this.work, concern.taken_by))


async def _button(this: turn.Turn, concern: Concern) -> Button:
    if concern.kind is Kind.FAILURE:
        return Button(_kind(concern), cards.action("concern_staff", concern.id))
    who = cards.short(await calling.called(this.work, concern.person))
    label = say(texts.OPEN_ONE, kind=_kind(concern), who=who)
    return Button(label, cards.action("concern_staff", concern.id))


def _kind(concern: Concern) -> Said:
    match concern.kind:
        case Kind.CONCERN:
            return Said(texts.CONCERN)
        case Kind.CRISIS:
            return Said(texts.CRISIS)
        case Kind.FAILURE:
            return say(texts.FAILURE, number=Words(concern.reason or ""))


async def _staff(work: database.Work, person: int) -> Value:
    member = await staff.find(work, person)
    return Words(member.name) if member and member.name else Said(texts.THE_STAFF)


async def own(this: turn.Turn) -> tuple[Member, Concern]:
    """The report the turn is about, if the staff member may see it. Raises `NotYours`."""
    member = await rights.require(this, Role.ADVISOR, Role.COORDINATOR)
    about = this.about
    is_number = about.isascii() and about.isdigit() and len(about) < 16
    found = await store.visible_to(this.work, member, int(about)) if is_number else None
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    return member, found


async def show(this: turn.Turn) -> turn.Reply:
    member, concern = await own(this)
    return turn.Reply((await _card(this, member, concern),))


async def take(this: turn.Turn) -> turn.Reply:
    """Say that one takes care of it; an old button only shows who does."""
    member, concern = await own(this)
    if concern.is_open and this.version == (concern.taken_by or 0):
        await store.take(this.work, concern.id, member.person)
        _, concern = await own(this)
    return turn.Reply((await _card(this, member, concern),), in_place=True)


async def release(work: database.Work, event: staff.Left) -> None:
    """What somebody took care of who leaves the staff waits for the others."""
    await store.release(work, event.person)


async def close(this: turn.Turn) -> turn.Reply:
    """It is done, and leaves the desk."""
    member, concern = await own(this)
    if concern.is_open:
        await store.close(this.work, concern.id)
        await record.add(this.work, member.person, Deed.CLOSED_CONCERN, concern.person)
        await _tell_that_it_is_done(this.work, member, concern)
    rows = cards.column(*await _opening(this, concern), TO_LIST, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(texts.CLOSED), rows=rows),), in_place=True)


async def _tell_that_it_is_done(work: database.Work, member: Member, concern: Concern) -> None:
    """Whoever reported something hears of it, and can go on asking."""
    if concern.kind is Kind.CONCERN and concern.person not in (None, member.person):
        card = cards.card(Said(texts.DEALT_WITH), rows=cards.column(center.TO_CENTER))
        await telling.tell(work, concern.person, card)


async def reopen(this: turn.Turn) -> turn.Reply:
    """Let the two write to each other again. Both are told, not why; whoever reported something may
    not want it."""
    await rights.require(this, Role.COORDINATOR)
    member, concern = await own(this)
    if concern.match is not None and await _is_paused(this.work, concern):
        await threads.reopen_pair(this.work, concern.match)
        await _tell_both(this.work, concern)
    return turn.Reply((await _card(this, member, concern),), in_place=True)


async def _tell_both(work: database.Work, concern: Concern) -> None:
    for person, other in ((concern.person, concern.about), (concern.about, concern.person)):
        if person is None or other is None:
            continue
        again = say(texts.OPENED_AGAIN, name=await calling.called(work, other))
        card = cards.card(again)
        if person == concern.person:
            rows = cards.column(center.TO_CENTER)
            card = cards.card(again, Said(texts.IF_YOU_DO_NOT_WANT), rows=rows)
        await telling.tell(work, person, card)


async def _is_paused(work: database.Work, concern: Concern) -> bool:
    """Whether the match goes on, but nothing is passed on between the two, because of this report
    alone: as long as another one is open about them it stays so."""
    if concern.match is None or concern.person is None:
        return False
    if await store.has_another(work, concern.match, concern.id):
        return False
    thread = await threads.of_match(work, concern.match, concern.person)
    return thread is not None and not thread.is_open and not await threads.is_over(work, thread)


async def _card(this: turn.Turn, member: Member, concern: Concern) -> Card:
    await record.add(this.work, member.person, Deed.SAW_CONCERN, concern.person)
    head = say(texts.HEAD, kind=_kind(concern), when=When(concern.raised_at))
    lines = [head, *await _who(this.work, concern), *await _match(this, concern), *_what(concern)]
    if concern.taken_by == member.person:
        lines.append(Said(texts.YOU_TAKE_CARE))
    elif concern.taken_by is not None:
        lines.append(say(texts.TAKEN_BY, staff=await _staff(this.work, concern.taken_by)))
    if not concern.is_open:
        lines.append(Said(texts.CLOSED))
        ways = (*await _opening(this, concern), TO_LIST, menu.BACK_TO_MENU)
        return cards.card(*lines, rows=cards.column(*ways))
    return cards.card(*lines, rows=cards.column(*await _buttons(this, member, concern)))


async def _who(work: database.Work, concern: Concern) -> list[Said]:
    found = []
    if concern.person is not None:
        language = Tongue((await people.get(work, concern.person)).language)
        name = await calling.called(work, concern.person)
        found.append(say(texts.BY, name=name, language=language))
    if concern.about is not None:
        found.append(say(texts.ABOUT, name=await calling.called(work, concern.about)))
    return found


async def _match(this: turn.Turn, concern: Concern) -> list[Said]:
    if concern.match is None:
        return []
    match = await matches.get(this.work, concern.match)
    if match.state is not matches.State.ACTIVE or match.active_at is None:
        return [Said(texts.MATCH_ENDED)]
    since = match.active_at.astimezone(this.context.reader.zone).date()
    return [say(texts.MATCH_SINCE, day=Day(since))]


def _what(concern: Concern) -> Iterator[Said]:
    if concern.kind is Kind.CRISIS:
        yield Said(texts.NO_WORDS_KEPT)
    if concern.kind is Kind.CONCERN and concern.reason is not None:
        yield say(texts.REASON, reason=Said(Reason.of(concern.reason).label))
    if concern.words:
        yield say(texts.WORDS, words=Words(concern.words))


async def _buttons(this: turn.Turn, member: Member, concern: Concern) -> list[Button]:
    found = []
    if concern.taken_by != member.person:
        press = cards.action("take_concern", concern.id, concern.taken_by or 0)
        found.append(Button(Said(texts.TAKE), press, style="primary"))
    for person in (concern.person, concern.about):
        if person is not None and person != member.person:
            name = await calling.called(this.work, person)
            press = cards.action("write_to", person)
            found.append(Button(say(texts.WRITE_TO, name=cards.short(name)), press))
    found.extend(await _opening(this, concern))
    if concern.match is not None:
        match = await matches.get(this.work, concern.match)
        if match.state is matches.State.ACTIVE and match.side_of(member.person) is None:
            press = cards.action("end_match_staff", match.id, match.version)
            found.append(Button(Said(texts.END_MATCH), press, style="danger"))
    return [*found, Button(Said(texts.DONE), cards.action("close_concern", concern.id)), TO_LIST]


async def _opening(this: turn.Turn, concern: Concern) -> tuple[Button, ...]:
    """The way back to writing to each other, which stays there after the report is done."""
    if not await _is_paused(this.work, concern):
        return ()
    return (Button(Said(texts.OPEN_AGAIN), cards.action("reopen_relay", concern.id)),)
