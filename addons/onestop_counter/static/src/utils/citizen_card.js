// The QR code of the citizen card, by the rules of engine/citizen_card.py of the core: in the browser, so that a
// scanned card fills the screen at once, and also while the server cannot be reached. Both sides are tested by one
// table, static/tests/data/cards.json of the core.

import { decodeIdentityNumber, identityKind } from "./identity";
import { tidy } from "./tidy";

const HEALTH_NUMBER = /^(?:[A-Z]{2}[0-9]{13}|[0-9]{10})$/;
const HEXADECIMAL = /^(?:[0-9A-Fa-f]{2}){2,}$/;
const DATE = /^[0-9]{8}$/;
const YEAR = /^(?:19|20)[0-9]{2}$/;
const SEXES = { nam: "male", nu: "female" };

/** A scanned text is not a citizen card. `reason`: "empty", "health_insurance", "old_number" or "garbage". */
export class CardError extends Error {
    constructor(reason) {
        super(`Not a citizen card: ${reason}`);
        this.reason = reason;
    }
}

// the bytes that a scanner typed as letters of Windows-1252, whose gaps it fills with those of Latin-1
const BYTES = new Map();
for (let byte = 0; byte < 256; byte++) {
    BYTES.set(String.fromCharCode(byte), byte);
}
for (let byte = 0x80; byte < 0xa0; byte++) {
    BYTES.set(new TextDecoder("windows-1252").decode(new Uint8Array([byte])), byte);
}

/** The text a scanner meant that typed UTF-8 byte by byte ("Nguyá»…n" for "Nguyễn"). */
function mendEncoding(text) {
    const bytes = [...text].map((char) => BYTES.get(char));
    if (bytes.includes(undefined)) {
        return text;
    }
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
            new Uint8Array(bytes),
        );
    } catch {
        return text;
    }
}

/** @returns {string|false} the day as yyyy-MM-dd */
function parseDay(text) {
    if (!DATE.test(text)) {
        return false;
    }
    const day = luxon.DateTime.fromFormat(text, "ddMMyyyy");
    return day.isValid ? day.toISODate() : false;
}

function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Where the sex stands: a word for it, else whatever follows the birth date. Name and birth come before it. */
function sexField(fields) {
    const places = [...fields.keys()].slice(3);
    return (
        places.find((at) => folded(fields[at]) in SEXES) ??
        places.find((at) => DATE.test(fields[at - 1]))
    );
}

/**
 * Read the QR code of a citizen card as a scanner typed it.
 *
 * @param {string} text
 * @returns {{ number: string, old_number?: string, name?: string, birth_date?: string|false, birth_year?: number|false,
 *      sex?: string, address?: string }} a bare number gives a card with nothing else
 * @throws {CardError}
 */
export function parseCitizenCard(text) {
    const fields = mendEncoding(text).split("|").map(tidy);
    const number = fields[0].toUpperCase();
    if (fields.length === 1 && !fields[0]) {
        throw new CardError("empty");
    }
    if (identityKind(number) === "old") {
        throw new CardError("old_number");
    }
    if (HEALTH_NUMBER.test(number) && (fields.length === 1 || HEXADECIMAL.test(fields[1]))) {
        throw new CardError("health_insurance");
    }
    const facts = decodeIdentityNumber(number);
    if (!facts) {
        throw new CardError("garbage");
    }
    if (fields.length === 1) {
        return { number };
    }
    const sexAt = sexField(fields);
    const name = sexAt ? fields[sexAt - 2] : "";
    if (fields.length < 6 || !/\p{L}/u.test(name)) {
        throw new CardError("garbage");
    }
    const birth = fields[sexAt - 1];
    const birthDate = parseDay(birth);
    return {
        number,
        old_number: sexAt > 3 && identityKind(fields[1]) === "old" ? fields[1] : "",
        name,
        birth_date: birthDate,
        birth_year: Number(YEAR.test(birth) ? birth : birthDate && birthDate.slice(0, 4)) || false,
        sex: SEXES[folded(fields[sexAt])] || facts.sex,
        address: fields[sexAt + 1] || "",
    };
}
