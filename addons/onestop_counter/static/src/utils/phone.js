// Telephone numbers as they are given at a desk, by the rules of engine/phone.py of the core.

import { distinct, tidy } from "./tidy";

const PARTS = /[;,/|]/;
// what may be one number: digits, and the signs that people put between them
const RUN = /(?:\+|\(\+?)?[0-9][0-9 .\-()–]*/g;
// the numbering plan since 2018 (TT 22/2014/TT-BTTTT): nine digits for mobile numbers, ten for fixed lines
const NATIONAL = /^(?:(?:\+|00)?840?|0)?([35789][0-9]{8}|2[0-9]{9})$/;
const ABROAD = /^(?:\+|00)([1-9][0-9]{7,14})$/;
const EACH = /(?:0|84)(?:[35789][0-9]{8}|2[0-9]{9})/g;
const SEVERAL = /^(?:(?:0|84)(?:[35789][0-9]{8}|2[0-9]{9}))+$/;
const MOBILE = /^0[35789][0-9]{8}$/;

function numberIn(run) {
    const digits = run.replace(/[^0-9+]/g, "");
    const national = NATIONAL.exec(digits);
    if (national) {
        return `0${national[1]}`;
    }
    const abroad = ABROAD.exec(digits);
    // a number of Vietnam with too many or too few digits is none of another country
    return abroad && !abroad[1].startsWith("84") ? `+${abroad[1]}` : "";
}

/** The numbers in digits that are too many for one: each whole and written in pieces, or parted by blanks. */
function numbersInARow(run) {
    const digits = run.replace(/[^0-9+]/g, "");
    const parts = SEVERAL.test(digits) ? digits.match(EACH) : run.split(" ");
    return parts.map(numberIn).filter(Boolean);
}

/** @returns {string[]} the numbers that can be read in the text: 0912345678, abroad +8562055551234 */
export function phones(text) {
    const found = tidy(text)
        .split(PARTS)
        .flatMap((part) => part.match(RUN) || [])
        .flatMap((run) => {
            const whole = numberIn(run);
            return whole ? [whole] : numbersInARow(run);
        });
    return distinct(found);
}

/** The numbers as they are stored; what holds none stays as it was typed. */
export function cleanPhone(text) {
    return phones(text).join("; ") || tidy(text);
}

/** @returns {string[]} the numbers that take a text message */
export function mobiles(text) {
    return phones(text).filter((number) => MOBILE.test(number));
}
