import { h } from "../device/dom";
import { icon } from "./icons";
import { putTone, TONES } from "./vietnamese";

const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm-."];
const SHAPES = "ăâđêôơư";

/**
 * A keyboard on the screen, for an input beside it: Vietnamese, or for codes only capitals and figures.
 *
 * @param {HTMLInputElement} input
 * @param {{ words: Object, codes?: boolean, onEnter: Function }} options
 */
export function keyboard(input, { words, codes = false, onEnter }) {
    let capital = codes;
    const change = (value) => {
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.focus();
    };
    const type = (letter) => {
        change(input.value + (capital ? letter.toUpperCase() : letter));
        if (!codes && capital) {
            capital = false;
            draw();
        }
    };
    const key = (label, press, name = "", title = null) =>
        h(
            "button",
            { type: "button", class: `key ${name}`, "aria-label": title, onclick: press },
            label,
        );
    const board = h("div", { class: "keyboard", role: "group", "aria-label": words.keyboard });
    // a press must not take the focus, and with it the cursor, from the input
    board.addEventListener("pointerdown", (event) => event.preventDefault());

    function draw() {
        const shown = (letter) => (capital ? letter.toUpperCase() : letter);
        const rows = ROWS.map((row) =>
            h(
                "div",
                { class: "keys" },
                [...row].map((letter) => key(shown(letter), () => type(letter))),
            ),
        );
        if (!codes) {
            rows.unshift(
                h(
                    "div",
                    { class: "keys" },
                    [...SHAPES].map((letter) => key(shown(letter), () => type(letter), "shape")),
                    Object.entries(TONES).map(([name, tone]) =>
                        key(
                            `\u25cc${tone}`,
                            () => change(putTone(input.value, tone)),
                            "tone",
                            name,
                        ),
                    ),
                ),
            );
        }
        rows.push(
            h(
                "div",
                { class: "keys" },
                !codes &&
                    key(icon("shift"), () => ((capital = !capital), draw()), "wide", words.capital),
                !codes && key(words.space, () => change(`${input.value} `), "space"),
                key(
                    icon("erase"),
                    () => change([...input.value].slice(0, -1).join("")),
                    "wide",
                    words.erase,
                ),
                key(words.search, onEnter, "wide main"),
            ),
        );
        board.replaceChildren(...rows);
    }
    draw();
    return board;
}
