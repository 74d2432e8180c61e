from odoo import api, models
from odoo.addons.onestop_notice.engine import notice


class OnestopFiling(models.Model):
    """The link by which a filing is gone on with is sent to whoever asks for it."""

    _inherit = "onestop.filing"

    def _notice_agency(self):
        agencies = self.env["onestop.agency"].sudo()
        return self.agency_id or agencies.search([("parent_id", "=", False)], order="id", limit=1)

    def _notice_contacts(self):
        return (self.applicant_phone, self.submitter_phone), (self.applicant_email,)

    def _notice_values(self, event, **given):
        agency = self._notice_agency()
        return {
            "procedure": self.version_id.name,
            "agency": agency.name,
            "hotline": agency._nearest("hotline") or "",
            "until": self._kept_until().strftime("%d/%m/%Y"),
        }

    def _notice_secret(self, name, seal_text):
        if name == "link":
            return f"{self.get_base_url()}{self._path()}"
        return super()._notice_secret(name, seal_text)

    def _tell_link(self, address):
        """Send the link to an e-mail address that the citizen names: whoever holds the link has sent for it.

        :param address: one address
        """
        return self.with_context(onestop_link_to=address)._tell("draft_link")

    def _notice_recipients(self):
        address = self.env.context.get("onestop_link_to")
        return {"mail": address} if address else super()._notice_recipients()


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        return super()._events() | {
            "draft_link": notice.Event(
                self.env._("Link to a Filing"),
                {
                    "procedure": "Đăng ký khai sinh",
                    "agency": "Trung tâm Phục vụ hành chính công xã Mường Thanh",
                    "hotline": "1900 0000",
                    "until": "23/12/2026",
                    "link": "https://motcua.example.vn/dich-vu-cong/ho-so-nhap/…",
                },
                secrets=("link",),
            )
        }
