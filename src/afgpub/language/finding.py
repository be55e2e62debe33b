"""What a text says of its language."""

from __future__ import annotations

from afgpub.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """The script of a text (ISO 15924) and its language (BCP 47), as far as they are found.

    `sure` means that the language holds against that of the text around; else it is a guess that does for a text
    of which nothing else is known. `letters` is how many letters of the script there are.
    """

    script: str | None = None
    lang: str | None = None
    sure: bool = False
    letters: int = 0


NOTHING = Finding()
