/**
 * Make an element. `on…` attributes are listeners; what is null or false is left out.
 *
 * @param {string} tag
 * @param {Object} [attributes]
 * @param {...(Node|string|Array|null|false)} children
 */
export function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith("on")) {
            element.addEventListener(name.slice(2), value);
        } else if (value !== null && value !== false && value !== undefined) {
            element.setAttribute(name, value === true ? "" : value);
        }
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== false));
    return element;
}

/** Give `text` in place of each `%s`, in their order. */
export function fill(text, ...values) {
    return values.reduce((filled, value) => filled.replace("%s", () => String(value)), text);
}
