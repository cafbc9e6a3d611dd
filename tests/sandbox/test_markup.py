"""The box's HTML parser against Telegram's own, which comes with TDLib and works offline."""

import json
from typing import Any

import hypothesis
import pytest
import tdjson
from hypothesis import strategies as st

from bot.sandbox import errors, markup

KINDS = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeUnderline": "underline",
    "textEntityTypeStrikethrough": "strikethrough",
    "textEntityTypeSpoiler": "spoiler",
    "textEntityTypeCustomEmoji": "custom_emoji",
    "textEntityTypeDateTime": "date_time",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeMentionName": "text_mention",
    "textEntityTypePre": "pre",
    "textEntityTypePreCode": "pre",
    "textEntityTypeCode": "code",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
}
GOOD = [
    "", "plain", "  spaces stay \n", "<b>bold</b>", "<B>bold</B>", "<b>a<i>b</i>c</b>",
    "<b>😀</b>x<i>😀é</i>", "<code><b>x</b></code>", "<b><code>x</code></b>", "<b></b>",
    "<b>x</>", "<b >x</b >", "<b x>y</b>", "<b x=y z='1'>y</b>", "<b x='a'y='b'>z</b>",
    "<strong>a</strong><em>b</em><u>c</u><ins>d</ins><s>e</s><strike>f</strike><del>g</del>",
    "<span class='tg-spoiler'>x</span>", "<tg-spoiler>x</tg-spoiler>",
    "<tg-emoji emoji-id='5'>x</tg-emoji>", "<tg-time unix='5' format='wDT'>x</tg-time>",
    "<tg-time>x</tg-time>", "<pre>x</pre>", "<pre><code class='language-py'>x</code></pre>",
    "<code class='language-py'><pre>x</pre></code>", "<code class='language-py'>x</code>",
    "<pre> <code class='language-py'>x</code></pre>", "<pre><b>x</b>y</pre>",
    "<blockquote>x</blockquote>", "<blockquote expandable>x</blockquote>",
    "<blockquote foo expandable=1>x</blockquote>", "<blockquote EXPANDABLE>x</blockquote>",
    "<a href='http://x.de'>x</a>", "<a href=\"a&amp;b.de\">x</a>", "<a>x.de</a>",
    "<a href='HTTP://X.de/Ä'>x</a>", "<a href='x'>y</a>", "<a href='javascript:x'>y</a>",
    "<a href='tg://user?id=123'>x</a>", "<a href='tg://user?id=0'>x</a>",
    "<a href='tg://resolve?domain=x'>x</a>", "<a href='tg:x'>y</a>", "<a href='ftp://x.de'>y</a>",
    "<a href='http://localhost'>y</a>", "<a href='http://127.0.0.1:80'>y</a>",
    "<a href='http://x.de:99999'>y</a>", "<a href='https://X.DE?q=1#f'>y</a>",
    "<a href='x.de/ö ö'>y</a>", "<a href=' x.de '>y</a>", "<a href='http://'>y</a>",
    "<a href='http://u:p@x.de/'>y</a>", "<a href='//x.de'>y</a>", "<a href='mailto:a@b.de'>x</a>",
    "<a href='http://[::1]/'>y</a>", "<a href='x.de' href='y.de'>x</a>", "<A HREF='x.de'>x</A>",
    "&lt;&gt;&amp;&quot;", "&apos;&nbsp;&foo;", "&lt", "&ltx;", "&;", "&", "&#65;&#x41;", "&#65",
    "&#x;", "&#0;", "&#1114110;", "&#1114111;", "&#0000065;", "&#00000065;", "&AMP;", "&amp;lt;",
    "tom & jerry", "a\u200bb\u202ec\x07d\re", "ا<b>ل</b>م", "\u2068<b>Tom</b>\u2069",
]  # fmt: skip
BROKEN = [
    "<b>a", "a</b>", "<b>a</i>", "<b>a<u>b</b>", "<p>x", "<br>", "<b/>", "<b/x>z</b>", "<>", "<",
    "a < b", "</", "</>", "<b", "<b ", "<b x", "<b x ", "<b x=", "<b x=y", "<b x='y", "<b x= ",
    "<b =x>y</b>", "<b x'y>z</b>", "<b x='a'/>z</b>", "<b x=a/>z</b>", "<a href=http://x.de>t</a>",
    "<a href='x>", "<b>x</b", "<b>x</b ", "<b>x</b y>", "<!-- x -->", "<script>x</script>",
    "<span>x</span>", "<span class='x'>x</span>", "<tg-emoji>x</tg-emoji>", "ä<ö>",
    "<tg-emoji emoji-id='9999999999999999999'>x</tg-emoji>", "😀<b>😀</i>",
    "<tg-time unix='5' format='zzz'>x</tg-time>", "&#55357;", "&#xd83d;&#xde00;", "<b>&#xdc00;</b>",
]  # fmt: skip
PIECES = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<s>", "</s>", "<pre>", "</pre>", "<code>",
     "</code>", "</>", "<blockquote>", "<blockquote expandable>", "</blockquote>", "<tg-spoiler>",
     "</tg-spoiler>", "<a href='https://x.de/y?z=1'>", "<a href=\"x\">", "<a>", "</a>", "<",
     ">", "&", ";", "/", "=", "'", '"', " ", "\n", "<span class='tg-spoiler'>", "</span>",
     "<code class='language-c'>", "<b ", "a", "x.de", "😀", "ä", "م", "&lt;", "&amp", "&#x41;",
     "&#65;", "&#", "<p>", "</p>", "\u2068", "\0"]
)  # fmt: skip


def telegrams(source: str) -> tuple[str, list[tuple[Any, ...]]] | str:
    """Text and entities, or the refusal."""
    request = {
        "@type": "parseTextEntities",
        "text": source,
        "parse_mode": {"@type": "textParseModeHTML"},
    }
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    if answer["@type"] == "error":
        return str(answer["message"])
    return answer["text"], [
        (
            KINDS[entity["type"]["@type"]],
            entity["offset"],
            entity["length"],
            entity["type"].get("url"),
            entity["type"].get("language"),
            entity["type"].get("user_id"),
        )
        for entity in answer["entities"]
    ]


def ours(source: str) -> tuple[str, list[tuple[Any, ...]]] | str:
    try:
        text, entities = markup.parse_html(source)
    except errors.Refused as refusal:
        return refusal.description.replace("Bad Request: can't", "Can't", 1)
    return text, [
        (
            entity["type"],
            entity["offset"],
            entity["length"],
            entity.get("url"),
            entity.get("language"),
            entity.get("user", {}).get("id"),
        )
        for entity in entities
    ]


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> None:
    """TDLib logs to stderr otherwise."""
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')


@pytest.mark.parametrize("source", GOOD)
def test_good_markup_gives_telegrams_text_and_entities(source: str) -> None:
    answer = telegrams(source)
    assert not isinstance(answer, str)
    assert ours(source) == answer


@pytest.mark.parametrize("source", BROKEN)
def test_broken_markup_is_refused_in_telegrams_words(source: str) -> None:
    answer = telegrams(source)
    assert isinstance(answer, str)
    assert ours(source) == answer


@hypothesis.settings(max_examples=400, deadline=None)
@hypothesis.given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_is_put_together_is_read_as_telegram_reads_it(source: str) -> None:
    assert ours(source) == telegrams(source)


@hypothesis.settings(max_examples=200, deadline=None)
@hypothesis.given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_read_as_telegram_reads_it(source: str) -> None:
    assert ours(source) == telegrams(source)
