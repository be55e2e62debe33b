"""Which formats are asked for, and where each output goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.exceptions import UnknownFormatError, UsageError
from afgpub.frozen import dataclass
from afgpub.plugins import Renderer, get_renderer, installed_renderers, renderer_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STREAM = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """One source, None for standard input, and the path of each output by format, None for standard output."""

    source: Path | None
    targets: Mapping[str, Path | None]

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return "standard input" if self.source is None else str(self.source)


def plan(sources: Sequence[str], output: str | None, to: str | None) -> tuple[Job, ...]:
    """One job for each source.

    Without `to` the ending of `output` is the format. Several sources or formats need a folder, in which the outputs
    are named after their sources. Without `output` they stand beside their sources, and the output of standard input
    goes to standard output. Raises UsageError (output-unnamed, output-folder, output-twice, output-is-source) and
    UnknownFormatError.
    """
    if to is None and output is None:
        raise UsageError.coded("output-unnamed", example=_example(sources[0]))
    renderers = _by_name(to, sources[0]) if to is not None else (_by_suffix(sources[0], output or ""),)
    several = len(sources) > 1 or len(renderers) > 1
    jobs = tuple(_job(source, renderers, output, folder=several or _is_folder(output, to)) for source in sources)
    if several:
        _refuse_single(sources, output)
    _refuse_clashes(jobs)
    return jobs


def _by_name(to: str, source: str) -> tuple[Renderer, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in to.split(",") if name.strip()))
    if not names:
        raise UsageError.coded("output-unnamed", example=_example(source))
    return tuple(get_renderer(name) for name in names)


def _by_suffix(source: str, output: str) -> Renderer:
    suffix = Path(output).suffix.lower()
    if output == STREAM or not suffix or _is_dir(output):
        raise UsageError.coded("output-unnamed", example=_example(source))
    if suffix[1:] in renderer_names():
        return get_renderer(suffix[1:])
    for renderer in installed_renderers():
        if renderer.suffix == suffix:
            return renderer
    raise UnknownFormatError.coded("format-unknown", name=suffix, known=", ".join(renderer_names()))


def _is_folder(output: str | None, to: str | None) -> bool:
    if output is None or output == STREAM:
        return False
    return output.endswith(("/", "\\")) or _is_dir(output) or (to is not None and not Path(output).suffix)


def _job(source: str, renderers: Sequence[Renderer], output: str | None, *, folder: bool) -> Job:
    path = None if source == STREAM else Path(source)
    return Job(path, {r.name: _target(path, r, output, folder=folder) for r in renderers})


def _target(source: Path | None, renderer: Renderer, output: str | None, *, folder: bool) -> Path | None:
    if output == STREAM:
        return None
    name = ("article" if source is None else source.stem) + renderer.suffix
    if output is None:
        return None if source is None else source.parent / name
    return Path(output) / name if folder else Path(output)


def _refuse_single(sources: Sequence[str], output: str | None) -> None:
    """Several outputs cannot go to one file or to standard output."""
    if output == STREAM or (output is None and STREAM in sources):
        raise UsageError.coded("output-folder", name="standard output")
    if output is None:
        return
    suffixes = {renderer.suffix for renderer in installed_renderers()}
    if not _is_dir(output) and (os.access(output, os.F_OK) or Path(output).suffix.lower() in suffixes):
        raise UsageError.coded("output-folder", name=output)


def _refuse_clashes(jobs: Sequence[Job]) -> None:
    """No output may be written twice, nor over one of the sources."""
    sources = [job.source for job in jobs if job.source]
    seen: set[str] = set()
    for target in (t for job in jobs for t in job.targets.values() if t is not None):
        resolved = os.path.realpath(target)
        if any(_same_file(target, source) for source in sources):
            raise UsageError.coded("output-is-source", name=target)
        if resolved in seen:
            raise UsageError.coded("output-twice", name=target)
        seen.add(resolved)


def _is_dir(path: str) -> bool:
    """Is there a folder of that name? A name that the system refuses is for the writing to tell of."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def _example(source: str) -> str:
    stem = "article" if source == STREAM else Path(source).stem or "article"
    return f"-o {stem}.pdf, or --to html,epub,pdf -o out"
