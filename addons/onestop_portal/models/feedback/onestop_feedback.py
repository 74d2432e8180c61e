from odoo import api, fields, models
from odoo.addons.onestop_core import sent_once
from odoo.addons.onestop_core.cleaned_fields import DossierCode, Email, Name, Phone
from odoo.addons.onestop_core.engine.names import name_key
from odoo.fields import Domain

ABOUT = [
    ("procedure", "A Procedure or Its Rules"),
    ("agency", "An Agency and Its Work"),
    ("staff", "The Conduct of Staff"),
]
STATES = [
    ("received", "Received"),
    ("processing", "Being Dealt With"),
    ("waiting", "Waiting for the Citizen"),
    ("answered", "Answered"),
    ("refused", "Refused"),
]
CLOSED = ("answered", "refused")


class OnestopFeedback(models.Model):
    """What a citizen says of a procedure, an agency or its staff (phản ánh, kiến nghị; NĐ 20/2008/NĐ-CP): a ticket with
    limits of time, answered in public or in private, and never seen by the person it complains of.

    Why not OCA's helpdesk: ``docs/decisions``. All that is said and done is written by the system, see
    ``onestop_feedback_act``.
    """

    _name = "onestop.feedback"
    _description = "Feedback"
    _order = "answer_due_at, id"
    _rec_name = "number"
    _rec_names_search = ["number", "sender_name", "text"]

    number = fields.Char(required=True, readonly=True, index=True, copy=False)
    state = fields.Selection(STATES, required=True, readonly=True, default="received", index=True)
    kind = fields.Selection(
        [("complaint", "Something Went Wrong"), ("proposal", "A Proposal")], required=True, readonly=True
    )
    about = fields.Selection(ABOUT, required=True, readonly=True)
    about_agency_id = fields.Many2one(
        "onestop.agency", "Agency Spoken Of", required=True, readonly=True, index=True, ondelete="restrict"
    )
    procedure_id = fields.Many2one("onestop.procedure", readonly=True, index="btree_not_null", ondelete="restrict")
    dossier_code = DossierCode("Dossier Code Given", readonly=True)
    dossier_id = fields.Many2one("onestop.dossier", readonly=True, index="btree_not_null", ondelete="restrict")
    staff_words = fields.Char("Staff Spoken Of", readonly=True, help="Name or description, as the citizen gave it.")
    accused_user_ids = fields.Many2many(
        "res.users", string="Not Shown To", readonly=True,
        help="Those whom it complains of, or may: they never see it.",
    )  # fmt: skip
    text = fields.Text(required=True, readonly=True)
    sender_name = Name("Sent By", required=True, readonly=True, index="trigram")
    sender_phone = Phone("Phone", readonly=True)
    sender_email = Email("E-mail", readonly=True)
    private = fields.Boolean("Answer in Private", readonly=True, help="The citizen wishes no public answer.")

    agency_id = fields.Many2one(
        "onestop.agency", "Dealt With By", required=True, readonly=True, index=True, ondelete="restrict"
    )
    handler_id = fields.Many2one("res.users", readonly=True, index="btree_not_null", ondelete="restrict")
    sent_at = fields.Datetime("Sent", required=True, readonly=True)
    clock_from = fields.Datetime("Counted From", required=True, readonly=True)
    refuse_due_at = fields.Datetime("To Be Refused By", readonly=True)
    ask_due_at = fields.Datetime("To Be Asked for More By", readonly=True)
    answer_due_at = fields.Datetime("To Be Answered By", readonly=True, index=True)
    publish_due_at = fields.Datetime("To Be Published By", readonly=True)
    answer = fields.Text(readonly=True)
    answer_public = fields.Boolean("Public Answer", readonly=True)
    public_text = fields.Text("Published Question", readonly=True, help="What was asked, without names.")
    answered_at = fields.Datetime(readonly=True)
    published_at = fields.Datetime(readonly=True, index="btree_not_null")
    closed_at = fields.Datetime(readonly=True, index=True)
    in_time = fields.Selection(
        [("yes", "In Time"), ("no", "Late")], "Dealt With", readonly=True, index="btree_not_null"
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    verdict = fields.Selection(
        [("2", "Very Satisfied"), ("1", "Satisfied"), ("0", "Not Satisfied")], "Citizen's Verdict", readonly=True,
        help="On how the feedback was dealt with, said once.",
    )  # fmt: skip
    event_ids = fields.One2many("onestop.feedback.event", "feedback_id", readonly=True)
    client_uuid = fields.Char(required=True, readonly=True)

    _number_uniq = models.Constraint("UNIQUE(number)", "This number is taken already.")
    _client_uuid_uniq = models.Constraint("UNIQUE(client_uuid)", "This feedback was sent already.")
    _open = models.Index("(agency_id, answer_due_at) WHERE closed_at IS NULL")

    @api.depends("closed_at", "answer_due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for feedback in self:
            feedback.is_late = not feedback.closed_at and feedback.answer_due_at < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("closed_at", "=", False) & Domain("answer_due_at", "<", fields.Datetime.now())
        return late if True in value else ~late

    @api.model
    def _open_domain(self):
        return Domain("closed_at", "=", False)

    # ------------------------------------------------------------------ coming in

    @api.model
    def _take_in(self, said, *, client_uuid):
        """Keep what a citizen has sent, once however often it is sent. The caller has checked what was said
        (``onestop.feedback.form``) and how often.

        :param said: ``kind``, ``about``, ``agency`` and ``procedure`` (records), ``dossier_code``, ``staff_words``, ``text``,
            ``sender_name``, ``sender_phone``, ``sender_email``, ``private``
        :param client_uuid: chosen by the page
        :return: the feedback
        """
        client_uuid = sent_once.read_uuid(client_uuid)
        feedbacks = self.sudo()
        known = feedbacks.search([("client_uuid", "=", client_uuid)])
        if known:
            return known
        agency = said["agency"].sudo()
        dossier = self._dossier_of(said.get("dossier_code"), agency)
        accused = self._accused(said["about"], agency, said.get("staff_words") or "", dossier)
        handling = self._handling_agency(said["about"], agency, accused)
        now = fields.Datetime.now()
        feedback = feedbacks.create(
            {
                **{key: value for key, value in said.items() if key not in ("agency", "procedure")},
                "number": self._next_number(handling),
                "about_agency_id": agency.id,
                "procedure_id": (said.get("procedure") or dossier.procedure_id).id,
                "dossier_id": dossier.id,
                "accused_user_ids": [fields.Command.set(accused.ids)],
                "agency_id": handling.id,
                "sent_at": now,
                "client_uuid": client_uuid,
                **self._clock(handling, now),
            }
        )
        feedback._note("send", feedback.text, by_citizen=True)
        feedback._tell("feedback_received")
        return feedback

    @api.model
    def _clock(self, agency, now):
        """When the limits end that begin to be counted now."""
        limit = self.env["onestop.feedback.limit"]._on(agency._today())
        return {
            "clock_from": now,
            "refuse_due_at": agency._working_days_from_now(limit.refuse_days),
            "ask_due_at": agency._working_days_from_now(limit.ask_days),
            "answer_due_at": agency._working_days_from_now(limit.answer_days),
        }

    @api.model
    def _next_number(self, agency):
        year = str(agency._today().year)
        [number] = self.env["onestop.number.book"]._allot([(f"feedback/{agency.id}", year)])
        return f"PA-{agency.code}-{year[2:]}-{number:05d}"

    @api.model
    def _dossier_of(self, code, agency):
        """The dossier of a code, if the agency spoken of has to do with it. The citizen is not told whether there is one."""
        dossiers = self.env["onestop.dossier"].sudo()
        return dossiers.search([("code", "=", code), ("agency_ids", "in", agency.ids)], limit=1) if code else dossiers

    # ------------------------------------------------------------------ never to the person complained of

    @api.model
    def _accused(self, about, agency, words, dossier):
        """Those whom it complains of, or may: the staff of the agency whose name is in the words; of a dossier without a name
        whoever has acted on it.
        """
        users = self.env["res.users"].sudo()
        if about != "staff":
            return users
        said = set(name_key(words).split())
        staff = self.env["onestop.staff"].sudo().search([("agency_id", "=", agency.id)]).user_id
        named = staff.filtered(lambda user: name_key(user.name) and set(name_key(user.name).split()) <= said)
        return named or dossier.event_ids.user_id.filtered(lambda user: not user.share)

    @api.model
    def _handling_agency(self, about, agency, accused):
        """Who deals with it: the agency itself, but the one above where its staff is complained of and nobody there is known
        to be out of it, or its head is not.
        """
        if about != "staff":
            return agency
        leaders = self.env["onestop.staff"].sudo()
        leaders = leaders.search(
            [("agency_id", "=", agency.id), ("role_ids.code", "=", "leader"), *leaders._in_force_domain()]
        ).user_id
        if accused and leaders and not leaders & accused:
            return agency
        return agency.parent_id or agency

    # ------------------------------------------------------------------ what has happened

    def _note(self, action, text="", *, by_citizen=False):
        """A line of the history."""
        self.env["onestop.feedback.event"].sudo().create(
            [
                {
                    "feedback_id": feedback.id,
                    "at": fields.Datetime.now(),
                    "action": action,
                    "user_id": False if by_citizen else self.env.uid,
                    "text": text,
                }
                for feedback in self
            ]
        )


class OnestopFeedbackEvent(models.Model):
    """What was said and done about a feedback, by whom and when."""

    _name = "onestop.feedback.event"
    _description = "History of a Feedback"
    _order = "id"
    _rec_name = "action"

    feedback_id = fields.Many2one("onestop.feedback", required=True, readonly=True, index=True, ondelete="cascade")
    at = fields.Datetime("When", required=True, readonly=True)
    action = fields.Selection(
        [
            ("send", "Sent by the Citizen"),
            ("assign", "Given to Somebody"),
            ("accept", "Taken Up"),
            ("ask", "Asked for More"),
            ("reply", "Reply of the Citizen"),
            ("transfer", "Passed On"),
            ("answer", "Answered"),
            ("publish", "Published"),
            ("refuse", "Refused"),
            ("verdict", "Verdict of the Citizen"),
        ],
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="restrict", help="Empty: the citizen.")
    text = fields.Text(readonly=True)


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        return super()._kind_labels() | {"feedback": self.env._("Feedback and Complaints")}
