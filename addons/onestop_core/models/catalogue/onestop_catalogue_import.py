import base64
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

_logger = logging.getLogger(__name__)

# what the check depends on: a change of one of these makes the check void
INPUTS = {"file", "valid_from", "complete", "level_ids", "strict"}


class OnestopCatalogueImport(models.Model):
    """A file of the catalogue, what it would change, and what became of it.

    First a check, which changes nothing; then the whole file is applied in one transaction, in the background, and
    only if the catalogue is still what the check saw.
    """

    _name = "onestop.catalogue.import"
    _description = "Catalogue Import"
    _rec_name = "file_name"
    _order = "id desc"

    file = fields.Binary(
        required=True, attachment=True, help="Export of the national catalogue (JSON), or our workbook (xlsx)."
    )
    file_name = fields.Char(required=True, default="catalogue")
    file_format = fields.Selection([("json", "National Export (JSON)"), ("xlsx", "Workbook (xlsx)")], readonly=True)
    valid_from = fields.Date(
        "In Force From", required=True, default=lambda self: self.env["onestop.agency"]._today(),
        help="First day of what is new or changed. Dossiers received before keep the version that they were received under.",
    )  # fmt: skip
    complete = fields.Boolean(
        "The File Is Complete",
        help="Procedures that are not in the file end. Leave it open if the file holds a part of the catalogue.",
    )
    level_ids = fields.Many2many(
        "onestop.agency.level", string="Complete for Levels",
        help="Only procedures of these levels end. Empty: procedures of all levels.",
    )  # fmt: skip
    strict = fields.Boolean(
        "Refuse a File With Errors",
        help="Nothing is applied as long as one record is wrong. Without it, wrong records are left out and named.",
    )
    state = fields.Selection(
        [("draft", "To Check"), ("checked", "Checked"), ("applying", "Being Applied"), ("applied", "Applied"), ("failed", "Failed")],
        required=True, default="draft", readonly=True, copy=False,
    )  # fmt: skip
    checked_at = fields.Datetime(readonly=True, copy=False)
    applied_at = fields.Datetime(readonly=True, copy=False)
    applied_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    failure = fields.Text(readonly=True, copy=False)
    line_ids = fields.One2many("onestop.catalogue.import.line", "import_id", readonly=True)
    notable_line_ids = fields.One2many(
        "onestop.catalogue.import.line",
        "import_id",
        domain=["|", ("action", "!=", "unchanged"), ("decision", "=", "open")],
        readonly=True,
        string="Findings",
    )
    new_count = fields.Integer("New", compute="_compute_counts")
    changed_count = fields.Integer("Changed", compute="_compute_counts")
    renumbered_count = fields.Integer("Renumbered", compute="_compute_counts")
    ended_count = fields.Integer("Ended", compute="_compute_counts")
    unchanged_count = fields.Integer("Unchanged", compute="_compute_counts")
    error_count = fields.Integer("Errors", compute="_compute_counts")
    kept_count = fields.Integer("Ours Kept", compute="_compute_counts")
    open_count = fields.Integer(
        "To Decide", compute="_compute_counts", help="Procedures with something that only you can decide."
    )
    doubt_count = fields.Integer(
        "With Doubts", compute="_compute_counts", help="Procedures that were read with doubts, decided or not."
    )
    to_do_count = fields.Integer("To Apply", compute="_compute_counts")
    progress = fields.Float(compute="_compute_progress", help="Per cent of the procedures that are through.")

    @api.depends("line_ids.action", "line_ids.decision")
    def _compute_counts(self):
        groups = self.env["onestop.catalogue.import.line"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "action"], ["__count"]
        )
        counts = {(record.id, action): count for record, action, count in groups}
        decisions = {
            (record.id, decision): count
            for record, decision, count in self.env["onestop.catalogue.import.line"]._read_group(
                [("import_id", "in", self.ids), ("decision", "!=", False)], ["import_id", "decision"], ["__count"]
            )
        }
        for record in self:
            for action in ("new", "changed", "renumbered", "ended", "kept", "unchanged", "error"):
                record[f"{action}_count"] = counts.get((record.id, action), 0)
            record.open_count = decisions.get((record.id, "open"), 0)
            record.doubt_count = sum(
                count for (record_id, _decision), count in decisions.items() if record_id == record.id
            )
            record.to_do_count = record.new_count + record.changed_count + record.renumbered_count + record.ended_count

    def _compute_progress(self):
        rows = self.env["onestop.catalogue.progress"].sudo().search([("import_id", "in", self.ids)])
        shares = {row.import_id: 100 * row.done / row.total for row in rows if row.total}
        for record in self:
            record.progress = 100 if record.state == "applied" else shares.get(record.id, 0)

    @api.constrains("valid_from")
    def _check_valid_from(self):
        for record in self:
            if record.state != "applied" and record.valid_from < record.env["onestop.agency"]._today():
                raise ValidationError(
                    self.env._("The catalogue is not changed for days that are past: choose today or a later day.")
                )

    def write(self, vals):
        if vals.keys() & INPUTS:
            if self.filtered(lambda record: record.state in ("applying", "applied")):
                raise UserError(self.env._("This file is applied already. Import another one instead."))
            self.line_ids.sudo().unlink()
            result = super().write(vals)
            super(OnestopCatalogueImport, self.sudo()).write({"state": "draft", "failure": False, "checked_at": False})
            return result
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(record.state in ("applying", "applied") for record in self):
            raise UserError(
                self.env._("An import that was applied stays, so that anybody can see where a change came from.")
            )

    def action_check(self):
        """Find out what the file would change, without changing it."""
        self.ensure_one()
        self.check_access("write")
        if self.state in ("applying", "applied"):
            raise UserError(self.env._("This file is applied already. Import another one instead."))
        self._check_valid_from()
        self._keep_plan(self._plan())
        return True

    def action_apply(self):
        """Have the file applied in the background; the form shows how far it has come."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_apply()
        self.sudo().write({"state": "applying", "failure": False, "applied_by_id": self.env.uid})
        self.env.ref("onestop_core.ir_cron_catalogue_import").sudo()._trigger()
        return True

    def action_open_lines(self):
        """List all lines of one kind (``line_action`` or ``line_decision`` in the context), or all."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("onestop_core.onestop_catalogue_import_line_action")
        wanted = self.env.context.get("line_action")
        action["domain"] = [("import_id", "=", self.id), *([("action", "=", wanted)] if wanted else [])]
        if self.env.context.get("line_decision"):
            action["domain"].append(("decision", "!=", False))
            action["context"] = {"search_default_open": 1} if self.open_count else {}
        return action

    def action_export_xlsx(self):
        """Hand out the catalogue as a workbook."""
        return {"type": "ir.actions.act_url", "url": "/onestop/catalogue/export/xlsx", "target": "self"}

    def action_export_json(self):
        """Hand out the catalogue in the form of the national export."""
        return {"type": "ir.actions.act_url", "url": "/onestop/catalogue/export/json", "target": "self"}

    def _check_may_apply(self):
        if self.state != "checked":
            raise UserError(self.env._("Check the file first."))
        self._check_errors(self.line_ids)
        if not self.to_do_count:
            raise UserError(self.env._("The catalogue says what the file says: there is nothing to apply."))

    def _check_errors(self, found):
        """Raise if wrong records forbid to apply the others.

        :param found: lines or steps of the plan
        """
        errors = [one for one in found if one.action == "error"]
        if errors and self.strict:
            raise UserError(self.env._("The file has errors. Nothing of it is applied before they are corrected."))
        if self.complete and any(not one.code for one in errors):
            raise UserError(
                self.env._(
                    "A wrong record does not even say its code, so nobody knows which procedures the file lacks. "
                    "Correct it, or do not call the file complete."
                )
            )

    def _content(self):
        return base64.b64decode(self.with_context(bin_size=False).file)

    def _keep_plan(self, steps):
        """Keep what a check found, for people to read and for the application to compare with."""
        self.line_ids.sudo().unlink()
        lines = self.env["onestop.catalogue.import.line"].sudo()
        lines.create([lines._vals(self, step, number) for number, step in enumerate(steps, 1)])
        self.sudo().write({"state": "checked", "checked_at": fields.Datetime.now(), "failure": False})

    def _apply(self):
        """Apply the whole file, or, if the catalogue is not what the check saw, only check it anew.

        :return: whether it was applied
        :raises UserError: it may not be applied as it stands
        """
        self.ensure_one()
        parsed = self._parse()
        self.lock_for_update(allow_referencing=True)
        self._check_valid_from()
        steps = self._plan(parsed)
        if [step.digest for step in steps] != self.line_ids.sorted("sequence").mapped("digest"):
            self._keep_plan(steps)
            self.sudo().failure = self.env._(
                "The catalogue has changed since the check. Look at what the file changes now, and apply it again."
            )
            return False
        self._check_errors(steps)
        self._perform(steps)
        self.sudo().write(
            {"state": "applied", "applied_at": fields.Datetime.now(), "applied_by_id": self.env.uid, "failure": False}
        )
        return True

    @api.model
    def _cron_apply(self):
        """Apply the files that wait for it, each in one transaction, as the user who asked for it."""
        waiting = self.search([("state", "=", "applying")], order="id")
        for index, record in enumerate(waiting, 1):
            record.with_user(record.applied_by_id)._apply_or_fail()
            self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - index)

    def _apply_or_fail(self):
        try:
            with self.env.cr.savepoint():
                self._apply()
                self.env.flush_all()
        except Exception as error:
            # whatever it was, the user has to see that nothing was applied
            _logger.warning("Catalogue import %s was not applied", self.id, exc_info=True)
            self.env.invalidate_all()
            words = str(error) if isinstance(error, UserError) else self.env._("An unexpected error: %s", error)
            self.sudo().write({"state": "failed", "failure": words})

    @api.depends("file_name", "valid_from")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.file_name} ({format_date(self.env, record.valid_from)})"
