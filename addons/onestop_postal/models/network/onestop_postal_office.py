from odoo import api, fields, models
from odoo.addons.onestop_core.cleaned_fields import CleanedChar


class OnestopPostalOffice(models.Model):
    """A point of the post that serves the one-stop shop, with what stands there (the pilot's targets)."""

    _name = "onestop.postal.office"
    _description = "Post Office"
    _order = "name"
    _rec_names_search = ["name", "code"]

    name = CleanedChar(required=True, index="trigram")
    code = fields.Char(required=True, help="Begins the numbers of what is accepted here.")
    kind = fields.Selection(
        [("office", "Post Office"), ("culture", "Post and Culture Point"), ("agent", "Agent Who Helps Online")],
        required=True, default="office",
    )  # fmt: skip
    area_id = fields.Many2one("onestop.postal.area", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(
        "onestop.agency", string="Looked After By", required=True, index=True, ondelete="restrict",
        help="The agency on whose territory it lies, or that has the agreement.",
    )  # fmt: skip
    operator = fields.Char(help="The company of the post that runs it.")
    address = fields.Char()
    phone = CleanedChar()
    active = fields.Boolean(default=True)
    has_line = fields.Boolean("Line")
    computer_count = fields.Integer("Computers")
    printer_count = fields.Integer("Printers")
    scanner_count = fields.Integer("Scanners")
    equipped = fields.Boolean(
        compute="_compute_equipped", store=True, help="A line, a computer, a printer and a scanner at least."
    )
    desk_ids = fields.One2many("onestop.postal.desk", "office_id", string="Desks")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another post office has this code.")
    _counts = models.Constraint(
        "CHECK(computer_count >= 0 AND printer_count >= 0 AND scanner_count >= 0)", "A number of devices is 0 or more."
    )

    @api.depends("has_line", "computer_count", "printer_count", "scanner_count")
    def _compute_equipped(self):
        for office in self:
            office.equipped = bool(
                office.has_line and office.computer_count and office.printer_count and office.scanner_count
            )
