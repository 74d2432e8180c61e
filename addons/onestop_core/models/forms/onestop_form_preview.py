from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.calendar import to_naive_utc

# report and model by which each form is printed; letters share one
LETTER = ("onestop_core.action_report_dossier_letter", "onestop.dossier.letter")
SLIP = ("onestop_core.action_report_working_slip", "onestop.working.slip")
PRINTED_BY = {
    "receipt_slip": ("onestop_core.action_report_receipt_slip", "onestop.dossier"),
    "supplement": LETTER,
    "refusal": LETTER,
    "apology": LETTER,
    "apology_ready": LETTER,
    "stop": LETTER,
    "control_sheet": ("onestop_core.action_report_control_sheet", "onestop.dossier"),
    "register": ("onestop_core.action_report_register", "onestop.register.wizard"),
    "handover": SLIP,
    "handover_minutes": SLIP,
    "result_handover": SLIP,
    "return_receipt": ("onestop_core.action_report_return_receipt", "onestop.dossier"),
    "reminder": SLIP,
}


class OnestopForm(models.Model):
    """A form as it will be printed, about a made-up dossier that exists in memory only."""

    _inherit = "onestop.form"

    def _printed_by(self):
        """``{code of a form: (report, model of what it prints)}``; a module with a form of its own adds it."""
        return PRINTED_BY

    def _preview(self):
        """PDF of the form, marked as a preview.

        :raises UserError: there is no agency or no procedure yet that the made-up dossier could be of
        """
        self.ensure_one()
        report, model = self._printed_by()[self.code]
        # texts of the form and the names of agencies and procedures: nothing here belongs to a citizen
        form = self.sudo()
        agency = (
            form.set_id.agency_id
            or self.env.user._onestop_posts().agency_id[:1]
            or form.env["onestop.agency"].search([], limit=1)
        )
        version = form.env["onestop.procedure.version"].search([("published", "=", True)], limit=1)
        if not agency or not version:
            raise UserError(self.env._("Enter an agency and a procedure first: the preview shows a dossier of theirs."))
        env = form.with_context(onestop_previewed_form=form).env
        dossier = env["onestop.dossier"].new(self._sample_dossier(agency, version))
        return self.env.ref(report).sudo()._preview(form.with_env(env)._sample(model, dossier))

    def _sample(self, model, dossier):
        """A record of ``model`` about the made-up dossier, in memory only; a module with a form of its own makes its own."""
        if model == "onestop.dossier":
            return dossier
        if model == "onestop.dossier.letter":
            return self.env[model].new(self._sample_letter(dossier))
        if model == "onestop.working.slip":
            return self.env[model].new(self._sample_slip(dossier))
        day = self.set_id.valid_from
        sample = self.env[model].with_context(onestop_sample_dossiers=dossier)
        return sample.new({"agency_id": dossier.received_agency_id.id, "date_from": day, "date_to": day})

    def _moment(self, agency, clock):
        """An hour of the first day on which the form is used, as a stored datetime."""
        zone = agency._calendar()._onestop_work_calendar().zone
        return to_naive_utc(fields.Datetime.to_datetime(self.set_id.valid_from).replace(hour=clock, tzinfo=zone))

    def _sample_dossier(self, agency, version):
        received = self._moment(agency, 8)
        due = fields.Datetime.add(received, days=3)
        return {
            "procedure_id": version.procedure_id.id,
            "version_id": version.id,
            "code": f"{agency.code}-{self.set_id.valid_from:%y%m%d}-0001",
            "state": "returned",
            "received_agency_id": agency.id,
            "competent_agency_id": agency.id,
            "holder_agency_id": agency.id,
            "receiver_id": self.env.uid,
            "applicant_kind": "person",
            "applicant_name": "Nguyễn Văn A",
            "applicant_identity": "001090000000",
            "applicant_phone": "0900 000 000",
            "applicant_email": "nguyenvana@example.vn",
            "applicant_address": "Số 1, đường Hòa Bình",
            "channel": "direct",
            "result_channel": "direct",
            "set_count": 1,
            "received_at": received,
            "due_original": due,
            "due_at": due,
            "ready_at": due,
            "returned_at": due,
            "outcome": "granted",
            "result_number": "01/QĐ",
            "result_recipient": "Nguyễn Văn A",
            "register_year": self.set_id.valid_from.year,
            "register_number": 1,
            "document_ids": [
                fields.Command.create({"name": paper.name, "handed_in": True, "originals": 1})
                for paper in version.component_ids.filtered(lambda paper: paper._is_asked())[:5]
            ],
        }

    def _sample_letter(self, dossier):
        moment = self._moment(dossier.received_agency_id, 14)
        by_agency = self.code in ("apology", "apology_ready", "stop")
        return {
            "dossier_id": dossier,
            "kind": self.code.removesuffix("_ready"),
            "stage": "appraisal" if by_agency else "intake",
            "of_agency": by_agency,
            "name": f"01/{self._number_suffix(dossier.competent_agency_id if by_agency else None)}".rstrip("/"),
            "issued_at": moment,
            "agency_id": dossier.competent_agency_id.id,
            "user_id": self.env.uid,
            "reason": "……………………",
            "content": "……………………",
            "answer_by": fields.Datetime.add(moment, days=30) if self.code == "supplement" else False,
            "responsible_id": self.env.uid if self.code.startswith("apology") else False,
            "new_due_at": fields.Datetime.add(moment, days=5) if self.code == "apology" else False,
        }

    def _sample_slip(self, dossier):
        agency = dossier.received_agency_id
        moment = self._moment(agency, 14)
        return {
            "kind": self.code,
            "name": f"01/{self._number_suffix()}".rstrip("/"),
            "agency_id": agency.id,
            "to_agency_id": agency.id,
            "issued_at": moment,
            "user_id": self.env.uid,
            "answer_by": fields.Datetime.add(moment, days=1) if self.code == "reminder" else False,
            "dossier_ids": dossier,
        }
