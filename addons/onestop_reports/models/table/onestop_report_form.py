from odoo import api, fields, models
from odoo.fields import Domain


class OnestopReportForm(models.Model):
    """The printed form of a table: its title, number and who signs, with the dates between which the law has it so."""

    _name = "onestop.report.form"
    _description = "Form of a Report"
    _order = "sequence, table_name, valid_from desc, id desc"

    table_name = fields.Selection(
        lambda self: [(name, name) for name in self.env["onestop.report.table"]._tables()],
        "Report",
        required=True,
        help="By its name on the command line.",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Title", required=True)
    number = fields.Char("Number of the Form")
    legal_basis = fields.Char()
    valid_from = fields.Date()
    valid_to = fields.Date()
    agency_id = fields.Many2one(
        "onestop.agency", index="btree_not_null", ondelete="cascade",
        help="Whose own form it is, with all agencies below. Empty: everybody's.",
    )  # fmt: skip
    meaning_id = fields.Many2one("onestop.report.meaning", required=True, ondelete="restrict")
    signers = fields.Text(help="A line for each who signs, from the left: TITLE | hint.")
    note = fields.Text("Note Under the Table")

    _validity = models.Constraint(
        "CHECK(valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)", "A form cannot end before it begins."
    )

    @api.model
    def _form(self, table_name, agency, day):
        """The form of a table on ``day``: of the agency or the nearest above it that has one, else everybody's."""
        begun = Domain("valid_from", "=", False) | Domain("valid_from", "<=", day)
        running = Domain("valid_to", "=", False) | Domain("valid_to", ">=", day)
        forms = self.search(Domain("table_name", "=", table_name) & begun & running)
        for agency_id in reversed(agency._parent_ids()):
            own = forms.filtered(lambda form, agency_id=agency_id: form.agency_id.id == agency_id)
            if own:
                return own[:1]
        return forms.filtered(lambda form: not form.agency_id)[:1]

    def _signers(self):
        """Pairs of title and hint."""
        lines = [line.partition("|") for line in (self.signers or "").splitlines() if line.strip()]
        return tuple((title.strip(), hint.strip()) for title, _bar, hint in lines)
