import hashlib

from odoo import api, fields, models
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import AccessError, UserError

from ...engine import carrier, carrier_sheet
from .onestop_postal_carrier_feed import READERS


class OnestopPostalStatement(models.Model):
    """A list of waybills that a carrier sent as a file: what each file said of each waybill stays to be seen, and where a waybill stands
    is rebuilt from all of them. Read again, or later than a newer one, it changes nothing.
    """

    _name = "onestop.postal.statement"
    _description = "List of a Carrier"
    _order = "taken_at desc, id desc"

    name = fields.Char("File", required=True, readonly=True)
    carrier_id = fields.Many2one(
        "onestop.postal.carrier", required=True, readonly=True, index=True, ondelete="restrict"
    )
    sha256 = fields.Char("SHA-256", required=True, readonly=True)
    taken_at = fields.Datetime("Read At", required=True, readonly=True, default=fields.Datetime.now)
    taken_by_id = fields.Many2one("res.users", "Read By", required=True, readonly=True, ondelete="restrict")
    line_ids = fields.One2many("onestop.postal.statement.line", "statement_id", string="Rows", readonly=True)
    row_count = fields.Integer("Number of Rows", required=True, readonly=True, aggregator=None)
    new_count = fields.Integer(
        "New", required=True, readonly=True, aggregator=None, help="What nobody had told before."
    )
    unknown_count = fields.Integer(
        "Unknown Waybills", required=True, readonly=True, aggregator=None, help="They wait among the differences."
    )

    _file_uniq = models.Constraint("UNIQUE(carrier_id, sha256)", "This file was read already.")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What a carrier has told is kept."))

    @api.model
    def _take_file(self, one, name, content):
        """Read a file of a carrier; the same file once more is the same statement, in which now counts what it said of waybills that
        were unknown then.

        :param one: the carrier
        :raises AccessError: the user handles none of its waybills
        :raises UserError: the file is no list in the layout of this carrier, or a row of it cannot be read; nothing is stored
        """
        one.check_access("read")
        agencies = one.office_ids.agency_id.sudo()
        if not (self.env.su or any(self.env.user._onestop_has_role(READERS, agency) for agency in agencies)):
            raise AccessError(self.env._("Waybills are handled by the post."))
        digest = hashlib.sha256(content).hexdigest()
        there = self.sudo().search([("carrier_id", "=", one.id), ("sha256", "=", digest)], limit=1)
        if there:
            there._take_again()
            return there.with_env(self.env)
        rows = self._read_file(one.sudo(), content)
        new = one.sudo()._take([self._told(row.waybill, row.code, row.at, row.weight) for row in rows])
        by_number = {waybill.number: waybill for waybill in one.sudo()._waybills({row.waybill for row in rows})}
        return (
            self.sudo()
            .create(
                {
                    "name": name,
                    "carrier_id": one.id,
                    "sha256": digest,
                    "taken_by_id": self.env.uid,
                    "row_count": len(rows),
                    "new_count": new,
                    "unknown_count": len({row.waybill for row in rows} - by_number.keys()),
                    "line_ids": [
                        fields.Command.create(
                            {
                                "line": row.line,
                                "number": row.waybill,
                                "waybill_id": by_number[row.waybill].id if row.waybill in by_number else False,
                                "code": row.code,
                                "at": row.at,
                                "weight": row.weight,
                            }
                        )
                        for row in rows
                    ],
                }
            )
            .with_env(self.env)
        )

    @api.model
    def _told(self, number, code, at, weight):
        """What a row tells, under a key that is the same in every list."""
        return carrier.Told(f"list|{number}|{code}|{at}", number, code, at, weight)

    def _take_again(self):
        """What the list said of waybills that were unknown, and are known now, counts from now on."""
        waiting = self.line_ids.filtered(lambda line: not line.waybill_id)
        numbers = set(waiting.mapped("number"))
        by_number = {waybill.number: waybill for waybill in self.carrier_id._waybills(numbers)}
        known = waiting.filtered(lambda line: line.number in by_number)
        for number, lines in known.grouped("number").items():
            lines.waybill_id = by_number[number]
        new = self.carrier_id._take(
            [self._told(line.number, line.code, line.at, line.weight or None) for line in known]
        )
        self.write({"new_count": self.new_count + new, "unknown_count": len(numbers - by_number.keys())})

    def _read_file(self, one, content):
        headings = carrier_sheet.Headings(one.list_waybill, one.list_code, one.list_time, one.list_weight or "")
        try:
            rows = examine(self.env, carrier_sheet.read, content, headings)
        except carrier_sheet.NotAListError as error:
            raise UserError(self._not_a_list(error.args[0])) from error
        wrong = [row for row in rows if row.wrong]
        if wrong:
            raise UserError(
                self.env._(
                    "Nothing was read, since these rows cannot be:\n%s",
                    "\n".join(
                        self.env._("line %(line)s: “%(column)s”", line=row.line, column=row.wrong) for row in wrong[:20]
                    ),
                )
            )
        if not rows:
            raise UserError(self.env._("The list has no row: no waybill stands below its headings."))
        return rows

    def _not_a_list(self, what):
        if what == "file":
            return self.env._("This is neither an Excel workbook (.xlsx) nor a CSV file in UTF-8.")
        if what == "rows":
            return self.env._("More than %s rows: ask the carrier for shorter periods.", carrier_sheet.MOST_ROWS)
        return self.env._(
            "No line of the file has these headings: %s. How the carrier calls its columns is said on the carrier.",
            what,
        )


class OnestopPostalStatementLine(models.Model):
    """What one file said of one waybill."""

    _name = "onestop.postal.statement.line"
    _description = "Row of a Carrier's List"
    _order = "statement_id, line"
    _rec_name = "number"

    statement_id = fields.Many2one(
        "onestop.postal.statement", required=True, readonly=True, index=True, ondelete="cascade"
    )
    line = fields.Integer("Row in the File", required=True, readonly=True, aggregator=None)
    number = fields.Char("Waybill", required=True, readonly=True, index=True)
    waybill_id = fields.Many2one(
        "onestop.postal.waybill", "Our Waybill", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    agency_id = fields.Many2one(related="waybill_id.agency_id", store=True, index=True)
    code = fields.Char(required=True, readonly=True)
    at = fields.Datetime("Happened", required=True, readonly=True)
    weight = fields.Integer("Weight (g)", readonly=True, aggregator=None)
    step = fields.Selection(related="waybill_id.step", string="Where It Is")

    _line_uniq = models.Constraint("UNIQUE(statement_id, line)", "This row is there already.")
