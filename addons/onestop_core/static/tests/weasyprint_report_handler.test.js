import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import "@onestop_core/report/weasyprint_report_handler";

const env = {
    services: {
        ui: {
            block: () => expect.step("block"),
            unblock: () => expect.step("unblock"),
        },
    },
};

function handle(pdf_engine, _download) {
    patchWithCleanup(download, { _download });
    const handler = registry.category("ir.actions.report handlers").get("onestop_weasyprint");
    const action = {
        type: "ir.actions.report",
        report_type: "qweb-pdf",
        report_name: "onestop_core.report_receipt_slip",
        pdf_engine,
        context: { active_ids: [7, 8] },
    };
    return handler(action, {}, env);
}

test("a WeasyPrint report is downloaded at once, whatever the state of wkhtmltopdf", async () => {
    const done = await handle("weasyprint", async ({ url, data }) => {
        expect.step(`${url} ${JSON.parse(data.data).join(" ")}`);
        expect(JSON.parse(data.context).active_ids).toEqual([7, 8]);
    });
    expect(done).toBe(true);
    expect.verifySteps([
        "block",
        "/report/download /report/pdf/onestop_core.report_receipt_slip/7,8 qweb-pdf",
        "unblock",
    ]);
});

test("a refusal of the server unblocks the screen and is told", async () => {
    const refusal = handle("weasyprint", async () => {
        throw new Error("not received");
    });
    await expect(refusal).rejects.toThrow("not received");
    expect.verifySteps(["block", "unblock"]);
});

test("other reports go their own way", async () => {
    const done = await handle("wkhtmltopdf", async () => expect.step("download"));
    expect(done).toBe(false);
    expect.verifySteps([]);
});
