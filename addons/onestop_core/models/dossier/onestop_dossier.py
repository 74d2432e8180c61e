from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...cleaned_fields import DossierCode, Email, IdentityNumber, Name, Phone
from ...engine import transitions
from ..catalogue.onestop_procedure_channel import CHANNELS

STATE_LABELS = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("intake_supplement", "To Be Completed"),
    ("received", "Received"),
    ("processing", "In Process"),
    ("supplement", "Waiting for Supplement"),
    ("payment", "Waiting for Payment"),
    ("ready", "Result Ready"),
    ("returned", "Result Handed Over"),
    ("rejected", "Not Received"),
    ("withdrawn", "Withdrawn"),
    ("stopped", "Stopped"),
]


class OnestopDossier(models.Model):
    """A dossier (hồ sơ) from its entry to the hand-over of its result.

    This file holds what a dossier *is*. How it moves stands in ``onestop_dossier_transition``, its dates in
    ``onestop_dossier_deadline``, how it comes in at a counter in ``onestop_dossier_reception``.
    """

    _name = "onestop.dossier"
    _description = "Dossier"
    _inherit = ["mail.thread", "mail.activity.mixin", "onestop.attested.dossier.mixin"]
    _order = "due_at, id desc"
    _rec_names_search = ["code", "applicant_name"]
    _mail_post_access = "read"

    code = DossierCode(readonly=True, copy=False, index="trigram", help="Given at reception.")
    client_uuid = fields.Char(
        copy=False,
        readonly=True,
        help="Chosen by the device that sends a reception, so that sending twice makes one dossier.",
    )
    client_digest = fields.Char(copy=False, readonly=True, help="SHA-256 of what the device sent with the identifier.")
    state = fields.Selection(
        STATE_LABELS, required=True, readonly=True, default="draft", index=True, copy=False, group_expand=True
    )
    revision = fields.Integer(
        readonly=True, copy=False, help="Counts the actions, to notice that somebody else was faster."
    )
    is_closed = fields.Boolean(compute="_compute_is_closed")

    procedure_id = fields.Many2one(
        "onestop.procedure", index=True, ondelete="restrict",
        help="None only where a request was refused that is no procedure of ours: the summary says it in words.",
    )  # fmt: skip
    procedure_title = fields.Char(
        "Procedure by Its Name Then",
        compute="_compute_procedure_title",
        help="Code and name as they were when the dossier was received, whatever the procedure is called since.",
    )
    version_id = fields.Many2one(
        "onestop.procedure.version", compute="_compute_version_id", store=True, precompute=True, index=True, ondelete="restrict",
        help="What the law said when the dossier came in; kept for its whole life.",
    )  # fmt: skip
    case_id = fields.Many2one(
        "onestop.procedure.case",
        domain="[('version_id', '=', version_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    sector_id = fields.Many2one(related="procedure_id.sector_id", store=True, precompute=True, index=True)
    process_id = fields.Many2one(
        "onestop.process", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    same_day = fields.Boolean(related="version_id.same_day")
    summary = fields.Char(help="What is asked for, if the name of the procedure does not say it.")
    set_count = fields.Integer("Sets", default=1, help="How many sets of papers were handed in.")

    channel = fields.Selection(CHANNELS, required=True, default="direct")
    result_channel = fields.Selection(CHANNELS, required=True, default="direct", string="Result By")
    result_address = fields.Char("Deliver To")

    received_agency_id = fields.Many2one(
        "onestop.agency", string="Receiving Agency", required=True, index=True, ondelete="restrict", readonly=True,
        default=lambda self: self._default_received_agency(),
    )  # fmt: skip
    competent_agency_id = fields.Many2one(
        "onestop.agency", required=True, index=True, ondelete="restrict",
        compute="_compute_competent_agency_id", store=True, precompute=True, readonly=False,
    )  # fmt: skip
    holder_agency_id = fields.Many2one(
        "onestop.agency", string="Held By Agency", index=True, readonly=True, copy=False, ondelete="restrict"
    )
    holder_id = fields.Many2one("res.users", string="Held By", index="btree_not_null", readonly=True, copy=False)
    agency_ids = fields.Many2many(
        "onestop.agency", "onestop_dossier_agency_rel", "dossier_id", "agency_id", string="In Sight Of", readonly=True, copy=False,
        help="Agencies that received, are competent for, hold or held this dossier.",
    )  # fmt: skip
    counter_id = fields.Many2one("onestop.counter", ondelete="restrict", index="btree_not_null", copy=False)
    receiver_id = fields.Many2one("res.users", string="Received By", readonly=True, copy=False)

    applicant_id = fields.Many2one(
        "res.partner", "Account of the Applicant", readonly=True, copy=False, index="btree_not_null", ondelete="restrict",
        help="Whose account the dossier lies in. Joined only once the identity of its holder is proven.",
    )  # fmt: skip
    applicant_kind = fields.Selection(
        [("person", "Individual"), ("organisation", "Organisation")], required=True, default="person"
    )
    applicant_name = Name(index="trigram", required=True)
    applicant_identity = IdentityNumber("Identity Number", groups="onestop_core.group_user", index="btree_not_null")
    applicant_old_identity = IdentityNumber(
        "Old Identity Number", groups="onestop_core.group_user", index="btree_not_null",
        help="Nine digits of the identity card before the present one: under it the person is known from earlier dossiers.",
    )  # fmt: skip
    applicant_identity_masked = fields.Char(
        "Identity Number (Masked)", compute="_compute_identity_masked", compute_sudo=True
    )
    applicant_birth_date = fields.Date("Date of Birth")
    applicant_birth_year = fields.Integer(
        "Year of Birth", aggregator=None, help="Of a person who knows no more than the year; else that of the date."
    )
    applicant_sex = fields.Selection([("male", "Male"), ("female", "Female")], "Sex")
    applicant_phone = Phone("Phone", index="trigram")
    applicant_email = Email("E-mail")
    applicant_address = fields.Char("Address")
    submitter_name = Name(index="trigram", help="Who hands the dossier in, if not the applicant.")
    submitter_identity = IdentityNumber("Submitter's Identity Number", groups="onestop_core.group_user")
    submitter_phone = Phone("Submitter's Phone")
    submitter_authority = fields.Char(
        "Authority Paper", help="Power of attorney or other proof that the submitter acts for the applicant."
    )

    received_at = fields.Datetime(readonly=True, copy=False, index=True)
    clock_start_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="From when the time limit counts: the next working moment, or when the competent agency has the papers.",
    )
    competent_received_at = fields.Datetime("At the Competent Agency", readonly=True, copy=False)
    out_of_territory = fields.Boolean(
        compute="_compute_out_of_territory", store=True, precompute=True,
        help="Received outside the territory of the competent agency: the clock starts when that agency has the papers.",
    )  # fmt: skip
    verified_since = fields.Datetime("Verification Since", readonly=True, copy=False)
    due_original = fields.Datetime(
        "First Due",
        readonly=True,
        copy=False,
        help="As printed on the receipt slip. Changes only where procedure, case or channel are corrected: the history keeps the first.",
    )
    due_at = fields.Datetime("Due", readonly=True, copy=False, index=True)
    due_ledger = fields.Json(readonly=True, copy=False)
    ready_at = fields.Datetime("Settled", readonly=True, copy=False)
    returned_at = fields.Datetime("Handed Over", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed", readonly=True, copy=False)
    outcome = fields.Selection([("granted", "Granted"), ("refused", "Refused")], readonly=True, copy=False)
    result_number = fields.Char("Number of the Result", copy=False)
    result_recipient = Name("Handed Over To", copy=False)
    register_agency_id = fields.Many2one(
        "onestop.agency", "In the Register Of", readonly=True, copy=False, ondelete="restrict",
        help="Whose register the number stands in; it stays when agencies are reorganised.",
    )  # fmt: skip
    register_year = fields.Integer(readonly=True, copy=False)
    register_number = fields.Integer("Number in the Register", readonly=True, copy=False)

    document_ids = fields.One2many(
        "onestop.dossier.document", "dossier_id", compute="_compute_document_ids", store=True, readonly=False, copy=True
    )
    task_id = fields.Many2one(
        "onestop.dossier.task", string="Running Task", readonly=True, copy=False, index="btree_not_null"
    )
    step_id = fields.Many2one(
        "onestop.process.step", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    task_ids = fields.One2many("onestop.dossier.task", "dossier_id")
    pause_ids = fields.One2many("onestop.dossier.pause", "dossier_id")
    letter_ids = fields.One2many("onestop.dossier.letter", "dossier_id")
    supplements_allowed = fields.Integer(
        "Extra Supplements", readonly=True, copy=False, help="Requests beyond the rule that a leader has allowed."
    )
    duplicate_id = fields.Many2one(
        "onestop.dossier", string="Filed Twice", readonly=True, copy=False, index="btree_not_null", ondelete="set null",
        help="An open dossier of the same person for the same procedure.",
    )  # fmt: skip
    double_channel = fields.Boolean(
        readonly=True, copy=False, help="Filed online, and yet papers were asked for in person."
    )
    opinion_ids = fields.One2many("onestop.dossier.opinion", "dossier_id")
    event_ids = fields.One2many("onestop.dossier.event", "dossier_id")
    event_count = fields.Integer("Events", readonly=True, copy=False)
    event_hash = fields.Char("Hash of the Last Event", readonly=True, copy=False)

    _code_uniq = models.UniqueIndex("(code) WHERE code IS NOT NULL", "This dossier code is taken already.")
    _client_uuid_uniq = models.UniqueIndex(
        "(client_uuid) WHERE client_uuid IS NOT NULL", "This reception was sent already."
    )
    _register_uniq = models.UniqueIndex(
        "(register_agency_id, register_year, register_number) WHERE register_agency_id IS NOT NULL",
        "This number of the register is given out already.",
    )
    _procedure_or_words = models.Constraint(
        "CHECK(procedure_id IS NOT NULL OR state IN ('draft', 'rejected'))",
        "A dossier is about a procedure; only a request that is refused may be one in words.",
    )
    # the work list of an agency: what is open, soonest due first
    _worklist = models.Index("(holder_agency_id, due_at) WHERE closed_at IS NULL")

    # ------------------------------------------------------------------ defaults and constraints

    @api.model
    def _default_received_agency(self):
        return self.env["onestop.agency"].browse(self.env.user._onestop_posts().agency_id[:1].ids)

    def _subject(self):
        """What is asked for: the procedure by its name of the day, or the request in words."""
        return self.version_id.sudo().name or self.procedure_id.name or self.summary or ""

    @api.depends("procedure_id.code", "procedure_id.name", "version_id.name", "summary")
    def _compute_procedure_title(self):
        for dossier in self:
            dossier.procedure_title = " ".join(filter(None, (dossier.procedure_id.code, dossier._subject())))

    @api.constrains("set_count")
    def _check_set_count(self):
        # not a CHECK of the database: its error prints the whole row, and with it the citizen, into the log
        if any(dossier.set_count < 1 for dossier in self):
            raise ValidationError(self.env._("A dossier has at least one set of papers."))

    # ------------------------------------------------------------------ computed

    @api.depends("state")
    def _compute_is_closed(self):
        for dossier in self:
            dossier.is_closed = dossier.state in transitions.CLOSED_STATES

    @api.depends("code", "applicant_name", "procedure_id")
    def _compute_display_name(self):
        for dossier in self:
            dossier.display_name = dossier.code or self.env._("New: %s", dossier.applicant_name or "…")

    @api.depends("procedure_id")
    def _compute_version_id(self):
        for dossier in self:
            # frozen from reception on
            if dossier.state in ("draft", "submitted") or not dossier.version_id:
                procedure, today = dossier.procedure_id, dossier.received_agency_id.sudo()._today()
                dossier.version_id = (
                    (procedure._version_on(today) or procedure.current_version_id) if procedure else False
                )

    @api.depends("procedure_id", "received_agency_id")
    def _compute_competent_agency_id(self):
        for dossier in self:
            if not dossier.competent_agency_id or dossier.state == "draft":
                dossier.competent_agency_id = dossier._find_competent_agency()

    @api.depends("received_agency_id", "competent_agency_id")
    def _compute_out_of_territory(self):
        for dossier in self:
            received, competent = dossier.received_agency_id.sudo(), dossier.competent_agency_id.sudo()
            dossier.out_of_territory = bool(received and competent) and not competent._has_in_territory(received)

    @api.depends("version_id", "case_id")
    def _compute_document_ids(self):
        """A draft lists the papers that its procedure and case ask for."""
        for dossier in self.filtered(lambda d: d.state == "draft"):
            version = dossier.version_id
            papers = version._paper_vals(dossier.case_id.id) if version else ()
            if dossier.document_ids.component_id.ids != [paper["component_id"] for paper in papers]:
                dossier.document_ids = [
                    fields.Command.clear(),
                    *(fields.Command.create(dict(paper)) for paper in papers),
                ]

    @api.depends("applicant_identity")
    def _compute_identity_masked(self):
        for dossier in self:
            number = dossier.applicant_identity
            dossier.applicant_identity_masked = self._fields["applicant_identity"].mask(number) if number else False

    def _find_competent_agency(self):
        """The receiving agency, or the nearest above it whose level is competent for the procedure."""
        agency = self.received_agency_id.sudo()
        levels = self.procedure_id._places()[0] if self.procedure_id else ()
        while levels and agency and agency.level_id.id not in levels:
            agency = agency.parent_id
        return agency or self.received_agency_id

    def _letters(self, kind, stage=None):
        """The letters of a kind, of one stage if ``stage`` names it."""
        return self.letter_ids.filtered(lambda letter: letter.kind == kind and (not stage or letter.stage == stage))

    def _stage(self):
        """Of which stage a letter written now is: before reception, or during appraisal."""
        return "appraisal" if self.received_at else "intake"

    # ------------------------------------------------------------------ guarding the record

    @api.model
    def _protected_fields(self):
        """Names of the fields that transitions alone write. Everything else on a dossier may be corrected by its
        holders, with a trace. Modules add theirs by extending this method.
        """
        return {
            "code", "client_uuid", "client_digest", "state", "revision", "version_id", "process_id", "task_id", "step_id", "agency_ids",
            "received_agency_id", "competent_agency_id", "holder_agency_id", "holder_id", "receiver_id",
            "received_at", "clock_start_at", "clock_start_rule", "cut_off_minute", "due_original", "due_at", "due_ledger",
            "ready_at", "returned_at",
            "closed_at", "outcome", "register_agency_id", "register_year", "register_number", "competent_received_at", "verified_since",
            "reminded_at", "escalated_at", "event_count", "event_hash",
            "supplements_allowed", "duplicate_id", "double_channel", "awaited_files", "applicant_id",
        }  # fmt: skip

    @api.model
    def _system_fields(self):
        return super()._system_fields() | self._protected_fields()

    @api.model
    def _system_fields_of_entry(self):
        # create itself links the agency that enters the dossier
        return super()._system_fields_of_entry() - self._draft_fields() - {"agency_ids"}

    @api.model
    def _subject_fields(self):
        """What the dossier is about: the slip, the time limit and the papers follow from it, so the draft settles it."""
        return {"procedure_id", "case_id", "channel"}

    @api.model
    def _draft_fields(self):
        """Of the protected fields, what a draft entered by hand may carry."""
        return {"client_uuid", "received_agency_id", "competent_agency_id", "version_id"}

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._refuse_protected(vals.keys() - self._draft_fields())
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            # the agency that enters the dossier must see it from the first moment, or its own rule hides it
            if "received_agency_id" not in vals:
                vals["received_agency_id"] = self._default_received_agency().id
            if vals["received_agency_id"]:
                vals["agency_ids"] = [fields.Command.link(vals["received_agency_id"])]
        dossiers = super().create(vals_list)
        # listed now: once the dossier is sent, the list is no longer made
        dossiers._recompute_recordset(["document_ids"])
        dossiers._widen_sight()
        if not self.env.su:
            self._check_may_enter(dossiers.received_agency_id)
        return dossiers

    def write(self, vals):
        if not self.env.su:
            draft = set(self.mapped("state")) <= {"draft"}
            if draft:
                self._refuse_protected(vals.keys() - self._draft_fields())
            else:
                self._refuse_protected(vals.keys(), self._subject_fields())
            self._check_open_for(vals.keys() & {*self._attested_fields(), "document_ids"})
        traced = self.filtered("code") if not self.env.su else self.browse()
        with self._one_event():
            result = super().write(vals)
            amended = sorted(
                name for name in vals if name in self._fields and not name.startswith(("message_", "activity_"))
            )
            if traced and amended:
                traced._log("amend", data={"fields": amended})
        if amended:
            for dossier in traced.sudo():
                # whoever is about to act on what stood here before is told
                dossier.revision += 1
        if vals.keys() & {"received_agency_id", "competent_agency_id", "holder_agency_id"}:
            if "received_agency_id" in vals and not self.env.su:
                self._check_may_enter(self.received_agency_id)
            self._widen_sight()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(dossier.state != "draft" for dossier in self):
            raise UserError(self.env._("Only a draft can be deleted. Refuse or stop the dossier instead."))

    def _refuse_protected(self, names, more=()):
        names = names & (self._protected_fields() | set(more))
        if names:
            raise AccessError(
                self.env._("These fields change only by an action on the dossier: %s", ", ".join(sorted(names)))
            )

    @api.model
    def _check_may_enter(self, agencies):
        for agency in agencies:
            if not self.env.user._onestop_has_role(self.env["onestop.role"]._desk_codes(), agency):
                raise AccessError(self.env._("You receive no dossiers at %s.", agency.display_name))

    def _widen_sight(self):
        """Whoever receives, decides or holds the dossier sees it, and keeps seeing it afterwards."""
        for dossier in self.sudo():
            concerned = dossier.received_agency_id | dossier.competent_agency_id | dossier.holder_agency_id
            unseen = concerned - dossier.agency_ids
            if unseen:
                dossier.agency_ids = [fields.Command.link(agency.id) for agency in unseen]

    # ------------------------------------------------------------------ search

    @api.model
    def _open_domain(self):
        return Domain("closed_at", "=", False) & Domain("state", "!=", "draft")
