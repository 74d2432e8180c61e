from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..engine import notice, sms

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
    "responsible": "Trần Văn Hưng",
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

    event = fields.Selection("_event_selection", required=True)
    channel = fields.Selection("_channels", string="Sent As", required=True)
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

    # ------------------------------------------------------------------ what there is to tell, and by which way

    @api.model
    def _events(self):
        """``{code: engine.notice.Event}`` of all events of which citizens are told; modules add theirs by extending this
        method. Who calls ``onestop.notice.subject._tell`` says that one has happened.
        """
        labels = {
            "submitted": self.env._("Submitted"),
            "received": self.env._("Received"),
            "supplement": self.env._("Supplement Requested"),
            "rejected": self.env._("Not Received"),
            "processing": self.env._("In Process"),
            "forwarded": self.env._("Passed On to Another Agency"),
            "payment": self.env._("Payment Requested"),
            "apology": self.env._("Apology and New Date"),
            "apology_ready": self.env._("Apology for a Late Result"),
            "ready": self.env._("Result Ready"),
            "refused": self.env._("Refused"),
            "returned": self.env._("Result Handed Over"),
            "stopped": self.env._("Stopped"),
            "withdrawn": self.env._("Withdrawn"),
            "rechosen": self.env._("Procedure, Case or Channel Corrected"),
        }
        samples = self._dossier_samples()
        return {code: notice.Event(label, samples) for code, label in labels.items()}

    @api.model
    def _dossier_samples(self):
        """``{placeholder: what a preview shows for it}`` of the events of a dossier. A module that adds one here gives its
        value in ``onestop.dossier._notice_values``.
        """
        return SAMPLE

    @api.model
    def _event(self, code):
        """The ``engine.notice.Event``; one without placeholders where the module has gone that told of it."""
        return self._events().get(code) or notice.Event(code or "", {})

    @api.model
    def _event_selection(self):
        return [(code, event.label) for code, event in self._events().items()]

    @api.model
    def _channels(self):
        """``[(code, label)]`` of the ways by which citizens are told. A module that adds one also says in
        ``onestop.notice.subject._notice_recipients`` whom it reaches, and sends in ``onestop.notice._send_<code>``.
        """
        labels = {"mail": self.env._("E-mail"), "sms": self.env._("SMS")}
        return list(labels.items())

    @api.constrains("event", "text", "subject")
    def _check_placeholders(self):
        for template in self:
            event = template._event(template.event)
            # a subject is read by whoever sees the telephone, and by every mail server on the way
            unknown = notice.unknown_placeholders(template.text, event.samples) + notice.unknown_placeholders(
                template.subject or "", event.samples.keys() - set(event.secrets)
            )
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Unknown placeholders: %(unknown)s\nThere are: %(known)s",
                        unknown=", ".join(unknown),
                        known=", ".join(f"{{{name}}}" for name in event.samples),
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

    @api.depends("event")
    def _compute_placeholders(self):
        for template in self:
            template.placeholders = " ".join(f"{{{name}}}" for name in template._event(template.event).samples)

    @api.depends("event", "text", "subject", "channel", "agency_id")
    def _compute_preview(self):
        for template in self:
            samples = template._event(template.event).samples
            text = notice.render(template.text or "", samples)
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
                text = f"{notice.render(template.subject, samples)}\n\n{text}"
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
