import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { Home } from "@onestop_core/home/home";

describe.current.tags("desktop");
defineMailModels();

const LATE = [["due_state", "=", "late"]];
const DATA = {
    posts: [{ agency: "Xã Khả Phong", roles: ["Specialist", "Leader"] }],
    may_enter: false,
    sections: [
        {
            key: "work",
            title: "My Work",
            figures: [
                {
                    key: "mine",
                    label: "My work list",
                    count: 12,
                    domain: [["is_mine", "=", true]],
                    tone: "",
                },
                { key: "mine_late", label: "Overdue", count: 1, domain: LATE, tone: "late" },
                { key: "due_today", label: "Due today", count: 0, domain: [], tone: "soon" },
            ],
            work: [
                {
                    id: 7,
                    code: "H25-261120-0007",
                    procedure: "Đăng ký khai sinh",
                    applicant: "Vũ Thị Hạnh",
                    step: "Appraisal",
                    due_at: "2026-11-20 10:00:00",
                    due_state: "late",
                    remaining: "Over by 1 days",
                },
            ],
        },
        {
            key: "people",
            title: "Who Holds What",
            table: {
                columns: ["Person", "Overdue"],
                rows: [
                    {
                        key: 3,
                        label: "Trần Văn Hưng",
                        cells: [{ key: "late", count: 1, domain: LATE, tone: "late" }],
                    },
                    {
                        key: 4,
                        label: "Phạm Quốc Khánh",
                        cells: [{ key: "late", count: 0, domain: LATE, tone: "" }],
                    },
                ],
            },
        },
    ],
};

let opened;
beforeEach(() => {
    opened = [];
    onRpc("onestop.dossier", "home_data", () => DATA);
    mockService("action", { doAction: (action) => opened.push(action) });
});

async function mountHome() {
    await mountWithCleanup(Home, { props: { action: {}, actionId: 1, className: "" } });
}

test("shows the sections that the server names", async () => {
    await mountHome();
    expect(queryAllTexts(".o_onestop_home section > h2")).toEqual(["My Work", "Who Holds What"]);
    expect(queryAllTexts(".o_onestop_figure .o_onestop_count")).toEqual(["12", "1", "0"]);
    expect(".o_onestop_new").toHaveCount(0);
    expect(".o_onestop_home header").toHaveText(/Specialist, Leader · Xã Khả Phong/);
});

test("a figure is coloured only while it counts something, and late work says so in words", async () => {
    await mountHome();
    expect(".o_onestop_figure[data-key=mine_late]").toHaveClass("o_onestop_tone_late");
    expect(".o_onestop_figure[data-key=due_today]").not.toHaveClass("o_onestop_tone_soon");
    expect(".o_onestop_work .o_onestop_due_late").toHaveText("Over by 1 days");
    expect(".o_onestop_work .o_onestop_due_late .fa-exclamation-circle").toHaveCount(1);
});

test("a figure and a cell open the list of what they count", async () => {
    await mountHome();
    await contains(".o_onestop_figure[data-key=mine_late]").click();
    await contains(".o_onestop_counts button").click();
    expect(opened.map((action) => [action.name, action.domain])).toEqual([
        ["Overdue", LATE],
        ["Trần Văn Hưng – Overdue", LATE],
    ]);
    expect(".o_onestop_counts button").toHaveCount(1);
});

test("a row opens its dossier", async () => {
    await mountHome();
    await contains(".o_onestop_work tbody tr").click();
    expect(opened.map((action) => [action.res_id, action.views])).toEqual([[7, [[false, "form"]]]]);
});

test("a code that is typed or scanned opens the dossier, or lists those that fit", async () => {
    const answers = { "H25-261120-0007": [7], 2611: [7, 8], H99: [] };
    onRpc("onestop.dossier", "home_look_up", ({ args }) => {
        expect.step(args[0]);
        return answers[args[0]];
    });
    mockService("notification", { add: () => expect.step("not found") });
    await mountHome();
    getService("barcode").bus.trigger("barcode_scanned", { barcode: "H25-261120-0007" });
    await animationFrame();
    for (const text of ["2611", "H99", " "]) {
        await contains(".o_onestop_look_up input").edit(text, { confirm: false });
        await contains(".o_onestop_look_up button").click();
    }
    expect.verifySteps(["H25-261120-0007", "2611", "H99", "not found"]);
    expect(opened.map((action) => action.res_id || action.domain)).toEqual([
        7,
        [["id", "in", [7, 8]]],
    ]);
});

test("somebody who may enter dossiers starts a new one here", async () => {
    onRpc("onestop.dossier", "home_data", () => ({ ...DATA, may_enter: true }));
    await mountHome();
    await contains(".o_onestop_new").click();
    expect(opened[0].res_id).toBe(false);
});

test("an account without a post is told what to do", async () => {
    onRpc("onestop.dossier", "home_data", () => ({ posts: [], may_enter: false, sections: [] }));
    await mountHome();
    expect(".o_onestop_home").toHaveText(/Your account has no post yet/);
});
