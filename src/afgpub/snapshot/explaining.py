"""The least that explains a change: the lines of a layer that differ, each cut to the place, hidden letters shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from afgpub.renderers.tree import quoted
from afgpub.snapshot.comparing import Change
from afgpub.snapshot.matching import changed_lines
from afgpub.snapshot.pictures import count_pixels, distance, read_pictures

MOST = 8  # lines of each side
_AROUND = 30  # characters before and after a change
_NONE: Mapping[int, bytes] = MappingProxyType({})


def explain(
    change: Change, most: int = MOST, *, before: Mapping[int, bytes] = _NONE, after: Mapping[int, bytes] = _NONE
) -> list[str]:
    """Lines that begin with - (as it was), + (as it is) or a space, at most `most` places of change.

    `before` and `after` are the pages as PNG files, where there are any: then pixels are counted.
    """
    if change.is_new:
        return [f"  the snapshot has no {change.layer.file}"]
    if change.layer.name == "pictures":
        return _pictures(change, before, after)
    places = list(changed_lines(change.before.split("\n"), change.after.split("\n")))
    found: list[str] = []
    last = -1
    for number, old, new in places[:most]:
        found += [f"  {change.layer.file}, line {number}"] * (not last <= number <= last + 1)
        last = number
        cut_old, cut_new = _cut(old, new)
        found += [f"- {cut_old}"] * (old is not None) + [f"+ {cut_new}"] * (new is not None)
    if len(places) > most:
        found.append(f"  and {len(places) - most} more lines")
    return found


def _cut(old: str | None, new: str | None) -> tuple[str, str]:
    """Both lines around the place where they differ."""
    one, other = old or "", new or ""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return _shown(one, start, len(one) - end), _shown(other, start, len(other) - end)


def _shown(line: str, start: int, end: int) -> str:
    end = min(end, start + 2 * _AROUND)
    first = 0 if start <= 2 * _AROUND else start - _AROUND
    last = min(end + _AROUND, len(line))
    text = quoted(line[first:last])[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return f"{'…' if first else ''}{text}{'…' if last < len(line) else ''}"


def _pictures(change: Change, before: Mapping[int, bytes], after: Mapping[int, bytes]) -> list[str]:
    old, new = read_pictures(change.before), read_pictures(change.after)
    found = []
    for page in sorted(old.keys() | new.keys()):
        if page not in new:
            found.append(f"- page {page} is gone")
        elif page not in old:
            found.append(f"+ page {page} is new")
        elif old[page] != new[page]:
            far = distance(old[page], new[page])
            seen = f"from afar it differs in {far} of 256 fields" if far else "from afar it looks the same"
            counted = count_pixels(before[page], after[page]) if page in before and page in after else ""
            found.append(f"  page {page} has other pixels{counted}; {seen}")
    return found
