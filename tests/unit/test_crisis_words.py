"""Words of danger are heard in every language, and everyday sentences are not taken for them."""

import pytest

from bot import town
from bot.information import crisis

IN_DANGER = {
    "en": (
        "my husband hits me",
        "My wife hits me and the children.",
        "My brother is hitting me every day",
        "yesterday he hit me",
        "he slaps me",
        "he hits my two little children",
        "my uncle beats me",
        "they have beaten me",
        "he wants to kill me",
        "He said he will KILL ME!!",
        "my ex threatens me",
        "my neighbour threatened me with a knife",
        "he chokes me",
        "I want to hurt myself",
        "I am hurting myself",
        "I want to die",
        "i dont want to live anymore",
        "I don't want to live.",
        "Please help. I don't want to live 😢",
        "I can't sleep, I don't want to live, nobody helps me",
        "I'm in danger",
        "he locked me in",
        "I am scared of my husband",
        "Please call the police!",
    ),
    "de": (
        "Mein Mann schlägt mich",
        "mein mann schlaegt mich",
        "weil er mich immer schlägt",
        "Er hat mich gestern geschlagen",
        "Mein Bruder verprügelt mich",
        "Er schlägt meine beiden Kinder",
        "Mein Vater hat mich gewürgt",
        "Mein Mann tut mir weh",
        "Er will mich umbringen",
        "Er hat gesagt, mein Mann bringt mich um",
        "Mein Ex bedroht mich",
        "Ich will mich selbst verletzen",
        "Ich will nicht leben.",
        "Ich möchte nicht mehr leben",
        "Das Leben hat keinen Sinn",
        "Er sperrt mich ein",
        "Ich bin in Gefahr",
        "Ich habe Angst vor meinem Mann",
        "Ich brauche sofort die Polizei",
    ),
    "ar": (
        "زوجي يضربني",
        "زوجي يشرب ويضربني",
        "جوزي بيضربني كل يوم",
        "ضربني أمس",
        "أخي يهددني",
        "هو هددني بسكين",
        "يريد أن يقتلني",
        "رح يقتلني",
        "أريد أن أؤذي نفسي",
        "أُريد أن أموت",
        "لا أريد أن أعيش",
        "ما بدي عيش. تعبت",
        "لم أعد أرغب في الحياة",
        "أنا في خطر",
        "أخاف من زوجي",
        "حاول خنقي",
        "اتصلوا بالشرطة الآن",
    ),
}
EVERY_DAY = {
    "en": (
        "I don't want to live in a hostel",
        "I don't want to live here any more, I need a flat",
        "We do not want to live so far away",
        "I hurt myself at work yesterday, which doctor can I see?",
        "My tooth hurts me a lot",
        "My back is killing me",
        "My landlord kicked me out",
        "My residence permit is in danger",
        "I am afraid of the exam",
        "Somebody stole my bicycle. Do I have to call the police?",
        "Where do I get a certificate from the police, please?",
        "I need the police certificate for my work",
        "My daughter beats everybody at chess",
        "My father died last year",
        "My son hits other children at school",
        "A hit song from my country",
        "She reminds me of my mother",
        "I need help with a letter",
        "I cut my finger in the kitchen",
    ),
    "de": (
        "Ich will nicht in der Unterkunft leben",
        "Ich möchte nicht mehr allein leben",
        "Ich möchte in Stuttgart leben",
        "Der Zahn tut mir weh",
        "Mein Bein tut mir sehr weh",
        "Ich habe mich bei der Arbeit verletzt",
        "Der Vermieter droht mir mit der Kündigung",
        "Mir droht die Abschiebung",
        "Meine Beraterin schlägt mir einen Termin vor",
        "Was schlagen Sie vor?",
        "Mein Sohn schlägt andere Kinder",
        "Unsere Arbeitsplätze sind in Gefahr",
        "Die Bürokratie bringt mich um den Schlaf",
        "Ich habe Angst vor der Prüfung",
        "Ich muss zur Polizei, mein Fahrrad ist weg",
        "Ich brauche ein Führungszeugnis",
        "Mein Vater ist gestorben",
        "Ich habe mich ausgesperrt",
    ),
    "ar": (
        "لا أريد أن أعيش في المخيم",
        "ما بدي عيش بعيد عن المدينة",
        "أريد أن أعيش في شتوتغارت",
        "ضرسي يؤلمني كثيرا",
        "جرحت يدي في العمل",
        "أبي مات قبل سنة",
        "ابني يضرب أخته أحيانا",
        "أين مركز الشرطة؟",
        "أحتاج شهادة من الشرطة",
        "أخاف من الامتحان",
        "أخاف من الترحيل",
        "صاحب البيت يريد أن نخرج من البيت",
        "تعبت من البحث عن شقة",
        "هل تتصلون بالمدرسة؟",
    ),
}


def cases(table: dict[str, tuple[str, ...]]) -> list[object]:
    said = [(language, words) for language, each in table.items() for words in each]
    return [pytest.param(words, id=f"{language}: {words}") for language, words in said]


def is_heard(words: str) -> bool:
    return crisis.alarm(words, town.load("musterstadt")) is not None


@pytest.mark.parametrize("words", cases(IN_DANGER))
def test_who_is_in_danger_is_heard(words: str) -> None:
    assert is_heard(words)


@pytest.mark.parametrize("words", cases(EVERY_DAY))
def test_everyday_sentences_are_not_taken_for_it(words: str) -> None:
    assert not is_heard(words)
