"""What is known while one document is written for pandoc: its format, pictures, notes, and what gets lost."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO

from afgpub.document import Attrs, Image
from afgpub.frozen import dataclass, field
from afgpub.messages import Message, message
from afgpub.metadata import Direction
from afgpub.readers.pandoc.markers import Mark, Markers
from afgpub.renderers.markup import ImageStore
from afgpub.renderers.markup.images import ImageFile, ImageMissingError, ImageRefusedError, shown_name
from afgpub.renderers.pandoc.nodes import Nodes, attr, division, node
from afgpub.renderers.pandoc.svg import svg_as_pdf, svg_as_png

# Formats whose direction and language stand in the XML of an archive; pandoc says there too little of both.
MARKED = ("docx", "odt")
_KNOWN_IMAGES = {
    "docx": ("png", "jpg", "gif", "svg"),
    "odt": ("png", "jpg", "gif", "svg"),
    "latex": ("png", "jpg"),
    "typst": ("png", "jpg", "gif", "svg", "webp"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """The language and direction that hold at a place of the text; `table` is the direction of the table around it."""

    lang: str | None = None
    dir: Direction | None = None
    table: Direction | None = None

    def inside(self, attrs: Attrs) -> Setting:
        """What holds inside a node."""
        return Setting(attrs.lang or self.lang, attrs.dir or self.dir, self.table)


@dataclass(slots=True)
class Writing:
    """One document under way to `format`; `markers` is set for formats whose XML is repaired afterwards."""

    format: str
    images: ImageStore
    markers: Markers | None = None
    notes: dict[str, int] = field(default_factory=dict)
    count: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    messages: list[Message] = field(default_factory=list)
    assets: dict[str, bytes] = field(default_factory=dict)
    rasters: dict[bytes, bytes] = field(default_factory=dict)  # PNG by the bytes of the SVG that it is made of

    def lose(self, what: str) -> None:
        """Count a form that the format does not have."""
        self.lost[what] += 1

    def all_messages(self) -> tuple[Message, ...]:
        """Those of single nodes, and one for each kind of form that is lost."""
        kinds = (message("form-not-carried", format=self.format, what=w, count=n) for w, n in sorted(self.lost.items()))
        return (*self.messages, *kinds)

    def mark(self, setting: Setting, *, begins: bool) -> Nodes:
        """The marker of a paragraph that begins, or of a change inside one."""
        if self.markers is None:
            return []
        table = Attrs(dir=setting.table)
        mark = Mark(Attrs(lang=setting.lang, dir=setting.dir), paragraph=0 if begins else None, table=table)
        return [node("Str", self.markers.add(mark))]

    def pairs(self, attrs: Attrs) -> list[tuple[str, str]]:
        """The language and direction of a node as attributes that pandoc's writer of the format understands."""
        if self.format in MARKED:
            return []
        if self.format == "typst":
            return typst_pairs(attrs)
        return [(name, value) for name, value in (("lang", attrs.lang), ("dir", attrs.dir)) if value]

    def divided(self, blocks: Nodes, attrs: Attrs, id: str | None = None, *, is_wide: bool = True) -> Nodes:
        """The blocks in a division with the language and direction of `attrs`; as they are where that says nothing.

        A division of Typst's is as narrow as its words if it is not made wide, and what runs to the left is then not
        on the right.
        """
        pairs = self.pairs(attrs)
        if not (id or pairs):
            return blocks
        if self.format == "typst" and pairs:
            # Among the attributes, they would stand before the first block on its line, and break a list or a heading.
            blocks = [node("RawBlock", ["typst", f"#set text({typst_arguments(attrs)})"]), *blocks]
            pairs = [("typst:width", "100%")] if is_wide else []
        return [division(blocks, attr(id, (), pairs))]

    def picture(self, image: Image) -> str | None:
        """The address of a picture, which goes inside the output or beside it; None where there is none to use."""
        try:
            file = self.images.add(image.target)
        except ImageMissingError:
            self.messages.append(message("image-missing", image.span, target=shown_name(image.target)))
            return None
        except ImageRefusedError as refusal:
            name = shown_name(image.target)
            self.messages.append(message("image-refused", image.span, target=name, reason=refusal))
            return None
        try:
            media_type, suffix, data = _converted(file, _KNOWN_IMAGES[self.format])
        except (OSError, ValueError, SyntaxError) as error:
            name = shown_name(image.target)
            self.messages.append(message("image-broken", image.span, target=name, reason=error))
            return None
        if self.format == "docx" and suffix == "svg":
            self._add_raster(data, image)
        if self.format in MARKED:
            return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
        name = f"assets/{file.name.rpartition('.')[0]}-{sha256(data).hexdigest()[:8]}.{suffix}"
        self.assets[name] = data
        return name

    def _add_raster(self, svg: bytes, image: Image) -> None:
        if svg in self.rasters:
            return
        try:
            self.rasters[svg] = svg_as_png(svg)
        except ValueError as error:
            self.messages.append(message("image-svg-only", image.span, target=shown_name(image.target), reason=error))


def typst_arguments(attrs: Attrs) -> str:
    """What `typst_pairs` says, as arguments of a call."""
    return ", ".join(f"{name.rpartition(':')[2]}: {value}" for name, value in typst_pairs(attrs))


def typst_pairs(attrs: Attrs) -> list[tuple[str, str]]:
    """Typst's `text` takes a language of two or three letters, a region, and a direction."""
    found: list[tuple[str, str]] = []
    if attrs.lang:
        language, *rest = attrs.lang.split("-")
        if language != "und" and len(language) < 4:
            found.append(("typst:text:lang", f'"{language.lower()}"'))
            found += [("typst:text:region", f'"{part.upper()}"') for part in rest if len(part) == 2][:1]
    if attrs.dir:
        found.append(("typst:text:dir", attrs.dir))
    return found


def _converted(file: ImageFile, known: Sequence[str]) -> tuple[str, str, bytes]:
    """The picture's type, ending and bytes; as PNG, or PDF if it is SVG, where the format does not know its kind."""
    suffix = file.name.rpartition(".")[2]
    if suffix in known:
        return file.media_type, suffix, file.data
    if suffix == "svg":
        return "application/pdf", "pdf", svg_as_pdf(file.data)
    from PIL import Image as Picture

    with Picture.open(BytesIO(file.data)) as picture, BytesIO() as made:
        picture.convert("RGBA").save(made, "PNG")
        return "image/png", "png", made.getvalue()
