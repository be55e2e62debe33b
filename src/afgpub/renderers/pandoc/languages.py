"""Languages as programs for writing want them: which way their script runs, and their parts."""

from __future__ import annotations

_RTL = frozenset("ar arc ckb dv fa he ku nqo prs ps sd syr ug ur yi".split())


def is_rtl_language(lang: str) -> bool:
    """Whether a language (BCP 47) is written from right to left; a subtag of script (RFC 5646, 2.2.3) goes first."""
    primary, *rest = lang.lower().split("-")
    if "latn" in rest or "cyrl" in rest:
        return False
    return primary in _RTL or "arab" in rest or "hebr" in rest


def language_and_region(lang: str) -> tuple[str, str]:
    """The language and the region of a tag, each empty where the tag has none; `und` is none."""
    primary, *rest = lang.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    return ("" if primary == "und" else primary.lower()), region
