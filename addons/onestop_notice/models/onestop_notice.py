from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import requests
from odoo import api, fields, models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.onestop_core.engine import outbox
from odoo.addons.onestop_core.engine.calendar import from_naive_utc, to_naive_utc
from odoo.addons.onestop_core.engine.outbox import Fate, Outcome
from odoo.addons.onestop_core.engine.transitions import OFFICERS
from odoo.addons.onestop_core.models.onestop_outbox import STATES
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine.notice import reveal, sober

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR = timedelta(hours=1)
GIVEN_UP = ("failed", "expired", "cancelled")
# what Odoo's SMS providers answer for a message that they took
TAKEN = ("success", "processing", "sent")


class OnestopNotice(models.Model):
    """A notice to a citizen about a dossier, or about what else there is (``onestop.notice.subject``), by e-mail, text
    message or another channel.

    It holds a phone number or an address, never an identity number. A secret stands in it as a placeholder until the
    moment of sending (docs/decisions).
    """

    _name = "onestop.notice"
    _inherit = ["onestop.outbox"]
    _description = "Notice"

    dossier_id = fields.Many2one("onestop.dossier", readonly=True, index=True, ondelete="cascade")
    subject_model = fields.Char(readonly=True, help="What the notice tells of, if not of a dossier.")
    subject_id = fields.Many2oneReference("Told Of", model_field="subject_model", readonly=True)
    about = fields.Char(compute="_compute_about")
    agency_id = fields.Many2one(
        "onestop.agency", string="Sent By", required=True, readonly=True, index=True, ondelete="restrict"
    )
    event = fields.Selection(
        lambda self: self.env["onestop.notice.template"]._event_selection(), required=True, readonly=True
    )
    channel = fields.Selection(
        lambda self: self.env["onestop.notice.template"]._channels(), string="Sent As", required=True, readonly=True
    )
    recipient = fields.Char(required=True, readonly=True, help="Phone number or e-mail address.")
    subject = fields.Char(readonly=True)
    text = fields.Text(required=True, readonly=True)
    seal = fields.Char(readonly=True, groups=fields.NO_ACCESS, help="Of which the secrets of the text are made.")
    state = fields.Selection(STATES)
    delivered_at = fields.Datetime(readonly=True, copy=False)
    resent_from_id = fields.Many2one(
        "onestop.notice", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    _subject_given = models.Constraint(
        "CHECK(dossier_id IS NOT NULL OR subject_model IS NOT NULL AND subject_id IS NOT NULL)",
        "A notice tells of something.",
    )
    _of_subject = models.Index("(subject_model, subject_id) WHERE subject_id IS NOT NULL")
    # what a number got lately, and what the administrator has to look at
    _per_number = models.Index("(recipient, tried_at) WHERE channel = 'sms'")
    _given_up = models.Index("(agency_id, state) WHERE state IN ('failed', 'expired')")

    @api.depends("event", "channel")
    @api.depends_context("lang")
    def _compute_display_name(self):
        events, channels = (dict(self._fields[name]._description_selection(self.env)) for name in ("event", "channel"))
        for notice in self:
            notice.display_name = f"{events.get(notice.event, '')} ({channels.get(notice.channel, '')})"

    # ------------------------------------------------------------------ outbox

    def _lifetime(self):
        return timedelta(hours=self.env["onestop.settings"]._number("onestop_notice.lifetime_hours"))

    def _max_tries(self):
        gateway = self._gateway() if self.channel == "sms" else None
        return gateway.max_tries if gateway else super()._max_tries()

    def _gateway(self):
        return self.env["onestop.sms.gateway"].sudo()._of(self.agency_id.company_id)

    def _before_try(self, now):
        if self.channel != "sms":
            return 0
        return self._quiet_seconds(now) or self._crowded_seconds(now)

    def _quiet_seconds(self, now):
        """Seconds until the quiet hours end, 0 outside them."""
        setting = self.env["onestop.settings"]._text
        begin, end = (time.fromisoformat(setting(f"onestop_notice.quiet_{name}")) for name in ("from", "to"))
        ends = outbox.quiet_until(from_naive_utc(now).astimezone(ZONE), begin, end)
        return (to_naive_utc(ends) - now).total_seconds() if ends else 0

    def _crowded_seconds(self, now):
        """Seconds until the number may get one more message, 0 if it may now."""
        limit = self.env["onestop.settings"]._number("onestop_notice.sms_per_hour")
        if limit <= 0:
            return 0
        # two workers that count at the same moment would both find room for the last one
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", self.recipient))
        lately = self.search(
            [
                ("recipient", "=", self.recipient),
                ("channel", "=", "sms"),
                ("tried_at", ">", now - HOUR),
                ("id", "!=", self.id),
            ],
            order="tried_at desc",
            limit=limit,
        )
        return (lately[-1].tried_at + HOUR - now).total_seconds() if len(lately) == limit else 0

    def _subject(self):
        """The record of which the notice tells, with all rights; empty if it is gone."""
        if self.dossier_id or self.subject_model not in self.env:
            return self.dossier_id.sudo()
        return self.env[self.subject_model].sudo().browse(self.subject_id).exists()

    @api.depends("dossier_id", "subject_model", "subject_id")
    def _compute_about(self):
        for notice in self:
            notice.about = notice._subject().display_name

    def _send(self):
        send = getattr(self, f"_send_{self.channel}")
        seal = self.sudo().seal
        if not seal:
            return send(self.text)
        about = self._subject()
        names = self.env["onestop.notice.template"]._event(self.event).secrets
        if not about or not names:
            return Outcome(Fate.REFUSED, self.env._("What the notice tells of is gone"))
        outcome = send(reveal(self.text, {name: about._notice_secret(name, seal) for name in names}))
        # the other side may repeat the text
        return replace(outcome, answer=sober(outcome.answer))

    def _send_sms(self, text):
        company = self.agency_id.company_id
        provider = company._get_sms_api_class()(self.env)
        provider._set_company(company)
        try:
            [result] = provider._send_sms_batch(
                [{"content": text, "numbers": [{"number": self.recipient, "uuid": self.uuid}]}]
            )
        except (UserError, requests.RequestException) as error:
            return Outcome(Fate.TRY_AGAIN, type(error).__name__)
        if result["state"] in TAKEN:
            fate = Fate.ACCEPTED
        else:
            fate = Fate.TRY_AGAIN if result["state"] == "server_error" else Fate.REFUSED
        return Outcome(fate, result.get("failure_reason") or result["state"], result.get("retry_after"))

    def _send_mail(self, text):
        servers = self.env["ir.mail_server"].sudo()
        agency = self.agency_id
        sender = agency.company_id.email_formatted or servers._get_default_from_address() or agency.email
        if not sender:
            return Outcome(Fate.TRY_AGAIN, self.env._("No address to send from: set the e-mail of the company"))
        message = servers._build_email__(
            email_from=sender,
            email_to=[self.recipient],
            subject=self.subject,
            body=text,
            reply_to=agency.email or False,
            # the same for the same notice: a mailbox that gets it twice shows it once
            message_id=f"<{self.uuid}@onestop>",
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        try:
            servers.send_email(message)
        except (OSError, MailDeliveryException, UserError) as error:
            return Outcome(Fate.TRY_AGAIN, type(error).__name__)
        return Outcome(Fate.ACCEPTED)

    # ------------------------------------------------------------------ delivery reports

    def _report(self, delivered, word):
        """The gateway says what became of a message that it took.

        :param word: the gateway's own word for it
        """
        self.ensure_one()
        if self.state in ("delivered", "cancelled"):
            return
        if delivered:
            now = fields.Datetime.now()
            self.write({"state": "delivered", "delivered_at": now, "sent_at": self.sent_at or now, "answer": word})
        else:
            self.write({"state": "failed", "answer": word})

    # ------------------------------------------------------------------ sending again

    def action_resend(self):
        """Send again: what was given up under its own ID, what was sent already as a new notice."""
        self._check_may_resend()
        notices = self.sudo()
        given_up = notices.filtered(lambda notice: notice.state in GIVEN_UP)
        sent = notices.filtered(lambda notice: notice.state in ("sent", "delivered"))
        given_up._again()
        for notice in sent:
            notice.copy({"resent_from_id": notice.id})
        (given_up | sent).dossier_id.with_env(self.env)._log("resend_notice")
        return True

    def action_cancel(self):
        """Do not send what still waits."""
        self._check_may_resend()
        self.sudo().filtered(lambda notice: notice.state in ("pending", *GIVEN_UP)).state = "cancelled"
        return True

    def _check_may_resend(self):
        self.check_access("read")
        user = self.env.user
        if user.has_group("onestop_core.group_manager"):
            return
        may_resend = (*self.env["onestop.role"]._desk_codes(), *OFFICERS, "agency_admin")
        for notice in self.sudo():
            agencies = notice.agency_id | notice.dossier_id.received_agency_id | notice.dossier_id.holder_agency_id
            if not any(user._onestop_has_role(may_resend, agency) for agency in agencies):
                raise AccessError(self.env._("Your role does not allow this at %s.", notice.agency_id.name))
