from odoo import api, fields, models

from ...cleaned_fields import Email, IdentityNumber, Name, Phone

PAPER_FIELDS = ("handed_in", "originals", "certified_copies", "copies", "original_to_return", "note")


def _selection(name):
    return lambda self: self.env["onestop.dossier"]._fields[name]._description_selection(self.env)


class OnestopDossierCorrection(models.TransientModel):
    """Shows what a closed dossier says, and takes what a leader corrects in it as one action with a reason."""

    _name = "onestop.dossier.correction"
    _description = "Correction of a Closed Dossier"

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True)
    revision = fields.Integer(readonly=True)
    reason = fields.Text()

    summary = fields.Char()
    set_count = fields.Integer("Sets")
    result_address = fields.Char("Deliver To")
    applicant_kind = fields.Selection(_selection("applicant_kind"))
    applicant_name = Name()
    applicant_identity = IdentityNumber("Identity Number")
    applicant_old_identity = IdentityNumber("Old Identity Number")
    applicant_birth_date = fields.Date("Date of Birth")
    applicant_birth_year = fields.Integer("Year of Birth")
    applicant_sex = fields.Selection(_selection("applicant_sex"), "Sex")
    applicant_phone = Phone("Phone")
    applicant_email = Email("E-mail")
    applicant_address = fields.Char("Address")
    submitter_name = Name()
    submitter_identity = IdentityNumber("Submitter's Identity Number")
    submitter_phone = Phone("Submitter's Phone")
    submitter_authority = fields.Char("Authority Paper")
    result_number = fields.Char("Number of the Result")
    result_recipient = Name("Handed Over To")
    line_ids = fields.One2many("onestop.dossier.correction.line", "correction_id")

    @api.model
    def _open(self, dossier, revision=None):
        """Open the dialog on what ``dossier`` says now."""
        papers = [
            fields.Command.create({"document_id": paper.id, **{name: paper[name] for name in PAPER_FIELDS}})
            for paper in dossier.document_ids
        ]
        correction = self.create(
            {
                "dossier_id": dossier.id,
                "revision": dossier.revision if revision is None else revision,
                "line_ids": papers,
                **{name: dossier[name] for name in self._corrected_fields()},
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct %s", dossier.display_name),
            "res_model": self._name,
            "res_id": correction.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _corrected_fields(self):
        """Fields of the dossier that the dialog shows."""
        return [name for name in self.env["onestop.dossier"]._correctable_fields() if name in self._fields]

    def action_confirm(self):
        """Take the correction of what differs now from what the dossier says."""
        self.ensure_one()
        self.dossier_id.act(
            "correct",
            self.reason,
            self.revision,
            corrections=_differences(self, self.dossier_id, self._corrected_fields()),
            papers={
                line.document_id.id: values
                for line in self.line_ids
                if (values := _differences(line, line.document_id, PAPER_FIELDS))
            },
        )
        return {"type": "ir.actions.act_window_close"}


class OnestopDossierCorrectionLine(models.TransientModel):
    _name = "onestop.dossier.correction.line"
    _description = "Paper in a Correction"

    correction_id = fields.Many2one("onestop.dossier.correction", required=True, ondelete="cascade")
    document_id = fields.Many2one("onestop.dossier.document", string="Paper", required=True, readonly=True)
    handed_in = fields.Boolean("There")
    originals = fields.Integer()
    certified_copies = fields.Integer()
    copies = fields.Integer()
    original_to_return = fields.Boolean()
    note = fields.Char("Remark")


def _differences(said, held, names):
    return {name: said[name] for name in names if said[name] != held[name]}
