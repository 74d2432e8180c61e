import json

from odoo import api, fields, models
from odoo.tools import file_open

from ..engine import eform_definition

# of the demo's dossiers, so many that came online show what was declared
SHOWN = 12


class OnestopDemo(models.AbstractModel):
    _inherit = "onestop.demo"

    @api.model
    def _load_eforms(self):
        """The real declarations of ``eforms.json``, published, and answers in dossiers of the demo."""
        with file_open("onestop_portal/demo/eforms.json", "r") as file:
            entries = json.load(file)
        procedures = self.env["onestop.procedure"].search([("code", "in", [entry["procedure"] for entry in entries])])
        by_code = {procedure.code: procedure for procedure in procedures}
        for entry in entries:
            eform = self.env["onestop.eform"].create(
                {"name": entry["name"], "procedure_id": by_code[entry["procedure"]].id}
            )
            version = self.env["onestop.eform.version"].create(
                {
                    "eform_id": eform.id,
                    "level_id": self._ref(f"level_{entry['level']}").id if "level" in entry else False,
                    "agency_id": self._ref(entry["place"]).id if "place" in entry else False,
                    "valid_from": fields.Date.to_date(entry["valid_from"]),
                    "valid_to": fields.Date.to_date(entry.get("valid_to")),
                    "source": entry["source"],
                    "handover_system": entry.get("handover_system"),
                    "handover_link": entry.get("handover_link"),
                }
            )
            version._lay_out(eform_definition.read_form({"fields": entry["fields"]}))
            version.action_publish()
            self._declare(version, entry["sample"])
        # one that is being changed: the law of 2026 on civil status takes effect on 01/03/2027
        birth = by_code["1.001193"]
        drafted = self.env["onestop.eform.version"].search([("procedure_id", "=", birth.id)], limit=1)
        draft = self.env["onestop.eform.version"].browse(drafted.action_new_version()["res_id"])
        draft.write({"valid_from": "2027-03-01", "source": "Luật Hộ tịch số 03/2026/QH16 (dự thảo mẫu mới)"})

    @api.model
    def _declare(self, version, sample):
        """Give some dossiers that came online and wait for a desk the answers that their citizens gave."""
        dossiers = self.env["onestop.dossier"].search(
            [("procedure_id", "=", version.procedure_id.id), ("channel", "=", "online"), ("closed_at", "=", False)],
            limit=SHOWN,
        )
        for dossier in dossiers.filtered(lambda one: version._holds_at(one.competent_agency_id)):
            person = {
                "name": dossier.applicant_name,
                "identity": dossier.applicant_identity,
                "phone": dossier.applicant_phone,
                "email": dossier.applicant_email,
            }
            known = version._prefill({"applicant": {key: value for key, value in person.items() if value}})
            answers = sample | {
                key: (sample.get(key) or {}) | value if isinstance(value, dict) else value
                for key, value in known.items()
            }
            dossier.sudo().write({"eform_version_id": version.id, "eform_answers": version._prune(answers)})
