"""What WeasyPrint imports and an article seldom needs, loaded when it is used.

fontTools cuts down faces where HarfBuzz cannot, Pillow opens photographs, tinyhtml5 parses HTML as text, urllib.request
and email are for what is fetched, mimetypes for what is attached, uuid for a kind of metadata that we do not ask for;
OpenSSL and what opens archives are dear for a digest and for files that lie in a folder, which have ways of their own.
While WeasyPrint is imported, it and only it gets stand-ins for them; the first use of any loads its package and puts
the real things in their places.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from afgpub.renderers.pdf.fetching_later import fetching_later
from afgpub.stand_ins import StandIn, called_later, folders, part, stand_ins

# By the module of WeasyPrint that imports them: the names, and from where they are; `import name` is from nowhere.
PLACES: dict[str, dict[str, str]] = {
    "weasyprint": {"tinyhtml5": ""},
    "weasyprint.css": {"ImageCmsProfile": "PIL.ImageCms"},
    "weasyprint.draw.text": {"Image": "PIL"},
    "weasyprint.images": {"EpsImagePlugin": "PIL", "Image": "PIL", "ImageFile": "PIL", "ImageOps": "PIL"},
    "weasyprint.pdf.fonts": {
        "subset": "fontTools",
        "TTFont": "fontTools.ttLib",
        "TTLibError": "fontTools.ttLib",
        "ttFont": "fontTools.ttLib",
        "instantiateVariableFont": "fontTools.varLib.instancer",
    },
    "weasyprint.pdf.anchors": {"mimetypes": ""},
    "weasyprint.pdf.metadata": {"uuid4": "uuid"},
    "weasyprint.text.fonts": {"TTFont": "fontTools.ttLib", "woff2": "fontTools.ttLib"},
    "weasyprint.urls": {"EmailMessage": "email.message", "request": "urllib"},
}


def _folder(package: Any) -> Any:
    """`importlib.resources.files` without the archives and temporary files that it would load."""
    module = import_module(package) if isinstance(package, str) else package
    places = list(module.__path__)
    if len(places) == 1 and (folder := Path(places[0])).is_dir():
        return folder
    return part("files", "importlib.resources")(package)


def _md5(data: bytes = b"", *, usedforsecurity: bool = True) -> Any:
    """`hashlib.md5` without OpenSSL, where Python has an MD5 of its own."""
    try:
        from _md5 import md5  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from hashlib import md5
    return md5(data, usedforsecurity=usedforsecurity)  # noqa: S324 - it names what is alike


# By the module of the standard library: the one function that WeasyPrint and what is behind it take from there.
FUNCTIONS: dict[str, tuple[str, Any]] = {
    "hashlib": ("md5", _md5),
    "importlib.resources": ("files", _folder),
    "shutil": ("rmtree", called_later("shutil", "rmtree")),
    "tempfile": ("mkdtemp", called_later("tempfile", "mkdtemp")),
}


@contextmanager
def loaded_later() -> Iterator[None]:
    """Within, what WeasyPrint imports from these packages is a stand-in, and afterwards real as soon as it is used.

    A package that is loaded already is left as it is, as is what the packages behind WeasyPrint import.
    """
    import cssselect2  # noqa: F401

    modules: dict[str, dict[str, Any]] = {}
    settings: dict[tuple[str, str], dict[str, Any]] = {}
    for names in PLACES.values():
        for name, home in names.items():
            if folders(home or name)[0] in sys.modules:
                continue
            for folder in folders(home or name):
                modules.setdefault(folder, {})
            if home:
                modules[home][name] = Later(name, home, settings.setdefault((name, home), {}))
    if "mimetypes" in modules:
        modules["mimetypes"]["MimeTypes"] = _Types
    modules |= {home: {name: made} for home, (name, made) in FUNCTIONS.items() if home not in sys.modules}
    with stand_ins({name: StandIn(name, later) for name, later in modules.items()}), fetching_later():
        yield


class _Types:
    """WeasyPrint's table of media types, made when it is asked: it is read from the machine's own lists."""

    def __getattr__(self, name: str) -> Any:
        from mimetypes import MimeTypes

        return getattr(MimeTypes(), name)


class Later:
    """Something that is not loaded yet; what is set on it meanwhile is set when it is.

    `TTLibError` is caught only after another part of fontTools was used.
    """

    def __init__(self, name: str, home: str, settings: dict[str, Any]) -> None:
        self.__dict__.update(_own=(name, home), _settings=settings)

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._loaded()(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._settings[name] = value

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, self._loaded())

    def _loaded(self) -> Any:
        package = folders(self._own[1])[0]
        for place, names in PLACES.items():
            for name, home in names.items():
                stand_in = getattr(sys.modules[place], name, None)
                if folders(home)[0] == package and type(stand_in) is Later:
                    real = part(name, home)
                    for key, value in stand_in._settings.items():
                        setattr(real, key, value)
                    setattr(sys.modules[place], name, real)
        return part(*self._own)
