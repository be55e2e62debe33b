"""Text rules: each does what the document says, none hurts a letter, a word or a token, and twice is once."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import afgpub
from afgpub.document import Attrs, Code, CodeBlock, Document, Emphasis, Paragraph, Run, Section, Text, Verse
from afgpub.exceptions import OptionError
from afgpub.messages import Severity
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text import Edit, normalise_text
from afgpub.normaliser.text.changes import visible
from afgpub.normaliser.text.mapping import map_edits
from afgpub.normaliser.text.rules import RULE_NAMES
from afgpub.normaliser.text.tokens import protected_tokens
from afgpub.walk import plain_text, walk
from conftest import CORPUS, EXAMPLES, PROJECT, Case, case_id, read_cases

DOCUMENT = (PROJECT / "docs" / "normalising.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### ([\w-]+)\n(.*?)(?=^##)", DOCUMENT, re.M | re.S))
EXAMPLES_OF_RULES = [
    (rule, lang, before, after)
    for rule, section in SECTIONS.items()
    for lang, before, after in re.findall(r"^    (\w\w): (.+) → (.+)$", section, re.M)
]
REFUSED = set(re.findall(r"[\w-]+-\d{4}", DOCUMENT))
FOREIGN_LETTERS = re.compile("[ټډړږښګڼېۍځڅۀٹڈڑںھہےۓۉيىكئ]")


def unescaped(text: str) -> str:
    return re.sub(r"<U\+([0-9A-F]{4,6})>", lambda found: chr(int(found[1], 16)), text)


def document_of(text: str, lang: str | None) -> Document:
    return Document(Section(children=(Paragraph((Text(text),), attrs=Attrs(lang=lang)),)))


def normalised(text: str, lang: str | None = "fa", rules: str = "default", digits: str = "keep") -> str:
    """The text after the rules; a second run must change nothing and say nothing."""
    options = NormaliserOptions(rules=rules, digits=digits)
    document, _ = normalise_text(document_of(text, lang), options)
    assert normalise_text(document, options) == (document, ())
    return plain_text(document.root)


# The document


def test_every_rule_is_documented_with_an_example() -> None:
    assert tuple(SECTIONS) == RULE_NAMES
    assert {rule for rule, *_ in EXAMPLES_OF_RULES} == set(RULE_NAMES)
    default = {name for name in RULE_NAMES if SECTIONS[name].strip().startswith("On.")}
    assert normalise_text(document_of("x", "fa"), NormaliserOptions(rules=",".join(default))) is not None
    from afgpub.normaliser.text.rules import chosen_rules

    assert chosen_rules("default") == default


@pytest.mark.parametrize(("rule", "lang", "before", "after"), EXAMPLES_OF_RULES)
def test_example_of_the_document(rule: str, lang: str, before: str, after: str) -> None:
    assert normalised(unescaped(before), lang, rule) == unescaped(after)


@pytest.mark.parametrize("case", read_cases("text"), ids=case_id)
def test_text(case: Case, rewrite: bool) -> None:
    document, _ = afgpub.read(case.source)
    document, edits = normalise_text(document, NormaliserOptions())
    assert normalise_text(document, NormaliserOptions()) == (document, ())
    blocks = [visible(plain_text(block)) for block in document.root.children]
    case.settle("\n".join([*blocks, "--", *(str(edit) for edit in edits), ""]), rewrite)


# Options


def test_choice_of_rules() -> None:
    assert normalised("علي  آمد", rules="letters-persian") == "علی  آمد"
    assert normalised("علي  آمد", rules="-letters-persian") == "علي آمد"
    assert normalised("علي  آمد", rules="all,-spaces") == "علی  آمد"
    assert normalised("علي  آمد", rules="all,none") == "علي  آمد"
    with pytest.raises(OptionError, match="rules cannot be lettres") as caught:
        NormaliserOptions(rules="default,lettres")
    assert "letters-persian" in caught.value.message.hint
    with pytest.raises(OptionError):
        NormaliserOptions(digits="roman")


@pytest.mark.parametrize(
    ("lang", "digits", "expected"),
    [("fa", "language", "۱۲ از ۳ و ۴۵"), ("ar", "language", "١٢ از ٣ و ٤٥"), ("fa", "ascii", "12 از 3 و 45")],
)
def test_digits(lang: str, digits: str, expected: str) -> None:
    assert normalised("12 از ٣ و ۴۵", lang, "none", digits) == expected


def test_digits_of_tokens_stay() -> None:
    text = "11.06.2024 و 12:34 و ATM74 و a7@b.org و /srv/12 و 1,250"
    assert normalised(text, "fa", "none", "language") == text


# Where rules work


def test_languages_of_phrases() -> None:
    children = (
        Text("اين كتاب را "),
        Run((Text("علي كتاب"),), attrs=Attrs(lang="ar")),
        Text(" و "),
        Emphasis((Text("كابل"),)),
        Code("كابل  علي"),
    )
    document = Document(Section(children=(Paragraph(children), CodeBlock("كتاب  علي")), attrs=Attrs(lang="fa-AF")))
    changed, edits = normalise_text(document, NormaliserOptions())
    assert plain_text(changed.root) == "این کتاب را علي كتاب و کابلكابل  عليكتاب  علي"
    assert {edit.rule for edit in edits if isinstance(edit, Edit)} == {"letters-persian"}


def test_letters_of_neighbours_stay() -> None:
    pashto = "ليکوال: علي\n\nښوونځي ته ولاړ شو او بيا يې کتاب ولوست.\n\nكتاب را از كسي نگرفت."
    document, _ = afgpub.read(pashto)
    assert normalise_text(document, NormaliserOptions(rules="letters-persian")) == (document, ())
    arabic = "قال علي إن الكتاب على الطاولة في البيت"
    assert normalised(arabic, None) == arabic
    assert normalised(f"در آن آمده است: «{arabic}».") == f"در آن آمده است: «{arabic}»."


def test_edits_say_rule_line_before_and_after() -> None:
    document, _ = afgpub.read("# عنوان\n\nاين را كه از آن\u202e است ديد.\n", name="a.md")
    _, edits = normalise_text(document, NormaliserOptions())
    first = edits[0]
    assert isinstance(first, Edit)
    assert (first.code, first.severity, first.rule) == ("control-removed", Severity.WARNING, "controls")
    assert (first.before, first.after, str(first.span)) == ("آن\u202e", "آن", "a.md:3")
    assert [(e.before, e.after) for e in edits[1:] if isinstance(e, Edit)] == [
        ("اين", "این"),
        ("كه", "که"),
        ("ديد.", "دید."),
    ]
    assert str(edits[1]) == "a.md:3: letters-persian: اين becomes این [text-edited]"


def test_many_edits_are_counted() -> None:
    document = document_of("كتاب " * 3000, "fa")
    _, edits = normalise_text(document, NormaliserOptions(rules="letters-persian"))
    assert [e.count for e in edits if isinstance(e, Edit)] == [3000]


def test_metadata_and_titles_lose_controls() -> None:
    document, _ = afgpub.read("---\nauthor: Ann\u202eelpmaxE\ntags: [a\u2066b]\n---\n\n# T\u202eit\n")
    document, edits = normalise_text(document, NormaliserOptions())
    assert document.root.meta is not None
    assert document.root.meta.contributors[0].name.text == "AnnelpmaxE"
    assert document.root.meta.tags == ("ab",)
    assert len(edits) == 3


def test_verse_keeps_its_spaces() -> None:
    document, _ = afgpub.read("::: verse\nبه می رود ها || كتاب ها\n:::\n")
    document, _ = normalise_text(document, NormaliserOptions())
    assert any(isinstance(node, Verse) for node in walk(document.root))
    assert "می رود" in plain_text(document.root)


def test_tokens() -> None:
    text = "از a.b@c.org و www.x.af/a_b و 12.5 و C:\\x و #برچسب و @نام و F16 سلام"
    tokens = protected_tokens(text, foreign=True)
    found = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert found == ["a.b@c.org", "www.x.af/a_b", "12.5", "C:\\x", "#برچسب", "@نام", "F16"]


def test_spaces_beside_tokens() -> None:
    text = "گفت : « سلام » ، به https://example.org/a : b و a.b@example.org ، در 12:30 ؛ همین است ."
    found = "گفت: «سلام»، به https://example.org/a: b و a.b@example.org، در 12:30؛ همین است."
    assert normalised(text, "fa", "spaces-persian") == found
    assert normalised(text, "ps", "spaces-persian") == text


def test_controls_that_are_letters_business_stay() -> None:
    kept = "\U0001f3f4\U000e0067\U000e0062\U000e007f a\u00adb می\u200cرود \u0915\u094d\u200d\u0937 C++\u200e، \u00a0x"
    assert normalised(kept, "fa", "controls") == kept
    gone = "a\U000e0041b\u200e\u200fc\u0007d\ufffee\x0cf\u2028g"
    assert normalised(gone, "fa", "controls") == "abcde f g"


# What must never happen


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.replace("\u200c", "")))


@given(st.text(alphabet='اکيىكیها می\u200c\u0640\u202e.،:«»()"-!؟ 1۲٣aB@/\nښ', max_size=60))
def test_any_text_twice_is_once(text: str) -> None:
    for rules in ("default", "all"):
        normalised(text, "fa", rules, "language")
        normalised(text, None, rules, "ascii")
    assert normalised(text, "fa", "none") == text


@given(st.text(alphabet="دپهچېکيښوړ كتاب\u200c .،", max_size=60))
def test_no_pashto_letter_changes(text: str) -> None:
    found = normalised(text, "ps", "all,-spaces,-ellipsis,-repeated-marks")
    assert found.replace("\u200c", "") == text.replace("\u200c", "")


def tokens_of(document: Document) -> Counter[str]:
    """The protected tokens of every text of a document."""
    found: Counter[str] = Counter()
    for node in walk(document.root):
        if isinstance(node, Text):
            tokens = protected_tokens(node.value, foreign=False)
            found.update(node.value[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True))
    return found


def corpus_texts() -> list[tuple[str, str]]:
    texts = [(path.parent.name, (path / "article.md").read_text("utf-8")) for path in EXAMPLES]
    for pattern in ("texts/*.md", "structure/*.md", "structure/articles/*.md", "encodings/*-original.txt"):
        texts += [(path.name, path.read_text("utf-8")) for path in sorted(CORPUS.glob(pattern))]
    for path in sorted(CORPUS.glob("texts/ud-*.json")):
        texts.append((path.name, "\n\n".join(item["text"] for item in json.loads(path.read_text("utf-8")))))
    return texts


@pytest.mark.parametrize(("name", "text"), corpus_texts(), ids=lambda value: value[:30])
def test_real_texts_are_not_hurt(name: str, text: str) -> None:
    document, _ = afgpub.read(text)
    before = plain_text(document.root)
    changed, edits = normalise_text(document, NormaliserOptions())
    after = plain_text(changed.root)
    assert normalise_text(changed, NormaliserOptions()) == (changed, ())
    assert normalise_text(document, NormaliserOptions(rules="none")) == (document, ())
    assert len(edits) <= 8
    for rules in ("default", "all"):
        everything, _ = normalise_text(document, NormaliserOptions(rules=rules, digits="language"))
        assert not tokens_of(document) - tokens_of(everything)
    if not any(e.rule == "presentation-forms" for e in edits if isinstance(e, Edit)):
        assert sum(words(before).values()) - len(edits) <= sum(words(after).values())
    if "pashto" in name or "pbu" in name or "ps-" in name:
        joined = before.replace("\ufe89", "ئ")
        assert FOREIGN_LETTERS.findall(joined) == FOREIGN_LETTERS.findall(after)


def cases_of_others() -> list[Any]:
    path = CORPUS / "normaliser" / "cases.json"
    found = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [case for case in found if not case.get("contested")]


def settled(case: dict[str, Any]) -> bool:
    rules = "letters-persian" if case["op"] == "characters.ar_to_fa" else "all"
    digits = "keep"
    if any("digit" in word for word in (*case["tags"], case["why"])):
        digits = "ascii" if "to='en'" in case["op"] else "language"
    if case["why"] == "persian to english":
        digits = "ascii"
    found = normalised(case["input"], "fa", rules, digits)
    return (
        case.get("expect", found) == found
        and case.get("contains", "") in found
        and ("absent" not in case or case["absent"] not in found)
    )


@pytest.mark.parametrize("case", cases_of_others(), ids=lambda case: case["id"])
def test_cases_of_other_libraries(case: dict[str, Any]) -> None:
    assert settled(case) == (case["id"] not in REFUSED)


# How long it takes


@pytest.mark.parametrize("piece", ["كتاب ها می رود ، ", " ", ".", "\u200c", "1.", "\u202e", '"', "ه ", "ا\u200e.", "ﻻ"])
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        document = document_of("س " + piece * (count // len(piece)) + " x", "fa")
        started = time.process_time()
        normalise_text(document, NormaliserOptions(rules="all", digits="language"))
        return time.process_time() - started

    assert seconds(160_000) < 4 * seconds(80_000) + 0.2


# Edits in the source


def test_edits_are_found_in_the_source() -> None:
    source = "# كتاب\n\nاين *كتاب* ها را  مي خوانيم، &#x0643;ه [كابل](http://a.b/كابل) است.\n"
    mapped = map_edits(source, lambda text: afgpub.read(text)[0], NormaliserOptions())
    assert mapped.text == ("# کتاب\n\nاین *کتاب*\u200cها را می\u200cخوانیم، &#x0643;ه [کابل](http://a.b/كابل) است.\n")
    assert [edit.before for edit in mapped.missed] == ["كه"]
