"""Changes planted in a small publication for the tests of snapshots: in its source, its style, or its outputs."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from afgpub.messages import message
from afgpub.snapshot import Verdict
from afgpub.snapshot.taking import Publication

ARTICLE = """---
title: گزارش از کابل
author: کریم آرین
date: 2024-06-10
lang: fa-AF
---

## وضع برق

نزدیک به **۷۳ درصد** مردم می‌گویند که برق (نیروی برق) ندارند، نگاه کنید به
[تارنما](https://www.example.org/a) و *Universal Declaration* در سال ۲۰۲۴.[^1]

![کوه‌ها در شمال کابل](mountains.svg)

### جدول

| زبان | خط |
|------|:--:|
| دری  | عربی |
| Pashto | عربی |

## ولایت‌ها

A paragraph in English that is long enough to be told apart from the others, with
some figures such as 1,200 and 3 km, and the name of a place: Kunduz.

- یک
- دو

```
first();
second();
```

[^1]: یادداشت دربارهٔ اعلامیه.
"""
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">
<path d="M0 20 L20 4 L32 14 L44 6 L60 20 Z" fill="#777"/></svg>
"""
Plant = Callable[[Publication], Publication]


def write_article(folder: Path, text: str = ARTICLE) -> Path:
    """The article and its picture in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mountains.svg").write_text(PICTURE, "utf-8")
    source = folder / "article.md"
    source.write_text(text, "utf-8")
    return source


def write_theme(folder: Path, css: str = "", name: str = "print.css") -> Path:
    """A theme derived from news with `css` in the style sheet `name`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text('title = "Planted"\nextends = "news"\n', "utf-8")
    (folder / "print.css").write_text("p { orphans: 2; }\n", "utf-8")
    (folder / name).write_text(f"p {{ orphans: 2; }}\n{css}\n", "utf-8")
    return folder


def in_output(format: str, change: Callable[[bytes], bytes]) -> Plant:
    """A change of the bytes of one output."""

    def plant(made: Publication) -> Publication:
        rendering = made.outputs[format]
        after = change(rendering.output)
        assert after != rendering.output, "nothing was planted"
        return replace(made, outputs={**made.outputs, format: replace(rendering, output=after)})

    return plant


def in_html(old: str, new: str) -> Plant:
    """`old` in the web page becomes `new`."""
    return in_output("html", lambda data: data.replace(old.encode(), new.encode()))


def in_epub(member: str, old: str, new: str) -> Plant:
    """`old` in a member of the e-book becomes `new`."""

    def change(data: bytes) -> bytes:
        return rezipped(data, lambda name, part: part.replace(old.encode(), new.encode()) if name == member else part)

    return in_output("epub", change)


def rezipped(
    data: bytes,
    change: Callable[[str, bytes], bytes | None] = lambda name, part: part,
    *,
    level: int = 6,
    turned: bool = False,
) -> bytes:
    """The archive written anew; `change` gives each member's bytes, None to leave it out."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        names = old.namelist()
        for name in reversed(names) if turned else names:
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6)), part, zipfile.ZIP_DEFLATED, level)
    return file.getvalue()


def in_pdf(change: Callable[[Any], None], **how: Any) -> Plant:
    """A change of the PDF as pikepdf has it open; `how` it is saved."""

    def rewrite(data: bytes) -> bytes:
        with pikepdf.open(BytesIO(data)) as pdf:
            change(pdf)
            file = BytesIO()
            pdf.save(file, **how)
        return file.getvalue()

    return in_output("pdf", rewrite)


def elements(pdf: Any) -> list[Any]:
    """All elements of the structure tree."""
    found, stack = [], [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            stack.append(node.get("/K", pikepdf.Array()))
    return found


def element(pdf: Any, kind: str) -> Any:
    """The first element of that kind (`/H2`)."""
    return next(node for node in elements(pdf) if str(node.S) == kind)


def drawn(pdf: Any, operators: bytes) -> None:
    """Operators drawn on the first page as an artifact, after all else."""
    pdf.pages[0].contents_add(b"q /Artifact BMC " + operators + b" EMC Q", prepend=False)


def with_message(made: Publication) -> Publication:
    """One message more."""
    return replace(made, messages=(*made.messages, message("stopped")))


def without_note(made: Publication) -> Publication:
    """The note lost on its way into the web page."""
    return in_html("یادداشت دربارهٔ اعلامیه.", "")(made)


def deadly(source: Path) -> Verdict:
    """A task that kills its process at one source."""
    if source.name == "deadly.md":
        os._exit(3)
    return Verdict(source)


def lost_destination(pdf: Any) -> None:
    """A link that leads nowhere any more."""
    del pikepdf.NameTree(pdf.Root.Names.Dests)["note-1"]


def moved_link(pdf: Any) -> None:
    """A link whose place on the page is another."""
    link = pdf.pages[0].obj.Annots[0]
    link.Rect = pikepdf.Array([float(side) + 20 for side in link.Rect])


def other_title(pdf: Any) -> None:
    """Another title in XMP than in the information."""
    text = pdf.Root.Metadata.read_bytes()
    changed = text.replace("گزارش".encode(), "خبر".encode())
    assert changed != text
    pdf.Root.Metadata = pdf.make_stream(changed)


def read_backwards(pdf: Any) -> None:
    """A list whose tags stand in another order than what they mark."""
    items = element(pdf, "/L")
    items.K = pikepdf.Array(list(items.K)[::-1])
