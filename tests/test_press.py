"""The profiles of PDF: for a press in inks, with boxes and marks; for the archive; the same bytes every time."""

from __future__ import annotations

import os
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

import afgpub
from afgpub.messages import Severity
from afgpub.preflight import preflight
from afgpub.renderers.pdf.profiles.colour import press
from afgpub.renderers.pdf.profiles.content import Rewriting, rewrite
from afgpub.renderers.pdf.profiles.inks import in_grey, in_inks
from afgpub.renderers.pdf.profiles.intent import FOGRA39, load_intent
from afgpub.renderers.pdf.profiles.shading import evaluate
from afgpub.renderers.pdf.profiles.verdict import judge
from press_samples import ARTICLE, example, images, opened, operators, picture, press_of, saved

MM = 72 / 25.4
EXAMPLES = ["seed", "dari", "elements"]


# What a press gets


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("profile", ["press", "press-1a", "archive", "screen"])
def test_every_profile_passes_its_own_preflight(name: str, profile: str) -> None:
    rendering = example(name, profile=profile)
    assert not [m for m in rendering.messages if m.severity > Severity.INFO]
    report = preflight(rendering.output)
    assert report.profile == profile
    assert report.passed, [str(check) for check in report.checks if check.status == "failed"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_inks_only(name: str) -> None:
    report = preflight(example(name, profile="press").output)
    assert {space for page in report.pages for space in page.spaces} == {"DeviceCMYK"}
    with opened(example(name, profile="press")) as pdf:
        assert not operators(pdf) & {"rg", "RG", "g", "G", "cs", "CS"}


def test_black_text_is_in_black_alone() -> None:
    with opened(example("seed", profile="press")) as pdf:
        inks = {
            tuple(map(float, i.operands))
            for p in pdf.pages
            for i in pikepdf.parse_content_stream(p)
            if str(i.operator) == "k"
        }
    assert (0, 0, 0, 1) in inks
    assert all(ink[:3] == (0, 0, 0) or ink[3] < 0.95 for ink in inks)


def test_nothing_to_click() -> None:
    with opened(example("seed", profile="press")) as pdf:
        assert not any("/Annots" in page for page in pdf.pages)
        assert "/Names" not in pdf.Root
        assert not [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/OBJR"]
        assert pdf.Root.MarkInfo.Marked


def test_the_file_says_what_it_is() -> None:
    with opened(example("seed", profile="press")) as pdf:
        assert pdf.pdf_version == "1.6"
        assert pdf.docinfo["/Trapped"] == pikepdf.Name.False_ or str(pdf.docinfo["/Trapped"]) == "/False"
        intent = pdf.Root.OutputIntents[0]
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
        assert intent.DestOutputProfile.read_bytes() == FOGRA39.read_bytes()
    with opened(example("seed", profile="press-1a")) as pdf:
        assert pdf.pdf_version == "1.4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"


def test_archive() -> None:
    with opened(example("elements", profile="archive")) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"


# Boxes, bleed, marks


def boxes(rendering: afgpub.plugins.Rendering) -> dict[str, list[float]]:
    with opened(rendering) as pdf:
        page = pdf.pages[0]
        return {name: [float(n) / MM for n in page[f"/{name}"]] for name in ("MediaBox", "BleedBox", "TrimBox")}


@pytest.mark.parametrize(("bleed", "wanted"), [("", 3), ("5mm", 5), ("0.125in", 3.175), ("0", 0), ("9pt", 3.175)])
def test_boxes(bleed: str, wanted: float) -> None:
    found = boxes(press_of(ARTICLE, page="A5", bleed=bleed))
    assert found["TrimBox"] == pytest.approx([0, 0, 148, 210], abs=0.01)
    assert found["BleedBox"] == pytest.approx([-wanted, -wanted, 148 + wanted, 210 + wanted], abs=0.01)
    assert found["MediaBox"] == found["BleedBox"]


def test_marks_stand_outside_the_bleed() -> None:
    rendering = press_of(ARTICLE, page="A5", marks=True)
    found = boxes(rendering)
    assert found["MediaBox"] == pytest.approx([-10, -10, 158, 220], abs=0.01)
    with opened(rendering) as pdf:
        assert str(pdf.pages[0].Resources.ColorSpace.AfgpubRegistration[1]) == "/All"
        items = list(pikepdf.parse_content_stream(pdf.pages[0]))
    start = max(i for i, item in enumerate(items) if str(item.operator) == "BMC")
    points = [[float(n) / MM for n in item.operands][-2:] for item in items[start:] if str(item.operator) in "mlc"]
    left, bottom, right, top = found["BleedBox"]
    assert len(points) > 40
    assert all(x < left or x > right or y < bottom or y > top for x, y in points)
    assert all(-10 <= x <= 158 and -10 <= y <= 220 for x, y in points)


def rewritten(content: bytes, how: Rewriting, resources: pikepdf.Dictionary | None = None) -> bytes:
    pdf = pikepdf.new()
    return rewrite(pdf.make_stream(content), resources or pikepdf.Dictionary(), how)


def test_fills_at_the_trim_reach_into_the_bleed() -> None:
    how = Rewriting(in_inks(press(load_intent("").icc)), False, (0, 0, 100, 200), (-9, -9, 109, 209))
    assert (
        rewritten(b"1 0 0 -1 0 200 cm 0 0 100 20 re f", how).split() == b"1 0 0 -1 0 200 cm -9 -9 118 29 re f".split()
    )
    assert rewritten(b"q .5 0 0 .5 50 10 cm 0 0 100 20 re f Q", how).split()[8:12] == [b"0", b"0", b"118", b"20"]
    assert rewritten(b"10 10 80 20 re f", how).split()[:4] == [b"10", b"10", b"80", b"20"]


# Colours


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"0 0 0 rg", b"0 0 0 1 k"),
        (b"1 1 1 RG", b"0 0 0 0 K"),
        (b"0.25 g", b"0 0 0 0.75 k"),
        (b"/DeviceRGB cs 0 0 0 scn", b"0 0 0 1 k 0 0 0 1 k"),
        (b"/lab CS 0 0 0 SCN", b"0 0 0 1 K 0 0 0 1 K"),
        (b"/calibrated cs 1 1 1 sc", b"0 0 0 1 k 0 0 0 0 k"),
        (b"0.1 0.2 0.3 0.4 k", b"0.1 0.2 0.3 0.4 k"),
        (b"/Pattern cs /p scn", b"/Pattern cs /p scn"),
        (b"(rg) Tj /Span <</ActualText (g)>> BDC EMC", b"(rg) Tj /Span << /ActualText (g) >> BDC EMC"),
    ],
)
def test_colour_operators(content: bytes, wanted: bytes) -> None:
    lab = pikepdf.Array([pikepdf.Name.Lab, pikepdf.Dictionary(WhitePoint=[0.96, 1, 0.82])])
    calibrated = pikepdf.Array([pikepdf.Name.CalRGB, pikepdf.Dictionary()])
    resources = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(lab=lab, calibrated=calibrated))
    found = rewritten(content, Rewriting(in_inks(press(load_intent("").icc))), resources)
    numbers = [float(w) if w[:1].isdigit() else w for w in found.split()]
    assert numbers == [float(w) if w[:1].isdigit() else w for w in wanted.split()]


