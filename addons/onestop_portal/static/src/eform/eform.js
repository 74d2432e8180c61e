/** @odoo-module ignore **/
/* The questions of an e-form: hides those that are not asked, and adds rows one by one. The page works without it; what
   is asked and what is right the server decides. */
(function (scope) {
    "use strict";

    // the same rule as engine/eform_answers.py, holds()
    function holds(operator, values, given) {
        if (operator === "empty") {
            return !given.length;
        }
        if (!given.length) {
            return false;
        }
        if (operator === "filled") {
            return true;
        }
        const met = given.some(function (one) {
            return values.indexOf(one) !== -1;
        });
        return operator === "is" ? met : !met;
    }

    function controlsOf(root, name) {
        return Array.from(root.querySelectorAll("input, select, textarea")).filter(
            function (control) {
                return control.name === name || control.name.startsWith(name + ".");
            },
        );
    }

    function givenBy(controls) {
        return controls
            .filter(function (control) {
                return !/^(radio|checkbox)$/.test(control.type) || control.checked;
            })
            .map(function (control) {
                return control.value.trim();
            })
            .filter(Boolean);
    }

    function update(root) {
        // in the order of the page: a question that is hidden hides those that look at it
        root.querySelectorAll("[data-eform-if]").forEach(function (element) {
            const rule = JSON.parse(element.dataset.eformIf);
            const controls = controlsOf(root, rule.name);
            const asked = controls.some(function (control) {
                return !control.closest("[data-eform-if][hidden]");
            });
            element.hidden = !(asked && holds(rule.is, rule.values, givenBy(controls)));
        });
    }

    function isBlank(row) {
        return !givenBy(Array.from(row.querySelectorAll("input, select, textarea"))).length;
    }

    function renumber(row, name, from, to) {
        const path = name + "." + from + ".";
        const ids = path.replace("eform.", "eform-").split(".").join("-");
        const wanted = name + "." + to + ".";
        row.querySelectorAll("*").forEach(function (element) {
            Array.from(element.attributes).forEach(function (attribute) {
                element.setAttribute(
                    attribute.name,
                    attribute.value
                        .split(path)
                        .join(wanted)
                        .split(ids)
                        .join(wanted.replace("eform.", "eform-").split(".").join("-")),
                );
            });
        });
        row.querySelector(".eform_number").textContent = to + 1;
    }

    function clear(row) {
        row.querySelectorAll(".wrong").forEach(function (element) {
            element.remove();
        });
        row.querySelectorAll("input, select, textarea").forEach(function (control) {
            control.removeAttribute("aria-invalid");
            if (/^(radio|checkbox)$/.test(control.type)) {
                control.checked = false;
            } else {
                control.value = "";
            }
        });
    }

    function startRows(root, table) {
        const rows = function () {
            return Array.from(table.querySelectorAll(":scope > .eform_row"));
        };
        // blank rows at the end wait until they are asked for
        rows()
            .slice(1)
            .reverse()
            .every(function (row) {
                row.hidden = isBlank(row) && !row.querySelector(".wrong");
                return row.hidden;
            });
        table.querySelectorAll(".eform_static").forEach(function (element) {
            element.hidden = true;
        });
        const button = table.querySelector("[data-eform-add]");
        const most = Number(table.dataset.eformMost);
        const bound = function () {
            const shown = rows().filter(function (row) {
                return !row.hidden;
            });
            button.parentElement.hidden = shown.length >= most;
        };
        button.addEventListener("click", function () {
            let row = rows().find(function (one) {
                return one.hidden;
            });
            if (!row) {
                const last = rows().pop();
                row = last.cloneNode(true);
                renumber(row, table.dataset.eformRows, rows().length - 1, rows().length);
                clear(row);
                last.after(row);
            }
            row.hidden = false;
            bound();
            update(root);
            row.querySelector("input, select, textarea").focus();
        });
        bound();
    }

    function start(root) {
        root.querySelectorAll(".eform_condition").forEach(function (element) {
            element.hidden = true;
        });
        root.querySelectorAll("[data-eform-rows]").forEach(function (table) {
            startRows(root, table);
        });
        root.addEventListener("input", function () {
            update(root);
        });
        root.addEventListener("change", function () {
            update(root);
        });
        update(root);
    }

    if (scope.document) {
        scope.document.querySelectorAll("[data-eform]").forEach(start);
    }
    /* global module */
    // for the test that holds it beside the server's rule
    if (typeof module === "object") {
        module.exports = { holds };
    }
})(typeof window === "object" ? window : {});
