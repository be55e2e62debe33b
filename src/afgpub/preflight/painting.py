"""What the pages of a PDF paint: colours, images with their resolution, transparency, overprint, fonts."""

from __future__ import annotations

from math import hypot
from typing import Any, cast

from afgpub.frozen import dataclass, field, replace
from afgpub.preflight.boxes import inherited
from afgpub.preflight.ink import Coverage, coverage_of_colour, coverage_of_image
from afgpub.preflight.limits import MAX_CONTENT, MAX_DEPTH, Budget, TooMuchError, check_size
from afgpub.preflight.space_names import describe_space
from afgpub.preflight.state import State, changed, transparency_of
from afgpub.renderers.pdf.profiles.content import IDENTITY, multiply
from afgpub.renderers.pdf.profiles.spaces import kind_of

_FILL = frozenset(["f", "F", "f*", "B", "B*", "b", "b*"])
_STROKE = frozenset(["S", "s", "B", "B*", "b", "b*"])
_SHOW = frozenset(["Tj", "TJ", "'", '"'])
_INVISIBLE = 3  # text rendering mode, ISO 32000-1, 9.3.6


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image on a page: its name among the resources, its pixels, and how many of them come to an inch there."""

    name: str
    object: str
    width: int
    height: int
    resolution: int


@dataclass(slots=True)
class Painted:
    """What one page paints; each colour space, font and oddity with the first object that has it."""

    spaces: dict[str, str] = field(default_factory=dict)
    images: list[PlacedImage] = field(default_factory=list)
    transparency: dict[str, str] = field(default_factory=dict)
    white_overprint: str = ""
    rich_black: str = ""
    fonts: dict[str, Any] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)


def number_of(item: Any) -> str:
    """`object 12` for an indirect object, empty for one that is written in place."""
    return f"object {item.objgen[0]}" if getattr(item, "objgen", (0, 0)) != (0, 0) else ""


class Painter:
    """Follows the content of pages as a viewer does, within `budget`."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._images: dict[tuple[int, int], float] = {}

    def page(self, page: Any) -> Painted:
        """What that page paints. Raises TooMuchError."""
        from pikepdf import Array, Dictionary, Stream

        painted, size = Painted(), 0
        contents = page.obj.get("/Contents")
        for part in contents if isinstance(contents, Array) else [contents]:
            if isinstance(part, Stream):
                size += check_size(part, MAX_CONTENT - size)
        if contents is not None:
            resources = inherited(page, "/Resources")
            self._follow(page, Dictionary() if resources is None else resources, State(), painted, 0)
        return painted

    def _follow(self, stream: Any, resources: Any, state: State, painted: Painted, depth: int) -> None:
        import pikepdf

        if depth > MAX_DEPTH:
            raise TooMuchError(f"forms over {MAX_DEPTH} deep in each other")
        if depth:
            check_size(stream, MAX_CONTENT)
        instructions = pikepdf.parse_content_stream(stream)
        self._budget.spend(len(instructions))
        stack: list[State] = []
        for instruction in cast("list[Any]", instructions):
            name = str(instruction.operator)
            operands: Any = () if name == "INLINE IMAGE" else instruction.operands
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name == "INLINE IMAGE":
                self._image(instruction.iimage.obj, "inline", resources, state, painted)
            elif name == "Do":
                self._draw(str(operands[0]), resources, state, painted, depth)
            elif name == "sh":
                shading = resources.get("/Shading", {}).get(str(operands[0]))
                self._shading(shading, resources, painted)
            elif name == "Tf":
                self._font(
                    resources.get("/Font", {}).get(str(operands[0])), str(operands[0]), resources, painted, depth
                )
            elif name == "gs":
                state = self._settings(resources.get("/ExtGState", {}).get(str(operands[0])), state, painted)
            elif name in _FILL or name in _STROKE:
                for side in (0, 1):
                    if name in (_FILL, _STROKE)[side]:
                        self._paint(state, side, resources, painted, depth)
            elif name in _SHOW:
                if state.mode != _INVISIBLE:
                    self._paint(state, 0, resources, painted, depth, text=True)
            else:
                state = changed(state, name, operands)

    def _paint(
        self, state: State, side: int, resources: Any, painted: Painted, depth: int, *, text: bool = False
    ) -> None:
        space, values = state.spaces[side], state.values[side]
        if isinstance(space, tuple):
            pattern = resources.get("/Pattern", {}).get(space[1])
            if pattern is None:
                return
            if "/Shading" in pattern:
                self._shading(pattern.Shading, resources, painted)
            elif pattern.objgen not in self._images:
                self._images[pattern.objgen] = 0.0
                self._follow(pattern, pattern.get("/Resources", resources), State(), painted, depth + 1)
            return
        label = describe_space(space, resources)
        painted.spaces.setdefault(label, "text" if text else "line art")
        coverage = coverage_of_colour(space, values, resources)
        painted.coverage.raise_to(coverage, "text" if text else "line art")
        if kind_of(space, resources) == "cmyk" and len(values) == 4:
            if text and values[3] >= 0.95 and any(values[:3]):
                painted.rich_black = painted.rich_black or "text in black and other inks"
            if state.overprint[side] and not any(values):
                painted.white_overprint = painted.white_overprint or "white that overprints vanishes"

    def _font(self, font: Any, name: str, resources: Any, painted: Painted, depth: int) -> None:
        """Remember a font; one that draws its letters itself (Type 3) paints them here, once a page."""
        if font is None or (number_of(font) or name) in painted.fonts:
            return
        painted.fonts[number_of(font) or name] = font
        for glyph in dict(font.get("/CharProcs", {})).values():
            self._follow(glyph, font.get("/Resources", resources), State(), painted, depth + 1)

    def _draw(self, name: str, resources: Any, state: State, painted: Painted, depth: int) -> None:
        item = resources.get("/XObject", {}).get(name)
        if item is None:
            return
        if item.get("/Subtype") == "/Image":
            self._image(item, name[1:], resources, state, painted)
            return
        if item.get("/Subtype") != "/Form":
            return
        group = item.get("/Group")
        if group is not None and group.get("/S") == "/Transparency":
            painted.transparency.setdefault("a transparency group", number_of(item))
        matrix = tuple(float(number) for number in item.get("/Matrix", IDENTITY))
        inner = replace(state, matrix=multiply(matrix, state.matrix)) if len(matrix) == 6 else state
        self._follow(item, item.get("/Resources", resources), inner, painted, depth + 1)

    def _image(self, image: Any, name: str, resources: Any, state: State, painted: Painted) -> None:
        width, height = (
            int(image.get(long, image.get(short, 0))) for long, short in (("/Width", "/W"), ("/Height", "/H"))
        )
        a, b, c, d, _, _ = state.matrix
        across, down = hypot(a, b) / 72, hypot(c, d) / 72
        if image.get("/SMask") is not None:
            painted.transparency.setdefault("an image with soft edges", number_of(image))
        if image.get("/ImageMask", image.get("/IM", False)):
            self._paint(state, 0, resources, painted, MAX_DEPTH)
            return
        if width and height and across and down:
            resolution = round(min(width / across, height / down))
            painted.images.append(PlacedImage(name, number_of(image), width, height, resolution))
        space = image.get("/ColorSpace", image.get("/CS"))
        label = "JPEG 2000's own" if space is None else describe_space(space, resources)
        painted.spaces.setdefault(label, f"image {name}, {number_of(image)}".rstrip(", "))
        if space is not None and kind_of(space, resources) in ("cmyk", "indexed", "spot"):
            key = image.objgen
            if key == (0, 0) or key not in self._images:
                self._images[key] = coverage_of_image(image, space, resources)
            painted.coverage.raise_to(self._images[key], f"image {name}")

    def _shading(self, shading: Any, resources: Any, painted: Painted) -> None:
        if shading is not None:
            label = describe_space(shading.get("/ColorSpace"), resources)
            painted.spaces.setdefault(label, f"gradient, {number_of(shading)}".rstrip(", "))

    def _settings(self, settings: Any, state: State, painted: Painted) -> State:
        if settings is None:
            return state
        for what in transparency_of(settings):
            painted.transparency.setdefault(what, number_of(settings))
        stroke = bool(settings.get("/OP", state.overprint[1]))
        fill = bool(settings.get("/op", settings.get("/OP", state.overprint[0])))
        return replace(state, overprint=(fill, stroke))
