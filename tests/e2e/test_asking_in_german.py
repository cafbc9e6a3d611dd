"""The whole conversation in German, by an advisor's link, with second thoughts on the way."""

from bot.newcomers import links
from tests.world import World


async def test_a_newcomer_asks_for_a_buddy_in_german(calendar_town: World) -> None:
    town = calendar_town
    async with town.bot.database.work() as work:
        payload = await links.open_case(work, hours=72)
    jonas = town.person("Jonas", "de")

    await jonas.starts(payload)
    await jonas.sees("hat schon eine Anfrage für Sie vorbereitet")
    await jonas.sees("Bitte wählen Sie Ihre Sprache.")
    await jonas.presses("Deutsch")
    await jonas.sees("Worum geht es bei Ihnen?")
    await jonas.presses("Weiter mit meiner Anfrage")
    await jonas.sees("Bevor wir anfangen")
    await jonas.presses("Mehr lesen")
    await jonas.sees("Ein Buddy sieht Ihren Namen erst")
    await jonas.presses("Ich stimme zu und bin 18 oder älter")

    await jonas.sees("Wie darf Ihr Buddy Sie nennen?")
    await jonas.types("Jonas M.")
    await jonas.sees("Welche Sprachen sprechen Sie?")
    await jonas.types("Deutsch und Dari")
    await jonas.sees("☑ Dari")
    await jonas.presses("Fertig")
    await jonas.sees("In welchem Stadtteil wohnen Sie?")
    await jonas.types("muehlberg")
    await jonas.sees("Leben Sie hier allein")
    await jonas.presses("Allein")
    await jonas.sees("Wie gut sprechen Sie Deutsch?")
    await jonas.presses("Zurück")
    await jonas.sees("4/9")
    await jonas.presses("Mit Kindern")
    await jonas.sees("5/9")
    await jonas.presses("Ein bisschen")
    await jonas.sees("Wann haben Sie meistens Zeit?")
    await jonas.types("Dienstagabend und am Wochenende")
    await jonas.sees("☑ Di")
    await jonas.presses("Fertig")
    await jonas.sees("eine Frau oder ein Mann")
    await jonas.presses("Eine Frau")
    await jonas.sees("Was würde Ihnen helfen?")
    await jonas.presses("Briefe und Dokumente lesen")
    await jonas.sees("☑ Briefe und Dokumente lesen")
    await jonas.presses("Deutsch üben")
    await jonas.sees("☑ Deutsch üben")
    await jonas.presses("Fertig")
    await jonas.sees("Steht in einem Brief, bis wann Sie antworten müssen?")
    await jonas.types("gestern")
    await jonas.sees("ist schon vorbei")
    await jonas.types("nächsten Donnerstag")
    await jonas.sees("3. Dezember")  # this week's or next week's
    await jonas.presses("3. Dezember")
    await jonas.sees("Möchten Sie noch etwas in eigenen Worten sagen?")
    await jonas.presses("Frage überspringen")

    review = await jonas.sees("Stimmt alles so?")
    assert "Name: Jonas M." in review.text
    assert "– Briefe und Dokumente lesen\n– Deutsch üben" in review.text
    await jonas.presses("Ja, abschicken")
    await jonas.sees("Ihre Anfrage ist abgeschickt.")

    await jonas.types("/status")
    await jonas.sees("Ihre Anfrage ist seit heute beim Welcome Center.")
    await jonas.types("/forgetme")
    await jonas.sees("Soll ich hier")
    await jonas.presses("Ja, alles löschen")
    await jonas.sees("gelöscht")
    await town.settle()
    assert await town.rows("select * from person") == []
