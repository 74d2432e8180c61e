import { Component, useState, xml } from "@odoo/owl";
import { draftParts, openedParts, openedWays } from "@onestop_counter/parts";
import {
    detailSlots,
    doneSlots,
    dossierSlots,
    headerSlots,
    openedSlots,
    paneSlots,
    paperToolSlots,
    returnSlots,
} from "@onestop_counter/slots";

class Door extends Component {
    static template = xml`<p class="o_door" t-esc="props.counter.draft.door"/>`;
    static props = ["*"];
}

/** What opens the door of the draft, without which nothing is received. */
class Handle extends Component {
    static template = xml`<button class="o_door_handle" t-on-click="() => this.open()">Open</button>`;
    static props = ["*"];
    setup() {
        this.counter = useState(this.props.counter);
    }
    open() {
        this.counter.draft.door = "open";
    }
}

/** The same for an opened dossier. */
class Lock extends Component {
    static template = xml`<button class="o_door_lock" t-on-click="() => this.open()" t-esc="counter.opened.dossier.lock"/>`;
    static props = ["*"];
    setup() {
        this.counter = useState(this.props.counter);
    }
    open() {
        this.counter.opened.dossier.lock = "unlocked";
    }
}

const named = (place) =>
    class extends Component {
        static template = xml`<p t-att-class="this.name">Door</p>`;
        static props = ["*"];
        name = `o_door_${place}`;
    };

draftParts.add("door", {
    create: () => ({ door: "ajar" }),
    findBlocker: ({ draft }) =>
        draft.door === "open" ? null : { text: "Cửa chưa mở", pane: "check" },
    toPayload: (draft) => ({ door: draft.door }),
});
openedParts.add("door", {
    create: (dossier) => ({ lock: `locked ${dossier.door}` }),
    findBlocker: ({ opened }, action) =>
        action === "return_result" && opened.dossier.lock !== "unlocked" ? "Cửa chưa mở khóa" : "",
    toParams: ({ lock }, action) => (action === "return_result" ? { note: lock } : {}),
});
openedWays.add("door", { Component: Door, action: "forward", label: () => "Door" });
headerSlots.add("door", { Component: named("header") });
dossierSlots.add("door", { Component: Door });
detailSlots.add("door", { Component: Handle });
paperToolSlots.add("door", { Component: named("paper") });
openedSlots.add("door", { Component: named("opened") });
returnSlots.add("door", { Component: Lock });
doneSlots.add("door", { Component: named("done") });
paneSlots.add("door", { Component: named("pane"), key: "", label: () => "Cửa" });
