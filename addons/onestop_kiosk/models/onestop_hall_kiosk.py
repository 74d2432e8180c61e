from odoo import models
from odoo.addons.onestop_core.engine.codes import read_slip_token
from odoo.addons.onestop_core.short_transaction import short_transaction
from odoo.exceptions import UserError

# codes that people type on one device in ten minutes, at a hall's busiest
TYPED, TYPED_SECONDS = 60, 600


class OnestopHallDevice(models.Model):
    """What the kiosk asks for. Everything here is told to whoever stands before it: what the public page tells, no more."""

    _inherit = "onestop.hall.device"

    def _home(self):
        """What the kiosk needs to start: queues with how many wait, priority groups, words of the agency."""
        self.ensure_one()
        queues = self.env["onestop.queue"].search([("desk_id", "=", self.desk_id.id)])
        waiting = queues._waiting_counts()
        settings = self.env["onestop.settings"]
        return {
            "agency": self.agency_id.name,
            "desk": self.desk_id.name,
            "message": self.message or "",
            "idle": settings._number("onestop_kiosk.idle_seconds"),
            "idle_warning": settings._number("onestop_kiosk.idle_warning_seconds"),
            "printer": self.printer,
            "words": self._words_shown(),
            "queues": [
                {
                    "id": queue.id,
                    "name": queue.name,
                    "prefix": queue.prefix,
                    "sectors": queue.sector_ids.mapped("name"),
                    "waiting": waiting.get(queue.id, 0),
                    "closed": queue._closed(),
                }
                for queue in queues
            ],
            "groups": [{"id": group.id, "name": group.name} for group in self.env["onestop.priority.group"].search([])],
        }

    def _words_shown(self):
        """The texts of the kiosk in the language that was chosen on it."""
        env = self.env
        return {
            "welcome": env._("What can we do for you?"),
            "slogan": env["onestop.settings"]._text("onestop_kiosk.slogan"),
            "home": env._("Start"),
            "larger": env._("Larger letters"),
            "contrast": env._("Strong contrast"),
            "read": env._("Read the screen aloud"),
            "take": env._("Take a number"),
            "take_hint": env._("to be called to a counter"),
            "dossier": env._("Look up a dossier"),
            "dossier_hint": env._("how far it is, and when it is due"),
            "procedure": env._("Look up a procedure"),
            "procedure_hint": env._("papers, time, fee"),
            "procedure_example": env._("e.g. birth certificate"),
            "rate": env._("Rate our service"),
            "rate_hint": env._("with the slip of your dossier"),
            "which": env._("What do you come for?"),
            "waiting": env._("%s waiting"),
            "no_queue": env._("No numbers are given here. Please ask the staff."),
            "priority": env._("Do you belong to one of these groups?"),
            "no_priority": env._("No"),
            "priority_hint": env._(
                "Who belongs to a group is called earlier; the staff may ask for a paper that shows it."
            ),
            "your_number": env._("Your number"),
            "ahead": env._("Before you: %s"),
            "estimate": env._("About %s minutes"),
            "follow": env._("Follow your place in the line on your phone: scan the code"),
            "take_paper": env._("Please take the paper. If none comes out, write the number down."),
            "write_down": env._("Please write the number down, or scan the code."),
            "done": env._("Done"),
            "code": env._("Dossier code"),
            "scan_or_type": env._("Hold the QR code of your slip under the scanner, or type the dossier code."),
            "not_found": env._("No dossier has this code. Compare it with your slip, sign by sign."),
            "procedure_name": env._("Procedure"),
            "applicant": env._("Applicant"),
            "held_by": env._("Held by"),
            "due": env._("Result due"),
            "no_limit": env._("The law sets no time limit."),
            "remaining": env._("Time"),
            "asked": env._("What you are asked for"),
            "scan_for_more": env._("Scan the QR code of the slip to see more."),
            "none_found": env._("Nothing found. Try other words, or ask the staff."),
            "papers": env._("Papers to bring"),
            "if_any": env._("(if it applies to you)"),
            "limit_and_fee": env._("Time and fee"),
            "back": env._("Back"),
            "print": env._("Print"),
            "search": env._("Search"),
            "space": env._("Space"),
            "erase": env._("Erase"),
            "capital": env._("Capital letter"),
            "keyboard": env._("Keyboard"),
            "rate_scan": env._("Hold the QR code of your slip under the scanner."),
            "how_was_it": env._("How satisfied are you?"),
            "feedback": env._("Say why (not required)"),
            "not_yet": env._(
                "This dossier cannot be rated: its result was not handed over yet, or it was rated already."
            ),
            "thanks": env._("Thank you!"),
            "lost": env._("The line is down. Please try again, or ask the staff."),
            "still_there": env._("Are you still there?"),
            "goes_home": env._("This screen is cleared in %s seconds."),
            "go_on": env._("I am still here"),
            "verdicts": dict(env["onestop.rating"]._fields["verdict"]._description_selection(env)),
        }

    def _take_ticket(self, queue_id, group_id, client_uuid):
        """Give a number of a queue of this device's desk.

        :return: where the ticket stands (see ``onestop.ticket._place``), its ``day`` and the ``address`` for the own phone
        :raises UserError: no such queue here, closed, or all given
        """
        queue = self.env["onestop.queue"].search([("id", "=", queue_id), ("desk_id", "=", self.desk_id.id)])
        if not queue:
            raise UserError(self.env._("This queue is not served here any more. Choose another one."))
        group = self.env["onestop.priority.group"].search([("id", "=", group_id)]) if group_id else None
        ticket = self.env["onestop.ticket"]._take(
            queue, source="kiosk", client_uuid=client_uuid, group=group, device=self
        )
        # given in a transaction of its own; what this request sees of the table is from before
        with short_transaction(self.env) as cr:
            ticket = ticket.with_env(self.env(cr=cr))
            return {
                **ticket._place(),
                "day": ticket.day.strftime("%d/%m/%Y"),
                "address": f"{self.get_base_url()}/kiosk/so/{ticket.follow_token}",
            }

    def _catalogue(self):
        """Procedures that are received at the desk's agency, with papers, limits and fees: as the Counter has them."""
        return self.env["onestop.counter.app"]._catalogue((self.agency_id.id,))

    def _look_up_dossier(self, text):
        """What the public page says of the dossier whose slip was scanned, or whose code was typed.

        :param text: the address in the slip's QR code, or a code
        :return: the values of ``onestop.dossier._look_up`` with ``may_rate``; None if there is no such dossier
        :raises UserError: more codes were typed on this device than people type; a slip is always read
        """
        dossiers = self.env["onestop.dossier"]
        code, public_pass = self._read_slip(text)
        if code and not public_pass:
            # whoever took the cookie of a kiosk would count through the dossiers of a day
            limits = {("hall_typed", str(self.id)): TYPED}
            if self.env["onestop.rate.limit"]._hit(limits, TYPED_SECONDS):
                raise UserError(
                    self.env._("Many codes were typed here just now. Scan the QR code of the slip, or ask the staff.")
                )
        found = dossiers._look_up(code, public_pass) if code else None
        if found:
            found["may_rate"] = bool(public_pass) and dossiers._find_public(code)._may_be_rated()
        return found

    def _read_slip(self, text):
        """Code and pass in what was scanned; the pass is empty where only a code was typed."""
        dossiers = self.env["onestop.dossier"]
        code = dossiers._code_from_input(text or "")
        token = read_slip_token(text or "")
        return code, dossiers._known_by_slip(code, token) if code and token else ""

    def _rate(self, text, verdict, feedback, client_uuid):
        """Keep the verdict of whoever holds the slip.

        :raises UserError: the slip is not known, the dossier was rated already, or is not handed over yet
        """
        code, public_pass = self._read_slip(text)
        dossier = self.env["onestop.dossier"]._find_public(code) if public_pass else None
        if not dossier:
            raise UserError(self.env._("Scan the QR code on the slip of the dossier to rate."))
        return self.env["onestop.rating"]._rate(
            dossier, verdict, client_uuid=client_uuid, source="kiosk", feedback=feedback
        )
