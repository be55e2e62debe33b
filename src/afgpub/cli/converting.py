"""What `afgpub convert` does when it is known what is to be done: each source in a child with limits, then a report."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from afgpub.cli.conversions import Outcome, convert_source, steps_of
from afgpub.cli.jobs import StoppedError, convert_apart
from afgpub.cli.limiting import is_needed, run_elsewhere
from afgpub.cli.progress import Progress
from afgpub.cli.report import print_message, print_messages, print_title, print_written, say
from afgpub.frozen import dataclass
from afgpub.messages import Severity
from afgpub.worker.confining import is_apart
from afgpub.worker.forking import can_fork

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from afgpub.cli.targets import Job
    from afgpub.limits import Limits
    from afgpub.normaliser.options import NormaliserOptions
    from afgpub.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of `afgpub convert`, of which all is judged: the jobs, and the options of each of their formats."""

    jobs: tuple[Job, ...]
    options: Mapping[str, Options]
    normaliser: NormaliserOptions
    limits: Limits
    reader: str | None = None
    strict: bool = False
    allow_network: tuple[str, ...] = ()
    cache: Path | None = None
    as_json: bool = False
    verbose: bool = False
    quiet: bool = False
    debug: bool = False


def convert_all(call: Call, arguments: Sequence[str]) -> int:
    """Convert and report; the exit code. `arguments` are those of the whole call.

    Raises UsageError and WorkerError.
    """
    started = perf_counter()
    if is_apart() or not is_needed(call.limits):
        outcomes = list(_converted(call, call.jobs))
    elif can_fork():
        try:
            outcomes = convert_apart(call.jobs, lambda some: _converted(call, some), call.limits, arguments)
        except StoppedError as stopped:
            return stopped.code
    else:
        return run_elsewhere(arguments, call.jobs[0].name, call.limits, len(call.jobs))
    if call.as_json:
        _report_json(outcomes)
    else:
        _report(outcomes, call, perf_counter() - started)
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    if not failures:
        return 0
    from afgpub.cli.failure import exit_code

    return max(map(exit_code, failures))


def _converted(call: Call, some: Sequence[Job]) -> Iterator[Outcome]:
    done = steps_of(call.jobs) - steps_of(some)
    with Progress(steps_of(call.jobs), shown=not (call.quiet or call.as_json), done=done) as progress:
        for job in some:
            outcome = convert_source(
                job,
                call.options,
                reader=call.reader,
                normaliser=call.normaliser,
                strict=call.strict,
                step=progress.step,
                allow_network=call.allow_network,
                cache=call.cache,
            )
            if call.debug:
                import traceback

                for failure in outcome.failures:
                    traceback.print_exception(failure)
            yield outcome


def _report(outcomes: Sequence[Outcome], call: Call, seconds: float) -> None:
    if not call.quiet:
        for outcome in outcomes:
            print_title(outcome.title if outcome.outputs else "")
            for output in outcome.outputs:
                print_written(output)
        count = sum(len(outcome.outputs) for outcome in outcomes)
        if count > 1:
            say(f"{count} files in {seconds:.2f} s")
    least = Severity.ERROR if call.quiet else Severity.INFO if call.verbose else Severity.WARNING
    for outcome in outcomes:
        print_messages(outcome.messages, least)
        if outcome.failures:
            from afgpub.cli.failure import as_message

            for failure in outcome.failures:
                print_message(as_message(failure))


def _report_json(outcomes: Sequence[Outcome]) -> None:
    from afgpub.cli.failure import as_message
    from afgpub.cli.report import print_json

    failures = [as_message(failure) for outcome in outcomes for failure in outcome.failures]
    print_json(
        [output for outcome in outcomes for output in outcome.outputs],
        [finding for outcome in outcomes for finding in outcome.messages] + failures,
        failures[0] if failures else None,
    )
