"""What a reader without eyes, or without a mouse, can expect: schema.org metadata found out from the pages.

Only what holds for these very pages is said (EPUB Accessibility 1.1 §2); no conformance is claimed, since nobody has
checked it. The cover is left out: all that it shows is said in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afgpub.renderers.epub.xhtml import Page

# What each sentence says, and to whom it is said in which language.
_SUMMARY = {
    "en": {
        "order": "The text is in reading order, with a table of contents, headings, and its languages marked.",
        "plain": "The text is in reading order, with a table of contents and its languages marked.",
        "pages": "It bears the page numbers of the printed edition.",
        "none": "It has no images.",
        "described": "Every image is described.",
        "mute": "Some images are not described.",
    },
    "de": {
        "order": "Der Text steht in Lesereihenfolge, mit Inhaltsverzeichnis und Überschriften; Sprachen sind benannt.",
        "plain": "Der Text steht in Lesereihenfolge, mit Inhaltsverzeichnis; Sprachen sind benannt.",
        "pages": "Er trägt die Seitenzahlen der gedruckten Ausgabe.",
        "none": "Er hat keine Bilder.",
        "described": "Jedes Bild ist beschrieben.",
        "mute": "Nicht alle Bilder sind beschrieben.",
    },
    "fa": {
        "order": "متن به ترتیب خواندن است و فهرست، عنوان‌ها و نشان زبان‌ها را دارد.",
        "plain": "متن به ترتیب خواندن است و فهرست و نشان زبان‌ها را دارد.",
        "pages": "شماره‌های صفحه‌های نسخهٔ چاپی در آن است.",
        "none": "تصویری ندارد.",
        "described": "همهٔ تصویرها شرح دارند.",
        "mute": "همهٔ تصویرها شرح ندارند.",
    },
    "ps": {
        "order": "متن د لوستلو په ترتیب دی، لړلیک او سرلیکونه لري او ژبې یې په نښه شوې دي.",
        "plain": "متن د لوستلو په ترتیب دی، لړلیک لري او ژبې یې په نښه شوې دي.",
        "pages": "د چاپي نسخې د مخونو شمېرې لري.",
        "none": "انځورونه نه لري.",
        "described": "ټول انځورونه تشریح شوي دي.",
        "mute": "ټول انځورونه نه دي تشریح شوي.",
    },
}


def describe_access(pages: tuple[Page, ...], lang: str, *, numbered: bool) -> tuple[tuple[str, str, str], ...]:
    """Property, value and the language of the value, as they stand in the package document.

    `numbered` says that there is a page-list with its marks in the text.
    """
    images = [image for page in pages for image in page.body.iter("img")]
    described = all((image.get("alt") or "").strip() for image in images)
    headings = any(next(page.body.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None for page in pages)
    facts = [("accessMode", "textual")]
    if images:
        facts += [("accessMode", "visual"), ("accessModeSufficient", "textual,visual")]
    if described:
        facts.append(("accessModeSufficient", "textual"))
    features = ["displayTransformability", "readingOrder", "tableOfContents"]
    features += ["structuralNavigation"] * headings
    features += ["alternativeText"] * bool(images and described)
    features += ["pageBreakMarkers", "pageNavigation"] * numbered
    facts += [("accessibilityFeature", feature) for feature in features]
    facts.append(("accessibilityHazard", "none"))
    spoken = lang.split("-")[0] if lang.split("-")[0] in _SUMMARY else "en"
    said = ["order" if headings else "plain", *["pages"] * numbered]
    said.append("none" if not images else "described" if described else "mute")
    summary = ("schema:accessibilitySummary", " ".join(_SUMMARY[spoken][key] for key in said), spoken)
    return (*((f"schema:{name}", value, "") for name, value in facts), summary)
