from odoo import api, fields, models

from ..engine import notice

# which letter a notice of an event speaks of
LETTERS = {
    "supplement": "supplement",
    "rejected": "refusal",
    "refused": "refusal",
    "apology": "apology",
    "apology_ready": "apology",
    "stopped": "stop",
}


class OnestopDossier(models.Model):
    """The citizen is told of what happens to the dossier (NĐ 224/2026/NĐ-CP art. 15). Here, and nowhere else,
    an action becomes notices.
    """

    _name = "onestop.dossier"
    _inherit = ["onestop.dossier", "onestop.notice.subject"]

    notice_ids = fields.One2many("onestop.notice", "dossier_id")
    notice_state = fields.Selection(
        [("none", "None"), ("waiting", "Waiting"), ("told", "Told"), ("failed", "Failed")],
        string="Notices", compute="_compute_notice_state", help="Whether the citizen was told of the last event.",
    )  # fmt: skip

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"resend_notice": self.env._("Send Notice Again")}

    @api.depends("notice_ids.state")
    def _compute_notice_state(self):
        for dossier in self:
            notices = dossier.notice_ids.sorted("id")
            last = notices.filtered(lambda one, event=notices[-1:].event: one.event == event)
            states = set(last.mapped("state"))
            if not states - {"cancelled"}:
                dossier.notice_state = "none"
            elif states & {"sent", "delivered"}:
                dossier.notice_state = "told"
            else:
                dossier.notice_state = "waiting" if states & {"pending", "sending"} else "failed"

    def _after_act(self, act):
        result = super()._after_act(act)
        event = self._notice_event(act)
        # while modules are installed, demo data among them, nobody is there to be told
        if event and self.env.registry.ready:
            self._tell(event, reason=act.reason)
        return result

    def _notice_event(self, act):
        """The event that an action is for the citizen, None if it is an internal one; modules extend it."""
        moved = bool(act.holder_from) and act.holder_to != act.holder_from
        return notice.event_of(act.action, act.state_from, act.state_to, agency_changed=moved)

    def _notice_agency(self):
        return self.received_agency_id

    def _notice_contacts(self):
        return (self._mobile_number(),), (self._mail_address(),)

    def _notice_link(self):
        return {"dossier_id": self.id}

    def _notice_values(self, event, *, reason="", **given):
        kind = LETTERS.get(event)
        letter = self.letter_ids.filtered(lambda one: one.kind == kind).sorted("id")[-1:] if kind else None

        def moment(value):
            return self._local(value).strftime("%H:%M %d/%m/%Y") if value else ""

        agency = self.received_agency_id
        return {
            "applicant": self.applicant_name,
            "dossier": self.code or self._subject(),
            "procedure": self._subject(),
            "agency": agency.name,
            "competent_agency": (self.holder_agency_id if event == "forwarded" else self.competent_agency_id).name,
            "receiver": self.receiver_id.name or "",
            "officer": self.holder_id.name or "",
            "received_at": moment(self.received_at),
            "due_at": moment(self.due_at),
            "ready_at": moment(self.ready_at),
            "returned_at": moment(self.returned_at),
            "moment": moment(fields.Datetime.now()),
            "reason": reason or (letter.reason if letter else ""),
            "content": (letter.content or "") if letter else "",
            "responsible": (letter.responsible_id.sudo().name or "") if letter else "",
            "answer_by": moment(letter.answer_by) if letter else "",
            "result_place": self.result_address or ""
            if self.result_channel == "post"
            else agency.address or agency.name,
            "hotline": agency._nearest("hotline") or "",
            "tracking": self._tracking_url() if self.code else "",
        }
