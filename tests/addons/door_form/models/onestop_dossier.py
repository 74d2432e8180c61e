from odoo import api, models


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _form_codes(self):
        return super()._form_codes() | {"door_form.report_card": "door_card"}

    def _text_words(self):
        return super()._text_words() | {"giờ mở cửa": self.env["onestop.settings"]._text("door_form.opens")}

    def _door_card_values(self):
        """Values of the card: texts ready to print."""
        form = self._form("door_card")
        return {
            **self._form_head(form, self.received_agency_id, day=self._local(self.received_at).date()),
            "applicant": self.applicant_name,
        }
