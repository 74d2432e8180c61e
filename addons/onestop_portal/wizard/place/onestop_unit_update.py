import base64

from odoo import api, fields, models
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import AccessError, UserError

from ...engine import units

# shown of each kind of difference
SHOWN = 40


class OnestopUnitUpdate(models.TransientModel):
    """A newer list of the administrative units: read, compared with what is known, and taken over once it was looked at."""

    _name = "onestop.unit.update"
    _description = "Update Administrative Units"

    file = fields.Binary("List (CSV)", required=True, attachment=False)
    file_name = fields.Char()
    report = fields.Text("What It Changes", readonly=True)

    def _read(self):
        self.ensure_one()
        if not self.env.user.has_group("onestop_core.group_manager"):
            raise AccessError(self.env._("Only the administrators of the province change the list of units."))
        try:
            return examine(self.env, units.read, base64.b64decode(self.file or b""))
        except units.Unreadable as error:
            line, _, what = str(error).partition(": ")
            raise UserError(
                self.env._("Line %(line)s of the file is not right: %(what)s. Nothing was changed.", line=line, what=self._words(what))
                if what
                else self.env._("This is no list of units: a CSV file in UTF-8 whose first line is %s.", ",".join(units.COLUMNS))
            ) from error  # fmt: skip

    @api.model
    def _words(self, what):
        return {
            "columns": self.env._("it has not seven columns"),
            "code": self.env._(
                "the code has not two, three or five digits; a workbook may have dropped the zeros in front"
            ),
            "name": self.env._("the name is missing or too long"),
            "kind": self.env._("this kind of unit is not known"),
            "day": self.env._("a day is written as 2025-07-01"),
            "decision": self.env._("the decision is missing"),
        }.get(what, what)

    def action_compare(self):
        """Say what the file would change."""
        read = self._read()
        table = self.env["onestop.unit"].sudo()
        told = units.compare([unit._as_unit() for unit in table.search([])], read)
        self.report = "\n".join(
            [
                *self._lines(self.env._("New"), [f"{one.code} {one.name}" for one in told.added]),
                *self._lines(self.env._("Changed"), [f"{old.code} {old.name} → {new.name} {new.valid_to or ''}" for old, new in told.changed]),
                *self._lines(self.env._("Not in the file; they stay as they are"), [f"{one.code} {one.name}" for one in told.missing]),
            ]
        )  # fmt: skip
        return self._again()

    @staticmethod
    def _lines(title, names):
        if not names:
            return []
        more = [f"… (+{len(names) - SHOWN})"] if len(names) > SHOWN else []
        return [f"{title}: {len(names)}", *(f"  {name}" for name in names[:SHOWN]), *more]

    def action_apply(self):
        """Take it over."""
        self.env["onestop.unit"]._take(self._read())
        return {"type": "ir.actions.act_window_close"}

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
