import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

const COLUMNS = [
    { key: "label", text: true, centred: false, width: "50%" },
    { key: "late", text: false, centred: false, width: "50%" },
];

function row(key, label, late, findings = []) {
    return {
        key,
        total: key === "total",
        findings,
        cells: [
            { key: "label", text: label, figure: false, value: null, note: false },
            { key: "late", text: `${late}`, figure: true, value: late, note: false },
        ],
    };
}

class View extends models.Model {
    _name = "view";
    table = fields.Json();
    _records = [
        {
            id: 7,
            table: {
                title: "Biểu thử",
                number: "Biểu số 1",
                subtitle: ["Từ ngày 01/10/2026 đến ngày 31/10/2026"],
                footer: "Số liệu tính đến ngày 31 tháng 10 năm 2026",
                notes: ["Ghi chú"],
                numbered: true,
                has_note: false,
                columns: COLUMNS,
                headings: [
                    [
                        { text: "Đơn vị", colspan: 1, rowspan: 2, column: 0 },
                        { text: "Hồ sơ", colspan: 1, rowspan: 1, column: 1 },
                    ],
                    [{ text: "Quá hạn", colspan: 1, rowspan: 1, column: 1 }],
                ],
                rows: [
                    row("1", "Xã Một", 2),
                    row("2", "Xã Hai", 9, [
                        { identity: 0, words: "Không khớp", linked: true, left: "9", right: "8" },
                    ]),
                    row("total", "TỔNG SỐ", 11),
                ],
            },
        },
        { id: 8, table: { refused: "Not yours" } },
    ];
}

defineMailModels();
defineModels([View]);

async function show(resId) {
    await mountView({
        type: "form",
        resModel: "view",
        resId,
        arch: `<form><field name="table" widget="onestop_report_table"/></form>`,
    });
}

test("a figure opens what was counted", async () => {
    onRpc("view", "open_cell", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.act_window_close" };
    });
    mockService("action", { doAction: (action) => expect.step(action.type) });
    await show(7);
    expect("h2").toHaveText("Biểu thử");
    await click("button[data-row='2'][data-column='late']");
    await animationFrame();
    expect.verifySteps([[7, "2", "late"], "ir.actions.act_window_close"]);
});

test("a row that does not agree says so, and opens the difference", async () => {
    onRpc("view", "open_difference", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.act_window_close" };
    });
    mockService("action", { doAction: () => {} });
    await show(7);
    expect(".o_onestop_report_finding").toHaveCount(1);
    await click(".o_onestop_report_finding button");
    await animationFrame();
    expect.verifySteps([[7, "2", 0]]);
});

test("a column sorts, and the total stays below", async () => {
    await show(7);
    const names = () => queryAllTexts("tbody tr td:first-child").map((text) => text.split("\n")[0]);
    expect(names()).toEqual(["Xã Một", "Xã Hai", "TỔNG SỐ"]);
    await click("thead tr:nth-child(2) button");
    await animationFrame();
    expect(names()).toEqual(["Xã Hai", "Xã Một", "TỔNG SỐ"]);
    await click("thead tr:nth-child(2) button");
    await animationFrame();
    expect(names()).toEqual(["Xã Một", "Xã Hai", "TỔNG SỐ"]);
});

test("what may not be seen is said in words", async () => {
    await show(8);
    expect(".alert").toHaveText("Not yours");
});
