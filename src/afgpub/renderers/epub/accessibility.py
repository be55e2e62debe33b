"""What a reader without eyes, or without a mouse, can expect: schema.org metadata found out from the pages.

Only what holds for these very pages is said (EPUB Accessibility 1.1 §2); no conformance is claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afgpub.renderers.epub.xhtml import Page


def describe_access(pages: tuple[Page, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of property and value, as they stand in the package document."""
    images = [image for page in pages for image in page.body.iter("img")]
    described = all((image.get("alt") or "").strip() for image in images)
    headings = any(next(page.body.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None for page in pages)
    facts = [("accessMode", "textual")]
    if images:
        facts += [("accessMode", "visual"), ("accessModeSufficient", "textual,visual")]
    if described:
        facts.append(("accessModeSufficient", "textual"))
    facts += [("accessibilityFeature", "readingOrder"), ("accessibilityFeature", "tableOfContents")]
    if headings:
        facts.append(("accessibilityFeature", "structuralNavigation"))
    if images and described:
        facts.append(("accessibilityFeature", "alternativeText"))
    facts += [("accessibilityHazard", "none"), ("accessibilitySummary", _summary(len(images), described, headings))]
    return tuple((f"schema:{name}", value) for name, value in facts)


def _summary(images: int, described: bool, headings: bool) -> str:
    order = "headings, a table of contents" if headings else "a table of contents"
    text = f"The text is in reading order, with {order} and its languages marked."
    if not images:
        return f"{text} It has no images."
    return f"{text} Every image is described." if described else f"{text} Some images are not described."
