from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import frozendict

from ...engine.limit_text import read_limit


class OnestopProcedureVersion(models.Model):
    """What the law says of a procedure between two dates (NĐ 63/2010/NĐ-CP art. 8 lists the parts).

    A published version is no longer edited: a change makes a new one, and each dossier keeps the
    version under which it was received.
    """

    _name = "onestop.procedure.version"
    _inherit = ["onestop.stamped.mixin"]
    _description = "Procedure Version"
    _order = "procedure_id, valid_from desc, id desc"

    procedure_id = fields.Many2one("onestop.procedure", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True, help="Official name of the procedure.")
    number = fields.Integer(readonly=True, default=1)
    published = fields.Boolean(copy=False, help="In use by the desks from its first day on.")
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date(help="Last day on which dossiers are received under this version.")
    decision = fields.Char("Decision of Publication")
    decision_date = fields.Date()
    issuing_body = fields.Char()
    keywords = fields.Char()
    description = fields.Text()
    applicants = fields.Char("Who May File")
    legal_kind = fields.Char("Kind of Procedure", help="Who regulated it, in the words of the national catalogue.")
    level_text = fields.Char(
        "Levels in Words", help="Levels that carry the procedure out, in the words of the national catalogue."
    )
    publication_status = fields.Char(help="Status in the national catalogue (“Đã công khai”: open to the public).")
    sequence_text = fields.Text(
        "Order of Steps", compute="_compute_sequence_text", inverse="_inverse_sequence_text",
        help="The instructions in one text. Writing it makes one instruction for all cases.",
    )  # fmt: skip
    supplement_days = fields.Integer(
        help="Working days that the citizen has to complete the dossier. Zero: the setting of the system."
    )
    conditions = fields.Text("Requirements and Conditions")
    competent_body = fields.Char()
    executing_body = fields.Char()
    coordinating_body = fields.Char()
    authorised_body = fields.Char(help="Body to which the competent one has delegated the decision.")
    reception_place = fields.Char(help="Where dossiers are handed in, in the words of the national catalogue.")
    same_day = fields.Boolean(
        help="Settled within the day. A receipt slip is printed only if the applicant asks (received after 15:00: the next working day)."
    )
    link = fields.Char("Link to the National Portal")
    case_ids = fields.One2many("onestop.procedure.case", "version_id", copy=True)
    instruction_ids = fields.One2many(
        "onestop.procedure.instruction", "version_id", string="Order of Steps by Case", copy=True
    )
    component_ids = fields.One2many("onestop.procedure.component", "version_id", copy=True)
    channel_ids = fields.One2many("onestop.procedure.channel", "version_id", copy=True)
    legal_basis_ids = fields.One2many("onestop.procedure.legal.basis", "version_id", copy=True)
    result_ids = fields.One2many("onestop.procedure.result", "version_id", copy=True)

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A version cannot end before it begins."
    )

    def copy(self, default=None):
        """Lines of a copy refer to the cases of the copy."""
        copies = super().copy(default)
        for version, copied in zip(self, copies, strict=True):
            cases = dict(zip(version.case_ids.sorted(), copied.case_ids.sorted(), strict=True))
            for name in ("channel_ids", "component_ids", "instruction_ids"):
                for line in copied[name].filtered("case_id"):
                    line.case_id = cases[line.case_id]
        return copies

    @api.depends(
        "instruction_ids.text", "instruction_ids.heading", "instruction_ids.case_id.name", "instruction_ids.sequence"
    )
    def _compute_sequence_text(self):
        for version in self:
            version.sequence_text = "\n".join(
                "\n".join(filter(None, (line.case_id.name or line.heading, line.text)))
                for line in version.instruction_ids
            )

    def _inverse_sequence_text(self):
        for version in self:
            lines = [fields.Command.create({"text": version.sequence_text})] if version.sequence_text else []
            version.instruction_ids = [fields.Command.clear(), *lines]

    @api.constrains("procedure_id", "valid_from", "valid_to", "published")
    def _check_overlap(self):
        for version in self.filtered("published"):
            for other in version.procedure_id.version_ids - version:
                if not other.published:
                    continue
                apart = (version.valid_to and version.valid_to < other.valid_from) or (
                    other.valid_to and other.valid_to < version.valid_from
                )
                if not apart:
                    raise ValidationError(
                        self.env._("Two versions of %s are in force at the same time.", version.procedure_id.code)
                    )

    def _is_valid(self, day):
        self.ensure_one()
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)

    def _channel(self, channel, case):
        """The line of time limit and fee for a channel, the one of the case before the general one; that of the
        desk for a channel without a line.
        """
        self.ensure_one()
        for lines in (
            self.channel_ids.filtered(lambda line, name=name: line.channel == name) for name in (channel, "direct")
        ):
            line = lines.filtered(lambda line: case and line.case_id == case) or lines.filtered(
                lambda line: not line.case_id
            )
            if line:
                return line[:1]
        return self.channel_ids.browse()

    def _papers(self, case):
        """Components that are asked for in the case, and in every case: neither notes nor papers listed once more."""
        self.ensure_one()
        return self.component_ids.filtered(lambda line: line._is_asked() and (not line.case_id or line.case_id == case))

    def _results(self):
        """What the procedure ends with; a file's "không quy định" is no result."""
        self.ensure_one()
        return self.result_ids.sorted().filtered(lambda line: not read_limit(line.name).set_none)

    # ------------------------------------------------------------------ kept in memory, for receptions

    @tools.ormcache("self.id", "self.stamp", "channel", "case_id")
    def _terms(self, channel, case_id):
        """The time that the law gives for a channel and case, as ``engine.duration.Terms``."""
        line = self.sudo()._channel(channel, self.env["onestop.procedure.case"].browse(case_id or []))
        return line._terms()

    @tools.ormcache("self.id", "self.stamp", "channel")
    def _case_question(self, channel):
        """``(has_cases, may_be_none)``: whether a case is to be chosen, and whether "none of these" is an answer.

        It is one where the version has a time limit, or the law's word that there is none, for whatever is no case.
        """
        version = self.sudo()
        line = version._channel(channel, version.case_ids[:0])
        return bool(version.case_ids), bool(line) and not line._is_limit_open()

    @tools.ormcache("self.id", "self.stamp", "case_id")
    def _paper_vals(self, case_id):
        """What a dossier of the case lists of each of its papers: a tuple of read-only dicts, values of
        ``onestop.dossier.document``.
        """
        papers = self.sudo()._papers(self.env["onestop.procedure.case"].browse(case_id or []))
        return tuple(frozendict(paper._document_vals()) for paper in papers)

    def action_publish(self):
        """Put the version into use; the one before ends the day before it begins."""
        self.check_access("write")
        for version in self:
            if version.published:
                continue
            if not version.channel_ids:
                raise UserError(
                    self.env._("Enter at least one channel with its time limit before publishing %s.", version.name)
                )
            before = version.procedure_id.version_ids.filtered(
                lambda other, version=version: (
                    other.published
                    and other.valid_from < version.valid_from
                    and (not other.valid_to or other.valid_to >= version.valid_from)
                )
            )
            before.valid_to = version.valid_from - timedelta(days=1)
            version.sudo().number = (
                max(version.procedure_id.version_ids.filtered("published").mapped("number"), default=0) + 1
            )
            version.published = True
        return True

    def action_new_version(self):
        """Open a draft copy of this version, to be changed and published."""
        self.ensure_one()
        today = self.env["onestop.agency"]._today()
        draft = self.copy(
            {"published": False, "valid_from": max(today, self.valid_from + timedelta(days=1)), "valid_to": False}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }
