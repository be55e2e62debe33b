"""The bundled faces: what fonts.toml says of them, what they can draw, and that cutting them down changes nothing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from afgpub import face_cutter, face_facts, face_subsets, faces
from afgpub.exceptions import AfgpubError
from afgpub.face_subsets import ALPHABETS, GENERATED, KEPT
from afgpub.faces import (
    EmbeddedFace,
    Face,
    coverage,
    embed_faces,
    font_face_rules,
    load_faces,
    missing_letters,
    subset_face,
    web_font,
)
from afgpub.renderers.pdf.font_gate import find_share, multi_glyph_share
from afgpub.theme import FaceUse, Theme, load_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FACES = tuple(load_faces().values())
ARABIC = "".join((
    "ابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکگګلمنڼوهیيېۍئةأؤءآۀكى",  # Dari, Pashto and Arabic letters
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛؟«»٪٫٬ـ()[]!.:/–…",
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670\u200c\u200d\u200e\u200f\u00a0",
))  # fmt: skip
LATIN = "".join((
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "ÄÖÜäöüßẞÀÂÆÇÉÈÊËÎÏÔŒÙÛŸàâæçéèêëîïôœùûÿāīūḥṣṭẓḍʿʾ",
    "„“”‚‘’«»‹›–—…·•†§©°±×€%@&#*()[]{}<>|/^_~+=!?:;,.'\"\u00a0\u202f↑",
))  # fmt: skip
SAMPLES = ("پښتو", "می‌رود", "ښځه او ګڼ ږغ", "خانۀ ما", "مُحَمَّد", "لا إله", "۱۲٫۵٪", "«سلام»؟")


def tree(markup: str) -> list[etree._Element]:
    return [etree.fromstring(markup)]


def names(faces: Iterable[EmbeddedFace]) -> list[str]:
    return [embedded.face.name for embedded in faces]


def shape(data: bytes, text: str) -> list[tuple[int, int, int, int]]:
    """Cluster, advance and offsets of every glyph; which glyph it is differs between a face and its subset."""
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    assert all(info.codepoint for info in buffer.glyph_infos), "a letter is drawn as .notdef"
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.cluster, place.x_advance, place.x_offset, place.y_offset) for info, place in pairs]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_the_file_is_what_fonts_toml_says(face: Face) -> None:
    data = face.file.read_bytes()
    assert hashlib.sha256(data).hexdigest() == face.sha256
    font = TTFont(BytesIO(data))
    assert (font["name"].getDebugName(1), font["OS/2"].usWeightClass) == (face.family, face.weight)
    assert bool(font["OS/2"].fsSelection & 1) == (face.style == "italic")
    assert "fvar" not in font
    assert font["OS/2"].fsType == 0
    assert "SIL OPEN FONT LICENSE Version 1.1" in (face.file.parent / "OFL.txt").read_text("utf-8")


def test_no_two_faces_are_the_same_to_a_style_sheet() -> None:
    assert len({(face.family, face.weight, face.style) for face in FACES}) == len(FACES)
    assert len({face.file for face in FACES}) == len(FACES)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_every_face_has_its_letters(face: Face) -> None:
    needed = ARABIC if face.script == "Arab" else LATIN
    assert [c for c in needed if ord(c) not in coverage(face)] == []


@pytest.mark.parametrize("name", ["Vazirmatn 400", "Vazirmatn 700", "Amiri 400", "Amiri 700"])
@pytest.mark.parametrize("text", SAMPLES)
def test_a_subset_joins_letters_as_the_whole_face_does(name: str, text: str) -> None:
    face = load_faces()[name]
    assert shape(subset_face(face, text), text) == shape(face.file.read_bytes(), text)


@pytest.mark.parametrize("text", ["AVATAR To Wa", "office fluff", "Zürich „Ja“", "1st 73 %"])
def test_a_subset_kerns_as_the_whole_face_does(text: str) -> None:
    face = load_faces()["Source Serif 4 400"]
    assert shape(subset_face(face, text), text) == shape(face.file.read_bytes(), text)


def test_a_subset_holds_its_letters_and_its_licence_and_little_else() -> None:
    face = load_faces()["Vazirmatn 400"]
    data = subset_face(face, "پښتو")
    assert len(data) < 12_000
    font = TTFont(BytesIO(data))
    assert set(map(ord, "پښتو\u200c\u200d")) <= set(font.getBestCmap())
    assert ord("ج") not in font.getBestCmap()
    assert font["name"].getDebugName(1) == face.family
    assert "Copyright" in font["name"].getDebugName(0)
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_a_subset_does_not_depend_on_the_order_of_letters() -> None:
    face = load_faces()["Source Serif 4 400"]
    assert subset_face(face, "abcab") == subset_face(face, {"c", "b", "a"})


@given(st.sampled_from(FACES), st.data())
def test_what_is_cut_out_of_an_alphabet_is_the_same_as_out_of_the_whole_face(face: Face, data: st.DataObject) -> None:
    alphabet = sorted({*ALPHABETS[face.script], *GENERATED[face.script], *KEPT})
    characters = data.draw(st.sets(st.sampled_from(alphabet)))
    face_subsets._made[face] = 0
    whole = subset_face(face, characters)
    face_subsets._made[face] = face_subsets._MANY
    assert subset_face(face, characters) == whole
    assert subset_face(face, {*characters, "漢"}) == whole, "a character beyond it is looked for in the whole face"


@pytest.fixture(params=["in its library", "by uharfbuzz"])
def cutter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """HarfBuzz called in the one way and the other."""
    if request.param == "by uharfbuzz":
        monkeypatch.setitem(face_cutter._FUNCTIONS, "hb_no_such_function", (False, ""))
    face_cutter._library.cache_clear()
    yield request.param
    face_cutter._library.cache_clear()


def test_a_face_is_cut_alike_in_both_ways(cutter: str) -> None:
    if sys.platform == "linux":
        assert (face_cutter._library() is None) == (cutter == "by uharfbuzz")
    for face in FACES:
        opened = face_cutter.open_file(face.file)
        some = [*sorted(coverage(face))[::7], 0x1F600]
        once = face_cutter.cut(opened, some, (1, 13), ("onum",))
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(some)
        wanted.name_id_set.update((1, 13))
        wanted.layout_feature_tag_set.update((int.from_bytes(b"onum", "big"),))
        wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        whole = uharfbuzz.Face(uharfbuzz.Blob(face.file.read_bytes()))
        assert once == uharfbuzz.subset(whole, wanted).blob.data
        twice = face_cutter.cut(face_cutter.open_data(once), some[:9], (), ())
        assert len(twice) < len(once) and set(TTFont(BytesIO(twice)).getBestCmap()) >= set(some[:9])


def test_a_file_that_is_not_there_is_an_error(cutter: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        face_cutter.open_file(tmp_path / "nothing.ttf")


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_web_font_unpacks_to_the_same_tables(face: Face) -> None:
    data = subset_face(face, "Ab سلام")
    packed = web_font(data)
    assert packed[:4] == b"wOF2"
    assert len(packed) % 4 == 0
    assert packed == web_font(data)
    before, after = TTFont(BytesIO(data)), TTFont(BytesIO(packed))
    assert set(after.reader.keys()) == set(before.reader.keys())
    for tag in set(before.reader.keys()) - {"head"}:
        assert after.reader[tag] == before.reader[tag]


def test_two_names_must_both_hold() -> None:
    theme = load_theme("news")
    markup = "<div lang='en'><h2>One <em>two</em></h2><p><em>three</em></p></div>"
    letters = {
        e.face.name: {chr(c) for c in TTFont(BytesIO(e.data)).getBestCmap()} for e in embed_faces(theme, tree(markup))
    }
    assert {"t", "w", "o"} <= letters["Source Serif 4 700 italic"]
    assert not {"h", "r", "e", "n"} & letters["Source Serif 4 700 italic"]


def test_characters_go_to_the_face_that_draws_them() -> None:
    theme = load_theme("news")
    faces = embed_faces(theme, tree("<p lang='en'>Zq <b>Yk</b> <span lang='ps'>پښتو (۵)</span></p>"))
    assert names(faces) == ["Source Serif 4 400", "Source Serif 4 700", "Source Sans 3 700", "Vazirmatn 400"]
    letters = {e.face.name: {chr(c) for c in TTFont(BytesIO(e.data)).getBestCmap()} for e in faces}
    assert {"Z", "q", "Y", "k"} <= letters["Source Serif 4 400"]
    assert {"Y", "k"} <= letters["Source Serif 4 700"]
    assert not {"Z", "q"} & letters["Source Serif 4 700"]
    assert set("پښتو۵") <= letters["Vazirmatn 400"]
    assert not set("ZqYk") & letters["Vazirmatn 400"]


@given(st.frozensets(st.characters(exclude_categories=("Cs",))), st.sampled_from(("Latn", "Arab")))
def test_characters_are_parted_by_their_script(characters: frozenset[str], own: str) -> None:
    parted = faces._by_script(characters, own)
    assert {c: script for script, found in parted.items() for c in found} == {
        c: faces._script_of(c) or own for c in characters
    }


@given(st.text(st.sampled_from("aZ .é\n۱سک\u200c﷽漢"), min_size=690, max_size=720))
def test_the_characters_of_a_text_are_all_of_them(text: str) -> None:
    assert faces._characters(text) == set(text)


def test_texts_that_use_most_of_an_alphabet_share_their_faces() -> None:
    theme = load_theme("news")
    one, other, few = (
        embed_faces(theme, tree(f"<p lang='en'>{text}</p>"))
        for text in ("The five boxing wizards jump", "The big dwarfs only jump", "the first")
    )
    assert one == other
    small = set("abcdefghijklmnopqrstuvwxyz")
    [letters] = ({chr(c) for c in TTFont(BytesIO(e.data)).getBestCmap()} for e in one)
    assert small <= letters
    assert "Z" not in letters, "there are few capitals"
    [letters] = ({chr(c) for c in TTFont(BytesIO(e.data)).getBestCmap()} for e in few)
    assert letters & small == set("thefirst")


def test_neutral_characters_follow_the_language() -> None:
    theme = load_theme("news")
    [face] = embed_faces(theme, tree("<p lang='fa'>!</p>"))
    assert face.face.name == "Vazirmatn 400"
    [face] = embed_faces(theme, tree("<p lang='de'>!</p>"))
    assert face.face.name == "Source Serif 4 400"


def test_what_the_own_face_lacks_comes_from_another() -> None:
    theme = load_theme("news")
    use = tuple(FaceUse(name, script) for name, script in (("Vazirmatn 400", "Arab"), ("Amiri 400", "Latn")))
    lacking = "\ufdfa"
    assert ord(lacking) not in coverage(load_faces()["Vazirmatn 400"])
    [face] = embed_faces(replace(theme, faces=use), tree(f"<p lang='fa'>{lacking}</p>"))
    assert face.face.name == "Amiri 400"


def test_nothing_to_draw_is_no_face() -> None:
    assert embed_faces(load_theme("news"), tree("<p> \u200f\n</p>")) == ()


def test_missing_letters_are_counted_where_they_stand() -> None:
    theme = load_theme("news")
    roots = tree("<p lang='en'>漢 a 漢 <code>→</code> \u2066 \u200f\u00ad</p>")
    assert missing_letters(theme, roots) == {"漢": 2}
    assert missing_letters(theme, tree("<p lang='fa'>سلام ABC پښتو</p>")) == {}


def test_deep_and_long_text_is_no_trouble() -> None:
    theme = load_theme("news")
    deep = etree.Element("p")
    inner = deep
    for _ in range(3000):
        inner = etree.SubElement(inner, "em")
    inner.text = "word " * 20_000
    assert "Source Serif 4 400 italic" in names(embed_faces(theme, [deep]))


def test_the_same_text_gives_the_same_faces() -> None:
    theme = load_theme("news")
    markup = "<p lang='en'>One, two <em>three</em> <b lang='fa'>چهار</b></p>"
    assert embed_faces(theme, tree(markup)) == embed_faces(theme, tree(markup))


def test_rules_name_the_family_and_the_file() -> None:
    faces = embed_faces(load_theme("news"), tree("<p lang='en'><em>a</em></p>"))
    css = font_face_rules(faces, lambda embedded: f"fonts/{embedded.file_name}")
    assert css.count("@font-face") == len(faces)
    assert 'font-family: "Source Serif 4"; font-weight: 400; font-style: italic' in css
    assert 'format("truetype")' in css
    assert 'format("woff2")' in font_face_rules(faces, lambda _: "data:font/woff2;base64,AA")


def test_a_theme_with_an_unknown_face_is_told() -> None:
    theme: Theme = replace(load_theme("news"), faces=(FaceUse("Nowhere 400", "Latn"),))
    with pytest.raises(AfgpubError) as caught:
        embed_faces(theme, tree("<p>a</p>"))
    assert caught.value.message.code == "plugin-broken"


def test_every_face_of_the_theme_is_bundled() -> None:
    assert {use.face for use in load_theme("news").faces} <= set(load_faces())


def test_nothing_heavy_is_imported_with_the_module() -> None:
    program = "import sys, afgpub.faces; print([m for m in ('uharfbuzz', 'fontTools', 'brotli') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def facts() -> dict[str, tuple[float, tuple[int, ...]]]:
    """What face_facts.py says, found out from the files."""
    found = {}
    for face in FACES:
        known = coverage(replace(face, sha256=""))
        starts = [code for code in sorted(known) if code - 1 not in known]
        ends = [code for code in sorted(known) if code + 1 not in known]
        found[face.sha256] = find_share(face), tuple(chain.from_iterable(zip(starts, ends, strict=True)))
    return found


def test_what_is_kept_of_the_faces_is_so(rewrite: bool) -> None:
    found = facts()
    if rewrite and found != face_facts.FACTS:
        file = Path(face_facts.__file__)
        head = file.read_text("ascii").partition("FACTS")[0]
        rows = "".join(f'    "{digest}": {fact!r},\n' for digest, fact in found.items())
        file.write_text(f"{head}FACTS: dict[str, tuple[float, tuple[int, ...]]] = {{\n{rows}}}\n", "ascii")
        pytest.fail("rewritten")
    assert found == face_facts.FACTS
    for face in FACES:
        digest = hashlib.sha256(face.file.read_bytes()).hexdigest()
        assert digest == face.sha256
        assert coverage(face) == coverage(replace(face, sha256="")) == frozenset(TTFont(face.file).getBestCmap())
        assert multi_glyph_share(face) == multi_glyph_share(replace(face, sha256=""))
