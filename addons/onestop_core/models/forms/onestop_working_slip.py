from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...cleaned_fields import Name

KINDS = [
    ("handover", "Handover Slip of Dossiers"),
    ("handover_minutes", "Minutes of Handover"),
    ("result_handover", "Handover Slip of Results"),
    ("reminder", "Reminder to Settle"),
]


class OnestopWorkingSlip(models.Model):
    """A numbered slip about dossiers that one agency gives another: they are handed over, their results are, or
    the other agency is late with them.
    """

    _name = "onestop.working.slip"
    _description = "Working Slip"
    _order = "issued_at desc, id desc"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    name = fields.Char("Number", required=True, readonly=True)
    of_agency = fields.Boolean("In the Agency's Name", readonly=True, help="A leader of the agency signs it.")
    agency_id = fields.Many2one(
        "onestop.agency", string="From", required=True, readonly=True, index=True, ondelete="restrict"
    )
    to_agency_id = fields.Many2one(
        "onestop.agency", string="To", required=True, readonly=True, index=True, ondelete="restrict"
    )
    issued_at = fields.Datetime("Issued", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Issued By", required=True, readonly=True, ondelete="restrict")
    receiver_name = Name("Taken Over By", readonly=True)
    answer_by = fields.Datetime(readonly=True, help="By when the other agency answers a reminder.")
    note = fields.Char(readonly=True)
    dossier_ids = fields.Many2many("onestop.dossier", string="Dossiers", readonly=True)
    dossier_count = fields.Integer("Number of Dossiers", compute="_compute_dossier_count")

    @api.depends("dossier_ids")
    def _compute_dossier_count(self):
        for slip in self:
            slip.dossier_count = len(slip.sudo().dossier_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A numbered slip is kept."))

    @api.model
    def _issue(self, kind, agency, to_agency, dossiers, *, receiver_name="", note=""):
        """Issue a slip under the next number of its book (agency and year, without gaps).

        :param kind: one of ``KINDS``
        :param agency: the agency that issues it; the user works there
        :param to_agency: the agency that takes over, or is reminded
        :raises UserError: a dossier does not belong on such a slip, in words for the person at the screen
        """
        dossiers = dossiers.with_env(self.env)
        dossiers.check_access("read")
        if agency not in self.env.user._onestop_posts().agency_id and not self.env.su:
            raise AccessError(self.env._("You issue no slips for %s.", agency.name))
        if not dossiers:
            raise UserError(self.env._("Choose dossiers."))
        self._check_dossiers(kind, to_agency, dossiers)
        now = fields.Datetime.now()
        local = dossiers[0]._local(now)
        form = self.env["onestop.form.set"]._form(kind, agency, local.date())
        of_agency = bool(form.agency_suffix) and self.env.user._onestop_has_role(["leader"], agency)
        suffix = form._number_suffix(agency if of_agency else None)
        book = "agency_slip" if of_agency else "slip"
        number = self.env["onestop.number.book"]._allot_gapless(f"{book}/{kind}/{agency.id}", str(local.year))
        slip = self.sudo().create(
            {
                "kind": kind,
                "name": f"{number:02d}/{suffix}" if suffix else f"{number:02d}",
                "agency_id": agency.id,
                "to_agency_id": to_agency.id,
                "of_agency": of_agency,
                "issued_at": now,
                "user_id": self.env.uid,
                "receiver_name": receiver_name,
                "answer_by": self._answer_by(to_agency) if kind == "reminder" else False,
                "note": note,
                "dossier_ids": [fields.Command.set(dossiers.ids)],
            }
        )
        return slip.sudo(False)

    @api.model
    def _answer_by(self, to_agency):
        """By when a reminder of now is answered: in working hours of the agency that answers."""
        return to_agency._working_hours_from_now(self.env["onestop.settings"]._number("onestop_core.reminder_hours"))

    @api.model
    def _check_dossiers(self, kind, to_agency, dossiers):
        """Raise unless every dossier was received, and is what a slip of the kind is about."""
        now = fields.Datetime.now()
        for dossier in dossiers:
            if not dossier.received_at:
                raise UserError(
                    self.env._("“%s” has not been received yet: there is nothing to certify.", dossier.display_name)
                )
            if kind == "result_handover" and not dossier.ready_at:
                raise UserError(self.env._("“%s” has no result yet that could be handed over.", dossier.display_name))
            if kind == "reminder":
                if dossier.ready_at or dossier.is_closed or not dossier.due_at or dossier.due_at >= now:
                    raise UserError(self.env._("“%s” is not overdue.", dossier.display_name))
                if dossier.holder_agency_id != to_agency:
                    raise UserError(
                        self.env._(
                            "%(agency)s does not hold “%(dossier)s”.",
                            agency=to_agency.name,
                            dossier=dossier.display_name,
                        )
                    )

    def action_print(self):
        return self.env.ref("onestop_core.action_report_working_slip").report_action(self.ids)


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        slips = dict(self.env["onestop.working.slip"]._fields["kind"]._description_selection(self.env))
        return super()._kind_labels() | {
            f"{book}/{kind}": label for book in ("slip", "agency_slip") for kind, label in slips.items()
        }
