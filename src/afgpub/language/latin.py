"""The languages of the Latin script: CLD2 where there is text enough, common words where there is less."""

from __future__ import annotations

from collections import Counter

from afgpub.language.compact import find_by_letters

COMMON = {
    "en": """the of and to in is that for on with as are was by this have from it at be not were which has had his her
    they their you we or an a but all there been who will would can its about after between against all""",
    "de": """der die das und ist nicht den von mit ein eine auf dem im zu für des sich es als auch an wird aus er sie
    werden bei oder nach einer einem einen hat dass wie vom zum zur sind über ich wir so durch war kein keine""",
    "fr": """le la les et des est une dans que pour qui sur pas du au avec ce il elle en de un aux par plus ou ne se son
    sa ses cette nous vous ont été sont être leur comme mais""",
    "es": "el la los las de que y en un una por con para del se no es su al lo como más pero sus o son está fue ha",
    "it": "il lo la gli le di che e un una per con del della nel è non si dei sono alla da come più anche ha ma",
    "pt": "o a os as de que e em um uma para com do da no na não é se por mais dos das ao como foi são",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als door bij naar wordt of maar",
    "tr": "ve bir bu için ile de da olarak olan daha çok gibi kadar ne her değil var olduğu sonra",
    "pl": "i w na z do nie się jest że to o jak od po za przez dla są oraz ich jego",
    "sv": "och att det som en på är av för med den till inte om ett har de jag var från",
    "id": "yang dan di untuk dengan dari pada ini itu tidak dalam adalah akan ke",
}
_SPEAKERS: dict[str, list[str]] = {}
for _lang, _words in COMMON.items():
    for _word in dict.fromkeys(_words.split()):
        _SPEAKERS.setdefault(_word, []).append(_lang)
# For each language the common words that only it has, and those that it does not have.
OWN_WORDS = {own: frozenset(word for word, langs in _SPEAKERS.items() if langs == [own]) for own in COMMON}
OTHER_WORDS = {own: frozenset(word for word, langs in _SPEAKERS.items() if own not in langs) for own in COMMON}

LONG, _SHORT = 40, 20  # letters
_DENSE = 6  # in a text of one language, one word of so many at least is a common one


def find_latin(words: list[str]) -> tuple[str | None, bool]:
    """The language of words in the Latin script, and whether it is sure.

    It is sure where CLD2 is, there are forty letters, and common words do not speak against it; or by three common
    words and more without a rival. In a shorter text it is a guess.
    """
    if not words:
        return None, False
    found = find_by_letters(words)
    found = {"sr": "sr-Latn"}.get(found, found) if found else None
    length = sum(map(len, words))
    if found and length >= 2 * LONG and len(words) > 4:
        return found, True
    spoken, count = _by_words(words)
    if found and length >= LONG and len(words) > 4 and (spoken in (None, found) or count < 3):
        return found, True
    if spoken and found in (None, spoken) and len(words) > 1 and count * _DENSE >= len(words):
        return spoken, count > 2 or (spoken == found and length >= _SHORT and len(words) > 2)
    return (found if found and not spoken and length >= _SHORT and len(words) > 1 else None), False


def _by_words(words: list[str]) -> tuple[str | None, int]:
    """The language of which `words` has more common ones than of any other, and by how many."""
    votes: Counter[str] = Counter()
    for word, count in Counter(map(str.lower, words)).items():
        for lang in _SPEAKERS.get(word, ()):
            votes[lang] += count
    ranks = votes.most_common(2)
    if not ranks or (len(ranks) > 1 and ranks[0][1] == ranks[1][1]):
        return None, 0
    return ranks[0][0], ranks[0][1] - (ranks[1][1] if len(ranks) > 1 else 0)
