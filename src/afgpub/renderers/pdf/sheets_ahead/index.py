"""Which style sheets are kept, by length in characters and SHA-256, and whose parse of them: `pytest --rewrite`."""
# fmt: off

from __future__ import annotations

VERSIONS = {
    "weasyprint": "70.0",
    "tinycss2": "1.5.1",
    "cssselect2": "0.10.1",
}
SHEETS = {
    (14924, "d6f9e4bb56de67dd05fae5001ad047bd477b66063d767e77ad1f8c86dacf8e4b"): "user_agent",
    (2902, "5b3344f97d77a91317ce32f55cec5d83ce2270c49ee8e0152891e61d5a2eedb0"): "base",
    (766, "eebdaba3218d52b3664442bd59401d642c02f3770d5d67ecc1224160628d7d15"): "print",
    (3721, "22d294cfe836e801864d0e8f8031bfbb097764978a7b2cf1e5528a17d5b81d7b"): "news_base",
    (2579, "2516ec3147bdd1ef039c0fcf2a061b2a57599aeb370385352ce179932162afe7"): "news_print",
    (332, "0d5feed557bfbd6d886abe30ce814c085fb4765cecbd1c3d06953d6130d0daf0"): "news_print_rtl",
    (118, "a680f32f900197ed927dae5cdd10daba66357ce6d13ccdc161c19204238a94f9"): "news_colours",
    (15, "083dc12a2f84ce8b5ebda5829d7938b40b4dd0bc21ee34ca5dec5ecf46b6d197"): "magazine_base",
    (2121, "020052d2da2269f844a748cff869638eccb35f6e0b8fdf9a32c9f028eaee4ccc"): "magazine_print",
    (262, "f93dff6fe8b42e05887dbc2d7360df32ab6848e87d2ceaac0938a8c982742a82"): "magazine_print_rtl",
    (2938, "2cb1e41c4f9c6240a33111efaeaa43db2a6148d04c887885968e42ce508f1f59"): "book_base",
    (6922, "01c11de36294482cf0144de1f1def1c4d8d7f097934578fd6fd34bdee6f22988"): "book_print",
    (1084, "1882e4d5a9e01bb87c68105e852f7ed87704b423c1dd3087c0a2ace454212044"): "book_print_rtl",
}
