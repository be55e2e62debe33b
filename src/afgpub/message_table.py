"""The one table of what afgpub has to say: a row for each code, in the order of the stages that say it."""

from __future__ import annotations

from enum import IntEnum

from afgpub.frozen import dataclass


class Severity(IntEnum):
    """How bad it is. `INFO` tells of a repair, `WARNING` of a doubt or a loss, `ERROR` of something broken."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: `text` and `hint` are format strings for the details of one finding."""

    severity: Severity
    text: str
    hint: str = ""


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

TABLE: dict[str, Rule] = {
    # the source
    "source-missing": Rule(_ERROR, "there is no file {name}", "Check the spelling and the folder."),
    "source-folder": Rule(_ERROR, "{name} is a folder, not a file", "Name the file to convert."),
    "source-unreadable": Rule(_ERROR, "{name} cannot be read: {reason}", "Check who may read it."),
    "source-is-name": Rule(
        _WARNING, "the text is the name of a file, and the file was not opened: {name}", "Give Path({name!r}) instead."
    ),
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
    "theme-invalid": Rule(_ERROR, "the theme {name} cannot be used: {reason}", "See docs/themes.md."),
    "option-invalid": Rule(_ERROR, "{option} cannot be {value}", "{expected}"),
    "plugin-broken": Rule(_ERROR, "the plugin {name} cannot be loaded: {reason}", "Install it again or remove it."),
    # the command line
    "usage": Rule(_ERROR, "{reason}", "{hint}"),
    "output-unnamed": Rule(_ERROR, "the output has no name or no format", "Say {example}."),
    "output-folder": Rule(_ERROR, "{name} cannot hold several outputs", "Name a folder with -o and formats with --to."),
    "output-twice": Rule(_ERROR, "{name} would be written twice", "Convert the sources into different folders."),
    "archive-busy": Rule(_ERROR, "another run is at work on {name}", "Wait for it, or choose another folder."),
    "archive-empty": Rule(_ERROR, "there is no source in {name}", "Name the files: --match '*.pdf'."),
    "store-unreachable": Rule(_ERROR, "{name} cannot be reached: {reason}", "See docs/archives.md."),
    "scheduler-unreachable": Rule(_ERROR, "no cluster can be used at {name}: {reason}", "See docs/archives.md."),
    "output-is-source": Rule(_ERROR, "{name} is the source itself", "Choose another place for what is made."),
    "option-misplaced": Rule(_ERROR, "{option} does nothing for {formats}", "Formats that have it: {known}."),
    "stopped": Rule(_ERROR, "stopped"),
    # snapshots
    "snapshot-missing": Rule(_ERROR, "{name} has no snapshot", "Make one with afgpub snapshot update {name}."),
    "snapshot-broken": Rule(
        _ERROR,
        "the snapshot {name} cannot be read: {reason}",
        "Take it from version control, or delete it and make it anew.",
    ),
    "snapshot-orphaned": Rule(
        _ERROR, "{name} is gone, but its snapshot is there", "Bring it back, or delete the folder {folder}."
    ),
    "snapshots-none": Rule(_ERROR, "there is no snapshot in {name}", "Name a source to make the first one of."),
    "layer-unknown": Rule(_ERROR, "there is no layer {name}", "Layers of these formats: {known}."),
    "option-unknown": Rule(_ERROR, "none of {formats} has an option {option}", "Run afgpub convert --help."),
    "internal": Rule(_ERROR, "internal error: {reason}", "{hint}"),
    # output
    "output-unwritable": Rule(_ERROR, "cannot write {name}: {reason}", "Choose another folder with -o."),
    "engine-missing": Rule(_ERROR, "PDF needs {engine}, which is not installed: {reason}", "{install}"),
    "layout-failed": Rule(_ERROR, "the PDF could not be laid out: {reason}", "Please report it with the source."),
    "worker-limit": Rule(
        _ERROR,
        "the work on {name} takes more than {limit}",
        "Split the text into several files, or allow more: --time-limit, --memory-limit, Limits.",
    ),
    "worker-crashed": Rule(
        _ERROR,
        "the process that worked on {name} ended: {reason}",
        "Save the source again with the program that wrote it; if that is no help, please report it with the source.",
    ),
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
    "book-whole": Rule(_INFO, "the book is made whole, not chapter by chapter: {reason}"),
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
    # files of other programs
    "pandoc-missing": Rule(
        _ERROR,
        "the format {format} needs pandoc, which is not installed",
        "Install it with: pip install 'afgpub[pandoc]'.",
    ),
    "pandoc-failed": Rule(
        _ERROR, "{name} cannot be read as {format}: {reason}", "Save it again with the program that wrote it."
    ),
    "pandoc-limit": Rule(_ERROR, "the work on {name} takes more than {limit}", "Split the text into several files."),
    "pandoc-refused": Rule(
        _ERROR, "{name} cannot be written as {format}: {reason}", "Write another format, such as html or epub."
    ),
    "form-not-carried": Rule(_INFO, "{format} has no form for {what}: {count} of them, whose words stand as they are"),
    "fact-not-carried": Rule(_INFO, "{format} has no place for {what}; it is left out: {text}"),
    "pandoc-warning": Rule(_WARNING, "pandoc says of {name}: {text}", "Look at that place in the output."),
    "archive-invalid": Rule(
        _ERROR, "{name} is not a whole file of its kind: {reason}", "Save it again with the program that wrote it."
    ),
    "archive-limit": Rule(_ERROR, "{name} unpacks to more than {limit}", "Save it again with smaller pictures."),
    "xml-invalid": Rule(_ERROR, "{part} of {name} is not XML that can be read: {reason}", "Save it again."),
    "xml-entities": Rule(
        _ERROR, "{part} of {name} declares XML entities, which are refused", "Take the document type out."
    ),
    "words-dropped": Rule(_WARNING, "{what} is left out: {text}", "Write it as plain text if it is needed."),
    "markup-dropped": Rule(_INFO, "{what} is left out, it has no words: {text}"),
    "form-dropped": Rule(_INFO, "{form} has no form of its own here; its words are kept (places: {count})"),
    "page-part-dropped": Rule(_INFO, "{part} is left out: {text}"),
    "pdf-invalid": Rule(_ERROR, "{name} is not a PDF that can be read: {reason}", "Print it to a PDF again."),
    "pdf-encrypted": Rule(
        _ERROR, "{name} is encrypted and asks for a password", "Save a copy without a password, if you may."
    ),
    "pdf-without-text": Rule(
        _ERROR,
        "{name} has no letters on its {pages} pages, only pictures of them or nothing",
        "Run it through text recognition (OCR) first, with OCRmyPDF for example.",
    ),
    "pdf-page-broken": Rule(_WARNING, "the page cannot be read and is left out", "Print it to a PDF again."),
    "pdf-limit": Rule(_ERROR, "{name} has more than {limit}", "Split it into several files."),
    "pdf-letters-unknown": Rule(
        _WARNING,
        "{count} letters are drawn that the file does not name; they stand as U+FFFD or as other letters",
        "Compare the page with the text, or print the PDF again with another program.",
    ),
    "math-as-code": Rule(_WARNING, "a formula stands as TeX code: {text}", "Put a picture of it there."),
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
        _WARNING,
        "the image {target} is not used: {reason}",
        "Only files in the source's folder are read; see also --allow-network.",
    ),
    "image-fetched": Rule(_INFO, "the image {target} is fetched"),
    "image-not-fetched": Rule(
        _WARNING, "the image {target} is not fetched: {reason}", "Put a copy beside the source, and name that."
    ),
    "image-broken": Rule(
        _WARNING,
        "the image {target} cannot be shown: {reason}; its alternative text is printed",
        "Save the image again.",
    ),
    "image-svg-only": Rule(
        _WARNING,
        "{target} stands in the Word file as SVG alone, which not every program shows: {reason}",
        "Save the image as PNG.",
    ),
    "image-no-alternative": Rule(_WARNING, "the image {target} has no alternative text", "Write it in ![here](…)."),
    "image-not-resized": Rule(
        _WARNING, "{target} is not made smaller: {reason}", "It is carried as it is; save it anew."
    ),
    "cover-refused": Rule(
        _WARNING, "the cover {target} is not used: {reason}", "One made of the title stands in its place."
    ),
    "letter-missing": Rule(
        _WARNING, "no face of the theme has {letter} (U+{number:04X}), used {count} times", "Choose another theme."
    ),
    "letter-without-face": Rule(
        _ERROR,
        "no face of the theme has {letter} (U+{number:04X} {name}), used {count} times in {lang}",
        "Choose another theme, or let --missing-letters allow print a box in its place.",
    ),
    "face-unsearchable": Rule(
        _WARNING,
        "the face {face} builds {share} % of its letters of several glyphs",
        "Such text is drawn well and found badly; another face of the script is safer.",
    ),
    "proof-unreadable": Rule(_ERROR, "the PDF cannot be read back: {reason}", "Open it in a viewer to see more."),
    "proof-below": Rule(
        _WARNING,
        "only {share} % of the characters come back from the PDF as written; the level is {level} %",
        "The words that are lost are named one by one.",
    ),
    "proof-word": Rule(_INFO, "the PDF does not say {word} as written, in {context}"),
    "proof-joiner": Rule(
        _WARNING, "{lost} of {count} zero-width non-joiners do not come back from the PDF", "Choose another theme."
    ),
    "proof-order": Rule(
        _WARNING,
        "page {page}: a line is not in the order of UAX #9, from left to right: {text}{more}",
        "See the line on the page; it may need a direction of its own.",
    ),
    "proof-doubled": Rule(_WARNING, "page {page}: a line stands there twice: {text}{more}", "Look at the page."),
    "proof-forms": Rule(
        _WARNING,
        "{count} Arabic letters come back from the PDF as presentation forms",
        "Type letters (U+0600 to U+06FF) instead of their old shapes.",
    ),
    "link-outside": Rule(
        _WARNING, "the link to {target} leads out of the book and is left out, its words are kept", "Give a whole URL."
    ),
    "icc-invalid": Rule(
        _ERROR, "the ICC profile {name} cannot be used: {reason}", "Give the CMYK profile of your press, or none."
    ),
    "press-unfit": Rule(
        _ERROR, "no press would take the PDF: {text} ({check})", "Mend it in the theme, or report it with the source."
    ),
    "press-doubt": Rule(_WARNING, "for a press: {text} ({check})", "See afgpub preflight, and ask your printer."),
    "image-resolution-low": Rule(
        _WARNING,
        "the image {target} has {resolution} pixels per inch on the page; a press wants {wanted}",
        "Take a larger file, or print it smaller.",
    ),
    "image-resolution-poor": Rule(
        _ERROR,
        "the image {target} will look coarse: {resolution} pixels per inch on the page; a press wants {wanted}",
        "Take a larger file, or print it smaller.",
    ),
    "page-too-small": Rule(
        _ERROR,
        "a page of {width:g}×{height:g} mm leaves {inner_width:.0f}×{inner_height:.0f} mm for the text",
        "Choose a larger page with --page, or a theme with narrower margins.",
    ),
    "press-transparency": Rule(_ERROR, "{what} cannot be written as PDF/X-1a", "Use --profile press, or plain paper."),
    "transparency-flattened": Rule(
        _WARNING, "what is half transparent is mixed with white paper, {count} times", "Look at it, or use PDF/X-4."
    ),
    "note-moved": Rule(_INFO, "note {number} stands at the end of the text, not at the foot of its page: {reason}"),
    "table-unfolded": Rule(
        _WARNING,
        "a table of {columns} columns is set as lists of its cells, since this page has room for {most}",
        "Use a wider page, or turn the table so that its columns are rows.",
    ),
    "layout-dense": Rule(
        _ERROR,
        "a paragraph has {count} phrases with markup of their own, more than {most}: {words}…",
        "Divide the paragraph, or take markup out of it.",
    ),
    "layout-doubt": Rule(_WARNING, "the layout engine says: {text}", "Look at the page."),
    "engine-untested": Rule(
        _WARNING,
        "WeasyPrint {version} is left as it is: the repairs are for {tested}, and mixed lines may come out wrong",
        "Install WeasyPrint {tested}.",
    ),
    "link-broken": Rule(_WARNING, "a link leads to #{target}, which is nowhere", "Check the identifier."),
    # check
    "control-misplaced": Rule(
        _ERROR, "{controls} in {place}: what is seen there is not what is stored", "Take it out; it is of no use there."
    ),
    "control-override": Rule(
        _ERROR,
        "{controls}: letters are turned round, so that what is seen is not what is stored",
        "Take it out, and type the letters in the order in which they are read.",
    ),
    "control-unbalanced": Rule(
        _WARNING,
        "{controls}: something begins that does not end in its paragraph, or ends that did not begin",
        "Take it out; [words]{{dir=rtl}} gives words a direction.",
    ),
    "control-stray": Rule(
        _WARNING, "{controls} in the text; the normaliser takes it out", "[words]{{dir=rtl}} gives words a direction."
    ),
    "tags-invisible": Rule(_ERROR, "{count} invisible tag characters, which spell {spelt}", "Take them out."),
    "mark-unpaired": Rule(
        _WARNING, "{mark} has no partner, and the direction changes beside it", "Write its partner, or take it out."
    ),
    "mark-side": Rule(
        _WARNING,
        "the {mark} beside {words} stands on its side only because the line runs {way}",
        "If it belongs to {words}, write [{whole}]{{dir={other}}}; if it does not, write {sign} after it.",
    ),
    "number-order": Rule(
        _WARNING,
        "{numbers} is read from the left by some and from the right by others",
        "Write [{numbers}]{{dir=ltr}}, digits of one kind, or words between the numbers.",
    ),
    "direction-close": Rule(
        _WARNING,
        "the line runs {way} by {share} % of its letters, which is hardly a majority",
        "Write {{dir={dir}}} or {{dir={other}}} on a line before it.",
    ),
    "direction-first": Rule(
        _INFO,
        "a title that runs {way} begins with a word that does not; lists and tabs without markup may turn it round",
        "Begin it with a word that runs {way}.",
    ),
    "parts-order": Rule(
        _WARNING,
        "{count} parts of both directions stand side by side; that the line runs {way} is chance",
        "Write {{dir={dir}}} or {{dir={other}}} on a line before it, or give each part a line.",
    ),
    "link-other": Rule(
        _ERROR, "the link shows {shown} and leads to {target}", "Show where it leads, or say it in other words."
    ),
}
