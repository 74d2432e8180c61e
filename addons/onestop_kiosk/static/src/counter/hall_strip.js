import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useKeys } from "@onestop_counter/hooks/keys";
import { KeyButton } from "@onestop_counter/components/key_button";
import { draftParts } from "@onestop_counter/parts";
import { LineLost, Refused } from "@onestop_counter/services/line";
import { headerSlots } from "@onestop_counter/slots";

export const CALL_KEY = "Alt+G";
const REFRESH = 15_000;

/** The number at this counter; the dossiers of the visit are sent with it. */
const visit = { ticketId: false };

draftParts.add("onestop_kiosk.visit", {
    toPayload: () => (visit.ticketId ? { ticket_id: visit.ticketId } : {}),
});

/** The line of the hall, in the head of the Counter: call the next number, and what becomes of the one that is here. */
export class HallStrip extends Component {
    static template = "onestop_kiosk.HallStrip";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.callKey = CALL_KEY;
        this.state = useState({ hall: false, busy: false, failure: "" });
        // the press that has no answer yet: sent again under the same name, it calls the same number
        this.press = null;
        useKeys({ [CALL_KEY]: () => this.callNext() }, () => Boolean(this.state.hall));
        useEffect(
            () => {
                this.show(false);
                this.refresh();
            },
            () => [this.counterId],
        );
        const timer = setInterval(() => this.refresh(), REFRESH);
        onWillUnmount(() => {
            clearInterval(timer);
            visit.ticketId = false;
        });
    }

    get counterId() {
        return this.counter.place.counter_id;
    }

    get ticket() {
        return this.state.hall.ticket;
    }

    get callLabel() {
        return this.state.hall.waiting ? _t("Call next") : _t("Nobody waits");
    }

    /** What is said of the number that is here. */
    get stateLabel() {
        return this.ticket.state === "serving"
            ? _t("is here")
            : _t("called %s×", this.ticket.times_called);
    }

    get otherQueues() {
        return this.state.hall.queues.filter((queue) => queue.id !== this.ticket.queue_id);
    }

    show(hall) {
        this.state.hall = hall;
        visit.ticketId = hall && hall.ticket ? hall.ticket.id : false;
    }

    async refresh() {
        const { counterId } = this;
        if (counterId && this.counter.up && !this.state.busy) {
            await this.ask("hall", [counterId]);
        }
    }

    async callNext() {
        this.press = this.press || crypto.randomUUID();
        const hall = await this.ask("hall_call", [this.counterId, this.press]);
        if (hall) {
            this.press = null;
        }
    }

    move(move, params = {}, ticketId = this.ticket.id) {
        return this.ask("hall_move", [this.counterId, ticketId, move], params);
    }

    transfer(ev) {
        const queueId = Number(ev.target.value);
        ev.target.value = "";
        if (queueId) {
            this.move("transfer", { queue_id: queueId });
        }
    }

    takeUp(ev) {
        const ticketId = Number(ev.target.value);
        ev.target.value = "";
        if (ticketId) {
            this.move("take_up", {}, ticketId);
        }
    }

    async ask(method, args, kwargs = {}) {
        if (this.state.busy) {
            return null;
        }
        this.state.busy = true;
        this.state.failure = "";
        const { counterId } = this;
        try {
            const hall = await this.counter.line.call(method, args, kwargs);
            if (counterId === this.counterId) {
                this.show(hall);
            }
            return hall;
        } catch (error) {
            if (error instanceof LineLost) {
                this.state.failure = _t("The line is down: call by voice, numbers are kept.");
            } else if (error instanceof Refused) {
                this.state.failure = error.message;
            } else {
                throw error;
            }
            return null;
        } finally {
            this.state.busy = false;
        }
    }
}

headerSlots.add("onestop_kiosk.strip", {
    Component: HallStrip,
    isShown: (counter) => Boolean(counter.place.counter_id),
});
