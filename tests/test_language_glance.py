"""What is told of languages at a glance is what the long way finds."""

from __future__ import annotations

import json
import random
import re
import time

import pytest

import afgpub
from afgpub.document import Document
from afgpub.language import glance, glances, looks
from afgpub.language.detection import detect_language, find_language
from afgpub.language.naming import name_languages
from afgpub.language.persian import persian_signs
from conftest import CORPUS, EXAMPLES, PROJECT, TESTS
from test_language import SENTENCES

ARABIC = ("fa", "fa-AF", "ps", "ar", "ur", "uz-Arab")
LATIN = ("en", "de", "fr", "es", "it", "nl", "tr", "pl")


def known() -> dict[str, list[str]]:
    """Sentences by language: those of the other tests, of the examples, and of the corpus where it is present."""
    found = {lang: [sentence] for lang, sentence in SENTENCES.items()}
    for path in EXAMPLES:
        text = (path / "article.md").read_text("utf-8")
        for sentence in re.split(r"(?<=[.؟!])\s+", text):
            lang = "fa-AF" if re.search("[آ-ی]", sentence) else "en"
            found[lang].append(sentence)
    if CORPUS.exists():
        for name, lang in (("ud-persian-seraji-dev", "fa"), ("ud-pashto-sikaram-even", "ps")):
            found[lang] += [row["text"] for row in json.loads((CORPUS / f"texts/{name}.json").read_text("utf-8"))]
        for name, lang in (("pbu", "ps"), ("pes_2", "fa-AF"), ("eng", "en")):
            found[lang] += (CORPUS / f"texts/udhr-{name}.md").read_text("utf-8").split("\n\n")
    return found


KNOWN = known()
TAILS = ["", " ۱۵ حمل", " محمّد", " x@y.af", " www.un.org/ک", " Kabul"]


def mixed(dice: random.Random, langs: tuple[str, ...], home: str) -> str:
    """A line of sentences in one of `langs` and in `home`, or a piece of it."""
    other, share = dice.choice(langs), dice.random()
    line = " ".join(dice.choice(KNOWN[other if dice.random() < share else home]) for _ in range(dice.randint(1, 5)))
    words = line.split(" ")
    start = dice.randrange(len(words))
    return line if dice.random() < 0.5 else " ".join(words[start : start + dice.randint(1, 30)])


@pytest.mark.parametrize("seed", range(4))
def test_persian_told_at_a_glance_is_found(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    told = 0
    for _ in range(800):
        text = mixed(dice, ARABIC, "fa-AF") + dice.choice(TAILS)
        text = text.replace("ی", "ي") if dice.random() < 0.1 else text
        if not (known := glance.look_at_persian(text)):
            continue
        told += 1
        found = find_language(text)
        assert (found.script, found.letters) == ("Arab", known.letters), text
        assert found.lang == "fa" or not found.sure, text
        assert found.sure or not known.is_sure, text
        assert known.signs == persian_signs(text), text
    assert told > 100


@pytest.mark.parametrize("seed", range(4))
def test_no_line_is_said_to_stay_that_is_found_to_be_in_another_language(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    told = 0
    for _ in range(800):
        text = mixed(dice, LATIN, "en")
        found = find_language(text)
        for lang in LATIN:
            if glance.stays_latin(text, lang):
                told += 1
                assert found.lang == lang or not found.sure, (lang, text)
        if letters := glance.english_letters(text):
            assert (found.script, found.lang, found.sure, found.letters) == ("Latn", "en", True, letters), text
    assert told > 100


STRANGERS = (  # languages of which no common words are known, in ASCII letters
    "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta iyo xuquuqada",
    "Barcha odamlar erkin qadr qimmat va huquqlarda teng bolib tugiladilar Ular aql va vijdon sohibidirlar",
    "Watu wote wamezaliwa huru hadhi na haki zao ni sawa Wote wamejaliwa akili na dhamiri hivyo yapasa watendeane",
)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_line_that_is_half_in_an_unknown_language_is_not_said_to_be_english(stranger: str) -> None:
    words = " ".join(KNOWN["en"]).split()
    for start in range(0, len(words) - 20, 7):
        piece = " ".join(words[start : start + 11])
        for line in (f"{piece} {stranger}", f"{stranger} {piece}"):
            assert not glance.english_letters(line), line


def test_a_program_is_not_said_to_be_english() -> None:
    assert not glance.english_letters("from . import l_t_a_g from . import m_a_x_p from . import m_e_t_a " * 2)


@pytest.mark.parametrize("seed", range(4))
def test_a_text_that_is_mostly_english_is_found_to_be(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    told = 0
    for _ in range(400):
        share = dice.choice([0.1, 0.3, 0.5])  # of sentences in one other language
        other = dice.choice(LATIN)
        lines = [dice.choice(KNOWN[other if dice.random() < share else "en"]) for _ in range(dice.randint(5, 20))]
        text = " ".join(filter(str.isascii, lines))
        if glance.is_mostly_english(text):
            told += 1
            assert detect_language(text) == "en", text
    assert told > 50


@pytest.mark.parametrize("seed", range(4))
def test_the_persian_of_many_lines_is_that_of_them_all(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    told = 0
    for _ in range(300):
        langs = dice.choice([ARABIC, ("fa", "fa-AF"), ("fa-AF", "en")])
        lines = [mixed(dice, langs, "fa-AF") + dice.choice(TAILS) for _ in range(dice.randint(1, 8))]
        if found := looks.Looks().persian_of(lines):
            told += 1
            assert found == detect_language("\n".join(lines)), lines
    assert told > 10


def test_documents_get_the_same_languages_the_long_way() -> None:
    sources = [path / "article.md" for path in EXAMPLES] + sorted((TESTS / "cases").rglob("*.md"))
    sources += [PROJECT / "README.md"]
    dice = random.Random(1)  # noqa: S311
    texts = [path.read_text("utf-8") for path in sources]
    for _ in range(60):
        blocks = [mixed(dice, LATIN + ARABIC, dice.choice(["en", "fa-AF"])) for _ in range(8)]
        texts.append("\n\n".join(dice.choice(["", "## ", "> ", "- "]) + block for block in blocks))
    for text in texts:
        document = afgpub.normalise(afgpub.read(text)[0])[0]
        assert name_languages(document) == long_way(document)


def long_way(document: Document) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glances, "stays_latin", lambda *_: False)
        patch.setattr(looks, "english_letters", lambda _: 0)
        patch.setattr(looks, "look_at_persian", lambda _: None)
        return name_languages(document)


@pytest.mark.parametrize("piece", ["the of ", "از که ", "ز", "a.", "@", "ـ", "\u064b", "۱ حمل "])
def test_a_glance_is_linear(piece: str) -> None:
    started = time.process_time()
    for look in (glance.look_at_persian, glance.english_letters):
        look(piece * 50_000)
    glance.stays_latin(piece * 50_000, "en")
    assert time.process_time() - started < 5
