"""Which language a text, a block or a phrase is in."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import afgpub
from afgpub.document import AnyNode, Attrs, Block, Document, Inline, Link, Paragraph, Quote, Run, Section, Strong, Text
from afgpub.language import detect_language, direction_of, letters_by_direction
from afgpub.language.naming import name_languages
from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.renderers.tree import render_text
from afgpub.walk import children, plain_text, walk
from conftest import CORPUS, Case, case_id, read_cases

SENTENCES = {
    "en": "All human beings are born free and equal in dignity and rights.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren.",
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند.",
    "fa-AF": "والی کندهار گفت که شفاخانه و پوهنتون این ولایت در ماه جوزا باز میشود.",
    "ps": "د بشر ټول افراد آزاد نړۍ ته راځي او د حيثيت او حقوقو له پلوه سره برابر دي.",
    "ar": "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق.",
    "ur": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔",
    "uz-Arab": "برچه اۉدملر اېرکین، قدر قیمت و حقوقلرده تېنگ بۉلیب توغیلدیلر.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах.",
    "bg": "Всички хора се раждат свободни и равни по достойнство и права.",
    "tg": "Тамоми одамон озод ва аз ҷиҳати шарафу ҳуқуқ ба ҳам баробар ба дунё меоянд.",
    "ky": "Бардык адамдар өз беделинде жана укуктарында эркин жана тең укуктуу болуп жаралат.",
    "uz-Cyrl": "Барча одамлар эркин, қадр-қиммат ва ҳуқуқларда тенг бўлиб туғиладилар.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_sentences(lang: str) -> None:
    assert detect_language(SENTENCES[lang]) == lang
    assert detect_language(SENTENCES[lang], "en") == lang


@pytest.mark.parametrize(
    ("text", "default", "lang"),
    [
        ("", "en", "en"),
        ("12 + 5", "fa-AF", "fa-AF"),
        ("", None, None),
        ("Kabul", None, None),
        ("Kabul", "de", "de"),
        ("Kabul", "fa", None),
        ("کابل", None, None),
        ("کابل", "en", None),
        ("کابل", "ps", "ps"),
        ("Hans Müller", "en", "en"),
        ("ګل محمد", "fa-AF", "fa-AF"),
        ("ښوونځی", None, "ps"),
        ("د هغه خبرې په وړاندې", "fa-AF", "ps"),
        ("زبانهای اروپائی", "en", "fa"),
        ("https://example.com/the-freedom-of-the-press", None, None),
        ("book کتاب", "ps", "ps"),
    ],
)
def test_short_texts_need_strong_evidence(text: str, default: str | None, lang: str | None) -> None:
    assert detect_language(text, default) == lang


@pytest.mark.parametrize("letters", [("ی", "ي"), ("ک", "ك")])
def test_arabic_keyboards_do_not_make_persian_arabic(letters: tuple[str, str]) -> None:
    assert detect_language(SENTENCES["fa"].replace(*letters)) == "fa"
    assert detect_language(SENTENCES["ps"].replace(*letters)) == "ps"


@pytest.mark.parametrize(
    ("text", "default", "lang"),
    [
        ("به میزان ۲۶ درصد در سال ۷۸ میزان تولید این کار کم شد.", None, "fa"),
        ("او در ۱۵ میزان ۱۴۰۲ به آنجا رفت و باز آمد.", None, "fa-AF"),
        ("روح بشریت را به اعمال وحشیانه‌یی واداشته است.", None, "fa-AF"),
        ("دانشگاه تهران این کار را در فروردین کرد.", None, "fa"),
        ("این کار را همه مردم می‌کنند.", "fa-AF", "fa-AF"),
        ("این کار را همه مردم می‌کنند.", "prs", "prs"),
        ("دانشگاه تهران و بیمارستان شهرداری این کار را در فروردین کرد.", "fa-AF", "fa"),
        ("والی گفت که پوهنتون و شفاخانه را در ماه جوزا میسازند.", "fa", "fa-AF"),
    ],
)
def test_dari_only_on_evidence(text: str, default: str | None, lang: str) -> None:
    assert detect_language(text, default) == lang


def test_one_foreign_name_decides_nothing() -> None:
    assert detect_language("ښاغلی ګل محمد در آنجا گفت که این کار را نمیکند و به خانه میرود.") == "fa"
    assert detect_language("The Frankfurter Allgemeine Zeitung wrote about it on Monday.") == "en"
    assert detect_language("Die New York Times hat darüber am Montag berichtet.") == "de"


@pytest.mark.parametrize("text", ["\x00\x01 the \ud800 of the \ufffe and the", "\U0001d400 \u0345", "ﷺ ﷲ", "\u202e"])
def test_any_characters(text: str) -> None:
    assert detect_language(text) in (None, "en", "ar")


def test_directions() -> None:
    assert [direction_of(lang) for lang in ("fa-AF", "uz-Arab", "uz", "und-Arab", "und-Latn", "az-Arab-IR", "he")] == [
        "rtl", "rtl", "ltr", "rtl", "ltr", "rtl", "rtl",
    ]  # fmt: skip
    assert letters_by_direction("ab کتاب 12") == (2, 4)


@pytest.mark.parametrize("case", read_cases("language"), ids=case_id)
def test_prose_cases(case: Case, rewrite: bool) -> None:
    document, _ = afgpub.normalise(afgpub.read(case.source)[0])
    named = name_languages(document)
    directed = afgpub.direct(named)
    assert name_languages(named) == named, "naming languages twice changes something"
    assert name_languages(directed) == directed, "directions change the languages"
    case.settle(render_text(directed, positions=False), rewrite)


def test_metadata() -> None:
    meta = Metadata(
        publication=Phrase("افغانستان آزاد"),
        labels=(Phrase("European Languages"), Phrase("Die Sprachen der Welt und wir")),
        contributors=(Contributor(Phrase("Hans Müller"), label=Phrase("نویسنده", "fa-AF")),),
    )
    root = Section(children=(Paragraph((Text(SENTENCES["en"]),)),), meta=meta)
    named = name_languages(Document(root)).root.meta
    assert named
    assert named.publication == Phrase("افغانستان آزاد", "fa")
    assert [label.lang for label in named.labels] == [None, "de"]
    assert named.contributors == meta.contributors


_WORDS = st.sampled_from(
    [*" ".join(SENTENCES.values()).split(), "(", "«", "”", '"', ")", "a@b.de", "12", "\u200c", "\ufffc"]
)
_TEXTS = st.lists(_WORDS, max_size=12).map(" ".join).map(Text)
_PHRASES: st.SearchStrategy[Inline] = st.one_of(
    _TEXTS,
    _TEXTS.map(lambda text: Strong((text,))),
    _TEXTS.map(lambda text: Link((text,), "#a")),
    _TEXTS.map(lambda text: Run((text,), attrs=Attrs(lang="de"))),
)
_PARAGRAPHS: st.SearchStrategy[Block] = st.lists(_PHRASES, max_size=5).map(lambda line: Paragraph(tuple(line)))
_BLOCKS = st.recursive(_PARAGRAPHS, lambda inner: st.lists(inner, max_size=3).map(lambda blocks: Quote(tuple(blocks))))


@given(st.lists(_BLOCKS, max_size=4), st.sampled_from([None, "fa-AF", "en"]))
def test_no_word_is_lost_and_twice_is_once(blocks: list[Block], lang: str | None) -> None:
    document = Document(Section(title=(Text("آزادی"),), children=tuple(blocks), attrs=Attrs(lang=lang)))
    named = name_languages(document)
    assert plain_text(named.root) == plain_text(document.root)
    assert name_languages(named) == named
    links = [node for node in walk(named.root) if isinstance(node, Link | Strong)]
    assert len(links) == len([node for node in walk(document.root) if isinstance(node, Link | Strong)])


@given(st.lists(_PHRASES, max_size=4))
def test_no_run_repeats_the_language_around_it(line: list[Inline]) -> None:
    document = Document(Section(children=(Paragraph(tuple(line)),), attrs=Attrs(lang="fa")))

    def check(node: AnyNode, around: str) -> None:
        lang = node.attrs.lang or around
        assert not isinstance(node, Run) or lang != around or node in line
        for child in children(node):
            check(child, lang)

    check(name_languages(document).root, "und")


@pytest.mark.parametrize(
    "text",
    [
        " ".join(SENTENCES.values()),
        "آزادی the world of people، ",
        "a",
        "a.آ",
        "(a ",
        'a "',
        "آ@",
    ],
)
def test_time_is_linear(text: str) -> None:
    document = Document(Section(children=(Paragraph((Text(text * (1_000_000 // len(text.encode()))),)),)))
    start = time.process_time()
    name_languages(document)
    assert time.process_time() - start < 2


def _sentences(name: str) -> list[str]:
    path: Path = CORPUS / "texts" / name
    if name.endswith(".md"):
        return [line.lstrip("# ") for line in path.read_text("utf-8").splitlines() if line.strip()]
    items = json.loads(path.read_text("utf-8"))
    return [item["text"] if "text" in item else " ".join(item["lines"]) for item in items]


_TEXTS_OF_CORPUS = {
    "udhr-eng.md": ("en", ("en",)),
    "udhr-pes_2.md": ("fa-AF", ("fa", "fa-AF")),
    "udhr-pbu.md": ("ps", ("ps",)),
    "ud-persian-seraji-dev.json": ("fa", ("fa",)),
    "ud-pashto-sikaram-even.json": ("ps", ("ps",)),
    "hafez.json": ("fa", ("fa",)),
}


@pytest.mark.parametrize("name", [name for name in _TEXTS_OF_CORPUS if (CORPUS / "texts" / name).exists()])
def test_corpus(name: str) -> None:
    """Of sentences of forty characters and more, 98 in 100 are known without their context, and the whole text is."""
    whole, langs = _TEXTS_OF_CORPUS[name]
    sentences = [text for text in _sentences(name) if len(text) >= 40]
    found = Counter(detect_language(text) for text in sentences)
    assert sum(found[lang] for lang in langs) >= 0.98 * len(sentences), found
    assert detect_language("\n".join(sentences)) == whole
