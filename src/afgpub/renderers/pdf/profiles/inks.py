"""Everything that a PDF paints, put into the inks of a press: pages, forms, patterns, masks, gradients, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from afgpub.exceptions import RenderError
from afgpub.renderers.pdf.profiles.colour import Press
from afgpub.renderers.pdf.profiles.content import Box, Paint, Rewriting, rewrite
from afgpub.renderers.pdf.profiles.objects import is_dictionary
from afgpub.renderers.pdf.profiles.pictures import convert_picture
from afgpub.renderers.pdf.profiles.shading import convert_shading
from afgpub.renderers.pdf.profiles.spaces import Kind, kind_of

_LUMINANCE = (0.2126, 0.7152, 0.0722)  # of sRGB, IEC 61966-2-1


def in_inks(press: Press) -> Paint:
    """Colours as operands of `k`."""

    def paint(kind: Kind, values: tuple[float, ...]) -> tuple[float, ...] | None:
        match kind, len(values):
            case "rgb", 3:
                return press.rgb(*values)
            case "blend", 3:
                return press.rgb(*values, blend=True)
            case "lab", 3:
                return press.lab(*values)
            case "grey", n if n:
                return press.grey(values[0])
            case "cmyk", 4:
                return values
            case _:
                return None

    return paint


def in_grey(kind: Kind, values: tuple[float, ...]) -> tuple[float, ...] | None:
    """Colours inside a luminosity mask as operands of `g`: how light they are, and nothing of an ink."""
    match kind:
        case "rgb" | "blend":
            return (sum(share * value for share, value in zip(_LUMINANCE, values, strict=True)),)
        case "lab":
            return (values[0] / 100,)
        case "grey":
            return values[:1]
        case _:
            return None


class Conversion:
    """One pass over a PDF; each object is changed once, however many pages use it.

    With `flatten` there is no transparency afterwards (ISO 15930-4, 6.20): what is half transparent is mixed with
    white paper and counted in `mixed`; what cannot be done so raises RenderError (press-transparency).
    """

    def __init__(self, pdf: Any, press: Press, *, flatten: bool) -> None:
        self._pdf, self._press, self._flatten = pdf, press, flatten
        self._seen: set[tuple[tuple[int, int], bool]] = set()
        self.mixed = 0

    def page(self, page: Any, trim: Box, bleed: Box) -> None:
        """Rewrite one page, and say what space it blends in if it blends at all (ISO 32000-1, 11.6.6)."""
        from pikepdf import Dictionary, Name

        resources = page.obj.get("/Resources", Dictionary())
        how = Rewriting(in_inks(self._press), self._flatten, trim, bleed)
        content = rewrite(page, resources, how)
        page.obj.Contents = self._pdf.make_stream(content)
        blends = any(_blends(item) for item in _everything(resources))
        self._resources(resources, mask=False)
        if blends and not self._flatten:
            page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)

    def _resources(self, resources: Any, *, mask: bool) -> None:
        if not self._first(resources, mask):
            return
        for picture_or_form in resources.get("/XObject", {}).values():
            if picture_or_form.get("/Subtype") == "/Image":
                self._picture(picture_or_form, mask)
            else:
                self._form(picture_or_form, resources, mask)
        for pattern in resources.get("/Pattern", {}).values():
            if "/Shading" in pattern:
                self._shading(pattern.Shading, mask)
            else:
                self._form(pattern, resources, mask)
        for shading in resources.get("/Shading", {}).values():
            self._shading(shading, mask)
        for settings in resources.get("/ExtGState", {}).values():
            self._settings(settings, resources, mask)
        for font in resources.get("/Font", {}).values():
            for glyph in font.get("/CharProcs", {}).values():
                self._form(glyph, font.get("/Resources", resources), mask)

    def _form(self, form: Any, outer: Any, mask: bool) -> None:
        from pikepdf import Name

        if not self._first(form, mask):
            return
        resources = form.get("/Resources", outer)
        paint = in_grey if mask else in_inks(self._press)
        form.write(rewrite(form, resources, Rewriting(paint, self._flatten)))
        if "/Group" in form:
            if self._flatten:
                del form["/Group"]
            elif kind_of(form.Group.get("/CS")) != "unknown":
                form.Group.CS = Name.DeviceGray if mask else Name.DeviceCMYK
        self._resources(resources, mask=mask)

    def _picture(self, picture: Any, mask: bool) -> None:
        if self._first(picture, mask):
            self.mixed += convert_picture(picture, self._press, flatten=self._flatten, mask=mask)

    def _shading(self, shading: Any, mask: bool) -> None:
        if self._first(shading, mask):
            convert_shading(self._pdf, shading, in_grey if mask else in_inks(self._press))

    def _settings(self, settings: Any, outer: Any, mask: bool) -> None:
        soft = settings.get("/SMask")
        group = soft.get("/G") if is_dictionary(soft) else None
        blend = str(settings.get("/BM", "/Normal"))
        if self._flatten:
            if group is not None or blend not in ("/Normal", "/Compatible"):
                what = f"the blend mode {blend[1:]}" if group is None else "a mask with soft edges"
                raise RenderError.coded("press-transparency", what=what)
            for key in ("/ca", "/CA"):
                if float(settings.get(key, 1)) < 1:
                    self.mixed += 1
                    settings[key] = 1
        elif group is not None:
            self._form(group, outer, mask or soft.get("/S") == "/Luminosity")

    def _first(self, item: Any, mask: bool) -> bool:
        """Is this the first meeting with an object? One that is written in place has no number and is met once."""
        key = (tuple(item.objgen), mask)
        if key in self._seen:
            return False
        if item.objgen != (0, 0):
            self._seen.add(key)
        return True


def _everything(resources: Any) -> Iterator[Any]:
    for family in ("/ExtGState", "/XObject", "/Pattern"):
        yield from resources.get(family, {}).values()


def _blends(item: Any) -> bool:
    """Is it a form or picture that shows what is below, or a setting that makes all after it do so?"""
    if any(key in item for key in ("/SMask", "/Group")) and item.get("/SMask") != "/None":
        return True
    if str(item.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
        return True
    return any(float(item.get(key, 1)) < 1 for key in ("/ca", "/CA")) or "/PatternType" in item
