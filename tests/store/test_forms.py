"""Open forms: kept as they stand, one in front, forgotten in time."""

from datetime import timedelta

from bot import clock
from bot.people import store as people
from bot.storage import database, forms
from bot.storage.forms import Form


async def knows(base: database.Database, chat: int = 11) -> int:
    async with base.work() as work:
        return (await people.add(work, chat, "en")).id


async def put(base: database.Database, person: int, *kept: Form) -> None:
    async with base.work() as work:
        for form in kept:
            await forms.put(work, person, form)


async def open_forms(base: database.Database, person: int) -> list[Form]:
    async with base.work() as work:
        return await forms.open_forms(work, person)


async def test_a_form_comes_back_as_it_was_kept(base: database.Database) -> None:
    amal = await knows(base)
    form = Form("ask", 3, {"name": "أمل", "wish": None, "free": ["0m"]}, {"at": "x"}, asked=7)
    await put(base, amal, form)
    assert await open_forms(base, amal) == [form]


async def test_there_is_one_of_a_kind_for_each_person(base: database.Database) -> None:
    amal, tom = await knows(base, 11), await knows(base, 22)
    await put(base, amal, Form("ask"), Form("ask", 2, {"name": "Amal"}))
    await put(base, tom, Form("ask", 9))
    assert await open_forms(base, amal) == [Form("ask", 2, {"name": "Amal"})]
    assert await open_forms(base, tom) == [Form("ask", 9)]


async def test_a_new_form_is_in_front_and_an_answer_does_not_change_that(
    base: database.Database,
) -> None:
    amal = await knows(base)
    await put(base, amal, Form("ask"), Form("apply"), Form("ask", 2))
    assert [form.flow for form in await open_forms(base, amal)] == ["apply", "ask"]


async def test_a_form_can_be_brought_to_the_front(base: database.Database) -> None:
    amal = await knows(base)
    await put(base, amal, Form("ask"), Form("apply"), Form("more"))
    async with base.work() as work:
        await forms.bring_to_front(work, amal, "ask")
    assert [form.flow for form in await open_forms(base, amal)] == ["ask", "more", "apply"]


async def test_a_dropped_form_is_gone_and_the_one_beneath_is_in_front(
    base: database.Database,
) -> None:
    amal, tom = await knows(base, 11), await knows(base, 22)
    await put(base, amal, Form("ask"), Form("apply"))
    await put(base, tom, Form("apply"))
    async with base.work() as work:
        await forms.drop(work, amal, "apply")
    assert [form.flow for form in await open_forms(base, amal)] == ["ask"]
    assert [form.flow for form in await open_forms(base, tom)] == ["apply"]


async def test_a_form_nobody_touches_is_forgotten_and_one_that_was_touched_is_not(
    base: database.Database,
) -> None:
    amal, tom = await knows(base, 11), await knows(base, 22)
    await put(base, amal, Form("ask"))
    await put(base, tom, Form("ask"))
    base.clock.shift(timedelta(days=20))
    await put(base, tom, Form("ask", 2))
    base.clock.shift(timedelta(days=31))
    async with base.work() as work:
        await forms.forget_old(work, clock.stamp(work.now - timedelta(days=30)))
    assert await open_forms(base, amal) == []
    assert await open_forms(base, tom) == [Form("ask", 2)]
