"""Which language a phrase, a block or a text is in, and which way that language is written.

Letters decide between scripts and wherever a language has letters of its own; common words decide among the
languages of the Arabic script, CLD2 among those of the Latin one. What none of them decides is left open.
"""

from __future__ import annotations

from afgpub.language.detection import PASHTO_LETTERS, detect_language
from afgpub.language.script import direction_of, letters_by_direction

__all__ = ["PASHTO_LETTERS", "detect_language", "direction_of", "letters_by_direction"]
