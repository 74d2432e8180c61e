import base64

from odoo import Command, api, fields, models
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import UserError, ValidationError

from ...engine import schedule_sheet


class OnestopFeeScheduleImport(models.TransientModel):
    """The rules of a draft from a workbook: look at what would change, then apply all of it or nothing."""

    _name = "onestop.fee.schedule.import"
    _description = "Import of Fee Rules"

    schedule_id = fields.Many2one("onestop.fee.schedule", required=True, readonly=True)
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    state = fields.Selection(
        [("new", "New"), ("checked", "Checked"), ("applied", "Applied")], default="new", readonly=True
    )
    line_ids = fields.One2many("onestop.fee.schedule.import.line", "import_id", readonly=True)
    error_count = fields.Integer(compute="_compute_counts")
    change_count = fields.Integer(compute="_compute_counts")

    @api.depends("line_ids.kind")
    def _compute_counts(self):
        for one in self:
            kinds = one.line_ids.mapped("kind")
            one.error_count = kinds.count("error")
            one.change_count = len(kinds) - kinds.count("error") - kinds.count("same")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "onestop.fee.schedule":
            values["schedule_id"] = self.env.context.get("active_id")
        return values

    def action_check(self):
        """Compare the workbook with the draft as it is; nothing is changed."""
        self.ensure_one()
        self._check_may()
        plan, _vals = self._plan()
        self.sudo().line_ids = [Command.clear()] + [Command.create(vals) for vals in plan]
        self.sudo().state = "checked"
        return self._reopen()

    def action_apply(self):
        """Let the draft say what the workbook says, in one transaction.

        :raises UserError: a line is wrong; nothing is changed
        """
        self.ensure_one()
        self._check_may()
        plan, vals_list = self._plan()
        self.sudo().line_ids = [Command.clear()] + [Command.create(vals) for vals in plan]
        if self.error_count:
            raise UserError(
                self.env._("%s lines are wrong. Correct the file first: nothing was changed.", self.error_count)
            )
        self.schedule_id.rule_ids = [Command.clear()] + [Command.create(vals) for vals in vals_list]
        self.sudo().state = "applied"
        return self._reopen()

    def _check_may(self):
        self.schedule_id.check_access("write")
        self.schedule_id._check_draft()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Rules from Excel"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _read(self):
        try:
            return examine(self.env, schedule_sheet.read, base64.b64decode(self.file))
        except schedule_sheet.NotASheetError as error:
            if error.args[0] == "xlsx":
                raise UserError(self.env._("This is not an Excel workbook (.xlsx).")) from error
            raise UserError(
                self.env._("The first line of the sheet lacks these headings: %s", error.args[0])
            ) from error

    def _problem_words(self, problem):
        return {
            "empty": self.env._("is empty"),
            "word": self.env._("“%s” is none of the words that the template has here", problem.value),
            "number": self.env._("“%s” is no whole number", problem.value),
            "bands": self.env._("“%s” are no bands: write 2: 2000; *: 1000", problem.value),
            "exemptions": self.env._("“%s” are no exemptions: write TREEM: 10000; HONGHEO: 5000", problem.value),
            "twice": self.env._("the same procedure, case, channel and fee stand in line %s already", problem.value),
        }[problem.reason]

    def _plan(self):
        """What would happen, line by line, and the values of the rules."""
        rows, problems = self._read()
        plan = [
            {
                "line": problem.line,
                "kind": "error",
                "text": self.env._(
                    "Column %(column)s: %(problem)s.", column=problem.column, problem=self._problem_words(problem)
                ),
            }
            for problem in problems
        ]
        procedures = self._by_code("onestop.procedure", {row.procedure_code for row in rows})
        types = self._by_code("onestop.fee.type", {row.type_code for row in rows})
        groups = self._by_code("onestop.fee.exemption.group", {code for row in rows for code, _share in row.exemptions})
        there = {row.key: row for row in self.schedule_id.rule_ids._as_rows()}
        vals_list = []
        for row in rows:
            kind, text, vals = self._line(row, procedures, types, groups, there)
            if vals:
                vals_list.append(vals)
            plan.append(
                {"line": row.line, "kind": kind, "subject": f"{row.procedure_code} {row.type_code}", "text": text}
            )
        gone = there.keys() - {row.key for row in rows}
        plan += [
            {
                "line": 0,
                "kind": "gone",
                "subject": f"{key[0]} {key[1]}",
                "text": self.env._("Is in the draft, and not in the workbook: it is taken out."),
            }
            for key in sorted(gone)
        ]
        return sorted(plan, key=lambda vals: vals["line"]), vals_list

    def _by_code(self, model, codes):
        return {record.code: record for record in self.env[model].search([("code", "in", sorted(codes))])}

    def _line(self, row, procedures, types, groups, there):
        """``(kind, text, values or None)`` of a row."""
        if row.procedure_code not in procedures:
            return "error", self.env._("There is no procedure %s.", row.procedure_code), None
        if row.type_code not in types:
            return "error", self.env._("There is no fee %s.", row.type_code), None
        if unknown := [code for code, _share in row.exemptions if code not in groups]:
            return "error", self.env._("There is no group %s.", ", ".join(unknown)), None
        vals = self.env["onestop.fee.rule"]._row_vals(row, procedures[row.procedure_code], types[row.type_code], groups)
        if error := self._refusal(vals):
            return "error", error, None
        old = there.get(row.key)
        if not old:
            return "new", self.env._("New rule."), vals
        changes = [
            f"{schedule_sheet.HEADINGS[name]}: {schedule_sheet._cell(old, name) or '–'} → {schedule_sheet._cell(row, name) or '–'}"
            for name in schedule_sheet.HEADINGS
            if getattr(old, name) != getattr(row, name)
        ]
        return ("change", "; ".join(changes), vals) if changes else ("same", self.env._("Unchanged."), vals)

    def _refusal(self, vals):
        """Why the rule would not be stored, or an empty text; tried, and taken back."""
        try:
            with self.env.cr.savepoint():
                self.env["onestop.fee.rule"].create({**vals, "schedule_id": self.schedule_id.id})
                raise _Tried
        except _Tried:
            return ""
        except ValidationError as error:
            return str(error)


class _Tried(Exception):
    """The rule could be stored."""


class OnestopFeeScheduleImportLine(models.TransientModel):
    _name = "onestop.fee.schedule.import.line"
    _description = "Line of an Import of Fee Rules"
    _order = "line, id"

    import_id = fields.Many2one("onestop.fee.schedule.import", required=True, index=True, ondelete="cascade")
    line = fields.Integer()
    subject = fields.Char("Rule")
    kind = fields.Selection(
        [("error", "Wrong"), ("new", "New"), ("change", "Changed"), ("same", "Unchanged"), ("gone", "Taken Out")],
        required=True,
    )
    text = fields.Text("What Happens")
