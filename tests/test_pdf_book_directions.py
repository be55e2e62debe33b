"""Titles and sentences that a book sets again elsewhere: their isolates go with them."""

from __future__ import annotations

import pypdfium2

import afgpub


def test_running_heads_keep_their_directions() -> None:
    text = (
        "---\ntitle: زبان C++ در کابل\nlang: fa\nrole: book\n---\n\n## فصل C++ و $12.50\n\n"
        + "این یک پاراگراف است.\n\n" * 90
    )
    pdf = afgpub.convert(text, to="pdf", options={"theme": "book"}).output
    with pypdfium2.PdfDocument(pdf) as pages:
        heads = []
        for page in list(pages)[7:9]:
            found = page.get_textpage()
            boxes = [(found.get_charbox(n), found.get_text_range(n, 1)) for n in range(found.count_chars())]
            top = max(box[3] for box, _ in boxes)
            heads.append("".join(c for box, c in sorted(boxes) if box[3] > top - 12 and c.isascii() and c.strip()))
    assert heads == ["C++", "$12.50C++"]


def test_a_pulled_sentence_keeps_its_directions() -> None:
    text = "It fell by **41 percent** on a day, ۲۱ جوزا ۱۴۰۳, of all days."
    with pypdfium2.PdfDocument(afgpub.convert(text, to="pdf", options={"theme": "magazine"}).output) as pages:
        found = pages[0].get_textpage()
        boxes = [(found.get_charbox(n), found.get_text_range(n, 1)) for n in range(found.count_chars())]
    days = [box[0] for box, character in boxes if character == "۲"]
    years = [box[0] for box, character in boxes if character == "۳"]
    assert len(days) == len(years) == 2
    assert all(day > year for day, year in zip(days, years, strict=True))


def test_a_break_in_a_title_is_a_space_in_the_contents() -> None:
    text = "---\ntitle: T\nrole: book\n---\n\n## One\\\ntwo\n\nText.\n\n## <b>Three</b><br>four\n\nText.\n"
    html = afgpub.convert(text, to="html", options={"contents": "always", "fonts": False}).output.decode()
    assert ">Three four</a>" in html
