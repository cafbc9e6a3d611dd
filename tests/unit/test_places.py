"""Where two meet: an office by any of its names, or own words, which may name a home or no place at
all."""

import dataclasses

import pytest

from bot.conversation import asking, places, values
from bot.conversation.asking import Again, Answer, Context, Draft
from bot.meetings import homes, plan
from tests.flows import talk


def reads(language: str) -> Context:
    known = talk.context()
    return dataclasses.replace(known, reader=dataclasses.replace(known.reader, language=language))


def typed(words: str, language: str = "en", draft: asking.Answers | None = None) -> asking.Heard:
    return plan.WHERE.typed(words, draft or {}, reads(language))


@pytest.mark.parametrize("language", ["en", "ar", "de", "tr", "uk"])
@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Ausländerbehörde", "foreigners_office"),
        ("auslanderbehorde", "foreigners_office"),
        ("AUSLAENDERBEHOERDE", "foreigners_office"),
        ("Foreigners' office", "foreigners_office"),
        ("Bürgerbüro", "citizens_office"),
        ("bürgerbüro altstadt", "citizens_office"),
        ("Jobcenter", "job_centre"),
        ("Stadtbibliothek", "library"),
    ],
)
def test_an_office_is_found_by_what_stands_on_its_door(
    words: str, office: str, language: str
) -> None:
    assert typed(words, language) == Answer({"office": office})


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("words", ["Auslenderbehörde", "Auslander behörde", "Jobcentr"])
def test_a_name_that_is_nearly_right_is_asked_about(words: str, language: str) -> None:
    heard = typed(words, language)
    assert isinstance(heard, Draft)
    said = plan.WHERE.heard(heard.draft, reads(language))
    assert said is not None
    assert said.text.key == "conversation.did_you_mean"
    rows = plan.WHERE.rows(heard.draft, reads(language))
    offered = [row.buttons[0].press for row in rows]
    assert offered[0] in ("oforeigners_office", "ojob_centre")
    assert offered[-1] == places.OWN_WORDS
    own = plan.WHERE.pressed(places.OWN_WORDS, heard.draft, reads(language))
    assert own == Answer({"words": words})
    assert typed(words, language, heard.draft) == Answer({"words": words})


@pytest.mark.parametrize("language", ["en", "ar", "de"])
def test_the_word_on_the_door_stands_on_the_button_where_there_is_room(language: str) -> None:
    who = reads(language)
    labels = [values.shown(row.buttons[0].label, who.reader) for row in plan.WHERE.rows({}, who)]
    assert any("Ausländerbehörde" in label for label in labels)
    assert all(len(asking.clean(label)) <= places.LONGEST_LABEL for label in labels)


@pytest.mark.parametrize("words", ["9.12.", "15:30", "9 December", "tomorrow", "3 pm", "12345"])
def test_when_is_no_answer_to_where(words: str) -> None:
    heard = typed(words)
    assert isinstance(heard, Again)
    assert heard.why.text.key == "conversation.no_place"


HOMES = [
    "my home",
    "At my place, please",
    "Hauptstr. 5",
    "Königstraße 12a, 2nd floor",
    "Lindenweg 3",
]
PUBLIC = [
    "Café am Hafen",
    "the café at the station",
    "Old people's home, entrance",
    "by phone",
    "platform 4",
    "Bahnsteig 4",
    "Rathausgasse 2",
    "Königstraße",
]


@pytest.mark.parametrize("words", HOMES)
def test_a_home_is_doubted_once(words: str) -> None:
    heard = typed(words)
    assert isinstance(heard, Draft)
    said = plan.WHERE.heard(heard.draft, reads("en"))
    assert said is not None
    assert said.text is homes.IS_IT_A_HOME
    sure = plan.WHERE.pressed(places.SURE, heard.draft, reads("en"))
    assert sure == Answer({"words": words})
    assert typed("It is a public place", draft=heard.draft) == Answer({"words": words})
    assert typed("Café am Hafen", draft=heard.draft) == Answer({"words": "Café am Hafen"})
    other = plan.WHERE.pressed(places.OTHER, heard.draft, reads("en"))
    assert other == Draft({})


@pytest.mark.parametrize("words", PUBLIC)
def test_a_public_place_is_taken(words: str) -> None:
    assert typed(words) == Answer({"words": words})


def test_nobody_presses_what_was_not_asked() -> None:
    for value in (places.OWN_WORDS, places.SURE, places.OTHER):
        assert plan.WHERE.pressed(value, {}, reads("en")) is None
