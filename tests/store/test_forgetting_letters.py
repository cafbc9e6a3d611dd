"""How long the card of a letter is kept."""

from datetime import timedelta

from bot.letters import store
from bot.letters.store import Part
from tests.store.matchmaking import Played

DAYS = 90


async def match_of_two(here: Played) -> int:
    petra, tom, amal = await here.coordinator(), await here.buddy(), await here.newcomer()
    await here.proposes(petra, amal, tom)
    match = await here.match_of(amal)
    assert match is not None
    await here.both_say_yes(match)
    return match.id


async def letter(here: Played, match: int, deadline_in: int | None = None) -> int:
    async with here.base.work() as work:
        number = await store.add(work, match, 2)
        if deadline_in is not None:
            day = here.clock.now().date() + timedelta(days=deadline_in)
            await store.change(work, number, Part.DEADLINE, day.isoformat())
    return number


async def left(here: Played, **later: float) -> list[int]:
    """Which letters remain so much later."""
    here.clock.shift(here.clock.offset + timedelta(**later))
    async with here.base.work() as work:
        await store.purge(work, DAYS)
    return [row[0] for row in await here.base.read("select id from letter order by id")]


async def test_a_letter_that_is_done_goes_after_the_days(here: Played) -> None:
    number = await letter(here, await match_of_two(here), deadline_in=400)
    async with here.base.work() as work:
        await store.end(work, number)
    assert await left(here, days=DAYS, seconds=-1) == [number]
    assert await left(here, seconds=2) == []


async def test_a_letter_without_a_day_goes_after_the_last_change(here: Played) -> None:
    number = await letter(here, await match_of_two(here))
    assert await left(here, days=DAYS - 1) == [number]
    async with here.base.work() as work:
        await store.change(work, number, Part.SENDER, "Jobcenter")
    assert await left(here, days=DAYS - 1) == [number]
    assert await left(here, days=2) == []


async def test_a_letter_stays_until_its_day_has_long_passed(here: Played) -> None:
    number = await letter(here, await match_of_two(here), deadline_in=100)
    assert await left(here, days=100 + DAYS - 1) == [number]
    assert await left(here, days=2) == []


async def test_a_letter_taken_up_again_is_not_done(here: Played) -> None:
    number = await letter(here, await match_of_two(here), deadline_in=300)
    async with here.base.work() as work:
        await store.end(work, number)
        await store.reopen(work, number)
    assert await left(here, days=DAYS + 1) == [number]


async def test_letters_go_with_the_names_of_a_match(here: Played) -> None:
    match = await match_of_two(here)
    await letter(here, match, deadline_in=400)
    async with here.base.work() as work:
        await work.run("delete from match where id = :match", match=match)
    assert await left(here) == []
