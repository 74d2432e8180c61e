from odoo import api, fields, models

from ...engine import wording
from .onestop_print import Printed


class OnestopDossierLetter(models.Model):
    """What the letters about a dossier say (forms 02 to 05)."""

    _name = "onestop.dossier.letter"
    _inherit = ["onestop.dossier.letter", "onestop.form.mixin"]

    title = fields.Char(compute="_compute_title", help="As the form of its day is called.")

    def action_print(self):
        """Print the letter."""
        return self.env.ref("onestop_core.action_report_dossier_letter").report_action(self, config=False)

    @api.model
    def _form_code(self, kind, new_due_at):
        """Which form a letter is: who apologises for a result that is ready asks for no more time."""
        return "apology_ready" if kind == "apology" and not new_due_at else kind

    @api.depends("kind", "issued_at", "new_due_at")
    @api.depends_context("lang")
    def _compute_title(self):
        for letter in self:
            letter.title = letter._form().name

    def _print_copies(self, report):
        return self._form()._lines("copies") or super()._print_copies(report)

    def _printed(self, report):
        form = self._form()
        return Printed(
            key=f"{self._name},{self.id}",
            form=form.code,
            name=f"{form.name} {self.name.replace('/', '-')}",
            values={},
            final=True,
            dossier=self.dossier_id,
        )

    def _log_print(self, report):
        for letter in self:
            letter.dossier_id._log(
                "print", data={"form": letter.kind, "number": letter.name, "report": report.report_name}
            )
        return super()._log_print(report)

    def _form(self):
        """The form in force on the day of the letter: printed again, it looks as it did."""
        self.ensure_one()
        return self.env["onestop.form.set"]._form(
            self._form_code(self.kind, self.new_due_at), self.agency_id, self._day()
        )

    def _day(self):
        return self.dossier_id._local(self.issued_at).date()

    def _step_then(self):
        """Name of the step at which the dossier was when the letter was issued, in the letter's language."""
        begun = self.dossier_id.task_ids.filtered(lambda task: task.taken_at <= self.issued_at)
        return begun.sorted()[-1:].step_id.with_context(lang="vi_VN").name or ""

    def _letter_values(self):
        """Values of the letter as its template prints them: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        dossier = self.dossier_id
        desk = None if self.of_agency else dossier._desk()
        title = self.env["onestop.staff"]._title_on(self.user_id, self.agency_id, self._day())
        return {
            **dossier._form_head(self._form(), self.agency_id, number=self.name, day=self._day(), desk=desk),
            **dossier._person_values(),
            "desk": dossier._desk().name or dossier.received_agency_id.name,
            "reason": self.reason or "",
            "points": [line.strip(" -–•\t") for line in (self.content or "").splitlines() if line.strip(" -–•\t")],
            "competent_body": self.competent_body or "",
            "answer_by": dossier._moment_words(self.answer_by) if self.answer_by else "",
            "in_person": self.in_person,
            "due": dossier._day_words(dossier.due_original),
            "new_due": dossier._moment_words(self.new_due_at) if self.new_due_at else "",
            "responsible": self.responsible_id.sudo().name or "",
            "stage_of_work": self._step_then() if self.kind == "stop" else "",
            "of_agency": self.of_agency,
            "asked_by": self.asked_by or dossier.competent_agency_id.name,
            "decided": dossier._moment_words(self.issued_at),
            "signer": self.user_id.sudo().name,
            "signer_title": title,
            "signature": wording.signature_lines(title, self.agency_id.name),
            "signed_submitter": dossier.submitter_name or dossier.applicant_name,
        }
