"""Text rules: letters, joiners, spaces and marks put right from tree to tree, each place told of as an edit.

No letter of Pashto, Urdu, Uzbek or Arabic is changed, no word is lost, and addresses, code, numbers and names in
another script are left as they are.
"""

from __future__ import annotations

from afgpub.document import Document
from afgpub.language.looks import Looks
from afgpub.messages import Message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text.changes import Edit as Edit
from afgpub.normaliser.text.document import TextNormaliser


def normalise_text(
    document: Document, options: NormaliserOptions, looks: Looks | None = None
) -> tuple[Document, tuple[Message, ...]]:
    """The document with the rules of `options.rules` and `options.digits` applied, and an Edit for every place.

    Edits are in the order of the phrases of the document, and within one in the order of the rules. Doing it twice
    changes nothing more; with rules `none` and digits `keep` the document comes back as it is. `looks` keeps what is
    seen of the texts.
    """
    normaliser = TextNormaliser(document, options, looks)
    return normaliser.run(), tuple(normaliser.edits)
