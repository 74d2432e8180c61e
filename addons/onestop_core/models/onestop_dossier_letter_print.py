from odoo import models

from ..engine import wording


class OnestopDossierLetter(models.Model):
    """What the letters about a dossier say (forms 02 to 05)."""

    _name = "onestop.dossier.letter"
    _inherit = ["onestop.dossier.letter", "onestop.printable"]

    def action_print(self):
        """Print the letter."""
        return self.env.ref("onestop_core.action_report_dossier_letter").report_action(self, config=False)

    def _print_copies(self, report):
        return self._form()._lines("copies") or super()._print_copies(report)

    def _log_print(self, report):
        for letter in self:
            letter.dossier_id._log(
                "print", data={"form": letter.kind, "number": letter.name, "report": report.report_name}
            )
        return super()._log_print(report)

    def _form(self):
        """The form in force on the day of the letter: printed again, it looks as it did."""
        self.ensure_one()
        return self.env["onestop.form.set"]._form(self.kind, self.agency_id, self._day())

    def _day(self):
        return self.dossier_id._local(self.issued_at).date()

    def _signer_title(self):
        """Official title of the one who signs, from the post held at the agency on that day."""
        self.ensure_one()
        day = self._day()
        post = self.env["onestop.staff"].sudo().search(
            [
                ("user_id", "=", self.user_id.id),
                ("agency_id", "=", self.agency_id.id),
                ("valid_from", "<=", day),
                "|", ("valid_to", "=", False), ("valid_to", ">=", day),
            ],
            limit=1,
        )  # fmt: skip
        return post.title or ""

    def _letter_values(self):
        """Values of the letter as its template prints them: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        dossier = self.dossier_id
        # what is said across the desk comes from the desk, what was decided comes from the agency
        desk = dossier._desk() if self.stage == "intake" else None
        received = dossier._local(dossier.received_at).date() if dossier.received_at else None
        return {
            **dossier._form_head(self._form(), self.agency_id, number=self.name, day=self._day(), desk=desk),
            **dossier._person_values(),
            "issuer_name": (desk and desk.name) or self.agency_id.name,
            "desk": dossier._desk().name or dossier.received_agency_id.name,
            "competent": dossier.competent_agency_id.name,
            "sector": dossier.sector_id.name or "",
            "reason": self.reason or "",
            "points": [line.strip(" -–•\t") for line in (self.content or "").splitlines() if line.strip(" -–•\t")],
            "competent_body": self.competent_body or "",
            "received": wording.date_words(received),
            "due": wording.date_words(dossier._local(dossier.due_original).date()) if dossier.due_original else "",
            "new_due": dossier._moment_words(self.new_due_at),
            "website": self.agency_id._nearest("website"),
            "phone_of_issuer": (desk and desk.phone) or self.agency_id._nearest("phone"),
            "signer": self.user_id.sudo().name,
            "signer_title": self._signer_title(),
            "signed_submitter": dossier.submitter_name or dossier.applicant_name,
        }
