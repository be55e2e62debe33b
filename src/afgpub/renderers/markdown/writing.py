"""What is known while one text is written as Markdown: its notes, and what gets lost. And how attributes look."""

from __future__ import annotations

import re
from collections import Counter

from afgpub.document import Attrs, Note
from afgpub.frozen import dataclass, field
from afgpub.messages import Message

_NAME = re.compile(r"""[^\s{}#"'=]+""")


@dataclass(slots=True)
class Writing:
    """One text under way; `notes` are those called so far, by label, and wait for the end of the text."""

    notes: list[tuple[str, Note]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    messages: list[Message] = field(default_factory=list)

    def lose(self, what: str) -> None:
        """Count a form that Markdown does not have."""
        self.lost[what] += 1

    def label(self, note: Note) -> str:
        """The label of a note that is called for the first time."""
        label = label_of(note.attrs.id or "")
        number = len(self.notes) + 1
        while not label or label in self.labels:
            label, number = str(number), number + 1
        self.labels.add(label)
        self.notes.append((label, note))
        return label


def label_of(id: str) -> str:
    """The label in the text of the note with this identifier."""
    return id.removeprefix("note-")


def braces(attrs: Attrs, *first: str, credit: str = "") -> str:
    """Attributes in braces, `first` items before them; nothing where there are none."""
    items = list(first)
    items += [f"#{attrs.id}"] if attrs.id and _NAME.fullmatch(attrs.id) else []
    items += [f".{name}" for name in attrs.classes if _NAME.fullmatch(name)]
    items += [f"lang={attrs.lang}"] if attrs.lang else []
    items += [f"dir={attrs.dir}"] if attrs.dir else []
    items += [f'credit="{credit}"'] if credit else []
    return f"{{{' '.join(items)}}}" if items else ""
