"""PDFs made by hand, letter by letter where they are to stand, as other programs make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (595, 842)


@dataclass
class Page:
    """A page in the making: `content` is its content stream; y is counted from below, in points."""

    content: list[str] = field(default_factory=list)
    letters: dict[str, int] = field(default_factory=dict)
    links: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> Page:
        """A line of Latin letters."""
        said = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.content.append(f"BT /{'B' if bold else 'R'} {size} Tf {x} {y} Td ({said}) Tj ET")
        return self

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes = b"") -> Page:
        """A grey picture of four pixels in a row, or a JPEG file."""
        self.content.append(f"q {width} 0 0 {height} {x} {y} cm /I{len(self.pictures)} Do Q")
        self.pictures.append(jpeg)
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 10, leading: float = 14) -> Page:
        """Lines below each other."""
        for number, text in enumerate(texts):
            self.write(x, y - number * leading, text, size)
        return self

    def place(self, x: float, y: float, visual: str, size: float = 10) -> Page:
        """A line of any letters in the order in which they are seen from left to right; each is half an em wide."""
        codes = "".join(f"{self.letters.setdefault(letter, len(self.letters) + 33):02x}" for letter in visual)
        self.content.append(f"BT /A {size} Tf {x} {y} Td <{codes}> Tj ET")
        return self


def make(*pages: Page, lang: str = "", direction: str = "", **options: object) -> bytes:
    """A PDF of these pages; `options` go to pikepdf's `save`."""
    pdf = pikepdf.new()
    for page in pages:
        made = pdf.add_blank_page(page_size=A4)
        fonts = Dictionary(R=_latin("/Helvetica"), B=_latin("/Helvetica-Bold"), A=_any(pdf, page.letters))
        images = Dictionary({f"/I{number}": _grey(pdf, jpeg) for number, jpeg in enumerate(page.pictures)})
        made.obj.Resources = Dictionary(Font=fonts, XObject=images)
        made.obj.Contents = pdf.make_stream("\n".join(page.content).encode("latin-1"))
        made.obj.Annots = Array(_link(area, target) for area, target in page.links)
    if lang:
        pdf.Root.Lang = lang
    if direction:
        pdf.Root.ViewerPreferences = Dictionary(Direction=Name(f"/{direction}"))
    with BytesIO() as file:
        pdf.save(file, **options)  # type: ignore[arg-type]
        return file.getvalue()


def _latin(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(name), Encoding=Name.WinAnsiEncoding)


def _any(pdf: pikepdf.Pdf, letters: dict[str, int]) -> Dictionary:
    """A font whose letters are squares half an em wide, and say what `letters` say."""
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in letters.items())
    cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
{len(letters)} beginbfchar
{pairs}
endbfchar
endcmap end end"""
    names = {letter: Name(f"/g{code}") for letter, code in letters.items()}
    square = b"500 0 0 0 500 700 d1 0 0 500 700 re f"
    empty = b"500 0 0 0 0 0 d1"
    glyphs = {str(name): pdf.make_stream(empty if letter == " " else square) for letter, name in names.items()}
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 500, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(glyphs),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([33, *names.values()])),
        FirstChar=33,
        LastChar=33 + max(len(letters) - 1, 0),
        Widths=Array([500] * max(len(letters), 1)),
        ToUnicode=pdf.make_stream(cmap.encode()),
        Resources=Dictionary(),
    )


def _link(area: tuple[float, float, float, float], target: str) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array(area),
        A=Dictionary(Type=Name.Action, S=Name.URI, URI=target),
    )


def _grey(pdf: pikepdf.Pdf, jpeg: bytes) -> pikepdf.Object:
    image = pdf.make_stream(jpeg or bytes(range(16)))
    if jpeg:
        image.Filter = Name.DCTDecode
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = 4, 4, 8
    image.ColorSpace = Name.DeviceGray
    return image
