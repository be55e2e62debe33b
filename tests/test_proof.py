"""The proof finds what is wrong with a PDF, and nothing where all is well."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree

import afgpub
from afgpub.document import Document
from afgpub.proof import Proof, prove
from afgpub.proof.findings import tell
from afgpub.renderers.markup import ImageStore, render_markup
from afgpub.theme import load_theme
from conftest import PROJECT

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]

PERSIAN = """# حقوق بشر

تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند. کتاب‌خانه‌های بالاترین علاوه.

متن انگلیسی آن Universal Declaration of Human Rights نام دارد و ۷۳ درصد در ۱۹۴۸ (1948) آن را خواندند.
"""
ENGLISH = "# Human rights\n\nAll human beings are born free and equal in dignity.\n\nThey are endowed with reason.\n"


@cache
def made(text: str) -> tuple[bytes, Document]:
    document, _ = afgpub.prepare(text)
    return afgpub.render(document, to="pdf").output, document


def proved(pdf: bytes, source: str) -> Proof:
    return prove(pdf, article(source))


@cache
def article(source: str) -> etree._Element:
    document, _ = afgpub.prepare(source)
    return render_markup(document, load_theme("news"), ImageStore(None)).article


def codes(proof: Proof, source: str, level: float = 0.995) -> list[str]:
    return [finding.code for finding in tell(proof, made(source)[1], level)]


def spoilt(pdf: bytes, change: Callable[[bytes], bytes], kind: str) -> bytes:
    """The PDF with every stream of a kind (`map`: ToUnicode, `content`: pages) changed."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams = (
            [o.ToUnicode for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o]
            if kind == "map"
            else [page.Contents for page in opened.pages]
        )
        before = [stream.read_bytes() for stream in streams]
        after = [change(data) for data in before]
        assert before != after
        for stream, data in zip(streams, after, strict=True):
            stream.write(data)
        output = BytesIO()
        opened.save(output)
    return output.getvalue()


@pytest.mark.parametrize("text", [PERSIAN, ENGLISH])
def test_all_is_well(text: str) -> None:
    proof = proved(made(text)[0], text)
    assert proof.characters == proof.encoded > 60
    assert (proof.zwnj_kept, proof.ordered, proof.added, proof.extra) == (proof.zwnj, proof.lines, 0, 0)
    assert proof.meets(1.0)
    assert codes(proof, text, 1.0) == []


@pytest.mark.parametrize("example", ["seed", "dari", "elements"])
def test_examples(example: str) -> None:
    folder = PROJECT / "examples" / example
    document, _ = afgpub.prepare(folder / "article.md")
    proof = afgpub.render(document, to="pdf", folder=folder).proof
    assert proof is not None
    assert proof.meets(1.0), (proof.lost, proof.turned, proof.doubled)


def test_result_carries_the_proof() -> None:
    assert afgpub.convert(ENGLISH, to="html").proof is None
    assert afgpub.convert(ENGLISH, to="pdf", options={"proof": "off"}).proof is None
    proof = afgpub.convert(ENGLISH, to="pdf", strict=True).proof
    assert proof is not None
    assert proof.share == 1.0


@pytest.mark.parametrize("level", ["", "most", "101", "-1", "nan"])
def test_levels_that_are_none(level: str) -> None:
    with pytest.raises(afgpub.AfgpubError, match="option-invalid"):
        afgpub.convert(ENGLISH, to="pdf", options={"proof": level})


def test_wrong_letter_in_a_map() -> None:
    pdf = spoilt(made(PERSIAN)[0], lambda data: data.replace(b"<0634>", b"<0633>"), "map")
    proof = proved(pdf, PERSIAN)
    assert proof.encoded < proof.characters
    assert "بشر" in {lost.word for lost in proof.lost}
    found = tell(proof, made(PERSIAN)[1], 1.0)
    assert [m.code for m in found[:2]] == ["proof-below", "proof-word"]
    assert found[1].span is not None
    assert "proof-below" not in codes(proof, PERSIAN, 0.5)


def test_lost_joiners() -> None:
    pdf = spoilt(made(PERSIAN)[0], lambda data: data.replace(b"<200c", b"<"), "map")
    proof = proved(pdf, PERSIAN)
    assert (proof.zwnj, proof.zwnj_kept) == (3, 0)
    assert not proof.meets(0.5)
    assert "proof-joiner" in codes(proof, PERSIAN)
    assert {"می\u200cآیند", "کتاب\u200cخانه\u200cهای"} == {lost.word for lost in proof.lost}


