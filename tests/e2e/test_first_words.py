"""The first words: what somebody sees who has never written to the bot."""

from tests.world import World


async def test_the_guessed_language_comes_first(town: World) -> None:
    amal = town.person("Amal", "ar")
    await amal.starts()
    welcome = await amal.sees("العربية")
    assert welcome.keyboard[0][0].text == "العربية"


async def test_three_doors_after_the_language(town: World) -> None:
    amal = town.person("Amal", "ar")
    await amal.starts()
    await amal.sees("English")
    await amal.presses("English")
    hello = await amal.sees("What brings you here?")
    labels = [button.text for button in hello.buttons]
    assert labels[:3] == ["I need help", "I want to help", "Just information"]
