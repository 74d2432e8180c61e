import hmac
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_notice.engine import notice

from .onestop_feedback import CLOSED

PATH = "/dich-vu-cong/phan-anh/theo-doi"
SAMPLES = {
    "name": "Nguyễn Thị Mai",
    "number": "PA-H18.32-26-00012",
    "agency": "Ủy ban nhân dân xã Mường Thanh",
    "answer_by": "17:00 14/12/2026",
    "content": "Cơ quan đã kiểm tra và trả lời như sau…",
    "hotline": "1900 0000",
    "link": "https://motcua.example.vn/dich-vu-cong/phan-anh/theo-doi/…",
}


class OnestopFeedback(models.Model):
    """The citizen is told of what happens, and follows it by a link that only the citizen has."""

    _name = "onestop.feedback"
    _inherit = ["onestop.feedback", "onestop.notice.subject"]

    notice_state = fields.Selection(
        [("none", "None"), ("waiting", "Waiting"), ("told", "Told"), ("failed", "Failed")], "Citizen Told",
        compute="_compute_notice_state", compute_sudo=True, help="Whether the citizen was told of the last event.",
    )  # fmt: skip

    def _compute_notice_state(self):
        for feedback in self:
            notices = self.env["onestop.notice"].search(
                [("subject_model", "=", self._name), ("subject_id", "=", feedback.id)], order="id"
            )
            states = set(notices.filtered(lambda one, last=notices[-1:].event: one.event == last).mapped("state"))
            if not states - {"cancelled"}:
                feedback.notice_state = "none"
            elif states & {"sent", "delivered"}:
                feedback.notice_state = "told"
            else:
                feedback.notice_state = "waiting" if states & {"pending", "sending"} else "failed"

    def _notice_agency(self):
        return self.agency_id

    def _notice_contacts(self):
        return (self.sender_phone,), (self.sender_email,)

    def _tell(self, event, seal_text=None, **given):
        # while modules are installed, demo data among them, nobody is there to be told
        return super()._tell(event, seal_text, **given) if self.env.registry.ready else self.env["onestop.notice"]

    def _notice_values(self, event, *, content="", **given):
        zone = self.agency_id._calendar()._onestop_work_calendar().zone
        due = fields.Datetime.context_timestamp(self.with_context(tz=str(zone)), self.answer_due_at)
        return {
            "name": self.sender_name,
            "number": self.number,
            "agency": self.agency_id.name,
            "answer_by": due.strftime("%H:%M %d/%m/%Y"),
            "content": content,
            "hotline": self.agency_id._nearest("hotline") or "",
        }

    def _notice_secret(self, name, seal_text):
        if name == "link":
            return f"{self.get_base_url()}{self._path()}"
        return super()._notice_secret(name, seal_text)

    def _key(self):
        """What the link holds beside the number of the record; made from the server's key file, so nobody keeps it."""
        seal = f"feedback/{self.id}"
        return self._notice_secret("feedback", seal) + self._notice_secret("follow", seal)

    def _path(self):
        """The address on this site by which the citizen follows the feedback."""
        self.ensure_one()
        return f"{PATH}/{self.id}-{self._key()}"

    @api.model
    def _by_key(self, feedback_id, key):
        """The feedback of a link, or nothing: wrong, gone, or closed for longer than it can be followed."""
        feedback = self.sudo().browse(feedback_id).exists()
        if not feedback or not hmac.compare_digest(feedback._key().encode(), key.encode()):
            return self.browse()
        days = self.env["onestop.settings"]._number("onestop_portal.feedback_link_days")
        if feedback.state in CLOSED and feedback.closed_at < fields.Datetime.now() - timedelta(days=days):
            return self.browse()
        return feedback


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        labels = {
            "feedback_received": self.env._("Feedback Received"),
            "feedback_asked": self.env._("Feedback: More Is Asked"),
            "feedback_transferred": self.env._("Feedback Passed On"),
            "feedback_answered": self.env._("Feedback Answered"),
            "feedback_refused": self.env._("Feedback Refused"),
        }
        return super()._events() | {code: notice.Event(label, SAMPLES, ("link",)) for code, label in labels.items()}