def test_presentation_forms() -> None:
    pdf = spoilt(made(PERSIAN)[0], lambda data: data.replace(b"<0634>", b"<feb7>"), "map")
    proof = proved(pdf, PERSIAN)
    assert proof.presentation_forms >= 2
    assert "proof-forms" in codes(proof, PERSIAN)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        (ENGLISH, ENGLISH.replace("free and equal", "equal and free")),
        (PERSIAN, PERSIAN.replace("حیثیت و حقوق", "حقوق و حیثیت")),
        (PERSIAN, PERSIAN.replace("Universal Declaration", "Declaration Universal")),
        (PERSIAN, PERSIAN.replace("۱۹۴۸", "۱۴۹۸")),
    ],
)
def test_swapped_words_and_digits(written: str, other: str) -> None:
    proof = proved(made(written)[0], other)
    assert proof.encoded == proof.characters
    assert len(proof.turned) in (1, 2)
    assert not proof.meets(0.5)
    assert "proof-order" in codes(proof, written)


def test_missing_and_added_words() -> None:
    more = ENGLISH.replace("They are endowed with reason.", "They are all endowed with reason.")
    proof = proved(made(ENGLISH)[0], more)
    assert [lost.word for lost in proof.lost] == ["all"]
    less = proved(made(more)[0], ENGLISH)
    assert less.encoded == less.characters
    assert less.added == len("all")
    assert less.share < 1.0
    gone = proved(made(ENGLISH)[0], ENGLISH + "\nA paragraph that was never printed at all.\n")
    assert len(gone.lost) == 8


def test_line_drawn_twice() -> None:
    def twice(data: bytes) -> bytes:
        return re.sub(rb"(BT\n(?:(?!BT).)*?ET)", rb"\1\n\1", data, flags=re.S)

    proof = proved(spoilt(made(ENGLISH)[0], twice, "content"), ENGLISH)
    assert len(proof.doubled) == proof.lines == 4
    assert "proof-doubled" in codes(proof, ENGLISH)


def test_paragraph_printed_twice() -> None:
    again = ENGLISH + "\nThey are endowed with reason.\n"
    proof = proved(made(again)[0], ENGLISH)
    assert [line.page for line in proof.doubled] == [1]


def test_ligature_the_wrong_way_round() -> None:
    """Engines turn the letters of a right-to-left code round: a ligature as one code is read as `ال`."""
    pdf = spoilt(made(PERSIAN)[0], lambda data: data.replace(b"<0644>", b"<06440627>"), "map")
    assert not proved(pdf, PERSIAN).meets(0.995)


def test_pdf_without_tags() -> None:
    with pikepdf.open(BytesIO(made(PERSIAN)[0])) as opened:
        del opened.Root["/StructTreeRoot"]
        output = BytesIO()
        opened.save(output)
    proof = proved(output.getvalue(), PERSIAN)
    assert proof.encoded == proof.characters
    assert proof.meets(1.0)


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>"])
def test_no_pdf(data: bytes) -> None:
    with pytest.raises(afgpub.AfgpubError, match="proof-unreadable"):
        proved(data, ENGLISH)


def test_forms_that_draw_each_other() -> None:
    """Each of eight forms draws the next eight times: read to the end, that is eight to the eighth."""
    with pikepdf.open(BytesIO(made(ENGLISH)[0])) as opened:
        inner = opened.make_stream(b"")
        for _ in range(8):
            form = opened.make_stream(b"/X Do " * 8, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = opened.make_indirect(form)
        opened.pages[0].Resources.XObject = pikepdf.Dictionary(X=inner)
        opened.pages[0].contents_add(b"/X Do")
        output = BytesIO()
        opened.save(output)
    assert proved(output.getvalue(), ENGLISH).meets(1.0)


def test_command(run: Run) -> None:
    Path("a.md").write_text(PERSIAN, "utf-8")
    Path("b.md").write_text(PERSIAN.replace("برابرند", "نابرابرند"), "utf-8")
    Path("a.pdf").write_bytes(made(PERSIAN)[0])
    good = run("prove", "a.pdf", "a.md")
    assert (good.code, good.err) == (0, "")
    assert "100.00 %" in good.out
    bad = run("prove", "a.pdf", "b.md", "--level", "99.9")
    assert bad.code == 1
    assert "b.md:3: the PDF does not say نابرابرند" in bad.err
    report = json.loads(run("prove", "a.pdf", "b.md", "--json").out)
    assert report["lost"][0]["word"] == "نابرابرند."
    assert run("prove", "none.pdf", "a.md").code == 1
    assert "source-missing" in run("prove", "none.pdf", "a.md").err
