"""Searching Vietnamese text the way people type it: without accents, with slips."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

_STROKE = str.maketrans("đĐ", "dD")
_WORD = re.compile(r"\d+(?:\.(?:\d+|[a-z]\d+\b))+|[^\W_]+")

# The weights of the ranking and the words of the street, in the one place that the browser reads, too.
RULES = json.loads(
    (Path(__file__).parents[1] / "static/src/search/search_rules.js").read_text(encoding="utf-8").split("`")[1]
)
_WEIGHTS = RULES["weights"]

# i and y are written for each other at the end of a syllable: chữ ký, chữ kí.
_FINAL_Y = re.compile(r"(?<=[hklmst])y\b")


def strip_accents(text: str) -> str:
    """The text without tone and vowel marks, đ and Đ as d and D; case is kept."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKE))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """The form in which texts are compared: no accents, small letters, one blank
    between words.  Points inside a code (1.001193) stay, other signs go."""
    return " ".join(_WORD.findall(strip_accents(text).casefold()))


class Match(NamedTuple):
    """A row that answers a query; ``score`` is 0 to 100 and only orders the rows."""

    code: str
    name: str
    score: float


def rank(query: str, rows: Iterable[tuple[str, str, str]], *, limit: int | None = None) -> list[Match]:
    """Rows of (code, name, keywords) that answer ``query``, the best first.

    A word of the query is found whole, as a beginning, run together with its
    neighbours ("khaisinh"), as initials ("dkks") or with one slip: a letter
    missing, added, changed, or two swapped; a code also by a part of it.  Rare
    words weigh more than common ones, and words no row knows weigh nothing.  Words
    side by side count more than scattered ones, a short name more than a long one
    that says the same, the name more than the keywords (parted by ; or ,) unless
    one of these stands whole in the query.  Accents count where they are typed.
    What people call otherwise than the law ("sổ đỏ") is searched for in the law's
    words, too.  Ties are settled by length and code.  Rows far behind the best one
    are left out.
    """
    entries = [_entry(*row) for row in rows]
    vocabulary = {word for entry in entries for word in (*entry.words, *entry.keywords)}
    best = {}
    # a row that answers little is better than none
    for enough in (_WEIGHTS["enough"], _WEIGHTS["enough_if_alone"]):
        for asked, factor in _wordings(query):
            for index, score in _scores(asked, entries, vocabulary, enough):
                best[index] = max(best.get(index, 0), score * factor)
        if best:
            break
    only_codes = all(word[0].isdigit() for word in _words(query))
    found = sorted(
        (-round(score, 3), 0 if only_codes else len(entries[index].words), entries[index].code, entries[index].name)
        for index, score in best.items()
    )
    matches = [Match(code, name, -score) for score, _length, code, name in found]
    return [match for match in matches[:limit] if match.score >= _WEIGHTS["worth_showing"] * matches[0].score]


def names(query: str, code: str, name: str, keywords: str) -> bool:
    """Whether a row is what ``query`` calls for by its name, and does not only resemble it: every telling word stands in it,
    whole or as a beginning, as it was typed or in the words of the catalogue, or one of its keywords stands in the query.
    """
    entry = _entry(code, name, keywords)
    said = _typed_words(query)
    return any(
        all(_stands_in(word, entry) for word in _telling_words(asked)) for asked, _factor in _wordings(query)
    ) or any(_share_in_query(phrase, said) for phrase in entry.phrases)


def _telling_words(query: str) -> list[Word]:
    words = _query_words(query)
    return [word for word in words if word.plain not in _SOFT] or words


def _stands_in(word: Word, entry: _Entry) -> bool:
    if not _has_accents_of(word, entry):
        return False
    return any(other.startswith(word.plain) for other in (*entry.words, *entry.keywords)) or bool(
        _answer_otherwise(word.plain, entry)
    )


def _wordings(query: str) -> list[tuple[str, float]]:
    """The query, and what it says in the words of the catalogue, with the factor of their scores."""
    typed = _typed_words(query)
    words = " ".join(word.plain for word in typed)
    # the longest phrase that stands in the query says most; a phrase within it says nothing else
    found = [" ".join(word.plain for word in phrase) for phrase in _STREET_PHRASES if _share_in_query(phrase, typed)]
    found = [phrase for phrase in found if not any(phrase != other and phrase in other for other in found)]
    result = [(query, 1.0)]
    for phrase in found:
        for said in _STREET[phrase]:
            wording = f" {words} ".replace(f" {phrase} ", f" {said} ", 1)
            for other in found:
                if other != phrase:
                    wording = wording.replace(f" {other} ", f" {_STREET[other][0]} ", 1)
            result.append((wording.strip(), _WEIGHTS["street_words"]))
    return result


def _scores(query, entries, vocabulary, enough):
    """``(index, score)`` of the entries that answer a query in these words, ``enough`` of them by weight."""
    typed = _query_words(query)
    answers = []  # of each word that some row knows: weight, and answer by row
    known = []
    for word in typed:
        alike = _alike(word.plain, vocabulary)
        by_row = [_answer(word, alike, entry) for entry in entries]
        rows_found = sum(1 for answer in by_row if answer)
        if rows_found:
            known.append(alike)
            weight = (1 + log(len(entries) / rows_found)) * (_WEIGHTS["soft"] if word.plain in _SOFT else 1)
            answers.append((weight, by_row))
    total = sum(weight for weight, _by_row in answers)
    # "cửa" in "mở cửa hàng" reads like the filler "của": a keyword may be meant as it was typed
    said = _typed_words(query)
    whole = {" ".join(word.plain for word in typed), " ".join(word.plain for word in said)}
    for index, entry in enumerate(entries):
        answered = sum(weight * by_row[index] for weight, by_row in answers)
        keyword = max((_share_in_query(phrase, said) for phrase in entry.phrases), default=0)
        if not answered or (answered < enough * total and not keyword):
            continue
        score = _WEIGHTS["answered"] * answered / total + _WEIGHTS["side_by_side"] * _side_by_side(known, entry)
        score += _WEIGHTS["share_of_name"] * _share_of_name(known, entry) + _WEIGHTS["keyword_in_query"] * keyword
        if keyword and any(" ".join(word.plain for word in phrase) in whole for phrase in entry.phrases):
            score = max(score, _WEIGHTS["keyword_is_query"])
        yield index, score


class Word(NamedTuple):
    """A word without accents, as all are compared; and with them, whichever letter of it bears the tone ("hoà", "hòa")."""

    plain: str
    accented: str

    def is_like(self, typed: Word) -> bool:
        """Whether this is the word that was typed: without accents, or with the same."""
        return self.plain == typed.plain and typed.accented in (typed.plain, self.accented)


class _Entry(NamedTuple):
    """A row, cut up for comparing."""

    code: str
    name: str
    plain_code: str
    words: tuple[str, ...]
    keywords: frozenset[str]
    phrases: tuple[tuple[Word, ...], ...]
    accented: frozenset[Word]
    joined: str
    initials: str


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=20_000)
def _typed_words(text: str) -> tuple[Word, ...]:
    """The words of a text, each without accents and with them."""
    found = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()):
        plain = _FINAL_Y.sub("i", strip_accents(word).casefold())
        letters = unicodedata.normalize("NFD", word)
        tone = "".join(letter for letter in letters if letter in _TONES)
        shape = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
        accented = _FINAL_Y.sub("i", shape) + tone
        found.append(Word(plain, accented))
    return tuple(found)


def _words(text: str) -> list[str]:
    return [word.plain for word in _typed_words(text)]


def _query_words(query: str) -> list[Word]:
    """Words of a query, each once, without fillers unless there is nothing else."""
    words = list(_typed_words(query))
    plain = f" {' '.join(word.plain for word in words)} "
    for filler in _FILLERS:
        plain = plain.replace(f" {filler} ", " ").replace(f" {filler} ", " ")
    left = plain.split()
    telling = [word for word in words if word.plain in left]
    once = {}
    for word in telling or words:
        once.setdefault(word.plain, word)
    return list(once.values())


@lru_cache(maxsize=10_000)
def _entry(code: str, name: str, keywords: str) -> _Entry:
    typed = _typed_words(name)
    words = tuple(word.plain for word in typed)
    phrases = tuple(filter(None, (_typed_words(phrase) for phrase in re.split(r"[;,\n]", keywords or ""))))
    return _Entry(
        code=code,
        name=name,
        plain_code=normalise(code),
        words=words,
        keywords=frozenset(word.plain for phrase in phrases for word in phrase),
        phrases=phrases,
        accented=frozenset((*typed, *(word for phrase in phrases for word in phrase))),
        joined="".join(words),
        initials="".join(word[0] for word in words),
    )


_FILLERS = sorted(RULES["fillers"], key=len, reverse=True)
_SOFT = frozenset(RULES["soft"])
# what people say -> what the catalogue may call it
_STREET = {
    " ".join(_words(phrase)): [" ".join(_words(said)) for said in wordings]
    for phrases, wordings in RULES["phrases"]
    for phrase in phrases
}
_STREET_PHRASES = tuple(_typed_words(phrase) for phrases, _wordings_of in RULES["phrases"] for phrase in phrases)


def _share_in_query(phrase: tuple[Word, ...], said: tuple[Word, ...]) -> float:
    """The share of the query's letters that a keyword makes up, if it stands whole in it; else 0."""
    size = len(phrase)
    # a phrase that bears no accents was noted without them
    bare = all(word.accented == word.plain for word in phrase)
    for start in range(len(said) - size + 1):
        if all(
            word.plain == typed.plain if bare else word.is_like(typed)
            for word, typed in zip(phrase, said[start : start + size], strict=True)
        ):
            return sum(len(word.plain) for word in phrase) / sum(len(word.plain) for word in said)
    return 0


