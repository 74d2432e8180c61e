import { Component, xml } from "@odoo/owl";
import { draftParts, openedWays } from "@onestop_counter/parts";
import { dossierSlots } from "@onestop_counter/slots";

class Door extends Component {
    static template = xml`<p class="o_door" t-esc="props.counter.draft.door"/>`;
    static props = ["*"];
}

draftParts.add("door", {
    create: () => ({ door: "ajar" }),
    toPayload: (draft) => ({ door: draft.door }),
});
dossierSlots.add("door", { Component: Door });
openedWays.add("door", { Component: Door, action: "forward", label: () => "Door" });
