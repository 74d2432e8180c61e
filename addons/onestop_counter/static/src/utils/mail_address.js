// E-mail addresses as they are given at a desk, by the rules of engine/mail_address.py of the core.

import { distinct, tidy } from "./tidy";

const PARTS = /[;,<>()[\]|\s]/;
const ADDRESS =
    /^[a-z0-9!#$%&'*+/=?^_`{}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** @returns {string[]} the addresses in the text to which a message can go */
export function addresses(text) {
    const parts = tidy(text)
        .toLowerCase()
        .split(PARTS)
        .map((part) => part.replace(/^[.:'"]+|[.:'"]+$/g, "").replace(/^mailto:/, ""));
    return distinct(parts.filter((part) => part.length <= 254 && ADDRESS.test(part)));
}

/** The addresses as they are stored; what holds none stays as it was typed. */
export function cleanEmail(text) {
    return addresses(text).join("; ") || tidy(text);
}
