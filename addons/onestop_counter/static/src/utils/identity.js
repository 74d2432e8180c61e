// Identity numbers, passports and tax codes, by the rules of engine/identity.py of the core, in the browser: what is
// typed is told apart, and doubted, at once, and also while the server cannot be reached.

import { distinct, tidy } from "./tidy";

// First three digits of an identity number: where the birth was registered (NĐ 137/2015/NĐ-CP).
const PROVINCES = new Set(
    (
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 " +
        "040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 " +
        "083 084 086 087 089 091 092 093 094 095 096"
    ).split(" "),
);

const KINDS = {
    identity: /^[0-9]{12}$/,
    old: /^[0-9]{9}$/,
    passport: /^[A-Z]{1,2}[0-9]{6,8}$/,
    tax: /^[0-9]{10}(?:-?[0-9]{3})?$/,
};
const PARTS = /[;,:/|()]/;
const BETWEEN = / [-–—] /;
const SIGNS = /[ .\-‐‑‒–—−_]/g;
// QĐ 1439/2016/TCT: the weights of the first nine digits of a tax code
const TAX_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** @returns {"identity"|"old"|"passport"|"tax"|undefined} the sort of a number as it is stored */
export function identityKind(number) {
    return Object.keys(KINDS).find((kind) => KINDS[kind].test(number));
}

function canonical(text) {
    const number = text.replace(SIGNS, "");
    return identityKind(number) === "tax"
        ? number.replace(/^([0-9]{10})([0-9]{3})$/, "$1-$2")
        : identityKind(number) && number;
}

/** @returns {string[]} the numbers that can be read in the text, as they are stored */
export function identityNumbers(text) {
    const found = tidy(text)
        .toUpperCase()
        .split(PARTS)
        // the dash of a tax code is none between two numbers
        .flatMap((part) => (canonical(part) ? [part] : part.split(BETWEEN)))
        .flatMap((piece) => {
            const number = canonical(piece);
            return number ? [number] : piece.split(" ").map(canonical).filter(Boolean);
        });
    return distinct(found);
}

/** The one number of the text, of several the one of twelve digits; what holds none stays, in capitals. */
export function cleanIdentity(text) {
    const numbers = identityNumbers(text);
    return (
        numbers.find((one) => KINDS.identity.test(one)) || numbers[0] || tidy(text).toUpperCase()
    );
}

/** What a number of twelve digits says of its bearer, null for any other (TT 07/2016/TT-BCA). */
export function decodeIdentityNumber(number) {
    if (!KINDS.identity.test(number)) {
        return null;
    }
    // the fourth digit is even for men and odd for women and counts centuries from 1900
    const century = Math.floor(Number(number[3]) / 2);
    return {
        sex: Number(number[3]) % 2 ? "female" : "male",
        birth_year: 1900 + 100 * century + Number(number.slice(4, 6)),
        known_province: PROVINCES.has(number.slice(0, 3)),
    };
}

/**
 * What is doubtful about a person's number and birth; the clerk decides.
 *
 * @param {{ number?: string, birth_date?: string|false, birth_year?: number|false, sex?: string|false }} person
 *      the date as yyyy-MM-dd; what is not given is not compared
 * @returns {string[]} names as in `Doubt` of engine/identity.py, none when all agrees
 */
export function checkPerson({ number = "", birth_date = false, birth_year = false, sex = false }) {
    const clean = cleanIdentity(number);
    const kind = identityKind(clean);
    const facts = decodeIdentityNumber(clean);
    const today = luxon.DateTime.local();
    const year = birth_date ? Number(birth_date.slice(0, 4)) : birth_year;
    const future = birth_date ? birth_date > today.toISODate() : year > today.year;
    return [
        kind === "old" && "old_number",
        clean && !["identity", "old", "passport"].includes(kind) && "not_twelve_digits",
        facts && !facts.known_province && "unknown_province",
        facts && year && year !== facts.birth_year && "birth_year_differs",
        (future || facts?.birth_year > today.year) && "birth_in_future",
        facts && sex && sex !== facts.sex && "sex_differs",
    ].filter(Boolean);
}

/** What is doubtful about the tax code of an organisation; a register number of another kind is what it is. */
export function checkTaxCode(number) {
    const code = cleanIdentity(number).replace("-", "");
    if (!/^[0-9]+$/.test(code) || identityKind(code) === "identity") {
        return [];
    }
    if (identityKind(code) !== "tax") {
        return ["tax_format"];
    }
    const sum = TAX_WEIGHTS.reduce((total, weight, at) => total + weight * Number(code[at]), 0);
    return 10 - (sum % 11) === Number(code[9]) ? [] : ["tax_check_digit"];
}
