"""What a sanitiser of others lets through of a web page, and that no word is lost at its gate without a message."""

from __future__ import annotations

import pytest

import afgpub
from afgpub.document import Image, Link, Paragraph
from afgpub.readers.html.elements import parse_page
from afgpub.readers.html.sanitising import pass_through, sanitise
from afgpub.walk import plain_text, walk


@pytest.mark.parametrize(
    ("written", "passed"),
    [
        ('<p onclick="x()" style="position:fixed;text-align:right">a</p>', '<p style="text-align:right">a</p>'),
        ("<form action='x'><input value='v'>words</form>", "words"),
        ('<a href="jav\tascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="tel:+93" dir="ltr">a</a>', '<a href="tel:+93" dir="ltr">a</a>'),
        ('<img src="data:image/png;base64,AA==" onerror="x">', '<img src="data:image/png;base64,AA==">'),
        ('<p title="data:x" data-note="1">a</p>', '<p data-note="1">a</p>'),
        ("<x-box>واژه</x-box>", "واژه"),
        ("<math><mi>x</mi><mo stretchy='false'>=</mo></math>", '<math><mi>x</mi><mo stretchy="false">=</mo></math>'),
        ("<svg><script>alert(1)</script></svg>", ""),
        ("<bdi>a</bdi><bdo dir='rtl'>b</bdo>", '<bdi>a</bdi><bdo dir="rtl">b</bdo>'),
    ],
)
def test_only_what_is_named_passes(written: str, passed: str) -> None:
    assert sanitise(written) == passed


def test_words_that_the_sanitiser_takes_out_are_told() -> None:
    root = parse_page("a.html", "<div><p>kept</p><svg><text>drawn words</text></svg></div>")
    markup, messages = pass_through(root)
    assert "kept" in markup
    assert [(found.code, found.text) for found in messages] == [
        ("words-dropped", "what stands in markup that is not safe is left out: drawn words")
    ]


def test_tags_that_join_words_lose_none() -> None:
    _, messages = pass_through(parse_page("a.html", "<p>one<x-y>two</x-y>three</p>"))
    assert messages == ()


def test_addresses_that_are_not_safe_leave_their_words() -> None:
    page = (
        "<p>first</p>\n"
        '<p>a <a href="jav&#x09;ascript:alert(1)">link</a></p>\n'
        '<p>b <img src="file:///etc/passwd" alt="a picture"> c</p>\n'
        '<p>d <img alt="another"> e</p>'
    )
    document, messages = afgpub.read(page, reader="html", name="a.html")
    assert [plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph)] == [
        "first",
        "a link",
        "b a picture c",
        "d another e",
    ]
    assert not [node for node in walk(document.root) if isinstance(node, Link | Image)]
    assert [(found.code, found.span.start) for found in messages if found.span] == [
        ("link-unsafe", 2),
        ("image-refused", 3),
        ("image-refused", 4),
    ]
