from odoo import fields, models


class OnestopDossier(models.Model):
    """How a letter to the citizen is issued: under the next number of its book, with the form of its day."""

    _inherit = "onestop.dossier"

    def _issue_letter(self, kind, row, params, **more):
        """Issue a letter under the next number of its book (agency and year, without gaps)."""
        agency = self.holder_agency_id or self.received_agency_id
        now = fields.Datetime.now()
        day = self._local(now).date()
        year = str(day.year)
        suffix = self.env["onestop.form.set"]._form(kind, agency, day).suffix
        number = self.env["onestop.number.book"]._allot_gapless(f"letter/{kind}/{agency.id}", year)
        return self.env["onestop.dossier.letter"].create(
            {
                "dossier_id": self.id,
                "kind": kind,
                "stage": self._stage(),
                "name": f"{number:02d}/{suffix}",
                "issued_at": now,
                "agency_id": agency.id,
                "user_id": self.env.uid,
                "cause_id": self._cause_named(row, params).id,
                "reason": params["reason"],
                "content": params.get("content"),
                "competent_body": params.get("competent_body"),
                **more,
            }
        )

    def _effect_letter_refusal(self, row, params):
        self._issue_letter("refusal", row, params)

    def _effect_letter_stop(self, row, params):
        self._issue_letter("stop", row, params)
