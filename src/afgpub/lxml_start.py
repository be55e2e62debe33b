"""lxml without what it imports and we never use of it: `inspect` and `gzip` take as long to load as the rest of it.

Whoever may be the first to need lxml in a conversion takes `etree` from here.
"""

from __future__ import annotations

import sys

from afgpub.stand_ins import StandIn, called_later, stand_ins

# For parser targets of its callers' and for compressed output.
_NEEDLESS = {"inspect": "getfullargspec", "gzip": "GzipFile"}


if "lxml.etree" in sys.modules:
    from lxml import etree as etree
else:
    _missing = {home: name for home, name in _NEEDLESS.items() if home not in sys.modules}
    with stand_ins({home: StandIn(home, {name: called_later(home, name)}) for home, name in _missing.items()}):
        from lxml import etree as etree
