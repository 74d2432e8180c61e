import { formatFloat } from "@web/core/utils/numbers";
import { _t } from "@web/core/l10n/translation";

const KIB = 1024;
const VIEWABLE = {
    pdf: "application/pdf",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    png: "image/png",
};

function extensionOf(name) {
    return name.includes(".") ? name.split(".").at(-1).toLowerCase() : "";
}

/** The kind of a file that the browser can show; an empty text for others. */
export function viewableType(name) {
    return VIEWABLE[extensionOf(name)] || "";
}

/** What a file input offers to choose. */
export function acceptOf(rules) {
    return rules.extensions.map((extension) => `.${extension}`).join();
}

/**
 * Why the server would refuse a file, as far as its size and its name tell; the server looks at the content too.
 *
 * @param {{ name: string, size: number }} file
 * @param {{ size_limit: number, extensions: string[] }} rules of the server; the limit is the first size refused
 * @returns {string} in words; empty if nothing speaks against it
 */
export function refusalOf(file, rules) {
    if (!file.size) {
        return _t("The file is empty. Choose it again.");
    }
    if (file.size >= rules.size_limit) {
        return _t(
            "The file must be smaller than %s MB. Scan it at 300 dpi, or send it in parts.",
            rules.size_limit / KIB / KIB,
        );
    }
    if (!rules.extensions.includes(extensionOf(file.name))) {
        return _t(
            "Files of this kind are not accepted. Accepted are: %s.",
            rules.extensions.join(", "),
        );
    }
    return "";
}

/** @param {number} size in bytes */
export function sizeWords(size) {
    return size < KIB * KIB
        ? _t("%s kB", Math.ceil(size / KIB))
        : _t("%s MB", formatFloat(size / KIB / KIB, { digits: [16, 1] }));
}
