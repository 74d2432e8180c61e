from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..engine import notice, sms

EVENT_LABELS = [
    ("submitted", "Submitted"),
    ("received", "Received"),
    ("supplement", "Supplement Requested"),
    ("rejected", "Not Received"),
    ("processing", "In Process"),
    ("forwarded", "Passed On to Another Agency"),
    ("payment", "Payment Requested"),
    ("apology", "Apology and New Date"),
    ("ready", "Result Ready"),
    ("refused", "Refused"),
    ("returned", "Result Handed Over"),
    ("stopped", "Stopped"),
    ("withdrawn", "Withdrawn"),
]
NOTICE_CHANNELS = [("mail", "E-mail"), ("sms", "SMS")]

# what the preview fills in; words of the notices, so they are Vietnamese in every language of the screen
SAMPLE = {
    "applicant": "Nguyễn Thị Mai",
    "dossier": "H18.32-261123-0001",
    "procedure": "Đăng ký khai sinh",
    "agency": "Trung tâm Phục vụ hành chính công xã Mường Thanh",
    "competent_agency": "Ủy ban nhân dân xã Mường Thanh",
    "receiver": "Lò Văn Thắng",
    "officer": "Quàng Thị Hoa",
    "received_at": "09:15 23/11/2026",
    "due_at": "17:00 26/11/2026",
    "ready_at": "15:30 26/11/2026",
    "returned_at": "16:00 26/11/2026",
    "moment": "09:15 23/11/2026",
    "reason": "Thiếu giấy chứng sinh",
    "content": "Bổ sung giấy chứng sinh do bệnh viện cấp",
    "answer_by": "17:00 04/12/2026",
    "result_place": "Bộ phận Một cửa xã Mường Thanh",
    "hotline": "1900 0000",
    "tracking": "https://motcua.example.vn/dich-vu-cong/tra-cuu?code=H18.32-261123-0001",
}


class OnestopNoticeTemplate(models.Model):
    """The words of a notice, by event and channel. An agency that words one differently, or sends none, has a template
    of its own, which also counts for the agencies below it.
    """

    _name = "onestop.notice.template"
    _inherit = ["onestop.cached.mixin"]
    _description = "Notice Template"
    _order = "event, channel, agency_id"

    event = fields.Selection(EVENT_LABELS, required=True)
    channel = fields.Selection(NOTICE_CHANNELS, string="Sent As", required=True)
    agency_id = fields.Many2one(
        "onestop.agency", index="btree_not_null", ondelete="cascade",
        help="Also for the agencies below it. Empty: all agencies without a template of their own.",
    )  # fmt: skip
    enabled = fields.Boolean("Send", default=True, help="Off: nobody is told of this event by this channel.")
    subject = fields.Char(help="Of an e-mail.")
    text = fields.Text(required=True)
    placeholders = fields.Char(compute="_compute_placeholders")
    preview = fields.Text(compute="_compute_preview")
    size_text = fields.Char("Length", compute="_compute_preview")

    _event_uniq = models.UniqueIndex(
        "(event, channel, COALESCE(agency_id, 0))", "The agency has a template for this event and channel already."
    )

    @api.constrains("text", "subject")
    def _check_placeholders(self):
        for template in self:
            unknown = notice.unknown_placeholders(template.text) + notice.unknown_placeholders(template.subject or "")
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Unknown placeholders: %(unknown)s\nThere are: %(known)s",
                        unknown=", ".join(unknown),
                        known=", ".join(f"{{{name}}}" for name in notice.PLACEHOLDERS),
                    )
                )

    @api.constrains("channel", "subject")
    def _check_subject(self):
        if any(template.channel == "mail" and not (template.subject or "").strip() for template in self):
            raise ValidationError(self.env._("An e-mail has a subject."))

    @api.depends("event", "channel")
    @api.depends_context("lang")
    def _compute_display_name(self):
        events, channels = (dict(self._fields[name]._description_selection(self.env)) for name in ("event", "channel"))
        for template in self:
            template.display_name = f"{events.get(template.event, '')} ({channels.get(template.channel, '')})"

    def _compute_placeholders(self):
        self.placeholders = " ".join(f"{{{name}}}" for name in notice.PLACEHOLDERS)

    @api.depends("text", "subject", "channel", "agency_id")
    def _compute_preview(self):
        for template in self:
            text = notice.render(template.text or "", SAMPLE)
            template.size_text = False
            if template.channel == "sms":
                company = template.agency_id.company_id or self.env.company
                gateway = self.env["onestop.sms.gateway"].sudo()._of(company)
                text = gateway._letters(text) if gateway else text
                size = sms.size(text)
                template.size_text = self.env._(
                    "%(letters)s letters (%(alphabet)s), %(segments)s messages",
                    letters=size.units,
                    alphabet=size.alphabet,
                    segments=size.segments,
                )
            elif template.subject:
                text = f"{notice.render(template.subject, SAMPLE)}\n\n{text}"
            template.preview = text

    # ------------------------------------------------------------------ finding

    @api.model
    @tools.ormcache("event", "agency_ids")
    def _in_force(self, event, agency_ids):
        """The templates that count for an agency: of each channel its own, else that of the nearest above, else the
        general one.

        :param agency_ids: the agency and those above it, the topmost first, as a tuple
        :return: tuple of ``(channel, subject, text)``, without what is switched off
        """
        found = {}
        candidates = self.sudo().search(
            [("event", "=", event), "|", ("agency_id", "=", False), ("agency_id", "in", agency_ids)]
        )
        for template in candidates:
            near = agency_ids.index(template.agency_id.id) if template.agency_id else -1
            if template.channel not in found or near > found[template.channel][0]:
                found[template.channel] = (near, template)
        return tuple(
            (channel, template.subject or "", template.text)
            for channel, (_near, template) in sorted(found.items())
            if template.enabled
        )
