"""How the publication of a snapshot is made, and with what: kept as `snapshot.json` beside its layers."""

from __future__ import annotations

import json
from collections.abc import Mapping

from afgpub.frozen import dataclass, field, fields

FILE = "snapshot.json"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was asked for: the formats, the reader (empty: by the name), options of formats and normaliser, layers.

    Each option goes to those of the formats that have it. No layers means all that the formats have.
    """

    to: tuple[str, ...] = ("html", "epub", "pdf")
    reader: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    normaliser: Mapping[str, object] = field(default_factory=dict)
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The settings, and the environment in which the snapshot was taken: names of programs and faces, and versions."""

    settings: Settings
    environment: Mapping[str, str]


def record_to_json(record: Record) -> str:
    """As text with a line for each value, so that a change of version is a change of one line."""
    settings = {f.name: getattr(record.settings, f.name) for f in fields(Settings)}
    given = {name: dict(v) if isinstance(v, Mapping) else v for name, v in settings.items() if v}
    whole = {"snapshot": VERSION, "settings": given, "environment": dict(record.environment)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def record_from_json(text: str) -> Record:
    """What `record_to_json` wrote. Raises ValueError with the reason where `text` is something else."""
    whole = json.loads(text)
    if not isinstance(whole, dict) or whole.get("snapshot") != VERSION:
        raise ValueError(f'it has no "snapshot": {VERSION}')
    given, environment = whole.get("settings"), whole.get("environment")
    if not isinstance(given, dict) or not isinstance(environment, dict):
        raise ValueError('it has no "settings" or no "environment"')
    lists = {name: _words(name, given.get(name)) for name in ("to", "layers") if name in given}
    maps = {name: _mapping(name, given.get(name)) for name in ("options", "normaliser") if name in given}
    settings = Settings(**{**lists, **maps, "reader": str(given.get("reader", ""))})  # type: ignore[arg-type]
    return Record(settings, {str(name): str(value) for name, value in environment.items()})


def _words(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(f'"{name}" is not a list of words')
    return tuple(value)


def _mapping(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f'"{name}" is not an object')
    return value
