"""The whole conversation in Arabic: somebody says hello, asks for a buddy, sees how it stands."""

from tests.world import World

RIGHT_TO_LEFT_MARK = "\u200f"


async def test_a_newcomer_asks_for_a_buddy_in_arabic(calendar_town: World) -> None:
    town = calendar_town
    amal = town.person("أمل", "ar")

    await amal.starts()
    await amal.sees("أهلًا وسهلًا. اختاروا لغتكم.")
    await amal.presses("العربية")
    await amal.sees("من الآن أكتب لكم بالعربية.")
    await amal.sees("ما الذي تبحثون عنه؟")
    await amal.presses("أحتاج إلى مساعدة")
    await amal.sees("قبل أن نبدأ")
    await amal.presses("أوافق، وعمري 18 سنة أو أكثر")

    await amal.sees("بأي اسم تحبّون أن يناديكم من يرافقكم؟")
    await amal.presses("أمل")
    await amal.sees("أي لغات تتكلّمون؟")
    await amal.presses("العربية")
    await amal.sees("☑ العربية")
    await amal.types("كردي")
    await amal.sees("هل تقصدون واحدًا من هذه؟")  # there are two kinds
    await amal.presses("الكردية (الكرمانجية)")
    await amal.sees("☑ الكردية (الكرمانجية)")
    await amal.presses("انتهيت")
    district = await amal.sees("في أي حيّ من المدينة تسكنون؟")
    assert [button.text.strip(RIGHT_TO_LEFT_MARK) for button in district.keyboard[0]] == [
        "Bahnhofsviertel",
        "Altstadt",
    ]
    await amal.presses("Hafen")
    await amal.sees("من يسكن معكم؟")
    await amal.presses("مع أطفال")
    await amal.sees("كيف تتكلّمون الألمانية؟")
    await amal.types("قليلا")
    await amal.sees("متى يكون عندكم وقت عادةً؟")
    await amal.types("الثلاثاء والخميس صباحا")
    times = await amal.sees("☑ الثلاثاء")
    assert times.keyboard[1][2].text.endswith("السبت"), "the week begins on Saturday, at the right"
    await amal.presses("انتهيت")
    await amal.sees("من تفضّلون أن يرافقكم: امرأة أم رجل؟")
    await amal.presses("لا فرق عندي")
    await amal.sees("ما المساعدة التي تحتاجون إليها؟")
    await amal.presses("المرافقة إلى دائرة رسمية")
    await amal.sees("☑ المرافقة إلى دائرة رسمية")
    await amal.presses("انتهيت")
    await amal.sees("في أي يوم موعدكم في الدائرة؟")
    await amal.types("٣ ديسمبر")
    await amal.sees("هل تريدون أن تضيفوا شيئًا بكلماتكم؟")
    await amal.types("أحتاج إلى شخص يتكلّم العربية")

    review = await amal.sees("هل كل شيء صحيح؟")
    assert "الخميس 3 من شهر 12" in review.text
    assert "أحتاج إلى شخص يتكلّم العربية" in review.text
    await amal.presses("أريد تغيير شيء")
    await amal.sees("ماذا تريدون أن تغيّروا؟")
    await amal.presses("الحيّ")
    await amal.sees("Mühlberg")
    await amal.presses("Mühlberg")
    await amal.sees("هل كل شيء صحيح؟")
    await amal.presses("نعم، أريد إرسال هذا")
    thanks = await amal.sees("وصل طلبكم.")
    assert "الجمعة 27 من شهر 11" in thanks.text

    await amal.presses("أين وصل طلبي؟")
    status = await amal.sees("وصل طلبكم إلى مركز")
    assert "المرافقة إلى دائرة رسمية" in status.text
    assert [len(row) for row in status.keyboard] == [1] * len(status.keyboard)

    await town.advance(days=14)
    await amal.sees("هذا ما وصل إليه طلبكم:")
    assert not town.box.unknown_parameters
