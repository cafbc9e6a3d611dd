"""Newcomers as rows."""

from bot.newcomers.introduction import German, Household, Newcomer, Wish
from bot.people.personal import Personal
from bot.storage import database

PUT = """
    insert into newcomer (person, name, district, household, german, wish)
    values (:person, :name, :district, :household, :german, :wish)
    on conflict (person) do update set name = excluded.name, district = excluded.district,
        household = excluded.household, german = excluded.german, wish = excluded.wish
"""
CLEAR_SPOKEN = "delete from spoken where person = :person"
ADD_SPOKEN = "insert into spoken (person, language) values (:person, :language)"
CLEAR_FREE = "delete from free where person = :person"
ADD_FREE = "insert into free (person, slot) values (:person, :slot)"


async def put(work: database.Work, person: int, newcomer: Newcomer) -> None:
    """Keep how a newcomer introduced themselves, in place of what was known before."""
    await work.run(
        PUT,
        person=person,
        name=newcomer.name,
        district=newcomer.district,
        household=newcomer.household.value,
        german=newcomer.german.value,
        wish=newcomer.wish.value if newcomer.wish else None,
    )
    await work.run(CLEAR_SPOKEN, person=person)
    await work.each(ADD_SPOKEN, ({"person": person, "language": c} for c in newcomer.languages))
    await work.run(CLEAR_FREE, person=person)
    await work.each(ADD_FREE, ({"person": person, "slot": slot} for slot in newcomer.free))


GET = "select name, district, household, german, wish from newcomer where person = :person"
SPOKEN = "select language from spoken where person = :person order by language"
FREE = "select slot from free where person = :person order by slot"


async def find(work: database.Work, person: int) -> Newcomer | None:
    row = await work.one(GET, person=person)
    if row is None:
        return None
    return Newcomer(
        row["name"],
        tuple(r[0] for r in await work.all(SPOKEN, person=person)),
        row["district"],
        Household.of(row["household"]),
        German.of(row["german"]),
        tuple(r[0] for r in await work.all(FREE, person=person)),
        Wish.of(row["wish"]) if row["wish"] else None,
    )


FORGET = "delete from newcomer where person = :person"


async def forget(work: database.Work, person: int) -> None:
    """Drop the introduction; languages and free times go with it."""
    await work.run(FORGET, person=person)
    await work.run(CLEAR_SPOKEN, person=person)
    await work.run(CLEAR_FREE, person=person)


PERSONAL = (
    Personal("newcomer", f"{GET}"),
    Personal("spoken", SPOKEN),
    Personal("free", FREE),
    Personal(
        "opened_case",
        "select opened_at, used_at from opened_case where person = :person",
        "delete from opened_case where person = :person",
    ),
)
