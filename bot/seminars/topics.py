"""What people want to talk about at a reflection meeting, as rows.

Without a name nothing is kept that leads to a person, not even the time of the day; so it can't be
taken back either.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.storage import database

DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Topic:
    """`person` is None where it was said without a name; `name` is what they are called."""

    id: int
    person: int | None
    name: str | None
    words: str


ADD = """
    insert into topic (seminar, person, words, added_at)
    values (:seminar, :person, :words, :added_at)
"""


async def add(work: database.Work, seminar: int, words: str, person: int | None) -> None:
    added_at = work.stamp if person else work.stamp - work.stamp % DAY
    await work.run(ADD, seminar=seminar, person=person, words=words, added_at=added_at)


COUNT = "select count(*) as number from topic where seminar = :seminar"


async def count(work: database.Work, seminar: int) -> int:
    row = await work.one(COUNT, seminar=seminar)
    return row["number"] if row else 0


OF_PERSON = """
    select id, person, null as name, words from topic
    where person = :person and seminar = :seminar order by id
"""


async def of_person(work: database.Work, seminar: int, person: int) -> Sequence[Topic]:
    """What somebody said with their name."""
    return await _topics(work, OF_PERSON, seminar=seminar, person=person)


ALL = """
    select topic.id, topic.person, coalesce(buddy.name, newcomer.name, staff.name) as name, words
    from topic
    left join buddy on buddy.person = topic.person
    left join newcomer on newcomer.person = topic.person
    left join staff on staff.person = topic.person
    where topic.seminar = :seminar order by topic.id limit :most offset :skip
"""


async def all_of(work: database.Work, seminar: int, most: int, skip: int) -> Sequence[Topic]:
    return await _topics(work, ALL, seminar=seminar, most=most, skip=skip)


async def _topics(work: database.Work, sql: str, **values: int) -> Sequence[Topic]:
    rows = await work.all(sql, **values)
    return [Topic(row["id"], row["person"], row["name"], row["words"]) for row in rows]


TAKE_BACK = """
    delete from topic where id = :topic and seminar = :seminar and person = :person returning id
"""


async def take_back(work: database.Work, seminar: int, topic: int, person: int) -> bool:
    """Whether it was theirs, and is gone now."""
    row = await work.one(TAKE_BACK, topic=topic, seminar=seminar, person=person)
    return row is not None
