import { Component, onMounted, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ScanQueue } from "./scan_queue";

const MODEL = "onestop.postal.handover";
// one tone for what is well, a lower one for what is not: heard without looking
const TONES = { added: 880, again: 440, unknown: 220, elsewhere: 220, refused: 220 };
const SHOWN = 30;
const REST = 3000;

/** Fill a slip by scanning: one call a scan, sound and colour, and a broken line loses none and doubles none. */
export class PostalScan extends Component {
    static template = "onestop_postal.Scan";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.handoverId = this.props.action.params.handover_id;
        this.name = this.props.action.params.name;
        this.state = useState({ entries: [], count: this.props.action.params.count, last: "" });
        this.input = useRef("input");
        const key = `onestop_postal.scan.${this.handoverId}`;
        this.queue = new ScanQueue({
            send: (text, uuid) =>
                this.orm.silent.call(MODEL, "scan", [[this.handoverId], text, uuid]),
            tell: (entry) => this.show(entry),
            store: {
                read: () => JSON.parse(browser.localStorage.getItem(key) || "[]"),
                write: (entries) => browser.localStorage.setItem(key, JSON.stringify(entries)),
            },
            rest: () => new Promise((resolve) => browser.setTimeout(resolve, REST)),
            makeUuid: () => crypto.randomUUID(),
        });
        const barcode = useService("barcode");
        useBus(barcode.bus, "barcode_scanned", (ev) => this.queue.add(ev.detail.barcode));
        onWillStart(() => this.queue.waiting.forEach((entry) => this.show(entry)));
        onMounted(() => {
            this.input.el.focus();
            this.queue.run();
        });
        onWillUnmount(() => this.queue.close());
    }

    show(entry) {
        const at = this.state.entries.findIndex((one) => one.uuid === entry.uuid);
        if (at >= 0) {
            this.state.entries[at] = { ...entry };
        } else {
            this.state.entries.unshift({ ...entry });
            this.state.entries.length = Math.min(this.state.entries.length, SHOWN);
        }
        if (entry.status in TONES) {
            this.state.last = entry.status;
            this.state.count = entry.count ?? this.state.count;
            this.sound(TONES[entry.status]);
        }
    }

    sound(tone) {
        const Audio = window.AudioContext;
        if (!Audio) {
            return;
        }
        this.audio ??= new Audio();
        const voice = this.audio.createOscillator();
        voice.frequency.value = tone;
        voice.connect(this.audio.destination);
        voice.start();
        voice.stop(this.audio.currentTime + 0.12);
    }

    get words() {
        return {
            added: _t("On the slip."),
            again: _t("It is on this slip already."),
            waiting: _t("Being sent…"),
            offline: _t("No line: it is sent again."),
        };
    }

    onKeydown(ev) {
        if (ev.key !== "Enter") {
            return;
        }
        const text = ev.target.value.trim();
        ev.target.value = "";
        if (text) {
            this.queue.add(text);
        }
    }

    openSlip() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.handoverId,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("onestop_postal.scan", PostalScan);
