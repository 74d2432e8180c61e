// Searching Vietnamese text the way people type it: the rules of engine/text.py, in the browser, so that a
// list follows each keystroke. The two must find the same; tests on both sides hold them to the same cases.

const WORD = /\d+(?:\.(?:\d+|[a-z]\d+\b))+|[\p{L}\p{N}]+/gu;
const COMBINING = /\p{M}/gu;

// How well a word of the query is answered, from 0 to 1.
const WHOLE = 1.0;
const RUN_TOGETHER = 0.85;
const BEGINNING = 0.8;
const INITIALS = 0.75;
const SLIP = 0.6;
const IN_KEYWORDS = 0.6; // factor for what is said by the keywords only
const ENOUGH = 0.5; // of the words, by weight, have to be answered
const IS_KEYWORD = 97; // least score of a row that has the whole query as a keyword
const WORTH_SHOWING = 0.6; // of the best row's score

// Words around a request ("thủ tục làm khai sinh cho con tôi") that name no procedure.
const FILLERS = /\b(?:thu tuc|lam|xin|muon|toi|cho|cua|va|ve)\b/g;
// i and y are written for each other at the end of a syllable: chữ ký, chữ kí.
const FINAL_Y = /(?<=[hklmst])y\b/g;

/** The text without tone and vowel marks, đ and Đ as d and D; case is kept. */
export function stripAccents(text) {
    return text.replaceAll("đ", "d").replaceAll("Đ", "D").normalize("NFD").replace(COMBINING, "");
}

/** The form in which texts are compared: no accents, small letters, one blank between words. */
export function normalise(text) {
    return (stripAccents(text).toLowerCase().match(WORD) || []).join(" ");
}

function words(text) {
    const normal = normalise(text).replace(FINAL_Y, "i");
    return normal ? normal.split(" ") : [];
}

function queryWords(query) {
    const all = words(query);
    const telling = all.join(" ").replace(FILLERS, " ").split(/\s+/).filter(Boolean);
    return [...new Set(telling.length ? telling : all)];
}

function makeEntry(row) {
    const own = words(row.name);
    const phrases = (row.keywords || "").split(/[;,\n]/).map(words);
    return {
        row,
        words: own,
        wordSet: new Set(own),
        plainCode: normalise(row.code),
        keywords: new Set(phrases.flat()),
        phrases: new Set(phrases.map((phrase) => phrase.join(" "))),
        joined: own.join(""),
        initials: own.map((word) => word[0]).join(""),
    };
}

/** Whether one letter missing, added, changed, or two swapped make the words equal. */
function isOneSlip(word, other) {
    if (Math.abs(word.length - other.length) > 1) {
        return false;
    }
    let same = 0;
    while (same < Math.min(word.length, other.length) && word[same] === other[same]) {
        same++;
    }
    if (word.length > other.length) {
        return word.slice(same + 1) === other.slice(same);
    }
    if (word.length < other.length) {
        return word.slice(same) === other.slice(same + 1);
    }
    const swapped = (word[same + 1] || "") + (word[same] || "") + word.slice(same + 2);
    return word.slice(same + 1) === other.slice(same + 1) || swapped === other.slice(same);
}

/** Words of the vocabulary that may be meant by `word`, and how surely. */
function findAlike(word, vocabulary) {
    const alike = new Map();
    for (const other of vocabulary) {
        if (other === word) {
            alike.set(other, WHOLE);
        } else if (word.length > 1 && other.startsWith(word)) {
            alike.set(other, BEGINNING);
        } else if (word.length > 3 - (other.length > 3 ? 1 : 0) && isOneSlip(word, other)) {
            // Most changes to a word of three letters make another word; a letter left out of a longer one
            // is still worth a guess.
            alike.set(other, SLIP);
        }
    }
    return alike;
}

function answerCode(word, code) {
    // A local catalogue appends the agency: 1.001193.000.00.00.H35.
    if (word === code || word.startsWith(`${code}.`)) {
        return WHOLE;
    }
    if (word.length < 3) {
        return 0;
    }
    if (code.startsWith(word)) {
        return BEGINNING;
    }
    if (code.includes(word) || word.replaceAll(".", "") === code.replaceAll(".", "")) {
        return INITIALS;
    }
    return isOneSlip(word, code) ? SLIP : 0;
}