def test_masks_become_grey_and_not_ink() -> None:
    assert rewritten(b"1 1 1 rg 0 0 0 RG", Rewriting(in_grey)).split() == b"1 g 0 G".split()


def test_greys_are_black_and_colours_are_not() -> None:
    inks = press(load_intent("").icc)
    steps = [inks.rgb(grey / 255, grey / 255, grey / 255) for grey in range(0, 256, 5)]
    assert all(ink[:3] == (0, 0, 0) for ink in steps)
    blacks = [ink[3] for ink in steps]
    assert blacks[0] == 1 and blacks[-1] == 0 and blacks == sorted(blacks, reverse=True)
    assert 0.45 < inks.rgb(0.5, 0.5, 0.5)[3] < 0.65
    cyan, magenta, yellow, black = inks.rgb(1, 0, 0)
    assert cyan < 0.1 and magenta > 0.8 and yellow > 0.8 and black < 0.1
    assert sum(inks.rgb(0.01, 0.02, 0.2)) <= 3.2
    assert sum(inks.rgb(0.5, 0.5, 0.5, blend=True)[:3]) > 0.5


def test_gradients_are_sampled() -> None:
    def ramp(first: list[float], last: list[float]) -> pikepdf.Dictionary:
        return pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=first, C1=last, N=1)

    stitched = pikepdf.Dictionary(
        FunctionType=3, Domain=[0, 2], Bounds=[1], Encode=[0, 1, 1, 0], Functions=[ramp([0], [1]), ramp([0], [1])]
    )
    assert [evaluate(stitched, at) for at in (0, 0.5, 1, 1.5, 2, 9)] == [(0,), (0.5,), (1,), (0.5,), (0,), (0,)]
    assert evaluate(pikepdf.Array([ramp([0], [1]), ramp([1], [0])]), 0.25) == (0.25, 0.75)
    with pytest.raises(ValueError, match="type 4"):
        evaluate(pikepdf.Dictionary(FunctionType=4, Domain=[0, 1]), 0)


