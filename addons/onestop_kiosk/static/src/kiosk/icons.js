// Drawn here, since a kiosk may have no font with pictures. Lines on a field of 24 × 24.
const PATHS = {
    ticket: "M3 7h18v3a2 2 0 0 0 0 4v3H3v-3a2 2 0 0 0 0-4zM14 7v2M14 11v2M14 15v2",
    dossier: "M3 6h6l2 2h10v11H3zM9 13a3 3 0 1 0 6 0a3 3 0 1 0-6 0M14.2 15.2l2.3 2.3",
    procedure: "M4 5c3-1 6-1 8 1c2-2 5-2 8-1v14c-3-1-6-1-8 1c-2-2-5-2-8-1zM12 6v14",
    person: "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c0-5 4-7 8-7s8 2 8 7",
    star: "M12 3l2.7 5.8l6.3.8l-4.6 4.3l1.2 6.3L12 17l-5.6 3.2l1.2-6.3L3 9.6l6.3-.8z",
    home: "M3 11l9-8l9 8M6 9v11h12V9",
    erase: "M8 5h13v14H8l-5-7zM12 9l6 6M18 9l-6 6",
    shift: "M12 4l8 9h-4v7H8v-7H4z",
    sound: "M4 9h4l5-4v14l-5-4H4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
    contrast: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 3v18M15 5v14M18 7v10",
    scan: "M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M7 7h4v4H7zM13 7h4v4h-4zM7 13h4v4H7zM13 13h2v2M17 17v-2",
    very_satisfied: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 9v1M16 9v1M7 13c1 5 9 5 10 0z",
    satisfied: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 9v1M16 9v1M8 14.5c2 2 6 2 8 0",
    not_satisfied: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 9v1M16 9v1M8 16.5c2-2 6-2 8 0",
    thanks: "M12 20s-8-5-8-10.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8 2.5C20 15 12 20 12 20z",
};
const SVG = "http://www.w3.org/2000/svg";

/** A picture by its name; it says nothing to a screen reader, which reads the words beside it. */
export function icon(name) {
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("class", "picture");
    picture.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", PATHS[name]);
    picture.append(path);
    return picture;
}
