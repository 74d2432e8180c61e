// Identity numbers and the QR code of the citizen card: the rules of engine/identity.py, in the browser, so that
// a scanned card fills the screen at once, and also while the server cannot be reached.

// First three digits of an identity number: where the birth was registered (NĐ 137/2015/NĐ-CP).
const PROVINCES = new Set(
    (
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 " +
        "040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 " +
        "083 084 086 087 089 091 092 093 094 095 096"
    ).split(" "),
);

const IDENTITY_NUMBER = /^[0-9]{12}$/;
const OLD_NUMBER = /^[0-9]{9}$/;
const HEALTH_NUMBER = /^(?:[A-Z]{2}[0-9]{13}|[0-9]{10})$/;
const HEXADECIMAL = /^(?:[0-9A-Fa-f]{2}){2,}$/;
const SEXES = { nam: "male", nữ: "female" };

/** A scanned text is not a citizen card. `reason`: "empty", "health_insurance", "old_number" or "garbage". */
export class CardError extends Error {
    constructor(reason) {
        super(`Not a citizen card: ${reason}`);
        this.reason = reason;
    }
}

/** The text a scanner meant that typed UTF-8 byte by byte ("Nguyá»…n" for "Nguyễn"). */
function mendEncoding(text) {
    const bytes = [];
    for (const char of text) {
        const code = char.codePointAt(0);
        if (code > 0xff) {
            return text;
        }
        bytes.push(code);
    }
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
    } catch {
        return text;
    }
}

/** @returns {string|false} the day as yyyy-MM-dd */
function parseDay(text) {
    if (!/^[0-9]{8}$/.test(text)) {
        return false;
    }
    const day = luxon.DateTime.fromFormat(text, "ddMMyyyy");
    return day.isValid ? day.toISODate() : false;
}

/**
 * Read the QR code of a citizen card as a scanner typed it.
 *
 * @param {string} text
 * @returns {{ number: string, name?: string, birth_date?: string|false, sex?: string, address?: string }}
 *      a bare number gives a card with nothing else
 * @throws {CardError}
 */
export function parseCitizenCard(text) {
    const fields = mendEncoding(text)
        .trim()
        .split("|")
        .map((field) => field.normalize("NFC").trim().split(/\s+/).join(" "));
    const number = fields[0].toUpperCase();
    const rest = fields.slice(1);
    if (fields.length === 1 && !fields[0]) {
        throw new CardError("empty");
    }
    if (OLD_NUMBER.test(number)) {
        throw new CardError("old_number");
    }
    if (HEALTH_NUMBER.test(number) && (!rest.length || HEXADECIMAL.test(rest[0]))) {
        throw new CardError("health_insurance");
    }
    if (!IDENTITY_NUMBER.test(number) || (rest.length && fields.length < 6)) {
        throw new CardError("garbage");
    }
    if (!rest.length) {
        return { number };
    }
    if (!rest[0] || OLD_NUMBER.test(rest[0])) {
        rest.shift();
    }
    const name = rest.shift();
    const sexAt = rest.findIndex((field) => field.toLowerCase() in SEXES);
    if (sexAt < 0 || !name) {
        throw new CardError("garbage");
    }
    return {
        number,
        name,
        birth_date: rest.slice(0, sexAt).map(parseDay).find(Boolean) || false,
        sex: SEXES[rest[sexAt].toLowerCase()],
        address: rest[sexAt + 1] || "",
    };
}

/**
 * What is doubtful about an identity number; the clerk decides.
 *
 * @param {string} number
 * @param {string|false} [birthDate] yyyy-MM-dd
 * @param {string|false} [sex] "male" or "female"
 * @returns {string[]} names as in `Doubt` of engine/identity.py, none when all agrees
 */
export function checkIdentityNumber(number, birthDate = false, sex = false) {
    number = number.trim();
    if (OLD_NUMBER.test(number)) {
        return ["old_number"];
    }
    if (!IDENTITY_NUMBER.test(number)) {
        return ["not_twelve_digits"];
    }
    const doubts = [];
    // the fourth digit is even for men and odd for women and counts centuries from 1900 (TT 07/2016/TT-BCA)
    const century = Math.floor(Number(number[3]) / 2);
    const female = Number(number[3]) % 2;
    if (!PROVINCES.has(number.slice(0, 3))) {
        doubts.push("unknown_province");
    }
    const year = 1900 + 100 * century + Number(number.slice(4, 6));
    if (birthDate && Number(birthDate.slice(0, 4)) !== year) {
        doubts.push("birth_year_differs");
    }
    if (sex && (sex === "female") !== Boolean(female)) {
        doubts.push("sex_differs");
    }
    return doubts;
}
