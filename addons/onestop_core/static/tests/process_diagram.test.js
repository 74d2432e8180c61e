import { expect, test } from "@odoo/hoot";
import { queryAllTexts, queryAllAttributes } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { ProcessDiagram } from "@onestop_core/process_diagram/process_diagram";

class Role extends models.Model {
    _name = "role";
    name = fields.Char();
    _records = [
        { id: 1, name: "Receptionist" },
        { id: 2, name: "Leader" },
    ];
}

class Agency extends models.Model {
    _name = "agency";
    name = fields.Char();
    _records = [{ id: 1, name: "Department" }];
}

class Step extends models.Model {
    _name = "step";
    name = fields.Char();
    sequence = fields.Integer();
    role_id = fields.Many2one({ relation: "role" });
    agency_id = fields.Many2one({ relation: "agency" });
    agency_mode = fields.Selection({
        selection: [
            ["received", "Where It Was Received"],
            ["fixed", "A Certain Agency"],
        ],
    });
    time_share = fields.Integer();
    can_approve = fields.Boolean();
    _records = [
        {
            id: 1,
            name: "Reception",
            sequence: 1,
            role_id: 1,
            agency_mode: "received",
            time_share: 40,
        },
        {
            id: 2,
            name: "Approval",
            sequence: 2,
            role_id: 2,
            agency_mode: "fixed",
            agency_id: 1,
            time_share: 60,
            can_approve: true,
        },
    ];
}

class Process extends models.Model {
    _name = "process";
    step_ids = fields.One2many({ relation: "step" });
    _records = [{ id: 1, step_ids: [1, 2] }];
}

defineMailModels();
defineModels([Role, Agency, Step, Process]);

const STEPS = [
    { key: 1, name: "Reception", role: "Receptionist", agency: "Commune", share: 40 },
    {
        key: 2,
        name: "Approval",
        role: "Leader",
        agency: "Department",
        share: 60,
        settles: true,
        elsewhere: true,
    },
];

test("each step is a box with its role, agency and share of time, joined by arrows", async () => {
    await mountWithCleanup(ProcessDiagram, { props: { steps: STEPS }, noMainContainer: true });
    expect(queryAllTexts(".o_onestop_process_name")).toEqual(["Reception", "Approval"]);
    expect(queryAllTexts(".o_onestop_process_role")).toEqual(["Receptionist", "Leader"]);
    expect(queryAllTexts(".o_onestop_process_share")).toEqual(["40 %", "60 %"]);
    expect(".o_onestop_process_arrow").toHaveCount(3);
    expect(".o_onestop_process_elsewhere .o_onestop_process_agency").toHaveText("Department");
    expect(".o_onestop_process_warning").toHaveCount(0);
});

test("the running step of a dossier is marked", async () => {
    const steps = [
        { ...STEPS[0], state: "done" },
        { ...STEPS[1], state: "current", note: "since 08:00" },
    ];
    await mountWithCleanup(ProcessDiagram, { props: { steps }, noMainContainer: true });
    expect(".o_onestop_process_done .o_onestop_process_name").toHaveText("Reception");
    expect(".o_onestop_process_current .o_onestop_process_note").toHaveText("since 08:00");
    expect(queryAllAttributes(".o_onestop_process_current", "aria-current")).toEqual(["step"]);
});

test("a process that settles nothing, or whose shares are off, is warned about", async () => {
    const steps = [{ ...STEPS[0], share: 30 }];
    await mountWithCleanup(ProcessDiagram, { props: { steps }, noMainContainer: true });
    expect(".o_onestop_process_warning").toHaveCount(2);
    expect(".o_onestop_process_warning:last").toHaveText(
        "The shares of time add up to 30 %, not to 100 %.",
    );
});

test("on the form the diagram follows the list of steps", async () => {
    await mountView({
        type: "form",
        resModel: "process",
        resId: 1,
        arch: `
            <form>
                <widget name="onestop_process_diagram"/>
                <field name="step_ids">
                    <list editable="bottom">
                        <field name="sequence" widget="handle"/>
                        <field name="name"/>
                        <field name="role_id"/>
                        <field name="agency_mode"/>
                        <field name="agency_id"/>
                        <field name="time_share"/>
                        <field name="can_approve"/>
                    </list>
                </field>
            </form>`,
    });
    expect(queryAllTexts(".o_onestop_process_agency")).toEqual([
        "Where It Was Received",
        "Department",
    ]);
    await contains(".o_data_row:first .o_data_cell[name=name]").click();
    await contains(".o_data_row:first [name=name] input").edit("Intake");
    await animationFrame();
    expect(queryAllTexts(".o_onestop_process_name")).toEqual(["Intake", "Approval"]);
});
