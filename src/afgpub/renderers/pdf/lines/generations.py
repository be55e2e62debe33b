"""What was made for the boxes of this page and of the one before, kept no longer, so that memory does not grow."""

from __future__ import annotations

from typing import Any

Kept = dict[Any, Any]


class Generations:
    """Results by box, of the page that is being laid out and of the one before; pages may be laid out again."""

    def __init__(self) -> None:
        self._page: int | None = None
        self._young: dict[int, tuple[Any, Kept]] = {}
        self._old: dict[int, tuple[Any, Kept]] = {}

    @classmethod
    def of(cls, context: Any, kind: str) -> Generations:
        """Those of a kind that belong to a layout."""
        found: Generations | None = context.__dict__.get(kind)
        if found is None:
            found = context.__dict__[kind] = cls()
        if context.current_page != found._page:
            found._page = context.current_page
            found._old, found._young = found._young, {}
        return found

    def about(self, box: Any) -> Kept:
        """What is kept for a box: an empty dictionary at first, to be filled."""
        number = id(box)
        found = self._young.get(number)
        if found is None:
            # the box is kept as well, so that no other gets its number
            found = self._young[number] = self._old.pop(number, (box, {}))
        return found[1]

    def forget(self, box: Any) -> None:
        """Keep nothing more of a box that has changed."""
        self._young.pop(id(box), None)
        self._old.pop(id(box), None)
