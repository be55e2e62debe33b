"""Which letters join (Unicode, ArabicShaping.txt), so that a word stays whole where its style changes."""

from __future__ import annotations

import re

ZWJ = "\u200d"

# Dual-joining and join-causing, then right-joining letters of the Arabic, Syriac, N'Ko and Mandaic blocks.
_DUAL = (
    "\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0640-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687\u069a-\u06bf\u06c1"
    "\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d\u072e"
    "\u074e-\u0758\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u07fa\u0841-\u0845\u0848"
    "\u084a-\u0853\u0855\u0860\u0862-\u0865\u0868\u0883-\u0886\u0889-\u088d\u08a0-\u08a9\u08af\u08b0\u08b3-\u08b8"
    "\u08ba-\u08c8"
)
_RIGHT = (
    "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf"
    "\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b\u076c"
    "\u0771\u0773\u0774\u0778\u0779\u0840\u0846\u0847\u0849\u0854\u0856-\u0858\u0867\u0869\u086a\u0870-\u0882\u088e"
    "\u08aa-\u08ac\u08ae\u08b1\u08b2\u08b9"
)
# Marks and embedding controls lie between two letters without parting them; isolates and ZWNJ do part them.
_MARKS = "\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u070f\u0711"
_MARKS += "\u0730-\u074a\u07eb-\u07f3\u07fd\u0859-\u085b\u0890\u0891\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u00ad"
_MARKS += "\u200b\u200e\u200f\u202a-\u202e\u0300-\u036f"
_JOINS_ON = re.compile(f"[{_DUAL}][{_MARKS}]*\\Z")
_JOINS_BACK = re.compile(f"[{_MARKS}]*[{_DUAL}{_RIGHT}]")


def joins_on(text: str) -> bool:
    """Whether the last letter of `text` joins the letter that comes next."""
    # marks beyond the first few on one letter are not looked at, so that the time does not go by their number
    return _JOINS_ON.search(text[-32:]) is not None


def joins_back(text: str) -> bool:
    """Whether the first letter of `text` joins the letter that comes before it."""
    return _JOINS_BACK.match(text[:32]) is not None
