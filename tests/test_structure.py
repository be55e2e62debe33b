"""The corpus of portals' pages: what a reader understands of a line or a page is in the metadata and the tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import afgpub
from afgpub.document import AnyNode, Aside, Document, Section, Strong, Superscript, ThematicBreak
from afgpub.messages import Message
from afgpub.metadata import Metadata
from afgpub.walk import plain_text, walk
from conftest import CORPUS

FOLDER = CORPUS / "structure"


def load(name: str) -> list[dict[str, Any]]:
    path = FOLDER / name
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


def text_of(phrase: Any) -> str | None:
    return phrase.text if phrase else None


def iso_of(date: Any) -> str | None:
    return date.iso if date else None


def fields_of(document: Document, messages: tuple[Message, ...]) -> dict[str, Any]:
    """What was understood, under the names that the corpus uses."""
    root = document.root
    meta = root.meta or Metadata()
    nodes: list[AnyNode] = list(walk(root))
    sections = [node for node in nodes if isinstance(node, Section) and node is not root and node.title]
    bios = [m for m in messages if m.code == "bio-found"]
    dates = [d for d in (meta.issued, meta.written, meta.source and meta.source.date) if d]
    return {
        "masthead": text_of(meta.publication),
        "is_title": bool(root.title),
        "emails": [c.text for c in meta.contacts if "@" in c.text],
        "urls": [c.text for c in meta.contacts if "@" not in c.text],
        "labels": [label.text for label in meta.labels],
        "authors": [p.name.text for p in meta.contributors if p.role == "author"],
        "translators": [p.name.text for p in meta.contributors if p.role == "translator"],
        "date": iso_of(dates[0]) if dates else None,
        "closing_date": iso_of(meta.written),
        "closing_place": text_of(meta.written_place),
        "title": plain_text(root.title) or None,
        "subtitle": plain_text(root.subtitle) or None,
        "heading": plain_text(root.title) or (plain_text(sections[0].title) if sections else None),
        "bio_of": next((m.text.removeprefix("closing paragraph read as the note on ") for m in bios), None),
        "part": meta.part.number if meta.part else None,
        "last": meta.part.last if meta.part else None,
        "place": text_of(meta.place),
        "section": next((s.role for s in (*sections, root) if s.role not in ("", "article")), None),
        "thematic_break": any(isinstance(node, ThematicBreak) for node in nodes),
        "page_footer": any(m.code == "running-foot-dropped" for m in messages),
        "page": next(
            (int(w) for m in messages if m.code == "running-foot-dropped" for w in m.text.split() if w.isdecimal()),
            None,
        ),
        "source": text_of(meta.source.name) if meta.source else None,
        "lang": root.attrs.lang,
        "dir": root.attrs.dir,
        "outline": [(section.level, plain_text(section.title)) for section in sections],
        "bold": [plain_text(n) for n in nodes if isinstance(n, Strong)] + statistics(document),
        "sup": [plain_text(n) for n in nodes if isinstance(n, Superscript)],
        "has_bio": any(isinstance(node, Aside) and node.role == "bio" for node in nodes),
    }


def statistics(document: Document) -> list[str]:
    return [plain_text(node) for node in document.statistics if node.strong]


@pytest.mark.parametrize("case", load("shapes.json"), ids=lambda case: case["id"])
def test_shape(case: dict[str, Any]) -> None:
    found = fields_of(*afgpub.prepare(case["input"]))
    for name, expected in case["expect"].items():
        if name == "date" and expected is not None and case["kind"] == "date":
            assert found["date"] == expected
        else:
            assert found[name] == expected, name


@pytest.mark.parametrize("case", load("articles.json"), ids=lambda case: case["id"])
def test_article(case: dict[str, Any]) -> None:
    document, messages = afgpub.prepare(Path(FOLDER / case["input"]))
    found = fields_of(document, messages)
    expected = dict(case["expect"])
    contact = expected.pop("contact")
    assert {name: found[name] for name in contact} == contact
    bio = expected.pop("bio")
    assert found["bio_of"] == (bio and bio["of"])
    outline = expected.pop("outline")
    assert [title for _, title in found["outline"]] == [title for _, title in outline]
    ranks = [rank for rank, _ in found["outline"]]
    assert all(rank <= before + 1 for before, rank in zip([1, *ranks], ranks, strict=False))
    inline = expected.pop("inline", {})
    assert all(bold in found["bold"] for bold in inline.get("bold", []))
    assert found["sup"] == inline.get("sup", [])
    for name, value in expected.items():
        assert found[name] == value, name
