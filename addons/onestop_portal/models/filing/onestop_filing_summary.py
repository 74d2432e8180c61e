from odoo import models

from ...engine.filing_steps import AGENCY, CASE, CHECK, FEE, FORM, PAPERS, PERSON, RESULT


class OnestopFiling(models.Model):
    """All that was said, to be read once more before it is sent, and what the page says once it is."""

    _inherit = "onestop.filing"

    def _summary(self):
        """A list of ``(step, label, [(question, answer)])`` in the order of the steps."""
        self.ensure_one()
        makers = {
            CASE: self._summary_case, AGENCY: self._summary_agency, PERSON: self._summary_person, FORM: self._summary_form,
            PAPERS: self._summary_papers, RESULT: self._summary_result, FEE: self._summary_fee,
        }  # fmt: skip
        labels = self._step_labels()
        return [(step, labels[step], makers[step]()) for step in self._steps() if step != CHECK]

    def _summary_case(self):
        return [(self.env._("Case"), self.case_id.name or "")]

    def _summary_agency(self):
        return [(self.env._("Receiving agency"), self.agency_id.name or "")]

    def _summary_person(self):
        organisation = self.who == "organisation"
        lines = [
            (self.env._("Name of the organisation") if organisation else self.env._("Full name"), self.applicant_name),
            (
                self.env._("Tax code") if organisation else self.env._("Identity number"),
                self._fields["applicant_identity"].mask(self.applicant_identity or ""),
            ),
            (self.env._("Date of birth"), self.applicant_birth_date and self.applicant_birth_date.strftime("%d/%m/%Y")),
            (self.env._("Telephone"), self.applicant_phone),
            (self.env._("E-mail"), self.applicant_email),
            (self.env._("Address"), self.applicant_address),
        ]
        if self.who != "self":
            lines += [
                (self.env._("Filed by"), self.submitter_name),
                (self.env._("Identity number"), self._fields["submitter_identity"].mask(self.submitter_identity or "")),
                (self.env._("Telephone"), self.submitter_phone),
                (self.env._("By what authority"), self.submitter_authority),
            ]
        return [(question, answer) for question, answer in lines if answer]

    def _summary_papers(self):
        sources = dict(self.env["onestop.filing.paper"]._fields["source"]._description_selection(self.env))
        lines = []
        for paper in self.paper_ids.sorted():
            files = paper._ready_files()
            words = ", ".join(files.mapped("name")) or sources.get(paper.source, "") or self.env._("Nothing attached")
            lines.append((paper._label(), f"{words} ({paper.note})" if paper.note else words))
        return lines

    def _summary_result(self):
        ways = dict(self._result_ways())
        lines = [(self.env._("Result"), ways.get(self.result_way, ""))]
        if self.result_way == "post":
            lines.append((self.env._("Address"), self.result_address or ""))
        if self._originals_needed():
            lines.append((self.env._("Originals"), dict(self._originals_ways()).get(self.originals_way, "")))
        return lines

    def _summary_fee(self):
        ways = dict(self._payment_way_selection())
        return [(self.env._("Fee"), self._fee_words()), (self.env._("How you pay"), ways.get(self.payment_way, ""))]

    def _sent_values(self):
        """What the page says once the filing is sent."""
        dossier = self.dossier_id
        agency = dossier.received_agency_id
        return {
            "request_number": dossier.request_number,
            "agency": agency.name,
            "address": agency.address or "",
            "phone": agency.phone or "",
            "sent": dossier._local(dossier.submitted_at).strftime("%H:%M %d/%m/%Y"),
            "answer_by": dossier._lookup_moment(dossier.intake_due_at),
            "closed_now": self._sent_words(dossier),
            # what has arrived, as it is stored: nobody wonders later whether a paper was lost
            "files": [(file.document_id.name, file.name) for file in dossier.file_ids.sorted("id")],
            "bring": self._originals_needed() if self.originals_way == "bring" else [],
            "fee": self._fee_words() if self._owes_fee() else "",
            "reached": ", ".join(filter(None, [dossier._mobile_number(), dossier._mail_address()])),
        }