def _alike(word: str, vocabulary: set[str]) -> dict[str, float]:
    """Words of the vocabulary that may be meant by ``word``, and how surely."""
    alike = {}
    for other in vocabulary:
        if other == word:
            alike[other] = _WEIGHTS["whole"]
        elif len(word) > 1 and other.startswith(word):
            alike[other] = _WEIGHTS["beginning"]
        # Most changes to a word of three letters make another word; a letter left
        # out of a longer one is still worth a guess.
        elif len(word) > 3 - (len(other) > 3) and _one_slip(word, other):
            alike[other] = _WEIGHTS["slip"]
    return alike


def _answer(word: Word, alike: dict[str, float], entry: _Entry) -> float:
    """How well a row answers a word of the query, 0 to 1."""
    best = max((alike.get(other, 0) for other in entry.words), default=0)
    if best < _WEIGHTS["whole"]:
        best = max(best, _answer_otherwise(word.plain, entry))
        keyword = max((alike.get(other, 0) for other in entry.keywords), default=0)
        best = max(best, keyword * _WEIGHTS["in_keywords"])
    if best == _WEIGHTS["whole"] and not _has_accents_of(word, entry):
        return _WEIGHTS["other_accents"]
    return best


def _has_accents_of(typed: Word, entry: _Entry) -> bool:
    """Whether a row has the word with the accents that were typed, or none were."""
    return typed.accented == typed.plain or typed in entry.accented or typed.plain not in entry.words


