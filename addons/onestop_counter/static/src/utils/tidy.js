// The first step of every cleaner, as engine/tidy.py of the core: what people type, paste and scan, freed of what
// nobody sees. The server cleans everything once more; here it is done so that the screen can tell what it is.

// the byte order mark of UTF-8, when its three bytes were taken for letters
const BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/;
// full-width letters and signs, as East Asian keyboards give them
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const INVISIBLE = /\p{Cf}/gu;
const BLANKS = /[\s\p{Cc}]+/gu;

/** @returns {string} composed, without invisible characters, single blanks, none at the ends */
export function tidy(text) {
    return text
        .replace(BYTE_ORDER_MARK, "")
        .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
        .normalize("NFC")
        .replace(INVISIBLE, "")
        .replace(BLANKS, " ")
        .trim();
}

/** Each of them once, in their order. */
export function distinct(values) {
    return [...new Set(values)];
}
