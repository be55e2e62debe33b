"""Where snapshots are kept: a folder for each source, `expected/article.md/`, with a file for each layer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from afgpub.exceptions import RenderError, SourceError
from afgpub.output import write_outputs
from afgpub.snapshot.layers import layers_for
from afgpub.snapshot.settings import FILE, Record, record_from_json, record_to_json
from afgpub.snapshot.taking import Snapshot

FOLDER = "expected"
PAGES = "pages"


def folder_of(source: Path) -> Path:
    """The folder of a source's snapshot."""
    return source.parent / FOLDER / source.name


def shown_path(path: Path) -> Path:
    """The path from the folder here where it lies in it: shorter, and the same on every machine."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def find_sources(folder: Path) -> Iterator[Path]:
    """The sources in and below a folder that have a snapshot, in the order of their paths.

    A folder of snapshots, or that of one of them, stands for the sources of these.
    """
    whole = folder.resolve()
    if whole.parent.name == FOLDER and (whole / FILE).is_file():
        yield shown_path(whole.parent.parent / whole.name)
        return
    pattern = f"{FOLDER}/*/{FILE}"
    records = shown_path(whole.parent).glob(pattern) if whole.name == FOLDER else folder.rglob(pattern)
    for record in sorted(records):
        yield record.parent.parent.parent / record.parent.name


def read_record(source: Path) -> Record | None:
    """How the snapshot of a source was made; None where there is none. Raises SourceError (snapshot-broken)."""
    file = folder_of(source) / FILE
    try:
        return record_from_json(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SourceError.coded("snapshot-broken", name=file, reason=error) from error


def read_stored(source: Path, record: Record) -> Snapshot:
    """The snapshot of a source whose record is read; a layer that has no file is not in it.

    Ends of lines may be those of Windows, as Git writes them there. Raises SourceError (snapshot-broken).
    """
    folder = folder_of(source)
    layers: dict[str, str] = {}
    pixels: dict[int, bytes] = {}
    try:
        for layer in layers_for(record.settings.to, record.settings.layers):
            file = folder / layer.file
            if file.is_file():
                layers[layer.name] = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
        for page in sorted((folder / PAGES).glob("*.png")):
            if page.stem.isdecimal():
                pixels[int(page.stem)] = page.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError.coded("snapshot-broken", name=folder, reason=error) from error
    return Snapshot(record, layers, pixels)


def write_snapshot(source: Path, snapshot: Snapshot, before: Record | None = None) -> bool:
    """Write what differs from what is there, and remove layers and pages that are no more. Was there anything to do?

    `before` is the record of the snapshot that is there. Files that no snapshot writes are left alone. The record is
    written last: where the writing is broken off, the next one knows what the old snapshot had.

    Raises RenderError (output-unwritable).
    """
    folder = folder_of(source)
    to, chosen = snapshot.record.settings.to, snapshot.record.settings.layers
    files = {folder / layer.file: snapshot.layers[layer.name].encode() for layer in layers_for(to, chosen)}
    files |= {folder / PAGES / f"{number}.png": data for number, data in snapshot.pixels.items()}
    files[folder / FILE] = record_to_json(snapshot.record).encode()
    try:
        changed = {file: data for file, data in files.items() if not file.is_file() or file.read_bytes() != data}
        write_outputs(changed)
        old = [file for file in _written_before(folder, before) if file not in files]
        for file in old:
            file.unlink(missing_ok=True)
        with suppress(OSError):  # it is not there, or the user has put something into it
            if not snapshot.pixels:
                (folder / PAGES).rmdir()
    except OSError as error:
        raise RenderError.coded("output-unwritable", name=folder, reason=error.strerror or error) from error
    return bool(changed or old)


def _written_before(folder: Path, record: Record | None) -> list[Path]:
    """The files of a snapshot that are there: what it may have written, and nothing else."""
    formats = record.settings.to if record else ()
    named = [folder / layer.file for layer in layers_for(formats)]
    pages = [page for page in sorted((folder / PAGES).glob("*.png")) if page.stem.isdecimal()]
    return [file for file in (*named, *pages) if file.is_file()]
