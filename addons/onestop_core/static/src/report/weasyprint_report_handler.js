import { registry } from "@web/core/registry";
import { download } from "@web/core/network/download";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

/**
 * Downloads reports of the WeasyPrint engine. The web client's own way asks for wkhtmltopdf first and
 * shows HTML where it is missing, which these reports do not need.
 *
 * With `background` among the options, the screen stays free while the document is made.
 */
async function downloadWeasyprintReport(action, options, env) {
    if (action.report_type !== "qweb-pdf" || action.pdf_engine !== "weasyprint") {
        return false;
    }
    const context = { ...user.context, ...action.context };
    const { background } = options;
    if (!background) {
        env.services.ui.block();
    }
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([getReportUrl(action, "pdf", context), action.report_type]),
                context: JSON.stringify(context),
            },
        });
    } finally {
        if (!background) {
            env.services.ui.unblock();
        }
    }
    return true;
}

registry
    .category("ir.actions.report handlers")
    // after modules that send reports to a printer: what they print is not downloaded too
    .add("onestop_weasyprint", downloadWeasyprintReport, { sequence: 90 });
