from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ANSWERING_ROLES = ("specialist", "leader")


class OnestopDossierOpinion(models.Model):
    """The opinion of another agency on a dossier. The dossier stays where it is; the agency asked sees it."""

    _name = "onestop.dossier.opinion"
    _description = "Dossier Opinion"
    _order = "dossier_id, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one("onestop.agency", string="Agency Asked", required=True, index=True, ondelete="restrict")
    question = fields.Text(required=True)
    asked_by_id = fields.Many2one("res.users", required=True)
    asked_at = fields.Datetime(required=True)
    due_at = fields.Datetime("Answer By")
    answer = fields.Text()
    answered_by_id = fields.Many2one("res.users")
    answered_at = fields.Datetime()

    def action_answer(self, answer):
        """Give the opinion asked for, as a specialist or leader of the agency asked.

        :raises UserError: no text, answered already, or the dossier is closed
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._onestop_has_role(ANSWERING_ROLES, self.agency_id):
            raise AccessError(self.env._("The opinion is given by %s.", self.agency_id.name))
        if self.answered_at:
            raise UserError(
                self.env._(
                    "The opinion was given on %s.", self.dossier_id._local(self.answered_at).strftime("%d/%m/%Y %H:%M")
                )
            )
        if not (answer or "").strip():
            raise UserError(self.env._("Write the opinion."))
        self.sudo().write({"answer": answer, "answered_by_id": self.env.uid, "answered_at": fields.Datetime.now()})
        self.dossier_id._log("opinion_answer", note=answer, data={"agency": self.agency_id.code})
        return True


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {
            "opinion_ask": self.env._("Ask for an Opinion"),
            "opinion_answer": self.env._("Give an Opinion"),
        }

    def ask_opinion(self, agency_id, question, days=0):
        """Ask another agency for its opinion, as the person who holds the running task.

        :param days: working days of the agency asked within which the answer is due; 0 for none
        """
        self.ensure_one()
        self._check_holds_task()
        step = self.sudo().step_id
        if not step.can_request_opinion:
            raise UserError(self.env._("The step “%s” does not ask for opinions.", step.name))
        agency = self.env["onestop.agency"].browse(agency_id).exists()
        if not agency or not (question or "").strip():
            raise UserError(self.env._("Name the agency and what it is asked."))
        opinion = (
            self.env["onestop.dossier.opinion"]
            .sudo()
            .create(
                {
                    "dossier_id": self.id,
                    "agency_id": agency.id,
                    "question": question,
                    "asked_by_id": self.env.uid,
                    "asked_at": fields.Datetime.now(),
                    "due_at": agency.sudo()._working_days_from_now(days) if days else False,
                }
            )
        )
        self.sudo().agency_ids = [fields.Command.link(agency.id)]
        self._log("opinion_ask", note=question, data={"agency": agency.code})
        return opinion.sudo(False)
