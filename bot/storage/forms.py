"""The forms people are in the middle of: answers so far, and where the open question was asked."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.storage import database, outbox


@dataclass(frozen=True)
class Form:
    """One person's open form: the flow's name, with what it is about behind an @ (the same paper
    form for another match is another form). `turn` rises with every answer, so that an old button
    is known as old; `draft` is what the open question has gathered so far; `asked` is the outbox
    row that asked it."""

    flow: str
    turn: int = 1
    answers: dict[str, Any] = field(default_factory=dict)
    draft: dict[str, Any] = field(default_factory=dict)
    asked: int | None = None

    @property
    def kind(self) -> str:
        """The flow's own name."""
        return kind_of(self.flow)

    @property
    def about(self) -> str:
        """What the form is about; empty where there is only one of its kind."""
        return self.flow.partition("@")[2]


def kind_of(flow: str) -> str:
    """The name of the flow that a form is of."""
    return flow.partition("@")[0]


def name(kind: str, about: str = "") -> str:
    """What a form of this kind about this object is called."""
    return f"{kind}@{about}" if about else kind


def about(person: int, flow: str) -> str:
    """A form as the object of a nudge."""
    return f"form:{person}:{flow}"


OPEN = """
    select flow, turn, answers, draft, asked from form
    where person = :person order by opened desc
"""


async def open_forms(work: database.Work, person: int) -> list[Form]:
    """All open forms of a person, the one in front first."""
    return [
        Form(row[0], row[1], json.loads(row[2]), json.loads(row[3]), row[4])
        for row in await work.all(OPEN, person=person)
    ]


PUT = """
    insert into form (person, flow, turn, answers, draft, asked, opened, begun_at, touched_at)
    values (:person, :flow, :turn, :answers, :draft, :asked,
            (select coalesce(max(opened), 0) + 1 from form where person = :person), :now, :now)
    on conflict (person, flow) do update set turn = excluded.turn, answers = excluded.answers,
        draft = excluded.draft, asked = excluded.asked, touched_at = excluded.touched_at
"""


async def put(work: database.Work, person: int, form: Form) -> None:
    """Keep a form as it stands now; a new one comes to the front."""
    await work.run(
        PUT,
        person=person,
        flow=form.flow,
        turn=form.turn,
        answers=json.dumps(form.answers),
        draft=json.dumps(form.draft),
        asked=form.asked,
        now=work.stamp,
    )
    await outbox.take_back(work, about(person, form.flow))


FRONT = """
    update form set opened = (select max(opened) + 1 from form where person = :person)
    where person = :person and flow = :flow
"""


async def bring_to_front(work: database.Work, person: int, flow: str) -> None:
    await work.run(FRONT, person=person, flow=flow)


DROP = "delete from form where person = :person and flow = :flow"


async def drop(work: database.Work, person: int, flow: str) -> None:
    """Forget a form, every answer in it, and what is about to be said of it."""
    await work.run(DROP, person=person, flow=flow)
    await outbox.take_back(work, about(person, flow))


DROP_ABOUT = "delete from form where flow = :flow returning person"


async def drop_about(work: database.Work, kind: str, of: str) -> None:
    """Forget everybody's forms of a kind about an object that is over."""
    flow = name(kind, of)
    for row in await work.all(DROP_ABOUT, flow=flow):
        await outbox.take_back(work, about(row[0], flow))


FORGET_OLD = "delete from form where touched_at < :before"


async def forget_old(work: database.Work, before: int) -> None:
    await work.run(FORGET_OLD, before=before)