def _answer_otherwise(word: str, entry: _Entry) -> float:
    if word[0].isdigit():
        return _answer_code(word, entry.plain_code)
    if len(word) > 4 and word in entry.joined:
        return _WEIGHTS["run_together"]
    if len(word) > 2 and word in entry.initials:
        return _WEIGHTS["initials"]
    return 0


def _answer_code(word: str, code: str) -> float:
    # A local catalogue appends the agency: 1.001193.000.00.00.H35.
    if word == code or word.startswith(f"{code}."):
        return _WEIGHTS["whole"]
    if len(word) < 3:
        return 0
    if code.startswith(word):
        return _WEIGHTS["beginning"]
    if word in code or word.replace(".", "") == code.replace(".", ""):
        return _WEIGHTS["initials"]
    return _WEIGHTS["slip"] if _one_slip(word, code) else 0


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter missing, added, changed, or two swapped make the words equal."""
    if abs(len(word) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    if len(word) > len(other):
        return word[same + 1 :] == other[same:]
    if len(word) < len(other):
        return word[same:] == other[same + 1 :]
    swapped = word[same + 1 : same + 2] + word[same : same + 1] + word[same + 2 :]
    return word[same + 1 :] == other[same + 1 :] or swapped == other[same:]


def _side_by_side(known: list[dict[str, float]], entry: _Entry) -> float:
    """Share of neighbours in the query that are neighbours in the name."""
    if len(known) < 2:
        return 0
    pairs = list(pairwise(entry.words))
    kept = sum(any(left in first and right in second for left, right in pairs) for first, second in pairwise(known))
    return kept / (len(known) - 1)


def _share_of_name(known: list[dict[str, float]], entry: _Entry) -> float:
    """Share of the name that the query asks for: a word said twice counts once."""
    if not entry.words:
        return 0
    asked = sum(any(word in alike for word in entry.words) for alike in known)
    return min(asked / len(entry.words), 1)
