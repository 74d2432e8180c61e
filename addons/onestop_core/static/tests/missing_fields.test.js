import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    clickSave,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class Paper extends models.Model {
    _name = "paper";
    name = fields.Char({ required: true });
    _records = [];
}

defineMailModels();
defineModels([Paper]);

test("what is still empty is said in words that have a translation", async () => {
    mockService("notification", {
        add: (message, { type }) => expect.step(`${type}: ${message}`),
    });
    await mountView({ type: "form", resModel: "paper", arch: `<form><field name="name"/></form>` });
    await clickSave();
    await animationFrame();
    expect.verifySteps(["danger: Fill in the fields marked in red"]);
});
