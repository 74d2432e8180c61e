import { useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { useInputField } from "@web/views/fields/input_field_hook";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";

/** Ten thousandths as people read them: 5000 is 50 %, 1250 is 12,5 %. */
export function formatShare(value) {
    return value === false || value === undefined ? "" : `${shareNumber(value)} %`;
}

function shareNumber(value) {
    return String(value / 100).replace(".", ",");
}

/** What was typed as a percentage, in ten thousandths. */
export function readShare(text) {
    const typed = text.replace("%", "").trim().replace(",", ".");
    if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) {
        throw new Error(`not a percentage: ${text}`);
    }
    return Math.round(Number(typed) * 100);
}

registry.category("formatters").add("onestop_share", formatShare);

export class ShareField extends IntegerField {
    setup() {
        // not that of a whole number, which would read what is typed as one
        this.state = useState({ hasFocus: false });
        useInputField({
            getValue: () => this.formattedValue,
            refName: "numpadDecimal",
            parse: readShare,
        });
        useNumpadDecimal();
    }

    get formattedValue() {
        return this.props.readonly ? formatShare(this.value) : shareNumber(this.value || 0);
    }
}

registry.category("fields").add("onestop_share", { ...integerField, component: ShareField });
