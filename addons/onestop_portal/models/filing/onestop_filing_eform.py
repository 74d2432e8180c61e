from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.filing_steps import FORM


class OnestopFiling(models.Model):
    """The declaration as a step of the filing: what is known stands there already, and it goes over to the dossier as it
    was answered, with the version of the form.
    """

    _inherit = "onestop.filing"

    eform_version_id = fields.Many2one(
        "onestop.eform.version", "E-Form", readonly=True, index="btree_not_null", ondelete="set null"
    )
    eform_answers = fields.Json("Answers", readonly=True, groups=fields.NO_ACCESS)

    def _form_version(self):
        """The form in force today at the agency; what was answered in one that was replaced is kept as far as it fits."""
        self.ensure_one()
        agency = self.agency_id or self.procedure_id._portal_agencies()[:1]
        return self.version_id._eform(agency, agency._today()) if agency else self.env["onestop.eform.version"]

    def _form_prefill(self):
        """What is known of the persons, as ``onestop.eform.mixin._prefill`` takes it."""
        birth = fields.Date.to_string(self.applicant_birth_date) if self.applicant_birth_date else ""
        people = {
            "applicant": {
                "name": self.applicant_name, "identity": self.applicant_identity, "birth": birth,
                "phone": self.applicant_phone, "email": self.applicant_email,
            },
            "submitter": {
                "name": self.submitter_name or self.applicant_name,
                "identity": self.submitter_identity or self.applicant_identity,
                "phone": self.submitter_phone or self.applicant_phone,
            },
        }  # fmt: skip
        return {who: {name: value for name, value in known.items() if value} for who, known in people.items()}

    def _form_answers(self):
        """What was answered before; before anything was, what is known."""
        form = self._form_version()
        if self.eform_answers:
            return self.eform_answers
        return form._prefill(self._form_prefill()) if form else {}

    def _say_form(self, values):
        """Keep what the page of the form says, right or wrong: nothing that was typed is lost.

        :param values: names of inputs with lists of texts
        :return: ``{path: what is wrong}``
        """
        form = self._form_version()
        answers = form._parse(values)
        self._touch(eform_version_id=form.id, eform_answers=answers)
        return form._validate(answers)

    def _missing_to_khai(self):
        form = self._form_version()
        if not self.eform_answers:
            return [self.env._("Fill in the declaration.")]
        return list(form._validate(self.eform_answers).values())

    def _summary_form(self):
        lines = self._form_version()._read_answers(self.eform_answers or {})
        return [
            (line.label, line.text or "; ".join(", ".join(filter(None, row)) for row in line.rows))
            for line in lines
            if line.text or line.rows
        ]

    def _handover(self):
        """The form, if its declaration is accepted by another national system and not by us."""
        form = self._form_version() if FORM in self._steps() else None
        return form if form and form.handover_system else None

    def _send(self):
        if not self.dossier_id and self._handover():
            raise UserError(
                self.env._("This declaration is filed with %s, not here.", self._handover().handover_system)
            )
        return super()._send()

    def _dossier_vals(self):
        form = self._form_version()
        if not form:
            return super()._dossier_vals()
        return super()._dossier_vals() | {
            "eform_version_id": form.id,
            "eform_answers": form._prune(self.eform_answers or {}),
        }
