from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ... import sent_once
from ...one_at_a_time import take_turns

# The three words of the ministry's form for the overall verdict. Their values are the points that the rules of
# 2018 on the one-stop give for them (NĐ 61/2018, Điều 31), so that averages follow from them.
VERDICTS = [("2", "Very Satisfied"), ("1", "Satisfied"), ("0", "Not Satisfied")]
READERS = "onestop_core.group_leader,onestop_core.group_supervisor,onestop_core.group_manager"

# What else a citizen may answer, by the numbers of the same article (3, 4, 6, 7, 10; 11 is the verdict). The values
# are the points of the article, too; 10 is answered in the words of the verdict.
INDICATORS = {
    "contacts": [("2", "Never"), ("1", "Once"), ("0", "More Than Once")],
    "offices": [("2", "None"), ("1", "The One-Stop Shop Alone"), ("0", "More Than One")],
    "publicity": [("2", "Posted at the Office and Online"), ("1", "Only One of Them"), ("0", "Nowhere")],
    "attitude": [("2", "Friendly and Quick"), ("1", "As It Should Be"), ("0", "I Have a Complaint")],
    "convenience": VERDICTS,
}


class OnestopRating(models.Model):
    """What the citizen thinks of how a dossier was dealt with, said once after its result was handed over.

    Not Odoo's ``rating.rating``, which every employee may write and which knows no agencies: the person rated could
    alter the verdict. Here nobody writes or deletes, and only those who lead or supervise read.
    """

    _name = "onestop.rating"
    _description = "Rating"
    _order = "rated_at desc, id desc"
    _rec_name = "dossier_id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, ondelete="restrict")
    procedure_title = fields.Char("Procedure", related="dossier_id.procedure_title")
    agency_id = fields.Many2one(
        "onestop.agency", required=True, readonly=True, index=True, ondelete="restrict",
        help="Where the result was handed over.",
    )  # fmt: skip
    rated_user_id = fields.Many2one(
        "res.users", string="Person Rated", required=True, readonly=True, index=True, ondelete="restrict",
        help="Who handed the result over.",
    )  # fmt: skip
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    score = fields.Float(
        "Average Score", compute="_compute_score", store=True, precompute=True, digits=(16, 2), aggregator="avg",
        help="2 for very satisfied, 1 for satisfied, 0 for not satisfied.",
    )  # fmt: skip
    satisfied = fields.Float(
        "Satisfaction Rate (%)", compute="_compute_score", store=True, precompute=True, digits=(16, 1), aggregator="avg",
        help="Share of those who are satisfied or very satisfied.",
    )  # fmt: skip
    contacts = fields.Selection(
        INDICATORS["contacts"], "Times Called Back", readonly=True, help="Indicator 3: to complete the dossier."
    )
    offices = fields.Selection(
        INDICATORS["offices"], "Agencies Gone To", readonly=True, help="Indicator 4: besides the way online."
    )
    publicity = fields.Selection(
        INDICATORS["publicity"], "Procedure Made Public", readonly=True, help="Indicator 6: where it could be read."
    )
    attitude = fields.Selection(INDICATORS["attitude"], "Conduct of the Staff", readonly=True, help="Indicator 7.")
    convenience = fields.Selection(INDICATORS["convenience"], readonly=True, help="Indicator 10.")
    feedback = fields.Text(readonly=True)
    source = fields.Selection([("counter", "Counter"), ("portal", "Portal")], required=True, readonly=True)
    rated_at = fields.Datetime(required=True, readonly=True, index=True)
    client_uuid = fields.Char(
        required=True,
        readonly=True,
        help="Chosen by the device that sends the rating, so that sending twice rates once.",
    )

    _dossier_uniq = models.Constraint("UNIQUE(dossier_id)", "A dossier is rated once.")
    _client_uuid_uniq = models.Constraint("UNIQUE(client_uuid)", "This rating was sent already.")

    @api.depends("verdict")
    def _compute_score(self):
        for rating in self:
            rating.score = int(rating.verdict)
            rating.satisfied = 100 if rating.score else 0

    def write(self, vals):
        if self:
            raise AccessError(self.env._("A rating is the citizen's word and is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("A rating is the citizen's word and is not deleted."))

    @api.model
    def _rate(self, dossier, verdict, *, client_uuid, source, feedback=None, indicators=None):
        """Keep the verdict on a dossier, once however often it is sent. The caller has checked who may rate it.

        :param verdict: a value of ``VERDICTS``
        :param client_uuid: chosen by the device that sends the rating
        :param source: where the citizen rated, a value of the field
        :param feedback: what the citizen wrote beside it, if anything
        :param indicators: ``{name: value}`` of ``INDICATORS`` that were answered
        :return: the rating
        :raises UserError: rated already, not handed over yet, or no such verdict
        """
        client_uuid = sent_once.read_uuid(client_uuid)
        if not client_uuid:
            raise UserError(self.env._("The rating carries no valid identifier. Reload the page."))
        dossier = dossier.sudo()
        # two devices at once: the second looks again when the first is done
        take_turns(dossier, allow_referencing=True)
        known = dossier.onestop_rating_ids
        if known and known.client_uuid == client_uuid:
            return known
        if known:
            raise UserError(self.env._("This dossier has been rated already and cannot be rated again."))
        if dossier.state != "returned":
            raise UserError(self.env._("A dossier is rated after its result was handed over."))
        if verdict not in dict(VERDICTS):
            raise UserError(self.env._("Choose one of the three verdicts."))
        indicators = indicators or {}
        if any(value not in dict(INDICATORS.get(name, ())) for name, value in indicators.items()):
            raise UserError(self.env._("Choose one of the answers that are offered."))
        handed_over = dossier.event_ids.filtered(lambda event: event.action == "return_result")[-1:]
        rating = self.sudo().create(
            {
                "dossier_id": dossier.id,
                "agency_id": dossier.received_agency_id.id,
                "rated_user_id": handed_over.user_id.id,
                "verdict": verdict,
                **indicators,
                "feedback": (feedback or "").strip(),
                "source": source,
                "rated_at": fields.Datetime.now(),
                "client_uuid": client_uuid,
            }
        )
        # the history is read by the person rated, too: it says that there is a verdict, not which
        dossier.sudo(False)._log("rate", data={"source": source})
        return rating

    def action_open_dossier(self):
        """Open the dossier that was rated."""
        return self.dossier_id._open_form()


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    # mail.thread has a rating_ids of its own, of rating.rating
    onestop_rating_ids = fields.One2many("onestop.rating", "dossier_id", readonly=True, groups=READERS)

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"rate": self.env._("Rated by the Citizen")}

    def _may_be_rated(self):
        """Whether the result was handed over and nobody has rated the dossier yet."""
        return self.state == "returned" and not self.sudo().onestop_rating_ids
