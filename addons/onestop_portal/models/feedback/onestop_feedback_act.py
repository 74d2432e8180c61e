from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .onestop_feedback import CLOSED

# whose task feedback is, besides the person to whom it was given
HANDLERS = ("onestop_core.group_leader", "onestop_core.group_supervisor", "onestop_core.group_manager")


class OnestopFeedback(models.Model):
    """What an officer and the citizen do with a feedback. Each method checks who acts, then the system writes."""

    _inherit = "onestop.feedback"

    def _check_may_act(self):
        """Raise unless the user sees the feedback and it is theirs to deal with; return it with the rights to write."""
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        if user in self.sudo().accused_user_ids:
            raise AccessError(self.env._("It speaks of you, so somebody else deals with it."))
        if user != self.sudo().handler_id and not any(map(user.has_group, HANDLERS)):
            raise AccessError(
                self.env._("Feedback is dealt with by those who lead or supervise, or to whom it was given.")
            )
        feedback = self.sudo()
        feedback.lock_for_update()
        return feedback

    def _check_open(self):
        if self.state in CLOSED:
            raise UserError(self.env._("“%s” is closed already.", self.number))

    def _required(self, text):
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write what the citizen is to read."))
        return text

    def action_accept(self):
        """Take it up."""
        for each in self:
            feedback = each._check_may_act()
            feedback._check_open()
            feedback.write({"state": "processing", "handler_id": feedback.handler_id.id or self.env.uid})
            each._note("accept")
        return True

    def _assign(self, user):
        """Give it to somebody of the agency that deals with it."""
        feedback = self._check_may_act()
        feedback._check_open()
        if user in feedback.accused_user_ids:
            raise UserError(self.env._("It speaks of this person: give it to somebody else."))
        if feedback.agency_id not in user.sudo().onestop_agency_ids:
            raise UserError(self.env._("%s does not work at the agency that deals with it.", user.sudo().name))
        feedback.write({"handler_id": user.id, "state": "processing"})
        self._note("assign", user.sudo().name)

    def _ask(self, text):
        """Ask the citizen for what is missing."""
        feedback = self._check_may_act()
        feedback._check_open()
        text = feedback._required(text)
        feedback.state = "waiting"
        self._note("ask", text)
        feedback._tell("feedback_asked", content=text)

    def _transfer(self, agency, text):
        """Pass it on to the agency whose it is; its limits begin anew."""
        feedback = self._check_may_act()
        feedback._check_open()
        text = feedback._required(text)
        if agency == feedback.agency_id:
            raise UserError(self.env._("It is at this agency already."))
        if agency == feedback.about_agency_id and (
            feedback._handling_agency(feedback.about, agency, feedback.accused_user_ids) != agency
        ):
            raise UserError(self.env._("It complains of that agency's own staff, so the agency above deals with it."))
        feedback.write(
            {
                "agency_id": agency.id,
                "handler_id": False,
                "state": "received",
                **self._clock(agency.sudo(), fields.Datetime.now()),
            }
        )
        self._note("transfer", text)
        feedback._tell("feedback_transferred", content=text)

    def _refuse(self, text):
        """Refuse it, with the reason."""
        feedback = self._check_may_act()
        feedback._check_open()
        text = feedback._required(text)
        now = fields.Datetime.now()
        feedback.write(
            {"state": "refused", "answer": text, "closed_at": now, "in_time": _in_time(now, feedback.refuse_due_at)}
        )
        self._note("refuse", text)
        feedback._tell("feedback_refused", content=text)

    def _answer(self, text, *, public):
        """Answer it. A public answer is published afterwards, once what was asked is put in words without names."""
        feedback = self._check_may_act()
        feedback._check_open()
        text = feedback._required(text)
        if public and feedback.private:
            raise UserError(self.env._("The citizen wishes no public answer."))
        now = fields.Datetime.now()
        limit = self.env["onestop.feedback.limit"]._on(feedback.agency_id._today())
        feedback.write(
            {
                "state": "answered",
                "answer": text,
                "answer_public": public,
                "answered_at": now,
                "closed_at": now,
                "in_time": _in_time(now, feedback.answer_due_at),
                "publish_due_at": feedback.agency_id._working_days_from_now(limit.publish_days) if public else False,
            }
        )
        self._note("answer", text)
        feedback._tell("feedback_answered", content=text)

    def _publish(self, question):
        """Publish the answer, with the question in words that name nobody."""
        feedback = self._check_may_act()
        if not feedback.answer_public or feedback.published_at:
            raise UserError(self.env._("Only a public answer is published, and once."))
        feedback.write({"public_text": feedback._required(question), "published_at": fields.Datetime.now()})
        self._note("publish")

    def _open_wizard(self, action):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": dict(self.env["onestop.feedback.wizard"]._fields["action"]._description_selection(self.env))[
                action
            ],
            "res_model": "onestop.feedback.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_feedback_id": self.id, "default_action": action},
        }

    def action_assign(self):
        """Open the dialog that gives it to somebody."""
        return self._open_wizard("assign")

    def action_ask(self):
        """Open the dialog that asks the citizen."""
        return self._open_wizard("ask")

    def action_transfer(self):
        """Open the dialog that passes it on."""
        return self._open_wizard("transfer")

    def action_refuse(self):
        """Open the dialog that refuses it."""
        return self._open_wizard("refuse")

    def action_answer(self):
        """Open the dialog that answers it."""
        return self._open_wizard("answer")

    def action_publish(self):
        """Open the dialog that publishes the answer."""
        return self._open_wizard("publish")

    # ------------------------------------------------------------------ the citizen, known by the link

    def _reply(self, text):
        """The citizen adds what was asked for, or more. Not callable from outside: the caller knows the link."""
        feedback = self.sudo()
        feedback.lock_for_update()
        feedback._check_open()
        text = feedback._required(text)
        if feedback.state == "waiting":
            feedback.state = "processing"
        feedback._note("reply", text, by_citizen=True)

    def _judge(self, verdict):
        """The citizen says once how the feedback was dealt with."""
        feedback = self.sudo()
        feedback.lock_for_update()
        if feedback.state not in CLOSED:
            raise UserError(self.env._("It is rated once it is answered."))
        if feedback.verdict:
            raise UserError(self.env._("You have rated this already."))
        if verdict not in dict(self._fields["verdict"].selection):
            raise UserError(self.env._("Choose one of the three verdicts."))
        feedback.verdict = verdict
        feedback._note("verdict", by_citizen=True)


def _in_time(moment, due):
    return "yes" if moment <= due else "no"
