import { RULES } from "@onestop_core/search/search_rules";

// Searching Vietnamese text the way people type it: what engine/text.py does, in the browser, so that a list follows
// each keystroke. Both read the same weights and words (search_rules.js) and are held to the same queries by tests.

const WORD = /\d+(?:\.(?:\d+|[a-z]\d+\b))+|[\p{L}\p{N}]+/gu;
const COMBINING = /\p{M}/gu;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const WEIGHTS = RULES.weights;

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

/** Words without accents (`plain`), and with them, whichever letter bears the tone: hoà, hòa (`accented`). */
function typedWords(text) {
    const found = text.normalize("NFC").toLowerCase().match(WORD) || [];
    return found.map((word) => {
        const letters = word.normalize("NFD");
        const shape = letters.replace(TONE, "").normalize("NFC").replace(FINAL_Y, "i");
        return {
            plain: stripAccents(word).replace(FINAL_Y, "i"),
            accented: shape + (letters.match(TONE) || []).join(""),
        };
    });
}

const plainOf = (typed) => typed.map((word) => word.plain);
const plainText = (text) => plainOf(typedWords(text)).join(" ");

/** Whether a word is the one that was typed: without accents, or with the same. */
function isLike(word, typed) {
    return (
        word.plain === typed.plain &&
        (typed.accented === typed.plain || typed.accented === word.accented)
    );
}

const FILLERS = [...RULES.fillers].sort((a, b) => b.length - a.length);
const SOFT = new Set(RULES.soft);
// what people say -> what the catalogue may call it
const STREET = new Map(
    RULES.phrases.flatMap(([phrases, wordings]) =>
        phrases.map((phrase) => [plainText(phrase), wordings.map(plainText)]),
    ),
);
const STREET_PHRASES = RULES.phrases.flatMap(([phrases]) => phrases.map(typedWords));

/** Words of a query, each once, without fillers unless there is nothing else. */
function queryWords(query) {
    const all = typedWords(query);
    let plain = ` ${plainOf(all).join(" ")} `;
    for (const filler of FILLERS) {
        plain = plain.replaceAll(` ${filler} `, " ").replaceAll(` ${filler} `, " ");
    }
    const left = new Set(plain.split(" ").filter(Boolean));
    const telling = all.filter((word) => left.has(word.plain));
    const once = new Map();
    for (const word of telling.length ? telling : all) {
        if (!once.has(word.plain)) {
            once.set(word.plain, word);
        }
    }
    return [...once.values()];
}

/** The query, and what it says in the words of the catalogue, with the factor of their scores. */
function wordingsOf(query) {
    const typed = typedWords(query);
    const words = ` ${plainOf(typed).join(" ")} `;
    // the longest phrase that stands in the query says most; a phrase within it says nothing else
    let found = STREET_PHRASES.filter((phrase) => shareInQuery(phrase, typed)).map((phrase) =>
        plainOf(phrase).join(" "),
    );
    found = found.filter(
        (phrase) => !found.some((other) => other !== phrase && other.includes(phrase)),
    );
    const result = [[query, 1]];
    for (const phrase of found) {
        for (const said of STREET.get(phrase)) {
            let wording = words.replace(` ${phrase} `, ` ${said} `);
            for (const other of found) {
                if (other !== phrase) {
                    wording = wording.replace(` ${other} `, ` ${STREET.get(other)[0]} `);
                }
            }
            result.push([wording.trim(), WEIGHTS.street_words]);
        }
    }
    return result;
}

function makeEntry(row) {
    const typed = typedWords(row.name);
    const own = plainOf(typed);
    const phrases = (row.keywords || "")
        .split(/[;,\n]/)
        .map(typedWords)
        .filter((phrase) => phrase.length);
    const accented = new Map();
    for (const word of [...typed, ...phrases.flat()]) {
        accented.set(`${word.plain} ${word.accented}`, word);
    }
    return {
        row,
        words: own,
        wordSet: new Set(own),
        plainCode: normalise(row.code),
        keywords: new Set(plainOf(phrases.flat())),
        phrases,
        accented,
        joined: own.join(""),
        initials: own.map((word) => word[0]).join(""),
    };
}

/** The share of the query's letters that a keyword makes up, if it stands whole in it; else 0. */
function shareInQuery(phrase, said) {
    const letters = (list) => list.reduce((sum, word) => sum + word.plain.length, 0);
    // a phrase that bears no accents was noted without them
    const bare = phrase.every((word) => word.accented === word.plain);
    const stands = (word, typed) => (bare ? word.plain === typed.plain : isLike(word, typed));
    for (let start = 0; start + phrase.length <= said.length; start++) {
        if (phrase.every((word, at) => stands(word, said[start + at]))) {
            return letters(phrase) / letters(said);
        }
    }
    return 0;
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
            alike.set(other, WEIGHTS.whole);
        } else if (word.length > 1 && other.startsWith(word)) {
            alike.set(other, WEIGHTS.beginning);
        } else if (word.length > 3 - (other.length > 3 ? 1 : 0) && isOneSlip(word, other)) {
            // Most changes to a word of three letters make another word; a letter left out of a longer one
            // is still worth a guess.
            alike.set(other, WEIGHTS.slip);
        }
    }
    return alike;
}

