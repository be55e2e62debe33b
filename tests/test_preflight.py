"""Preflight: each planted fault is found with its page and object, and no file stops it."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from afgpub.preflight import Check, preflight
from afgpub.preflight.rules import RULES
from press_samples import example, opened, saved

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]


def tampered(change: Callable[[pikepdf.Pdf], object], **options: object) -> list[Check]:
    """The failed checks of a good press file after a change."""
    with opened(example("seed", profile="press")) as pdf:
        change(pdf)
        return [check for check in preflight(saved(pdf, **options), profile="press").checks if check.status == "failed"]


def image(pdf: pikepdf.Pdf, space: Name, samples: bytes, side: int) -> pikepdf.Stream:
    made = pdf.make_stream(samples)
    made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, space
    made.Width = made.Height = side
    made.BitsPerComponent = 8
    return made


def place(pdf: pikepdf.Pdf, item: pikepdf.Object, points: int) -> None:
    """Draw an XObject on the second page, so wide."""
    page = pdf.pages[1]
    if "/XObject" not in page.Resources:
        page.Resources.XObject = Dictionary()
    page.Resources.XObject.Planted = item
    page.contents_add(f"q {points} 0 0 {points} 20 20 cm /Planted Do Q".encode())


def paint(pdf: pikepdf.Pdf, content: bytes, **resources: Dictionary) -> None:
    for name, value in resources.items():
        pdf.pages[1].Resources[f"/{name}"] = value
    pdf.pages[1].contents_add(content)


def link(pdf: pikepdf.Pdf, rect: list[int], subtype: Name = Name.Link) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=subtype, Rect=Array(rect)))
    pdf.pages[1].Annots = Array([note])


def put_intent(pdf: pikepdf.Pdf, icc: bytes, components: int) -> None:
    profile = pdf.make_stream(icc)
    profile.N = components
    pdf.Root.OutputIntents[0].DestOutputProfile = profile


def no_font(pdf: pikepdf.Pdf) -> None:
    item = next(o for o in pdf.objects if isinstance(o, Dictionary) and "/FontFile2" in o)
    del item["/FontFile2"]


def no_unicode(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/ToUnicode" in item:
            del item["/ToUnicode"]


SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
Fault = tuple[Callable[[pikepdf.Pdf], object], str, str, int | None]
FAULTS: dict[str, Fault] = {
    "an RGB image": (
        lambda p: place(p, image(p, Name.DeviceRGB, bytes(300 * 300 * 3), 300), 72),
        "colour-rgb",
        "RGB",
        2,
    ),
    "an RGB line": (lambda p: paint(p, b"1 0 0 RG 0 0 m 9 9 l S"), "colour-rgb", "RGB", 2),
    "an RGB image in the text": (
        lambda p: paint(p, b"q 1 0 0 1 9 9 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"),
        "colour-rgb",
        "RGB",
        2,
    ),
    "an RGB gradient": (
        lambda p: paint(
            p, b"/S sh", Shading=Dictionary(S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1]))
        ),
        "colour-rgb",
        "RGB",
        2,
    ),
    "a coarse image": (
        lambda p: place(p, image(p, Name.DeviceGray, bytes(72 * 72), 72), 72),
        "image-resolution",
        "at 72 dpi",
        2,
    ),
    "too much ink": (lambda p: paint(p, b"1 1 1 .5 k 0 0 9 9 re f"), "ink-coverage", "350 % of ink", 2),
    "an image of too much ink": (
        lambda p: place(p, image(p, Name.DeviceCMYK, b"\xff\xff\xff\x80" * 90000, 300), 72),
        "ink-coverage",
        "350 %",
        2,
    ),
    "no TrimBox": (lambda p: p.pages[1].obj.__delitem__("/TrimBox"), "page-boxes", "no TrimBox", 2),
    "no BleedBox": (lambda p: p.pages[0].obj.__delitem__("/BleedBox"), "page-boxes", "no BleedBox", 1),
    "a TrimBox outside": (
        lambda p: setattr(p.pages[0].obj, "TrimBox", Array([-99, 0, 500, 700])),
        "page-boxes",
        "TrimBox reaches",
        1,
    ),
    "a box of words": (
        lambda p: setattr(p.pages[0].obj, "TrimBox", Array([Name.A] * 4)),
        "page-boxes",
        "no TrimBox",
        1,
    ),
    "little bleed": (lambda p: setattr(p.pages[0].obj, "BleedBox", p.pages[0].TrimBox), "bleed", "0.0 mm", 1),
    "another size": (
        lambda p: setattr(p.pages[1].obj, "TrimBox", Array([0, 0, 300, 500])),
        "page-size",
        "106×176 mm",
        2,
    ),
    "a font left out": (no_font, "fonts-embedded", "is not embedded", 1),
    "a link": (lambda p: link(p, [9, 9, 99, 99]), "annotations", "Link", 2),
    "no output intent": (lambda p: p.Root.__delitem__("/OutputIntents"), "output-intent", "found: none", None),
    "an intent for archives": (
        lambda p: setattr(p.Root.OutputIntents[0], "S", Name.GTS_PDFA1),
        "output-intent",
        "found: GTS_PDFA1",
        None,
    ),
    "an intent of a screen": (lambda p: put_intent(p, SCREEN, 3), "output-intent", "not one of a printer", None),
    "an intent of noise": (lambda p: put_intent(p, b"noise", 4), "output-intent", "no ICC profile", None),
    "an intent that lies": (lambda p: put_intent(p, SCREEN, 4), "output-intent", "has 3 inks", None),
    "an intent without a name": (
        lambda p: p.Root.OutputIntents[0].__delitem__("/OutputConditionIdentifier"),
        "output-intent",
        "no identifier",
        None,
    ),
    "a script": (
        lambda p: setattr(p.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        "scripts",
        "JavaScript",
        None,
    ),
    "scripts by name": (
        lambda p: setattr(p.Root, "Names", Dictionary(JavaScript=Dictionary())),
        "scripts",
        "JavaScript",
        None,
    ),
    "white that overprints": (
        lambda p: paint(p, b"/G gs 0 0 0 0 k 0 0 9 9 re f", ExtGState=Dictionary(G=Dictionary(op=True))),
        "overprint",
        "vanishes",
        2,
    ),
    "black text in four inks": (
        lambda p: paint(p, b"BT .6 .4 .4 1 k (a) Tj ET"),
        "black-text",
        "text in black and other inks",
        2,
    ),
    "no dates": (lambda p: p.Root.__delitem__("/Metadata"), "metadata", "XMP has no", None),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault(name: str) -> None:
    change, check, text, page = FAULTS[name]
    found = [c for c in tampered(change) if c.name == check]
    assert len(found) == 1
    assert text in found[0].text
    assert found[0].page == page


def test_without_a_fault_nothing_is_found() -> None:
    assert tampered(lambda pdf: None) == []
    assert tampered(lambda pdf: link(pdf, [9, 9, 99, 99], Name.PrinterMark)) == []
    assert tampered(lambda pdf: link(pdf, [-500, 0, -400, 9])) == []


def test_every_check_is_reported_in_order() -> None:
    report = preflight(example("seed", profile="press").output)
    assert list(dict.fromkeys(check.name for check in report.checks)) == list(RULES)
    assert report.claims == ("PDF/X-4",)
    assert [page.number for page in report.pages] == [1, 2]
    assert str(report.pages[0]).startswith("page 1: 210×297 mm; DeviceCMYK; ink ")


def test_what_is_no_fault_for_a_screen_is_a_note() -> None:
    checks = {check.name: check for check in preflight(example("seed").output).checks}
    assert checks["annotations"].status == checks["colour-rgb"].status == "note"
    assert checks["tags"].status == "passed"
    with opened(example("seed")) as pdf:
        no_unicode(pdf)
        assert any(c.name == "fonts-unicode" and c.status == "failed" for c in preflight(saved(pdf)).checks)


def test_resources_that_stand_above_the_pages_are_found() -> None:
    def raise_them(pdf: pikepdf.Pdf) -> None:
        paint(pdf, b"1 0 0 rg 0 0 9 9 re f")
        no_font(pdf)
        pdf.Root.Pages.Resources = pdf.pages[0].Resources
        for page in pdf.pages:
            del page.Resources

    assert {check.name for check in tampered(raise_them)} == {"colour-rgb", "fonts-embedded"}


def test_transparency_is_a_fault_for_old_presses_only() -> None:
    with opened(example("seed", profile="press-1a")) as pdf:
        paint(pdf, b"/G gs 0 0 9 9 re f", ExtGState=Dictionary(G=Dictionary(ca=0.5, BM=Name.Multiply)))
        data = saved(pdf)
    old = {c.text for c in preflight(data).checks if c.status == "failed"}
    assert old == {"an opacity of 0.5", "the blend mode Multiply"}
    assert [c.status for c in preflight(data, profile="press").checks if c.name == "transparency"] == ["note", "note"]


@pytest.mark.parametrize("owner", ["", "owner"])
def test_encrypted(owner: str) -> None:
    with opened(example("seed", profile="press")) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(user="" if owner else "secret", owner=owner or "secret"))
    failed = [check for check in preflight(locked, profile="press").checks if check.name == "encryption"]
    assert [check.status for check in failed] == ["failed"]


# Foreign and hostile files


@pytest.mark.parametrize(
    "data", [b"", b"garbage", b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n"]
)
def test_garbage(data: bytes) -> None:
    report = preflight(data)
    assert not report.passed
    assert report.checks[0].name == "readable"


def test_damaged_files_are_judged_or_refused() -> None:
    good = example("elements", profile="press-1a").output
    chance = random.Random(5)  # noqa: S311 - a seed for a test
    for _ in range(40):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 200)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert preflight(bytes(data[: chance.randrange(len(data))])).checks
        assert preflight(bytes(data)).checks


def form(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    made = pdf.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    return made


def test_a_form_that_draws_itself_ends() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_indirect(form(pdf, b"/Planted Do /Planted Do"))
        made.Resources = Dictionary(XObject=Dictionary(Planted=made))
        place(pdf, made, 9)

    assert [(c.name, "deep" in c.text) for c in tampered(plant)] == [("limits", True)]


def test_bombs_are_not_unpacked() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        bomb = form(pdf, b"")
        bomb.write(zlib.compress(b"q Q " * 10_000_000, 9), filter=Name.FlateDecode)
        place(pdf, bomb, 9)

    assert [(c.name, "a stream of over" in c.text) for c in tampered(plant)] == [("limits", True)]

    def plant_picture(pdf: pikepdf.Pdf) -> None:
        place(pdf, image(pdf, Name.DeviceCMYK, b"", 60_000), 9)

    assert ("limits", "an image of 60000×60000 pixels") in [(c.name, c.text) for c in tampered(plant_picture)]


@pytest.mark.parametrize(
    "content",
    [
        b"Q Q Q /No Do /No gs /No sh BT /No 9 Tf ET",
        b"/No cs 1 2 3 scn f",
        b"/Pattern cs /No scn 0 0 9 9 re f",
        b"1 0 0 cm 9 Tr",
    ],
)
def test_content_that_names_what_is_not_there(content: bytes) -> None:
    assert tampered(lambda pdf: paint(pdf, content)) == []


def test_objects_of_a_wrong_kind() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Annots = Array([3, Name.What])
        pdf.Root.OutputIntents = Name.What
        pdf.Root.Names = 7
        pdf.pages[1].Resources.Font = Array([])

    assert {"annotations", "output-intent"} <= {check.name for check in tampered(plant)}


# The command


def test_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(example("seed", profile="press").output)
    ended = run("preflight", "a.pdf")
    assert ended.code == 0
    assert ended.out.startswith("Profile press; the file claims PDF/X-4.\npassed  readable")
    assert "page 2: 210×297 mm" in ended.out
    with opened(example("seed", profile="press")) as pdf:
        link(pdf, [9, 9, 99, 99])
        (tmp_path / "b.pdf").write_bytes(saved(pdf))
    ended = run("preflight", "b.pdf", "--profile", "press", "--json")
    assert ended.code == 1
    report = json.loads(ended.out)
    assert report["passed"] is False
    assert [c["page"] for c in report["checks"] if c["status"] == "failed"] == [2]
    assert run("preflight", "b.pdf", "--profile", "archive").code == 1
    assert run("preflight", "a.pdf", "--ink-limit", "150").code == 1


def test_command_does_not_unpack_objects_without_end(run: Run, tmp_path: Path) -> None:
    pack = zlib.compressobj(9)
    objects = b"2 0 3 30 <</Type/Catalog/Pages 3 0 R>> <</Type/Pages/Kids[]/Count 0>>"
    packed = pack.compress(objects) + b"".join(pack.compress(b" " * 2**20) for _ in range(260)) + pack.flush()
    head = b"%%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 2/First 9/Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    body = head + packed + b"\nendstream\nendobj\n"
    places = ((0, 0, 65535), (1, 9, 0), (2, 1, 0), (2, 1, 1), (1, len(body), 0))
    table = b"".join(bytes([kind]) + at.to_bytes(4) + which.to_bytes(2) for kind, at, which in places)
    cross = b"4 0 obj\n<</Type/XRef/W[1 4 2]/Size 5/Root 2 0 R/Length 35>>stream\n" + table + b"\nendstream\nendobj\n"
    (tmp_path / "a.pdf").write_bytes(body + cross + b"startxref\n%d\n%%%%EOF" % len(body))
    ended = run("preflight", "a.pdf")
    assert (ended.code, "failed  readable" in ended.out) == (1, True)


def test_command_on_what_is_no_pdf(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"garbage")
    ended = run("preflight", "a.pdf")
    assert (ended.code, "failed  readable" in ended.out) == (1, True)
    assert "source-missing" in run("preflight", "none.pdf").err
    assert "source-folder" in run("preflight", str(tmp_path)).err
    assert "Traceback" not in ended.err
