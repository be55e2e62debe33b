"""What all parts of a book decide together, found out only where somebody asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from afgpub.document import Section
from afgpub.language.naming import Survey, joined, usual_languages
from afgpub.language.persian import PERSIAN, persian_by
from afgpub.worker.packing import as_json


class Whole:
    """The survey of a book in `lang`, joined from `surveys` when it is first asked for."""

    def __init__(self, lang: str, surveys: Callable[[], Iterable[Survey]]) -> None:
        self._lang, self._surveys = lang, surveys
        self._survey: Survey | None = None
        self._is_asked = False

    def __call__(self) -> Survey:
        """The survey."""
        self._is_asked = True
        if self._survey is None:
            self._survey = joined(self._surveys())
        return self._survey

    def finish(self, finish: Callable[[Callable[[], Survey]], Section]) -> tuple[Section, str]:
        """What `finish` makes, which may ask for the survey, and the decisions that it has gone by."""
        self._is_asked = False
        made = finish(self)
        return made, self.decisions() if self._is_asked else ""

    def decisions(self) -> str:
        """What a part is finished by, as far as others have a say in it."""
        whole = self()
        persian = self._lang if self._lang in PERSIAN else persian_by(whole.persian)
        return json.dumps([persian, sorted(usual_languages(whole.letters, persian).items())])


def pack_survey(survey: Survey) -> bytes:
    """A survey as JSON."""
    return as_json([survey.letters, survey.persian])


def unpack_survey(packed: bytes) -> Survey:
    """What `pack_survey` made. Raises TypeError or ValueError for what it did not make."""
    letters, persian = json.loads(packed)
    return Survey(tuple(map(tuple, letters)), tuple(persian))
