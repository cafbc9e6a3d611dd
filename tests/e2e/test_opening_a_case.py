"""An advisor opens a case after a consultation, and hands it over as a link or as a picture."""

import io

import segno

from bot.sandbox.people import Person
from bot.staff.store import Role
from tests.e2e.asking import introduces_themselves
from tests.e2e.joining import follows, joins
from tests.world import World


async def opens_a_case(advisor: Person) -> str:
    """The address that the advisor is given."""
    await advisor.types("/menu")
    await advisor.presses("Today")
    await advisor.sees("Open a case")
    await advisor.presses("Open a case")
    card = await advisor.sees("This link is for one newcomer")
    await advisor.sees("scan with the camera")
    return card.text.splitlines()[1]


async def test_the_picture_is_the_link(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    address = await opens_a_case(petra)
    assert address.startswith("https://t.me/sandbox_bot?start=case_")
    picture = await petra.sees("scan with the camera")
    assert picture.photo is not None
    code = segno.make(address, error="m")
    side = int.from_bytes(picture.photo.content[16:20])
    modules = code.symbol_size(border=4)[0]
    assert 500 <= side <= 700
    assert side % modules == 0
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=side // modules, border=4)
    assert picture.photo.content == drawn.getvalue()


async def test_the_advisor_hears_that_the_link_was_opened_and_whose_case_it_is_stays(
    town: World,
) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    payload = (await opens_a_case(petra)).partition("=")[2]
    grace = town.person("Grace", "en")
    await grace.starts(payload)
    await grace.sees("An advisor of the Welcome Center has opened a request for you.")
    told = await petra.sees("Somebody has opened the link that you made on")
    assert "Grace" not in told.text
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("Go on with my request")
    await grace.presses("Go on with my request")
    await grace.sees("Before we begin")
    await grace.presses("I agree")
    await grace.sees("What may your buddy call you?")
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("in your own words?")
    await grace.presses("Skip this question")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await grace.sees("The Welcome Center knows you already")
    rows = await town.rows("select name from request join staff on staff.person = request.advisor")
    assert [row[0] for row in rows] == ["Petra"]


async def test_staff_who_try_the_link_do_not_use_it_up(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    payload = (await opens_a_case(petra)).partition("=")[2]
    await petra.starts(payload)
    await petra.sees("This link is for a newcomer. You have not used it up")
    grace = town.person("Grace", "en")
    await grace.starts(payload)
    await grace.sees("has opened a request for you")


async def test_a_second_press_at_once_opens_no_second_case(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    await opens_a_case(petra)
    await petra.presses_again()
    await town.settle()
    assert len(await town.rows("select 1 from opened_case")) == 1
    rows = await town.rows("select deed from record order by id")
    assert [row[0] for row in rows] == ["joined", "opened_case"]


async def test_who_has_left_the_staff_hears_nothing_of_their_links(town: World) -> None:
    await joins(town, "Amir", Role.COORDINATOR)
    petra = await joins(town, "Petra", Role.ADVISOR)
    payload = (await opens_a_case(petra)).partition("=")[2]
    await petra.types("/menu")
    await petra.presses("Today")
    await petra.sees("My entry")
    await petra.presses("My entry")
    await petra.sees("Leave the staff")
    await petra.presses("Leave the staff")
    await petra.sees("Yes, leave the staff")
    await petra.presses("Yes, leave the staff")
    await petra.sees("You have left the staff.")
    grace = town.person("Grace", "en")
    await follows(grace, "")
    await grace.starts(payload)
    await grace.sees("has opened a request for you")
    await town.settle()
    await petra.sees_no("Somebody has opened the link")
