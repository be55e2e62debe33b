"""What afgpub has to say about a text: coded messages, all from the one table below.

No stage prints or logs; each returns its messages as data. A message is for where a sensible document still
comes out; where none can, the same coded message travels inside an `afgpub.exceptions.AfgpubError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from afgpub.document import Span


class Severity(IntEnum):
    """How bad it is. `INFO` tells of a repair, `WARNING` of a doubt or a loss, `ERROR` of something broken."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Message:
    """One finding: prints as `file:line: text [code]`; `hint` says what to do about it."""

    code: str
    severity: Severity
    text: str
    span: Span | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        return f"{place}{self.text} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: `text` and `hint` are format strings for the details of one finding."""

    severity: Severity
    text: str
    hint: str = ""


def message(code: str, span: Span | None = None, **details: object) -> Message:
    """Make the message `code` of the table with its details filled in.

    Raises KeyError for a code that is not in `TABLE`, or a detail that its text needs and is not given.
    """
    rule = TABLE[code]
    text, hint = rule.text.format_map(details), rule.hint.format_map(details)
    return Message(code, rule.severity, text, span, hint)


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

TABLE: dict[str, Rule] = {
    # the source
    "source-missing": Rule(_ERROR, "there is no file {name}", "Check the spelling and the folder."),
    "source-folder": Rule(_ERROR, "{name} is a folder, not a file", "Name the file to convert."),
    "source-unreadable": Rule(_ERROR, "{name} cannot be read: {reason}", "Check who may read it."),
    "source-empty": Rule(_ERROR, "{name} holds no text", "Save the text into it first."),
    "source-binary": Rule(
        _ERROR, "{name} is not text: {reason}", "Name a text file, or say with --from which format it is in."
    ),
    "source-encoding": Rule(
        _ERROR, "{name} is not UTF-8: byte 0x{byte:02x} at column {column}", "Save the file again as UTF-8."
    ),
    "source-nul": Rule(
        _WARNING, "NUL characters stand as U+FFFD, {count} of them", "Save the text again without them."
    ),
    "encoding-guessed": Rule(
        _WARNING, "lines that are not UTF-8 are read as {encoding}, {lines} of them", "Save the text again as UTF-8."
    ),
    "encoding-damaged": Rule(
        _WARNING,
        "bytes that are no valid {encoding} stand as U+FFFD, in {lines} lines",
        "Put the letters in that are missing there.",
    ),
    "encoding-mojibake": Rule(
        _WARNING,
        "UTF-8 that had been read as {encoding} is read back, in {lines} lines",
        "Compare it with the original and save it as UTF-8.",
    ),
    "source-too-large": Rule(
        _ERROR, "{name} has {size} bytes; the limit is {limit}", "Split the text into several files."
    ),
    "source-line-too-long": Rule(
        _ERROR, "a line of {size} characters; the limit is {limit}", "Break the text into paragraphs."
    ),
    "source-tree": Rule(_ERROR, "{name} is not a tree that afgpub wrote: {reason}", "Make it with --to json."),
    "source-nesting": Rule(
        _ERROR, "blocks or phrases stand more than {limit} deep in each other", "Flatten the quotes and lists."
    ),
    # names and options
    "reader-unknown": Rule(_ERROR, "no reader for {name}", "Known: {known}. Choose one with --from."),
    "format-unknown": Rule(_ERROR, "unknown output format {name}", "Known: {known}."),
    "theme-unknown": Rule(_ERROR, "unknown theme {name}", "Known: {known}."),
    "option-invalid": Rule(_ERROR, "{option} cannot be {value}", "{expected}"),
    "plugin-broken": Rule(_ERROR, "the plugin {name} cannot be loaded: {reason}", "Install it again or remove it."),
    # the command line
    "usage": Rule(_ERROR, "{reason}", "{hint}"),
    "output-unnamed": Rule(_ERROR, "the output has no name or no format", "Say {example}."),
    "output-folder": Rule(_ERROR, "{name} cannot hold several outputs", "Name a folder with -o and formats with --to."),
    "output-twice": Rule(_ERROR, "{name} would be written twice", "Convert the sources into different folders."),
    "output-is-source": Rule(_ERROR, "{name} is the source itself", "Choose another name with -o."),
    "option-misplaced": Rule(_ERROR, "{option} does nothing for {formats}", "Formats that have it: {known}."),
    "stopped": Rule(_ERROR, "stopped"),
    "internal": Rule(_ERROR, "internal error: {reason}", "{hint}"),
    # output
    "output-unwritable": Rule(_ERROR, "cannot write {name}: {reason}", "Choose another folder with -o."),
    "engine-missing": Rule(_ERROR, "PDF needs {engine}, which is not installed: {reason}", "{install}"),
    "layout-failed": Rule(_ERROR, "the PDF could not be laid out: {reason}", "Please report it with the source."),
    "strict": Rule(_ERROR, "stopped by --strict: {count} of the messages are warnings or worse", "Mend them first."),
    # front matter
    "front-matter-invalid": Rule(
        _ERROR, "the front matter is not YAML that can be read: {reason}", "It is kept as text until it is mended."
    ),
    "front-matter-unknown": Rule(_WARNING, "the front matter has an unknown key {key}", "Known: {known}."),
    "front-matter-value": Rule(_WARNING, "the front matter's {key} is not understood: {value}", "{expected}"),
    # reading
    "html-shown-as-text": Rule(
        _WARNING, "the HTML {tag} is not one of the safe few and is shown as text", "Write it in Markdown."
    ),
    "html-comment-dropped": Rule(_INFO, "a comment is left out: {text}"),
    "html-attribute-dropped": Rule(
        _WARNING, "the attribute {name} of {tag} is left out", "Kept are id, class, lang and dir."
    ),
    "attribute-dropped": Rule(_WARNING, "the attribute {name} is left out", "Known: id, class, lang, dir."),
    "link-unsafe": Rule(
        _WARNING, "the link to {target} is left out, its words are kept", "Allowed: http, https, mailto, tel."
    ),
    "link-unused": Rule(
        _INFO, "the link definition {label} ({target}) is used nowhere and left out", "Use it as [{label}]."
    ),
    "note-undefined": Rule(_WARNING, "the note {label} is called but not written", "Add a line [^{label}]: …"),
    "note-uncalled": Rule(
        _WARNING, "the note {label} is called nowhere; it stands at the end", "Call it with [^{label}]."
    ),
    "table-cell-dropped": Rule(
        _WARNING, "a row has more cells than the table has columns; left out: {text}", "Give each a column in the head."
    ),
    "division-unclosed": Rule(_WARNING, "the division ::: is not closed", "Add a line ::: at its end."),
    # normalising
    "publication-found": Rule(_INFO, "masthead read as the publication: {text}"),
    "contact-found": Rule(_INFO, "contact line: {text}"),
    "label-found": Rule(_INFO, "section label ({lang}): {text}"),
    "contributor-found": Rule(_INFO, "{role}: {text}"),
    "date-issued": Rule(_INFO, "{text} read as the day of issue, {iso}"),
    "date-written": Rule(_INFO, "{text} read as the day of writing, {iso}"),
    "date-ambiguous": Rule(
        _WARNING, "{text} may be {iso} or another day, and stays as text", "Write it as {iso} to be sure."
    ),
    "date-impossible": Rule(
        _WARNING, "{text} is not a day of the calendar and stays as text", "Write it as 2024-06-30."
    ),
    "line-uncertain": Rule(
        _WARNING, "a line above the title is not understood and stands below it: {text}", "Name it in the front matter."
    ),
    "kicker-found": Rule(_INFO, "line above the title read as its kicker: {text}"),
    "subtitle-found": Rule(_INFO, "line below the title read as its subtitle: {text}"),
    "part-found": Rule(_INFO, "part of a series: {text}"),
    "place-found": Rule(_INFO, "place: {text}"),
    "outlet-found": Rule(_INFO, "agency: {text}"),
    "source-found": Rule(_INFO, "source of the text: {text}"),
    "tags-found": Rule(_INFO, "tags: {text}"),
    "box-opened": Rule(_INFO, "a table around the head is taken away, its lines are kept"),
    "running-foot-dropped": Rule(_INFO, "running foot of a PDF page left out: {text}"),
    "heading-found": Rule(_INFO, "line read as a heading: {text}"),
    "signature-found": Rule(_INFO, "signature: {text}"),
    "title-found": Rule(_INFO, "first heading read as the title: {text}"),
    "title-missing": Rule(
        _WARNING, "the text has no title", "Begin it with a heading, or give title: in front matter."
    ),
    "heading-rank": Rule(_INFO, "heading of level {old} set as level {new}: {text}"),
    "heading-emphasis": Rule(_INFO, "bold taken off a whole heading: {text}"),
    "statistic-found": Rule(_INFO, "bold figure read as a statistic: {value} {unit}"),
    "bio-found": Rule(_INFO, "closing paragraph read as the note on {name}"),
    # text rules
    "text-edited": Rule(_INFO, "{rule}: {before} becomes {after}{more}"),
    "control-removed": Rule(
        _WARNING,
        "a character that is not seen is taken out: {before} becomes {after}{more}",
        "See what it did there; --rules -controls keeps it.",
    ),
    "line-reversed": Rule(
        _WARNING, "the line stands in visual order and is turned round: {before}", "Compare it with the original."
    ),
    # rendering
    "date-converted": Rule(_INFO, "{text} is printed as {printed}"),
    "image-missing": Rule(_WARNING, "there is no image {target}; its alternative text is printed", "Check the path."),
    "image-refused": Rule(
        _WARNING, "the image {target} is not used: {reason}", "Only files in the source's folder are read."
    ),
    "image-no-alternative": Rule(_WARNING, "the image {target} has no alternative text", "Write it in ![here](…)."),
    "letter-missing": Rule(
        _WARNING, "no face of the theme has {letter} (U+{number:04X}), used {count} times", "Choose another theme."
    ),
    "link-outside": Rule(
        _WARNING, "the link to {target} leads out of the book and is left out, its words are kept", "Give a whole URL."
    ),
    "layout-doubt": Rule(_WARNING, "the layout engine says: {text}", "Look at the page."),
    "link-broken": Rule(_WARNING, "a link leads to #{target}, which is nowhere", "Check the identifier."),
}
