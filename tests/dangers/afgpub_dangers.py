"""A reader that does to its process what a hostile file would do to an engine, as the text of the source says."""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.document import Document, Paragraph, Section, Text
from afgpub.options import Options, option
from afgpub.plugins import Reader, Renderer, Rendering
from afgpub.worker.confining import is_apart
from afgpub.worker.frames import write_packet

if TYPE_CHECKING:
    from afgpub.plugins import Messages
    from afgpub.source import Source


def do(deed: str) -> str:
    """Do it; what can be told of it afterwards."""
    match deed.split():
        case ["hang"]:
            while True:
                pass
        case ["ignore"]:  # what asks politely
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            do("hang")
        case ["crash"]:
            faulthandler.disable()  # pytest's would print a traceback
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["leave"]:
            os._exit(3)
        case ["eat"]:
            eaten = []
            while True:
                eaten.append(bytearray(1 << 24))
        case ["abort"]:  # as a C library does that gets no memory
            sys.stderr.write("GLib-ERROR: failed to allocate 16777216 bytes\n")
            sys.stderr.flush()
            os.abort()
        case ["forge", text]:  # in the place of the worker's answer
            frames = [part.encode() for part in text.split("|")]
            for descriptor in range(3, 64):
                try:
                    write_packet(descriptor, frames)
                except OSError:
                    continue
            do("hang")
        case ["raise"]:
            raise RuntimeError("it broke")
        case ["shout"]:
            print("a word for nobody")
            os.write(1, b"another")
        case ["tell"]:
            facts = {
                "pid": os.getpid(),
                "apart": is_apart(),
                "folder": str(Path.cwd()),
                "environment": sorted(os.environ),
            }
            return json.dumps(facts)
        case ["call", port]:
            socket.create_connection(("127.0.0.1", int(port)), 1).close()
    return deed


def read_danger(source: Source) -> tuple[Document, Messages]:
    """A document that says what was done."""
    told = do(source.text().strip())
    return Document(Section(title=(Text("Danger"),), children=(Paragraph((Text(told),)),)), source.name), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerOptions(Options):
    deed: str = option("", "what to do")


def render_danger(document: Document, options: DangerOptions, folder: Path | None) -> Rendering:
    """What was done."""
    return Rendering(do(options.deed).encode())


DANGER = Reader("danger", (".danger",), read_danger, apart=True)
RENDERER = Renderer("danger", ".danger-done", "text/plain", DangerOptions, render_danger)
