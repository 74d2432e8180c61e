import { Component, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ActionsBar } from "../components/actions_bar";
import { ApplicantCard } from "../components/applicant_card";
import { Banners } from "../components/banners";
import { DoneCard } from "../components/done_card";
import { DueBox } from "../components/due_box";
import { FilePreview } from "../components/file_preview";
import { Header } from "../components/header";
import { OpenedCard } from "../components/opened_card";
import { Papers } from "../components/papers";
import { ProcedureCard } from "../components/procedure_card";
import { UploadsCard } from "../components/uploads_card";
import { CheckPane } from "../panes/check_pane";
import { HelpPane } from "../panes/help_pane";
import { InboxPane } from "../panes/inbox_pane";
import "../panes/accept_form";
import "../panes/opened_facts";
import { OpenedPane } from "../panes/opened_pane";
import "../panes/resume_form";
import "../panes/return_form";
import { PersonPane } from "../panes/person_pane";
import { ProcedurePane } from "../panes/procedure_pane";
import { RechoosePane } from "../panes/rechoose_pane";
import { RefusePane } from "../panes/refuse_pane";
import { SupplementPane } from "../panes/supplement_pane";
import { CatalogueCache } from "../model/catalogue";
import { CounterModel } from "../model/counter_model";
import { DraftStore } from "../services/draft_store";
import { FileStore } from "../services/file_store";
import { LineLost, Refused } from "../services/line";
import { KEYS, useKeys } from "../hooks/keys";
import { useScanner } from "../hooks/scanner";
import { dossierSlots, paneSlots, shown } from "../slots";

const PANES = {
    person: PersonPane,
    procedure: ProcedurePane,
    check: CheckPane,
    supplement: SupplementPane,
    refuse: RefusePane,
    rechoose: RechoosePane,
    inbox: InboxPane,
    help: HelpPane,
    opened: OpenedPane,
};

/** The Counter (quầy tiếp nhận): a till for dossiers. The dossier on the left, what to pick on the right. */
export class Counter extends Component {
    static template = "onestop_counter.Counter";
    static components = {
        ActionsBar,
        ApplicantCard,
        Banners,
        DoneCard,
        DueBox,
        FilePreview,
        Header,
        OpenedCard,
        Papers,
        ProcedureCard,
        UploadsCard,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        const ui = useService("ui");
        const store = new DraftStore(session.db, user.userId);
        this.counter = useState(
            new CounterModel({
                store,
                contents: new FileStore(store),
                cache: new CatalogueCache(`${session.db}/${user.userId}`),
                doAction: (...args) => this.action.doAction(...args),
            }),
        );
        this.state = useState({ failure: "" });
        // Odoo's pages do not say it, and a screen reader would read Vietnamese as English
        document.documentElement.lang = user.lang;
        onWillStart(() => this.start());
        onWillUnmount(() => this.counter.stop());
        const isActive = () => !this.state.failure && ui.activeElement === document;
        useScanner(useRef("catch"), (text) => this.takeScan(text), isActive);
        useKeys(this.keyHandlers(), isActive);
    }

    async start() {
        try {
            await this.counter.start();
        } catch (error) {
            if (!(error instanceof Refused || error instanceof LineLost)) {
                throw error;
            }
            this.state.failure = error.message;
        }
    }

    keyHandlers() {
        const { counter } = this;
        return {
            [KEYS.help]: () => counter.showHelp(),
            [KEYS.person]: () => counter.goDraft("person"),
            [KEYS.procedure]: () => counter.goDraft("procedure"),
            [KEYS.rechoose]: () => counter.opened.rechoose(),
            [KEYS.check]: () => counter.showCheck(),
            [KEYS.supplement]: () => counter.writeLetter("supplement"),
            [KEYS.refuse]: () => counter.writeLetter("refuse"),
            [KEYS.main]: () => this.pressMain(),
            [KEYS.sameDay]: () => counter.reception.sameDay(),
            [KEYS.inbox]: () => counter.inbox.open(),
            [KEYS.allPapers]: () => counter.atHand.tickAll(),
            [KEYS.submitter]: () => counter.people.toggleSubmitter(),
            [KEYS.fresh]: () => counter.clear(),
            [KEYS.undo]: () => counter.undoClear(),
            [KEYS.print]: () => counter.printer.printAgain(),
            [KEYS.attach]: () => counter.bus.trigger("attach"),
            [KEYS.back]: () => this.goBack(),
            ...Object.fromEntries(
                paneSlots
                    .getEntries()
                    .filter(([, pane]) => pane.key)
                    .map(([name, pane]) => [pane.key, () => counter.show(name)]),
            ),
        };
    }

    /** A scan goes to the pane that wants all of them, else to the one box. */
    takeScan(text) {
        const { counter } = this;
        if (paneSlots.get(counter.pane, null)?.takesScans) {
            counter.bus.trigger("scanned", { text });
        } else {
            counter.people.find(text);
        }
    }

    /** F9 on a pane that is sent sends it; elsewhere it does what the dossier calls for. */
    pressMain() {
        if (this.counter.isWriting) {
            document.querySelector(".o_counter_send").click();
        } else {
            this.counter.main();
        }
    }

    /** Esc: away with what lies over the pane, else one step back. */
    goBack() {
        const { counter } = this;
        if (counter.files.shown) {
            counter.files.hide();
        } else if (counter.ratings.isOffered) {
            counter.ratings.skip();
        } else {
            counter.back();
        }
    }

    get dossierSlots() {
        return shown(dossierSlots, this.counter);
    }

    get pane() {
        const { counter } = this;
        const own = PANES[counter.pane];
        if (counter.pane === "check" && !counter.procedure) {
            return ProcedurePane;
        }
        return own || paneSlots.get(counter.pane).Component;
    }

    leave() {
        return this.action.doAction("onestop_core.onestop_home_action", { clearBreadcrumbs: true });
    }
}

registry.category("actions").add("onestop_counter.counter", Counter, { force: true });