function answerOtherwise(word, entry) {
    if (/\p{N}/u.test(word[0])) {
        return answerCode(word, entry.plainCode);
    }
    if (word.length > 4 && entry.joined.includes(word)) {
        return RUN_TOGETHER;
    }
    if (word.length > 2 && entry.initials.includes(word)) {
        return INITIALS;
    }
    return 0;
}

function bestOf(alike, present) {
    let best = 0;
    for (const [other, sureness] of alike) {
        if (sureness > best && present.has(other)) {
            best = sureness;
        }
    }
    return best;
}

/** How well a row answers a word of the query, 0 to 1. */
function answer(word, alike, entry) {
    let best = bestOf(alike, entry.wordSet);
    if (best < WHOLE) {
        best = Math.max(best, answerOtherwise(word, entry));
        best = Math.max(best, bestOf(alike, entry.keywords) * IN_KEYWORDS);
    }
    return best;
}

/** Share of neighbours in the query that are neighbours in the name. */
function sideBySide(known, entry) {
    if (known.length < 2) {
        return 0;
    }
    let kept = 0;
    for (let i = 0; i + 1 < known.length; i++) {
        const found = entry.words.some(
            (word, at) =>
                at + 1 < entry.words.length &&
                known[i].has(word) &&
                known[i + 1].has(entry.words[at + 1]),
        );
        kept += found ? 1 : 0;
    }
    return kept / (known.length - 1);
}

/** Share of the name that the query asks for: a word said twice counts once. */
function shareOfName(known, entry) {
    if (!entry.words.length) {
        return 0;
    }
    const asked = known.filter((alike) => entry.words.some((word) => alike.has(word))).length;
    return Math.min(asked / entry.words.length, 1);
}

/** Rows with `code`, `name` and `keywords`, prepared once and searched at every keystroke. */
export class SearchIndex {
    constructor(rows) {
        this.entries = rows.map(makeEntry);
        this.vocabulary = new Set();
        for (const entry of this.entries) {
            for (const word of [...entry.words, ...entry.keywords]) {
                this.vocabulary.add(word);
            }
        }
    }

    /**
     * Rows that answer the query, the best first. See `rank` in engine/text.py for the rules.
     *
     * @param {string} query
     * @returns {{ row: Object, score: number }[]} scores are 0 to 100 and only order the rows
     */
    search(query) {
        const asked = queryWords(query);
        const answers = []; // of each word that some row knows: weight, and answer by row
        const known = [];
        for (const word of asked) {
            const alike = findAlike(word, this.vocabulary);
            const byRow = this.entries.map((entry) => answer(word, alike, entry));
            const rowsFound = byRow.filter(Boolean).length;
            if (rowsFound) {
                known.push(alike);
                answers.push([1 + Math.log(this.entries.length / rowsFound), byRow]);
            }
        }
        const total = answers.reduce((sum, [weight]) => sum + weight, 0);
        // "cửa" in "mở cửa hàng" reads like the filler "của": a keyword may be meant as it was typed
        const phrases = [asked.join(" "), words(query).join(" ")];
        const onlyCodes = asked.every((word) => /\p{N}/u.test(word[0]));
        const found = [];
        this.entries.forEach((entry, index) => {
            const answered = answers.reduce(
                (sum, [weight, byRow]) => sum + weight * byRow[index],
                0,
            );
            if (!answered || answered < ENOUGH * total) {
                return;
            }
            let score = (70 * answered) / total + 15 * sideBySide(known, entry);
            score += 15 * shareOfName(known, entry);
            if (phrases.some((phrase) => entry.phrases.has(phrase))) {
                score = Math.max(score, IS_KEYWORD);
            }
            found.push({
                row: entry.row,
                score: Math.round(score * 1000) / 1000,
                length: onlyCodes ? 0 : entry.words.length,
            });
        });
        found.sort(
            (a, b) =>
                b.score - a.score ||
                a.length - b.length ||
                (a.row.code < b.row.code ? -1 : a.row.code > b.row.code ? 1 : 0),
        );
        return found.filter((match) => match.score >= WORTH_SHOWING * found[0].score);
    }
}
