"""The languages of the Arabic script: each word votes by the letters that few of them have, or as a common word."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

PASHTO_LETTERS = frozenset("ټډړږښګڼېۍځڅۀ")
PERSIAN_LETTERS = frozenset("پچژگکیآ")  # of Persian, and of the languages that write with its alphabet; never of Arabic

_OWN, _SHARED, _FEW = 3, 2, 1  # votes
MOST_VOTES = _OWN  # of a word
_LETTERS: dict[str, tuple[tuple[str, int], ...]] = {
    **dict.fromkeys("ټډړږښګڼۍځڅ", (("ps", _OWN),)),
    **dict.fromkeys("ٹڈڑںہے", (("ur", _OWN),)),
    "ۉ": (("uz-Arab", _OWN),),
    "ې": (("ps", _SHARED), ("uz-Arab", _SHARED), ("ug", _SHARED)),
    "ۇ": (("uz-Arab", _SHARED), ("ug", _SHARED)),
    "ۈ": (("uz-Arab", _SHARED), ("ug", _SHARED)),
    "ۋ": (("uz-Arab", _SHARED), ("ug", _SHARED)),
    **dict.fromkeys("ڭۅ", (("ug", _OWN),)),
    **dict.fromkeys("ەۆ", (("ug", _SHARED), ("ckb", _SHARED))),
    **dict.fromkeys("ڕڵڤێ", (("ckb", _OWN),)),
    **dict.fromkeys("ڪڻٿڀٺڦڳڱڄڃ", (("sd", _OWN),)),
    "ة": (("ar", _SHARED),),
    "إ": (("ar", _OWN),),
    **dict.fromkeys("پچژگ", (("fa", _FEW),)),
}
_COMMON = {
    "fa": """و در به از که این آن را است با های ها می نمی برای بر یک خود تا هم هر نیز یا شد شده شود کرد کرده کند
    کنند بود باشد دارد دارند اند ای ام خواهد باید شان وی او ما من شما آنها آنان ایشان همه هیچ چه اگر اما ولی پس پیش
    بین میان روی زیر مورد دیگر دو سه چهار چنین همچنین نیست بودند شدند گفت گفته داد داده داشت داشته گردد گردید نمود
    نماید توسط بدون هنگام نزد سوی آنجا اینجا کجا چرا چون چو ز مرا ترا مردم کشور زبان زبانهای هستند میشود میکند
    میکنند میدهد میباشد میتواند نمیتواند بعد قبل سال روز نام کار بی ازین درین برین اندر شب""",
    "ps": """د په کی کښی چی دی ده او ته له لپاره سره یی شی شوی کوی کړی وی وه هغه دا دغه نه یو یوه خپل خپله خپلو لری
    نشی کول کولای شوه وو پر لکه بل بله نور نورو وروسته مخکی مونږ هیواد هېواد خلک خلکو به وکړی کیږی کېږی دپاره پاره
    هم هر که تر خو اوس بیا دی چه راځی کوم کومه یا وایی وویل ویلی شول کړل وکړل ورکړ لا پوری باندی لاندی داسی همدا
    همدغه سوله زده کوونکی ښه""",
    "ur": """اور کا کی کو کر پر اس ان نے میں کے ہے ہیں سے یہ وہ تھا تھی تھے گیا گئی جو بھی نہیں ایک لیے ساتھ کیا جا
    کہ تک ہو ہوا ہوئی ہوتا کرنے والے اپنے یا""",
    "ar": """من في على إلى الى عن أن إن ان هذا هذه ذلك تلك التي الذي الذين كان كانت قد لم لن لا ما مع هو هي كل بعد
    قبل بين عند حتى ثم أو او بل غير كما لقد يا و أي أيضا فيها فيه منها منه له لها به بها عليه عليها إليه أنه أنها
    وقد وهو وهي وفي ومن وعلى ولا يكون حيث منذ خلال نحو حول دون أو ألا وإن ولم فإن لكل شخص""",
    "uz-Arab": """بیلن اوچون اۉچون بو بیر هم و ایدی اېدی اېمس ایکن اېکن بولگن بۉلگن بولدی بۉلدی قیلدی قیلیش قیلگن
    دېب دېدی کېرک کیرک اوز اۉز اونینگ شونینگ بیز سیز لیکن یا هر که قندی نیمه ایله بولیب بۉلیب حقیده تورکی اوزبیک
    آلیب بار یوق اوشبو کېین سۉنگ""",
}

# Common words that are no words when they are written backwards: کرد, در or یک are (درک, رد, کی), so they are not here.
FORWARDS = frozenset(
    "از است را این که به برای آن شد شده های کرده بود خود نیست باید دارد اند میان شان گردیده "
    "اين كه براي په چې کې کښې دي سره يې ته دى څخه".split()
)
BACKWARDS = frozenset(word[::-1] for word in FORWARDS)

ARTICLES = (" ال", " وال", " بال", " لل")  # of Arabic, at the beginning of a word
_PREFIXES = tuple(article.strip() for article in ARTICLES)


def folded(word: str) -> str:
    """`word` with the Persian letters for the Arabic ones that are typed for them."""
    return word.replace("ي", "ی").replace("ك", "ک")


def _votes_of_words() -> dict[str, tuple[tuple[str, int], ...]]:
    speakers: dict[str, list[str]] = {}
    for lang, words in _COMMON.items():
        for word in dict.fromkeys(folded(word) for word in words.split()):
            speakers.setdefault(word, []).append(lang)
    return {
        word: tuple((lang, _SHARED if len(langs) == 1 else _FEW) for lang in langs) for word, langs in speakers.items()
    }


_WORDS = _votes_of_words()
PERSIAN_WORDS = frozenset(word for word, votes in _WORDS.items() if [lang for lang, _ in votes] == ["fa"])
SHARED_WORDS = frozenset(word for word, votes in _WORDS.items() if "fa" in dict(votes)) - PERSIAN_WORDS
FOREIGN_WORDS = frozenset(_WORDS) - PERSIAN_WORDS - SHARED_WORDS
# Without any of these, and of the spellings below, only common words and articles speak against Persian in a text.
FOREIGN_LETTERS = frozenset(letter for letter, votes in _LETTERS.items() if set(dict(votes)) != {"fa"})


def has_foreign_spelling(spaced: str) -> bool:
    """Whether a word of `spaced`, in which all words are between spaces, is spelt as Persian words are not."""
    return "ى " in spaced or " أ" in spaced or " ئ" in spaced or "نینگ" in spaced


@lru_cache(1 << 14)
def _votes(word: str) -> tuple[tuple[str, int], ...]:
    """What a word says: the strongest of its letters for each language, or what it says as a common word."""
    votes: dict[str, int] = {}
    for letter in word:
        for lang, count in _LETTERS.get(letter, ()):
            votes[lang] = max(votes.get(lang, 0), count)
    if not PERSIAN_LETTERS.intersection(word):
        if word[0] == "أ":
            votes["ar"] = _OWN
        elif word[-1] == "ى" or (word.startswith(_PREFIXES) and len(word) > 4):
            votes["ar"] = max(votes.get("ar", 0), _FEW)
    if word.endswith("نینگ") and len(word) > 5:
        votes["uz-Arab"] = _OWN
    elif word[0] == "ئ" and len(word) > 2:
        votes["ug"] = _SHARED
    for lang, count in _WORDS.get(folded(word), ()):
        votes[lang] = max(votes.get(lang, 0), count)
    return tuple(votes.items())


def find_arabic(words: list[str]) -> tuple[str | None, bool]:
    """The language of words in the Arabic script, and whether it is sure: some four votes, and twice any other's.

    Where votes are even, or there is none, words with a letter that Arabic lacks may be taken for Persian.
    """
    totals = dict.fromkeys((*_COMMON, "ug", "ckb", "sd"), 0)
    for word, count in Counter(words).items():
        for lang, votes in _votes(word):
            totals[lang] += votes * count
    best, second = sorted(totals.items(), key=lambda item: -item[1])[:2]
    if best[1] == second[1]:
        persian = len(words) > 1 and any(PERSIAN_LETTERS.intersection(word) for word in words)
        return ("fa" if persian and totals["fa"] == best[1] else None), False
    return best[0], best[1] >= 4 and best[1] >= 2 * second[1]
