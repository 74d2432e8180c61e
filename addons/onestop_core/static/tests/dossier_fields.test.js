import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    getService,
    models,
    mountView,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");

const STEP = {
    key: 1,
    name: "Appraisal",
    role: "Specialist",
    agency: "Xã Một",
    settles: false,
    elsewhere: false,
    state: "",
    person: "",
    taken: "",
    due: "",
    done: "",
    timeliness: "",
    timeliness_label: "",
};

class Dossier extends models.Model {
    _name = "dossier";
    flags = fields.Json();
    results = fields.Json();
    progress = fields.Json();
    _records = [
        {
            id: 1,
            flags: [
                { key: "late_without_apology", label: "Late without an apology" },
                { key: "filed_twice", label: "Filed twice" },
            ],
            results: [
                { id: 1, name: "H99-1", done: true, message: "" },
                { id: 2, name: "H99-2", done: false, message: "An holds H99-2 already." },
            ],
            progress: {
                received: "23/11/2026 09:00",
                returned: "",
                steps: [
                    {
                        ...STEP,
                        state: "done",
                        person: "Hà",
                        done: "23/11/2026 10:00",
                        timeliness: "early",
                        timeliness_label: "Early",
                    },
                    {
                        ...STEP,
                        key: 2,
                        state: "current",
                        person: "Hưng",
                        taken: "23/11/2026 10:00",
                        due: "25/11/2026 10:00",
                        timeliness: "late",
                        timeliness_label: "Late",
                    },
                    { ...STEP, key: 3 },
                ],
            },
        },
        { id: 2 },
    ];
}

defineMailModels();
defineModels([Dossier]);

function mountForm(field, resId = 1) {
    return mountView({ type: "form", resModel: "dossier", resId, arch: `<form>${field}</form>` });
}

test("flags are icons with words", async () => {
    await mountForm(`<field name="flags" widget="onestop_flags"/>`);
    expect(queryAllTexts(".o_onestop_flag")).toEqual(["Late without an apology", "Filed twice"]);
    expect(".o_onestop_flag .fa").toHaveCount(2);
});

test("in a narrow column the words of a flag are its title", async () => {
    await mountForm(`<field name="flags" widget="onestop_flags" options="{'icons_only': True}"/>`);
    expect(queryAllTexts(".o_onestop_flag")).toEqual(["", ""]);
    expect(".o_onestop_flag:first").toHaveAttribute("title", "Late without an apology");
    expect(".o_onestop_flag:first .fa").toHaveAttribute("aria-label", "Late without an apology");
});

test("the results of a batch are listed, what failed first", async () => {
    await mountForm(`<field name="results" widget="onestop_batch_results"/>`);
    expect(".o_onestop_batch_results [role=status]").toHaveText("1 of 2 done");
    expect(queryAllTexts(".o_onestop_batch_results tr")).toEqual([
        "H99-2 Not done An holds H99-2 already.",
        "H99-1 Done",
    ]);
});

test("the process on a dossier says who had each step, since when, and how it went", async () => {
    await mountForm(`<field name="progress" widget="onestop_dossier_progress"/>`);
    expect(queryAllTexts(".o_onestop_process_role")).toEqual(["Hà", "Hưng", "Specialist"]);
    expect(queryAllTexts(".o_onestop_process_note")).toEqual([
        "Done 23/11/2026 10:00",
        "Since 23/11/2026 10:00, due 25/11/2026 10:00",
    ]);
    expect(queryAllTexts(".o_onestop_process_timeliness")).toEqual(["Early", "Late"]);
    expect(".o_onestop_process_current [title='Present step']").toHaveCount(1);
    expect(".o_onestop_process_end:first").toHaveText("Dossier received\n23/11/2026 09:00");
    expect(".o_onestop_process_warning").toHaveCount(0);
});

test("a dossier that was not received yet has no process to draw", async () => {
    await mountForm(`<field name="progress" widget="onestop_dossier_progress"/>`, 2);
    expect(".o_onestop_process_diagram").toHaveCount(0);
});

test("a letter that was issued is offered to print", async () => {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "onestop_core.print_offer",
        params: {
            title: "Letter issued",
            headline: "05/TB",
            lines: ["Refusal", "H99-1"],
            strong: "Nguyễn Thị Hoa",
            print_label: "Print the letter",
            report: { type: "ir.actions.report" },
        },
    });
    await animationFrame();
    expect(".modal-title").toHaveText("Letter issued");
    expect(".o_onestop_print_offer").toHaveText("05/TB\nRefusal\nH99-1\nNguyễn Thị Hoa");
    expect(".o_onestop_print").toHaveText("Print the letter");
});
