from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_notice.engine import notice


class OnestopFiling(models.Model):
    """The link by which a filing is gone on with is sent to whoever asks for it."""

    _inherit = "onestop.filing"

    reminded_at = fields.Datetime(readonly=True, help="When the citizen was told that it waits.")

    @api.autovacuum
    def _remind_of_forgotten(self):
        """Tell whoever has prepared a filing and never sent it: nobody is to wonder at a silence."""
        days = self.env["onestop.settings"]._number("onestop_portal.reminder_days")
        if not days:
            return
        before = fields.Datetime.now() - timedelta(days=days)
        waiting = self.sudo().search(
            fields.Domain("dossier_id", "=", False)
            & fields.Domain("reminded_at", "=", False)
            & fields.Domain("touched_at", "<", before),
            limit=500,
        )
        for filing in waiting:
            filing.reminded_at = fields.Datetime.now()
            filing._tell("draft_reminder")

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
        samples = {
            "procedure": "Đăng ký khai sinh",
            "agency": "Trung tâm Phục vụ hành chính công xã Mường Thanh",
            "hotline": "1900 0000",
            "until": "23/12/2026",
            "link": "https://motcua.example.vn/dich-vu-cong/ho-so-nhap/…",
        }
        return super()._events() | {
            "draft_link": notice.Event(self.env._("Link to a Filing"), samples, secrets=("link",)),
            "draft_reminder": notice.Event(self.env._("Filing Not Sent Yet"), samples, secrets=("link",)),
        }
