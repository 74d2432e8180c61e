import hmac
from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models

PATH = "/dich-vu-cong/danh-gia"
# what is added to the words of the notice that a result was handed over
OFFER = "\n\nMời Ông/Bà đánh giá việc giải quyết hồ sơ: {rating}"


class OnestopDossier(models.Model):
    """A returned dossier is rated from the link in its notice, or from the account in which it lies."""

    _inherit = "onestop.dossier"

    def _notice_secret(self, name, seal_text):
        if name == "rating":
            return f"{self.get_base_url()}{self._rating_path()}"
        return super()._notice_secret(name, seal_text)

    def _rating_key(self):
        return self._notice_secret("rate", f"rating/{self.id}")

    def _rating_path(self):
        """The address on this site where the citizen rates the dossier; it is told to nobody else."""
        self.ensure_one()
        return f"{PATH}/{self.id}-{self._rating_key()}"

    @api.model
    def _by_rating_key(self, dossier_id, key):
        """The dossier of a link, or nothing: wrong, not handed over, or handed over too long ago to be rated."""
        dossier = self.sudo().browse(dossier_id).exists()
        if not dossier or not hmac.compare_digest(dossier._rating_key().encode(), key.encode()):
            return self.browse()
        return dossier if dossier._is_rating_open() else self.browse()

    def _is_rating_open(self):
        """Whether the result was handed over, and not too long ago for a rating."""
        days = self.env["onestop.settings"]._number("onestop_portal.rating_days")
        returned = self.state == "returned" and self.returned_at
        return bool(returned) and returned > fields.Datetime.now() - timedelta(days=days)

    def _citizen_page(self):
        open_ = self._is_rating_open() and self._may_be_rated()
        return {**super()._citizen_page(), "rating_path": self._rating_path() if open_ else ""}


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        events = super()._events()
        # a secret: whoever reads the notices of an agency does not rate its work
        returned = events["returned"]
        sample = {"rating": "https://motcua.example.vn/dich-vu-cong/danh-gia/…"}
        events["returned"] = replace(
            returned, samples={**returned.samples, **sample}, secrets=(*returned.secrets, "rating")
        )
        return events

    @api.model
    def _offer_rating(self):
        """Add the link to the words that there are for a result handed over, whoever wrote them."""
        for template in self.search([("event", "=", "returned")]):
            if "{rating}" not in template.text:
                template.text += OFFER

    @api.model
    def _withdraw_rating(self):
        """Take the link out of the words again, before the module that knows of it goes."""
        for template in self.search([("event", "=", "returned")]):
            if OFFER in template.text:
                template.text = template.text.replace(OFFER, "")
