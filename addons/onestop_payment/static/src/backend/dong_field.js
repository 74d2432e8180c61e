import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { formatInteger } from "@web/views/fields/formatters";

/** An amount in whole đồng as people read it: 26.000 đ. */
export function formatDong(value, options) {
    if (value === false || value === undefined || value === null) {
        return "";
    }
    return `${formatInteger(value, { ...options, humanReadable: false })} đ`;
}

registry.category("formatters").add("onestop_dong", formatDong);

export class DongField extends IntegerField {
    get formattedValue() {
        if (!this.props.readonly && this.props.inputType === "number") {
            return this.value;
        }
        return this.props.readonly ? formatDong(this.value) : super.formattedValue;
    }
}

registry.category("fields").add("onestop_dong", { ...integerField, component: DongField });
