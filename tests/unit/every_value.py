"""Values of every kind, for Hypothesis."""

from datetime import UTC, date, datetime, time

from hypothesis import strategies as st

from bot import i18n
from bot.conversation.values import (
    Count,
    Day,
    Hour,
    InLanguage,
    Month,
    Named,
    Said,
    Series,
    ShortDay,
    Tongue,
    Value,
    When,
    Words,
)
from bot.meetings.occasions import Occasion

OFFICE = Occasion.OFFICE.label
PLAIN: st.SearchStrategy[Value] = st.one_of(
    st.builds(Words, st.text(max_size=12)),
    st.builds(Count, st.integers(-(10**6), 10**6)),
    st.builds(Day, st.dates(date(1900, 1, 1), date(2200, 1, 1))),
    st.builds(ShortDay, st.dates(date(1900, 1, 1), date(2200, 1, 1))),
    st.builds(Month, st.dates(date(1900, 1, 1), date(2200, 1, 1))),
    st.builds(Hour, st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))),
    st.builds(
        When,
        st.integers(0, 2**32).map(lambda stamp: datetime.fromtimestamp(stamp, UTC)),
    ),
    st.builds(Named, st.just(OFFICE), st.text(max_size=12), st.none() | st.integers(0, 40)),
    st.builds(Tongue, st.sampled_from(("de", "ar", "kmr", "fa", "xx"))),
)


def _said(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Said]:
    texts = st.sampled_from([text for _, text in sorted(i18n.TEXTS.items()) if text.many is None])
    return texts.flatmap(
        lambda text: st.fixed_dictionaries(dict.fromkeys(sorted(text.placeholders), inner)).map(
            lambda filled: Said(text, filled)
        )
    )


VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: Series(tuple(items)))
        | _said(inner)
        | st.builds(InLanguage, _said(inner), st.sampled_from(("de", "ar")))
    ),
    max_leaves=5,
)