# Pictures


def test_pictures_are_put_into_inks(tmp_path: Path) -> None:
    size = (1200, 900)
    (tmp_path / "red.png").write_bytes(picture("PNG", "RGB", size, (220, 30, 30)))
    (tmp_path / "red.jpg").write_bytes(picture("JPEG", "RGB", size, (220, 30, 30)))
    (tmp_path / "grey.png").write_bytes(picture("PNG", "RGB", size, (90, 90, 90)))
    (tmp_path / "soft.png").write_bytes(picture("PNG", "RGBA", size, (30, 30, 220, 128)))
    (tmp_path / "line.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs>'
        '<rect width="90" height="30" fill="url(#g)" stroke="#0a0"/></svg>'
    )
    text = "# T\n\n" + "\n\n".join(f"![words]({path.name})" for path in sorted(tmp_path.iterdir()))
    rendering = press_of(text, tmp_path, page="A5")
    assert not [m for m in rendering.messages if m.severity > Severity.INFO]
    with opened(rendering) as pdf:
        found = {(str(o.ColorSpace), str(o.Filter)) for o in images(pdf)}
        assert {space for space, _ in found} == {"/DeviceCMYK", "/DeviceGray"}
        assert ("/DeviceCMYK", "/DCTDecode") in found
        shadings = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/ShadingType" in o]
        assert shadings and all(o.ColorSpace == pikepdf.Name.DeviceCMYK for o in shadings)
        assert any("/Group" in page and pikepdf.Name.DeviceCMYK == page.Group.CS for page in pdf.pages)
    assert preflight(rendering.output, profile="press").passed
    old = press_of(text, tmp_path, page="A5", profile="press-1a")
    assert [m.code for m in old.messages if m.severity > Severity.INFO] == ["transparency-flattened"]
    report = preflight(old.output)
    assert report.profile == "press-1a" and report.passed


def test_what_cannot_be_flattened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fade.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity="0.2"/></linearGradient>'
        '</defs><rect width="90" height="30" fill="url(#g)"/></svg>'
    )
    assert preflight(press_of("# T\n\n![w](fade.svg)", tmp_path).output).passed
    with pytest.raises(afgpub.AfgpubError, match="press-transparency"):
        press_of("# T\n\n![w](fade.svg)", tmp_path, profile="press-1a")


def test_coarse_pictures_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "fine.png").write_bytes(picture("PNG", "RGB", (1600, 400), (9, 99, 9)))
    (tmp_path / "low.png").write_bytes(picture("PNG", "RGB", (200, 50), (99, 9, 9)))
    (tmp_path / "poor.jpg").write_bytes(picture("JPEG", "RGB", (90, 20), (9, 9, 99)))
    (tmp_path / "a.md").write_text("# T\n\n![a](fine.png)\n\n![b](low.png)\n\n![c](poor.jpg)\n")
    document, _ = afgpub.prepare(tmp_path / "a.md")
    rendering = afgpub.render(document, to="pdf", options={"profile": "press", "page": "105x148"}, folder=tmp_path)
    found = {m.code: m for m in rendering.messages if m.severity > Severity.INFO}
    assert set(found) == {"image-resolution-low", "image-resolution-poor"}
    assert "low.png" in found["image-resolution-low"].text
    assert "poor.jpg" in found["image-resolution-poor"].text
    assert found["image-resolution-poor"].span is not None
    assert found["image-resolution-poor"].span.start == 7


def test_too_much_ink_is_told(tmp_path: Path) -> None:
    (tmp_path / "full.jpg").write_bytes(picture("JPEG", "CMYK", (1600, 1200), (255, 255, 255, 255)))
    rendering = press_of("# T\n\n![a](full.jpg)", tmp_path)
    told = [m for m in rendering.messages if m.code == "press-doubt"]
    assert len(told) == 1
    assert "400 % of ink" in told[0].text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.png", picture("PNG", "RGB", (300, 300), (1, 2, 3))[:-30]),
        ("cut.jpg", picture("JPEG", "RGB", (300, 300), (1, 2, 3))[:-20]),
        ("cut.webp", picture("WEBP", "RGB", (300, 300), (1, 2, 3))[:40]),
        ("head.gif", b"GIF89a and nothing more"),
        ("head.png", b"\x89PNG\r\n\x1a\n and nothing more"),
        ("odd.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 a b"/>'),
    ],
)
def test_a_broken_image_gives_way_to_its_words(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "a.md").write_text(f"# T\n\n![words instead]({name})\n")
    document, _ = afgpub.prepare(tmp_path / "a.md")
    rendering = afgpub.render(document, to="pdf", folder=tmp_path)
    assert [m.code for m in rendering.messages] == ["image-broken"]
    assert rendering.messages[0].span is not None and rendering.messages[0].span.start == 3
    with opened(rendering) as pdf:
        assert not images(pdf)