function answerCode(word, code) {
    // A local catalogue appends the agency: 1.001193.000.00.00.H35.
    if (word === code || word.startsWith(`${code}.`)) {
        return WEIGHTS.whole;
    }
    if (word.length < 3) {
        return 0;
    }
    if (code.startsWith(word)) {
        return WEIGHTS.beginning;
    }
    if (code.includes(word) || word.replaceAll(".", "") === code.replaceAll(".", "")) {
        return WEIGHTS.initials;
    }
    return isOneSlip(word, code) ? WEIGHTS.slip : 0;
}

function answerOtherwise(word, entry) {
    if (/\p{N}/u.test(word[0])) {
        return answerCode(word, entry.plainCode);
    }
    if (word.length > 4 && entry.joined.includes(word)) {
        return WEIGHTS.run_together;
    }
    if (word.length > 2 && entry.initials.includes(word)) {
        return WEIGHTS.initials;
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

/** Whether a row has the word with the accents that were typed, or none were. */
function hasAccentsOf(typed, entry) {
    return (
        typed.accented === typed.plain ||
        entry.accented.has(`${typed.plain} ${typed.accented}`) ||
        !entry.wordSet.has(typed.plain)
    );
}

/** How well a row answers a word of the query, 0 to 1. */
function answer(word, alike, entry) {
    let best = bestOf(alike, entry.wordSet);
    if (best < WEIGHTS.whole) {
        best = Math.max(best, answerOtherwise(word.plain, entry));
        best = Math.max(best, bestOf(alike, entry.keywords) * WEIGHTS.in_keywords);
    }
    return best === WEIGHTS.whole && !hasAccentsOf(word, entry) ? WEIGHTS.other_accents : best;
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
     * @returns {{ row: Object, score: number }[]} scores only order the rows
     */
    search(query) {
        const best = new Map();
        // a row that answers little is better than none
        for (const enough of [WEIGHTS.enough, WEIGHTS.enough_if_alone]) {
            for (const [asked, factor] of wordingsOf(query)) {
                for (const [entry, score] of this.scores(asked, enough)) {
                    best.set(entry, Math.max(best.get(entry) || 0, score * factor));
                }
            }
            if (best.size) {
                break;
            }
        }
        const onlyCodes = typedWords(query).every((word) => /\p{N}/u.test(word.plain[0]));
        const found = [...best].map(([entry, score]) => ({
            row: entry.row,
            score: Math.round(score * 1000) / 1000,
            length: onlyCodes ? 0 : entry.words.length,
        }));
        found.sort(
            (a, b) =>
                b.score - a.score ||
                a.length - b.length ||
                (a.row.code < b.row.code ? -1 : a.row.code > b.row.code ? 1 : 0),
        );
        return found.filter((match) => match.score >= WEIGHTS.worth_showing * found[0].score);
    }

    /** Pairs of an entry and its score, of those that answer `enough` of a query in these words, by weight. */
    scores(query, enough) {
        const typed = queryWords(query);
        const answers = []; // of each word that some row knows: weight, and answer by row
        const known = [];
        for (const word of typed) {
            const alike = findAlike(word.plain, this.vocabulary);
            const byRow = this.entries.map((entry) => answer(word, alike, entry));
            const rowsFound = byRow.filter(Boolean).length;
            if (rowsFound) {
                known.push(alike);
                const rarity = 1 + Math.log(this.entries.length / rowsFound);
                answers.push([rarity * (SOFT.has(word.plain) ? WEIGHTS.soft : 1), byRow]);
            }
        }
        const total = answers.reduce((sum, [weight]) => sum + weight, 0);
        // "cửa" in "mở cửa hàng" reads like the filler "của": a keyword may be meant as it was typed
        const said = typedWords(query);
        const whole = new Set([plainOf(typed).join(" "), plainOf(said).join(" ")]);
        const found = [];
        this.entries.forEach((entry, index) => {
            const answered = answers.reduce(
                (sum, [weight, byRow]) => sum + weight * byRow[index],
                0,
            );
            const keyword = Math.max(
                0,
                ...entry.phrases.map((phrase) => shareInQuery(phrase, said)),
            );
            if (!answered || (answered < enough * total && !keyword)) {
                return;
            }
            let score = (WEIGHTS.answered * answered) / total;
            score += WEIGHTS.side_by_side * sideBySide(known, entry);
            score += WEIGHTS.share_of_name * shareOfName(known, entry);
            score += WEIGHTS.keyword_in_query * keyword;
            if (keyword && entry.phrases.some((phrase) => whole.has(plainOf(phrase).join(" ")))) {
                score = Math.max(score, WEIGHTS.keyword_is_query);
            }
            found.push([entry, score]);
        });
        return found;
    }
}
