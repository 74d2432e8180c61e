// E-mail addresses as they are given at a desk, by the rules of engine/mail_address.py of the core.

import { distinct, tidy } from "./tidy";

const PARTS = /[;,/<>()[\]|]/;
// a word before an address may be its beginning: "nguyen van a@vidu.vn" is not the address of a@vidu.vn
const BEGINNING = /^[a-z0-9._-]+$/;
const ADDRESS =
    /^[a-z0-9!#$%&'*+/=?^_`{}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** @returns {string[]} the addresses in the text to which a message can go */
export function addresses(text) {
    const found = tidy(text)
        .toLowerCase()
        .split(PARTS)
        .flatMap((part) => {
            const words = part
                .split(" ")
                .filter(Boolean)
                .map((word) => word.replace(/^[.:'"]+|[.:'"]+$/g, "").replace(/^mailto:/, ""));
            return words.filter(
                (word, at) =>
                    word.length <= 254 &&
                    ADDRESS.test(word) &&
                    !(at && BEGINNING.test(words[at - 1])),
            );
        });
    return distinct(found);
}

/** The addresses as they are stored; what holds none stays as it was typed. */
export function cleanEmail(text) {
    return addresses(text).join("; ") || tidy(text);
}