# What is refused


def profile_of_screen() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "No such file"),
        (b"", "no ICC profile"),
        (b"some text that is no profile " * 20, "no ICC profile"),
        (FOGRA39.read_bytes()[:5000], "cut short"),
        (profile_of_screen(), "no profile of a CMYK printer"),
        (FOGRA39.read_bytes()[:4] + b"\0" * 4 + b"\x05" + FOGRA39.read_bytes()[9:], "ICC version 5"),
        (FOGRA39.read_bytes()[:132] + b"\xff" * (len(FOGRA39.read_bytes()) - 132), ""),
    ],
)
def test_icc_profiles_that_are_none(tmp_path: Path, data: bytes | None, reason: str) -> None:
    file = tmp_path / "press.icc"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(afgpub.AfgpubError, match="icc-invalid") as caught:
        press_of(ARTICLE, icc=str(file))
    assert reason in str(caught.value)


def test_icc_profile_of_the_caller(tmp_path: Path) -> None:
    (tmp_path / "mine.icc").write_bytes(FOGRA39.read_bytes())
    with opened(press_of(ARTICLE, icc=str(tmp_path / "mine.icc"))) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert str(pdf.Root.OutputIntents[0].Info) == "FOGRA39L Coated"
    with pytest.raises(afgpub.AfgpubError, match="icc-invalid"):
        load_intent(str(tmp_path))


@pytest.mark.parametrize(
    "options",
    [
        {"profile": "printer"},
        {"profile": "screen", "bleed": "3mm"},
        {"profile": "archive", "marks": True},
        {"profile": "screen", "icc": "a.icc"},
        {"bleed": "3 ells"},
        {"bleed": "-1mm"},
        {"bleed": "26mm"},
        {"page": "50x50mm", "marks": True},
    ],
)
def test_options_that_are_none(options: dict[str, object]) -> None:
    with pytest.raises(afgpub.AfgpubError, match="option-invalid"):
        press_of(ARTICLE, **options)


def test_a_page_without_room_for_text_is_refused() -> None:
    with pytest.raises(afgpub.AfgpubError, match="page-too-small"):
        press_of(ARTICLE, page="60x60mm")


def test_a_file_that_no_press_takes_does_not_leave() -> None:
    with pytest.raises(afgpub.AfgpubError, match="press-unfit") as caught:
        judge(example("seed").output, "press", {})
    assert "newer than 1.6" in str(caught.value)
    with opened(example("seed", profile="press")) as pdf:
        pdf.pages[0].contents_add(b"1 0 0 rg 9 9 9 9 re f")
        with pytest.raises(afgpub.AfgpubError, match="DeviceRGB"):
            judge(saved(pdf), "press", {})


# The same bytes


@pytest.mark.parametrize("profile", ["screen", "archive", "press", "press-1a"])
def test_the_same_bytes_in_any_time_zone(profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(picture("JPEG", "RGB", (1600, 900), (220, 30, 30)))
    text = ARTICLE + "![words](a.jpg)"
    outputs = set()
    for zone in ("UTC", "Asia/Kabul", "America/Lima"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        outputs.add(press_of(text, tmp_path, profile=profile).output)
    assert len(outputs) == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    dated = press_of(text, tmp_path, profile=profile)
    assert dated.output not in outputs
    with opened(dated) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:19700102000000")
        with pdf.open_metadata() as metadata:
            assert str(metadata["xmp:CreateDate"]).startswith("1970-01-02T00:00:00")
    monkeypatch.undo()
    time.tzset()
    assert os.environ.get("SOURCE_DATE_EPOCH") is None


def test_picture_in_inks_is_the_same_picture() -> None:
    inks = press(load_intent("").icc)
    there = inks.picture(Image.new("RGB", (4, 4), (200, 40, 40)))
    back = ImageCms.profileToProfile(
        there, ImageCms.ImageCmsProfile(BytesIO(FOGRA39.read_bytes())), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert back is not None
    assert back.getpixel((1, 1)) == pytest.approx((200, 40, 40), abs=12)
    assert inks.picture(Image.new("RGB", (4, 4), (70, 70, 70))).mode == "L"
