"""WeasyPrint without urllib.request, with its HTTP, TLS and mail: our fetcher has what it fetches at hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Any

from afgpub.stand_ins import StandIn, stand_ins


@contextmanager
def fetching_later() -> Iterator[None]:
    """Within, WeasyPrint is loaded without it, and gets it as soon as somebody makes a fetcher of its own.

    Left alone where urllib.request is loaded already.
    """
    if "urllib.request" in sys.modules:
        yield
        return
    import urllib

    stand_in = StandIn("urllib.request", _Handlers(OpenerDirector=_Opener))
    setattr(urllib, "request", stand_in)  # noqa: B010 - as an import would
    with stand_ins({"urllib.request": stand_in}):
        yield
    from weasyprint import urls

    start = urls.URLFetcher.__init__

    @wraps(start)
    def start_and_load(fetcher: Any, *given: Any, **named: Any) -> None:
        request = import_module("urllib.request")
        urls.request, urls.URLFetcher.__bases__, urls.URLFetcher.__init__ = request, (request.OpenerDirector,), start
        start(fetcher, *given, **named)

    urls.URLFetcher.__init__ = start_and_load


class _Handlers(dict[str, Any]):
    """Names of what makes handlers: none is made."""

    def __contains__(self, name: object) -> bool:
        return not str(name).startswith("__")

    def __missing__(self, name: str) -> Any:
        return lambda **given: None


class _Opener:
    """The base of WeasyPrint's fetcher until urllib.request is loaded."""

    def add_handler(self, handler: Any) -> None:
        """What is made while WeasyPrint is loaded fetches nothing."""
