"""Searching Vietnamese text the way people type it: without accents, with slips."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

_STROKE = str.maketrans("đĐ", "dD")
_WORD = re.compile(r"\d+(?:\.(?:\d+|[a-z]\d+\b))+|[^\W_]+")

# How well a word of the query is answered, from 0 to 1.
_WHOLE = 1.0
_RUN_TOGETHER = 0.85
_BEGINNING = 0.8
_INITIALS = 0.75
_SLIP = 0.6
_IN_KEYWORDS = 0.6  # factor for what is said by the keywords only
_ENOUGH = 0.5  # of the words, by weight, have to be answered
_IS_KEYWORD = (
    97  # least score of a row that has the whole query as a keyword; only a name that says nothing else beats it
)
_WORTH_SHOWING = 0.6  # of the best row's score

# Words around a request ("thủ tục làm khai sinh cho con tôi") that name no procedure.
_FILLERS = re.compile(r"\b(?:thu tuc|lam|xin|muon|toi|cho|cua|va|ve)\b")
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
    one of these is the whole query.  Ties are settled by length and code.  Rows far
    behind the best one are left out.
    """
    entries = [_entry(*row) for row in rows]
    words = _query_words(query)
    vocabulary = {word for entry in entries for word in (*entry.words, *entry.keywords)}
    answers = []  # of each word that some row knows: weight, and answer by row
    known = []
    for word in words:
        alike = _alike(word, vocabulary)
        by_row = [_answer(word, alike, entry) for entry in entries]
        rows_found = sum(1 for answer in by_row if answer)
        if rows_found:
            known.append(alike)
            answers.append((1 + log(len(entries) / rows_found), by_row))
    total = sum(weight for weight, _by_row in answers)

    # "cửa" in "mở cửa hàng" reads like the filler "của": a keyword may be meant as it was typed
    phrases = {" ".join(words), " ".join(_words(query))}
    only_codes = all(word[0].isdigit() for word in words)
    found = []
    for index, entry in enumerate(entries):
        answered = sum(weight * by_row[index] for weight, by_row in answers)
        if answered and answered >= _ENOUGH * total:
            score = 70 * answered / total + 15 * _side_by_side(known, entry)
            score += 15 * _share_of_name(known, entry)
            if phrases & entry.phrases:
                score = max(score, _IS_KEYWORD)
            length = 0 if only_codes else len(entry.words)
            found.append((-round(score, 3), length, entry.code, entry.name))
    found.sort()
    matches = [Match(code, name, -score) for score, _length, code, name in found]
    return [match for match in matches[:limit] if match.score >= _WORTH_SHOWING * matches[0].score]


class _Entry(NamedTuple):
    """A row, cut up for comparing."""

    code: str
    name: str
    plain_code: str
    words: tuple[str, ...]
    keywords: frozenset[str]
    phrases: frozenset[str]
    joined: str
    initials: str


def _words(text: str) -> list[str]:
    return _FINAL_Y.sub("i", normalise(text)).split()


def _query_words(query: str) -> list[str]:
    """Words of a query, each once, without fillers unless there is nothing else."""
    words = _words(query)
    telling = _FILLERS.sub(" ", " ".join(words)).split()
    return list(dict.fromkeys(telling or words))


@lru_cache(maxsize=10_000)
def _entry(code: str, name: str, keywords: str) -> _Entry:
    words = tuple(_words(name))
    phrases = [_words(phrase) for phrase in re.split(r"[;,\n]", keywords or "")]
    return _Entry(
        code=code,
        name=name,
        plain_code=normalise(code),
        words=words,
        keywords=frozenset(word for phrase in phrases for word in phrase),
        phrases=frozenset(" ".join(phrase) for phrase in phrases),
        joined="".join(words),
        initials="".join(word[0] for word in words),
    )


def _alike(word: str, vocabulary: set[str]) -> dict[str, float]:
    """Words of the vocabulary that may be meant by ``word``, and how surely."""
    alike = {}
    for other in vocabulary:
        if other == word:
            alike[other] = _WHOLE
        elif len(word) > 1 and other.startswith(word):
            alike[other] = _BEGINNING
        # Most changes to a word of three letters make another word; a letter left
        # out of a longer one is still worth a guess.
        elif len(word) > 3 - (len(other) > 3) and _one_slip(word, other):
            alike[other] = _SLIP
    return alike


def _answer(word: str, alike: dict[str, float], entry: _Entry) -> float:
    """How well a row answers a word of the query, 0 to 1."""
    best = max((alike.get(other, 0) for other in entry.words), default=0)
    if best < _WHOLE:
        best = max(best, _answer_otherwise(word, entry))
        keyword = max((alike.get(other, 0) for other in entry.keywords), default=0)
        best = max(best, keyword * _IN_KEYWORDS)
    return best


def _answer_otherwise(word: str, entry: _Entry) -> float:
    if word[0].isdigit():
        return _answer_code(word, entry.plain_code)
    if len(word) > 4 and word in entry.joined:
        return _RUN_TOGETHER
    if len(word) > 2 and word in entry.initials:
        return _INITIALS
    return 0


def _answer_code(word: str, code: str) -> float:
    # A local catalogue appends the agency: 1.001193.000.00.00.H35.
    if word == code or word.startswith(f"{code}."):
        return _WHOLE
    if len(word) < 3:
        return 0
    if code.startswith(word):
        return _BEGINNING
    if word in code or word.replace(".", "") == code.replace(".", ""):
        return _INITIALS
    return _SLIP if _one_slip(word, code) else 0


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
