"""Two snapshots of one publication: what was asked and what made them first, then layer after layer."""

from __future__ import annotations

from collections.abc import Mapping

from afgpub.frozen import dataclass, fields
from afgpub.snapshot.layers import Layer, layers_for
from afgpub.snapshot.pdf_text import words_of
from afgpub.snapshot.pictures import distance, read_pictures
from afgpub.snapshot.settings import Settings
from afgpub.snapshot.taking import Snapshot

ALIKE = 4  # of 256 fields: what two versions of PDFium make of one page
DRAWER = "pypdfium2"


@dataclass(frozen=True, slots=True)
class Change:
    """A layer that is not what it was. `maker` is who makes it, as far as the change itself tells.

    `is_new` is for a layer that the snapshot has no file of.
    """

    layer: Layer
    before: str
    after: str
    maker: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A setting, program, face or theme with another value than before; empty where it is new or gone."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name}: {self.before or 'none'} → {self.after or 'none'}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs. `changes` are in the order in which layers are made: the first explains most of the others."""

    settings: tuple[Shift, ...]
    environment: tuple[Shift, ...]
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Are settings and layers what they were? Another environment that changes nothing is no matter."""
        return not (self.settings or self.changes)


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """Compare a stored snapshot with a fresh one."""
    old, new = before.record.settings, after.record.settings
    environment = _shifts(before.record.environment, after.record.environment)
    same_drawer = DRAWER not in {shift.name for shift in environment}
    changes = []
    for layer in layers_for(new.to, new.layers):
        one, other = before.layers.get(layer.name, ""), after.layers[layer.name]
        if layer.name not in before.layers:
            changes.append(Change(layer, one, other, layer.maker, is_new=True))
            continue
        if one == other:
            continue
        if layer.name == "pictures" and not same_drawer and _look_alike(one, other):
            continue
        changes.append(Change(layer, one, other, _maker(layer, one, other)))
    return Comparison(_shifts(_as_words(old), _as_words(new)), environment, tuple(changes))


def _shifts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Shift, ...]:
    names = sorted(before.keys() | after.keys())
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Shift(name, old, new) for name, old, new in pairs if old != new)


def _as_words(settings: Settings) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in fields(settings):
        value = getattr(settings, item.name)
        if isinstance(value, Mapping):
            found |= {f"option {name}": str(each) for name, each in value.items()}
        else:
            found[item.name] = value if isinstance(value, str) else ", ".join(value)
    return found


def _maker(layer: Layer, before: str, after: str) -> str:
    """Text of a PDF that has only moved, or has another face, is a matter of its layout; another order, of its tags."""
    if layer.name != "pdf-text":
        return layer.maker
    old, new = words_of(before), words_of(after)
    makers = {one.name: one.maker for one in layers_for(("pdf",))}
    if old == new:
        return makers["pdf-layout"]
    return "the order of reading, which the tags of the PDF give" if sorted(old) == sorted(new) else layer.maker


def _look_alike(before: str, after: str) -> bool:
    old, new = read_pictures(before), read_pictures(after)
    return old.keys() == new.keys() and all(distance(old[page], new[page]) <= ALIKE for page in old)
