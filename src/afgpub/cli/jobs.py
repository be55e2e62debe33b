"""The jobs of `afgpub convert`, one after another in a child; one that kills it does not stop the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.cli import settled
from afgpub.cli.conversions import Outcome
from afgpub.cli.limiting import why
from afgpub.cli.progress import wipe
from afgpub.cli.report import Written
from afgpub.exceptions import AfgpubError
from afgpub.worker.confining import arm
from afgpub.worker.packing import (
    as_json,
    of_json,
    pack,
    pack_error,
    pack_messages,
    unpack,
    unpack_error,
    unpack_messages,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from afgpub.cli.targets import Job
    from afgpub.limits import Limits
    from afgpub.worker.forking import Send


class StoppedError(Exception):
    """A child stopped for a reason of all jobs, which it has told; `code` is what to exit with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def convert_apart(
    jobs: Sequence[Job],
    convert: Callable[[Sequence[Job]], Iterable[Outcome]],
    limits: Limits,
    arguments: Sequence[str],
) -> list[Outcome]:
    """The outcomes of `convert` for all jobs, each within `limits`.

    A child that dies over a job is replaced by one that goes on with the next. Raises StoppedError for one that
    stopped.
    """
    from afgpub.worker.forking import Child

    done: list[Outcome] = []
    while rest := jobs[len(done) :]:
        with Child(_worker(rest, convert, limits, arguments), limits) as child:
            for _ in rest:
                packet = child.receive()
                if packet is None:
                    break
                done.append(_unpacked(packet))
        ended = child.ended
        if not ended.is_late and ended.code > 0:
            raise StoppedError(ended.code)
        if len(done) < len(jobs):
            wipe()
            name = jobs[len(done)].name
            done.append(Outcome(failures=(why(ended, name, limits),)))
    return done


def _worker(
    jobs: Sequence[Job],
    convert: Callable[[Sequence[Job]], Iterable[Outcome]],
    limits: Limits,
    arguments: Sequence[str],
) -> Callable[[Send], int]:
    def work(send: Send) -> int:
        def all_of_them() -> None:
            for outcome in convert(jobs):
                send(_packed(outcome))
                arm(limits.seconds)

        return settled(all_of_them, arguments)

    return work


def _packed(outcome: Outcome) -> list[bytes]:
    errors = [f if isinstance(f, AfgpubError) else _coded(f) for f in outcome.failures]
    fields = (outcome.title, pack(outcome.outputs), pack_messages(outcome.messages), [pack_error(e) for e in errors])
    return [as_json(fields)]


def _coded(failure: Exception) -> AfgpubError:
    from afgpub.cli.failure import as_message

    return AfgpubError(as_message(failure))


def _unpacked(packet: Sequence[bytes]) -> Outcome:
    """The outcome of a packet of our own child. Raises UnpackError."""
    title, outputs, messages, errors = of_json(packet[0])
    return Outcome(
        title=unpack(str, title),
        outputs=unpack(tuple[Written, ...], outputs),
        messages=unpack_messages(messages),
        failures=tuple(unpack_error(error) for error in errors),
    )
