from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import codes


class OnestopDossier(models.Model):
    """Where a dossier comes from, and what happens before a desk receives it: the one place for every way in.

    A desk calls ``receive``; whoever brings dossiers from elsewhere (portal, post, another database, the national
    portal) calls ``_file`` once its own checks are made. Both store through ``_enter``.
    """

    _inherit = "onestop.dossier"

    origin = fields.Selection(
        [
            ("counter", "Counter"),
            ("portal", "Portal"),
            ("post", "Post Office"),
            ("national", "National Portal"),
            ("exchange", "Other Database"),
            ("migration", "Earlier System"),
        ],
        required=True, readonly=True, copy=False, default="counter", help="By which way the dossier came into the system.",
    )  # fmt: skip
    submitted_at = fields.Datetime("Submitted", readonly=True, copy=False, help="When the citizen sent it.")
    request_number = fields.Char(
        readonly=True, copy=False, help="By which the citizen finds what was sent, until reception gives the code."
    )
    assisted_by_id = fields.Many2one(
        "res.users", "Filed With the Help Of", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    intake_due_at = fields.Datetime(
        "To Be Answered By", readonly=True, copy=False, help="By when the desk receives, asks for more or refuses."
    )
    citizen_answered_at = fields.Datetime(
        "Citizen Has Answered", readonly=True, copy=False, help="The citizen has sent what was asked; nobody has looked yet."
    )  # fmt: skip

    _request_number_uniq = models.UniqueIndex(
        "(request_number) WHERE request_number IS NOT NULL", "This request number is taken already."
    )
    # the inbox of a desk: what waits for it, longest first
    _inbox = models.Index("(received_agency_id, submitted_at) WHERE state = 'submitted'")
    _answered = models.Index("(citizen_answered_at) WHERE citizen_answered_at IS NOT NULL")

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {
            "origin", "submitted_at", "request_number", "assisted_by_id", "intake_due_at", "citizen_answered_at",
        }  # fmt: skip

    @api.model
    def _file(self, payload, origin, *, assisted_by=None, proof, submitted_at=None):
        """Take in what a citizen files from elsewhere, and submit it, once however often it is sent.

        The caller has checked who files and what may be filed; the rules of a submission are checked here.

        :param payload: as ``receive`` takes it; ``client_uuid`` is chosen by the client; where the version has cases it
            says ``case_id`` or, where ``may_be_no_case`` allows it, ``case_none``
        :param origin: one of the values of ``origin``
        :param assisted_by: the ``res.users`` who helped, if somebody did
        :param proof: how the citizen was known, see ``_act_as_citizen``
        :param submitted_at: when it was sent, if that was not now, as a stored datetime
        :return: ``(dossier, whether it is new)``
        :raises UserError: nothing is stored, and the message says what is missing; also where it was sent before with other
            content, which is not written over
        """
        more = {
            "origin": origin,
            "submitted_at": submitted_at or fields.Datetime.now(),
            "assisted_by_id": assisted_by.id if assisted_by else False,
        }
        dossier, new = self.sudo()._store_once(payload, more)
        if new:
            dossier._act_as_citizen("submit", proof=proof)
        elif dossier.client_digest != self._payload_digest(payload):
            raise UserError(
                self.env._(
                    "This was sent already, as %s, with other content: what was sent then counts. Begin a new one, or complete "
                    "that one when you are asked.",
                    dossier.request_number or dossier.code,
                )
            )
        return dossier, new

    def _act_as_citizen(self, action, *, proof, reason="", revision=None, **params):
        """The citizen takes an action of the table that is open to citizens.

        Not callable from outside: the caller has proven that it is the citizen, by key, account or link.

        :param proof: how the citizen was known (``key``, ``account``, ``link`` …); kept in the history
        :raises UserError: the action is not the citizen's, or not possible now
        """
        self.ensure_one()
        dossier = self.sudo()
        dossier._take_in_hand()
        row = dossier._transition_index().get((action, dossier.state))
        if row and not row.citizen:
            raise UserError(self.env._("This is done by the agency."))
        dossier._act(action, reason=(reason or "").strip(), revision=revision, params={**params, "proof": proof})

    # ------------------------------------------------------------------ guards and effects

    def _guard_awaits_confirmation(self, row, params):
        if self.step_id.confirm_days > 0:
            return ""
        return self.env._("Nothing waits for the citizen's confirmation.")

    def _guard_other_agency(self, row, params):
        agency = self.env["onestop.agency"].browse(params.get("agency_id") or self._find_competent_agency().id)
        if not agency.exists() or agency == self.received_agency_id:
            return self.env._("Choose the agency that the dossier is for.")
        if not agency._is_open(self._local(fields.Datetime.now()).date()):
            return self.env._("%s receives no dossiers today.", agency.display_name)
        return ""

    def _give_request_number(self):
        """The number by which the citizen finds what is not received yet."""
        if self.request_number or self.code:
            return
        agency = self.received_agency_id
        day = self._local(fields.Datetime.now()).date()
        [number] = self.env["onestop.number.book"]._allot([(f"request/{agency.id}", day.isoformat())])
        pattern = self.env["onestop.settings"]._text("onestop_core.request_pattern")
        self.request_number = codes.render_code(pattern, agency.code, day, number)

    def _effect_submit(self, row, params):
        """Give the request its number, and the desk its time to answer."""
        now = fields.Datetime.now()
        vals = {"submitted_at": self.submitted_at or now, "citizen_answered_at": False}
        if row.source == "intake_supplement":
            vals["citizen_answered_at"] = now
            self.document_ids._to_look_at_again()
        self._give_request_number()
        self.write({**vals, "intake_due_at": self._intake_due()})

    def _intake_due(self):
        """By when the desk that has the dossier now answers, as a stored datetime; False if no rule says so."""
        hours = self.env["onestop.settings"]._number(f"onestop_core.intake_hours_{self.channel}")
        return self.received_agency_id._working_hours_from_now(hours) if hours else False

    def _effect_transfer(self, row, params):
        """Another agency's desk receives the dossier; the one that had it keeps seeing it."""
        agency = self.env["onestop.agency"].browse(params.get("agency_id") or self._find_competent_agency().id)
        self.write({"received_agency_id": agency.id, "competent_agency_id": agency.id, "holder_agency_id": False})
        # a desk that has it since today is not late with it, and its counter is none of the other desk's
        self.write({"intake_due_at": self._intake_due(), "counter_id": False})

    def _effect_answered(self, row, params):
        self.citizen_answered_at = fields.Datetime.now()
        self.document_ids._to_look_at_again()

    def _effect_answer_seen(self, row, params):
        self.citizen_answered_at = False
