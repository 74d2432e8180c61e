from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

ANSWERING_ROLES = ("specialist", "leader")


class OnestopDossierOpinion(models.Model):
    """The opinion of another agency on a dossier. The dossier stays where it is; the agency asked sees it."""

    _name = "onestop.dossier.opinion"
    _description = "Dossier Opinion"
    _order = "dossier_id, id"
    _rec_name = "question"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    procedure_title = fields.Char("Procedure", related="dossier_id.procedure_title")
    agency_id = fields.Many2one("onestop.agency", string="Agency Asked", required=True, index=True, ondelete="restrict")
    question = fields.Text(required=True)
    asked_by_id = fields.Many2one("res.users", required=True)
    asked_at = fields.Datetime(required=True)
    due_at = fields.Datetime("Answer By")
    answer = fields.Text()
    answered_by_id = fields.Many2one("res.users")
    answered_at = fields.Datetime()
    status = fields.Selection(
        [("waiting", "Waiting"), ("late", "Overdue"), ("answered", "Answered")],
        compute="_compute_status",
        search="_search_status",
    )
    asked_here = fields.Boolean(
        "Asked of My Agency", compute="_compute_asked_here", search="_search_asked_here",
        help="Waits for an answer that I may give.",
    )  # fmt: skip

    @api.depends("answered_at", "due_at")
    def _compute_status(self):
        now = fields.Datetime.now()
        for opinion in self:
            late = opinion.due_at and opinion.due_at < now
            opinion.status = "answered" if opinion.answered_at else "late" if late else "waiting"

    @api.model
    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = Domain("answered_at", "=", False)
        late = waiting & Domain("due_at", "<", fields.Datetime.now())
        domains = {"waiting": waiting & ~late, "late": late, "answered": ~waiting}
        return Domain.OR(domains[status] for status in value if status in domains)

    @api.model
    def _asked_here_domain(self):
        """Opinions that the user may give and that somebody still waits for."""
        return (
            Domain("answered_at", "=", False)
            & Domain("agency_id", "in", self.env["onestop.dossier"]._my_agency_ids(ANSWERING_ROLES))
            & Domain("dossier_id.closed_at", "=", False)
        )

    @api.depends("answered_at", "agency_id", "dossier_id.closed_at")
    @api.depends_context("uid")
    def _compute_asked_here(self):
        asked = self.filtered_domain(self._asked_here_domain())
        for opinion in self:
            opinion.asked_here = opinion in asked

    @api.model
    def _search_asked_here(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._asked_here_domain()

    def action_give(self):
        """Open the dialog in which the opinion is written."""
        self.ensure_one()
        return self.env["onestop.dossier.act.wizard"]._open(self.dossier_id, "opinion_answer", opinion=self)

    def action_open_dossier(self):
        """Open the dossier that the opinion is about."""
        return self.dossier_id._open_form()

    def action_answer(self, answer):
        """Give the opinion asked for, as a specialist or leader of the agency asked.

        :raises UserError: no text, answered already, or the dossier is closed
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._onestop_has_role(ANSWERING_ROLES, self.agency_id):
            raise AccessError(self.env._("The opinion is given by %s.", self.agency_id.display_name))
        if self.answered_at:
            raise UserError(
                self.env._(
                    "The opinion was given on %s.", self.dossier_id._local(self.answered_at).strftime("%d/%m/%Y %H:%M")
                )
            )
        if self.dossier_id.is_closed:
            raise UserError(
                self.env._("%s is closed: nobody waits for the opinion any more.", self.dossier_id.display_name)
            )
        if not (answer or "").strip():
            raise UserError(self.env._("Write the opinion."))
        self.sudo().write({"answer": answer, "answered_by_id": self.env.uid, "answered_at": fields.Datetime.now()})
        self.dossier_id._log("opinion_answer", note=answer, data={"agency": self.agency_id.code})
        return True


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    opinion_asked_here = fields.Boolean(
        "Opinion Asked of My Agency", compute="_compute_opinion_asked_here", search="_search_opinion_asked_here"
    )

    @api.depends("opinion_ids.asked_here")
    @api.depends_context("uid")
    def _compute_opinion_asked_here(self):
        for dossier in self:
            dossier.opinion_asked_here = any(dossier.opinion_ids.mapped("asked_here"))

    @api.model
    def _search_opinion_asked_here(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("opinion_ids", "any", self.env["onestop.dossier.opinion"]._asked_here_domain())

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {
            "opinion_ask": self.env._("Ask for an Opinion"),
            "opinion_answer": self.env._("Give an Opinion"),
        }

    def _own_actions(self):
        return super()._own_actions() | {"opinion_ask": self.ask_opinion, "opinion_answer": self.answer_opinion}

    def _may_ask_opinion(self):
        """Whether the user holds the running task, and its step asks for opinions."""
        return self.sudo().step_id.can_request_opinion and self._holds_task()

    def ask_opinion(self, agency_id=False, question="", days=0):
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

    def answer_opinion(self, opinion_id=False, answer=""):
        """Give an opinion asked for on this dossier, see ``action_answer``."""
        self.ensure_one()
        opinion = self.opinion_ids.filtered(lambda one: one.id == opinion_id)
        if not opinion:
            raise UserError(self.env._("Choose the question that is answered."))
        return opinion.action_answer(answer)
