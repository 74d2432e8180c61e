// How letters are given their marks on a screen keyboard: one press for the shape, one for the tone of the syllable.

export const TONES = {
    sắc: "\u0301",
    huyền: "\u0300",
    hỏi: "\u0309",
    ngã: "\u0303",
    nặng: "\u0323",
};
const ALL_TONES = new RegExp(`[${Object.values(TONES).join("")}]`, "g");
const VOWELS = "aăâeêioôơuưy";
const SHAPED = "ăâêôơư";

function withoutTone(text) {
    return text.normalize("NFD").replace(ALL_TONES, "").normalize("NFC");
}

/** Where in a syllable without a tone the tone stands; -1 if it has no vowel. */
function placeOfTone(syllable) {
    const lower = syllable.toLowerCase();
    let from = 0;
    // the vowel of "qu" and "gi" belongs to the consonant, if another vowel follows
    if (/^(qu|gi)/.test(lower) && VOWELS.includes(lower[2] || "-")) {
        from = 2;
    }
    const places = [...lower].map((letter, place) =>
        place >= from && VOWELS.includes(letter) ? place : -1,
    );
    const vowels = places.filter((place) => place >= 0);
    if (!vowels.length) {
        return -1;
    }
    const shaped = vowels.filter((place) => SHAPED.includes(lower[place]));
    if (shaped.length) {
        return shaped.at(-1);
    }
    const closed = vowels.at(-1) < lower.length - 1;
    if (vowels.length === 1) {
        return vowels[0];
    }
    return closed || vowels.length > 2 ? vowels[1] : vowels[0];
}

/**
 * Put a tone on the last syllable of a text; the same tone once more takes it away.
 *
 * @param {string} text
 * @param {string} tone a value of `TONES`
 */
export function putTone(text, tone) {
    const start = text.search(/[^\s]*$/);
    const syllable = text.slice(start);
    const plain = withoutTone(syllable);
    const place = placeOfTone(plain);
    if (place < 0) {
        return text;
    }
    const toned = `${plain.slice(0, place + 1)}${tone}${plain.slice(place + 1)}`.normalize("NFC");
    return text.slice(0, start) + (toned === syllable.normalize("NFC") ? plain : toned);
}
