from odoo import api, fields, models
from odoo.exceptions import ValidationError


class OnestopDossier(models.Model):
    """The rule of the cases: where a version has cases, one of them was chosen before the dossier is submitted or
    received, whoever brings it. Papers, time limit and fee follow from the answer, so the question is never skipped.
    """

    _inherit = "onestop.dossier"

    case_none = fields.Boolean(
        "None of These Cases",
        help="The question was asked, and no case fits. Possible only where the law sets a time limit of its own for the rest.",
    )
    may_be_no_case = fields.Boolean(compute="_compute_may_be_no_case")

    @api.model
    def _subject_fields(self):
        return super()._subject_fields() | {"case_none"}

    @api.model
    def _attested_fields(self):
        return (*super()._attested_fields(), "case_none")

    @api.model
    def _reception_fields(self):
        return [*super()._reception_fields(), "case_none"]

    @api.depends("version_id", "channel")
    def _compute_may_be_no_case(self):
        for dossier in self:
            dossier.may_be_no_case = bool(dossier.version_id) and dossier.version_id._case_question(dossier.channel)[1]

    @api.constrains("case_id", "version_id", "case_none")
    def _check_case(self):
        for dossier in self:
            if dossier.case_id and dossier.case_id.sudo().version_id != dossier.version_id:
                raise ValidationError(
                    self.env._("“%s” is no case of this procedure. Choose its case again.", dossier.case_id.sudo().name)
                )
            if dossier.case_id and dossier.case_none:
                raise ValidationError(self.env._("Either a case fits or none does."))

    @api.onchange("version_id")
    def _onchange_version_case(self):
        """Another procedure has other cases."""
        if self.case_id.version_id != self.version_id:
            self.case_id = False
            self.case_none = False

    @api.onchange("case_id")
    def _onchange_case(self):
        if self.case_id:
            self.case_none = False

    def _guard_case_chosen(self, row, params):
        version = self.procedure_id._version_on(self._local(fields.Datetime.now()).date())
        return self._case_refusal(version, self._case_in(version), self.case_none, self.channel)

    @api.model
    def _case_refusal(self, version, case, case_none, channel):
        """Why the answer to the question of the case will not do, in words, or an empty text.

        :param case: of the version, or empty
        :param case_none: whether "none of these" was answered
        """
        if case or not version:
            return ""
        has_cases, may_be_none = version._case_question(channel)
        if not has_cases or (case_none and may_be_none):
            return ""
        names = "\n".join(f"– {one.name}" for one in version.sudo().case_ids)
        if case_none:
            return self.env._("For “none of these” the law sets no time limit here. Choose the case:\n%s", names)
        return self.env._("Choose the case: papers and time limit follow from it.\n%s", names)

    def _case_in(self, version):
        """The case of the dossier in a version: a dossier sent in the last days of a version is received under the
        next one, which calls the case by the same name or has it no more.
        """
        case = self.case_id.sudo()
        if not case or case.version_id == version:
            return case
        return version.sudo().case_ids.filtered(lambda one: one.name == case.name)[:1]
