from odoo import fields, models

SOURCES = [
    ("attached", "Attached"),
    ("national", "Taken From the National Database"),
    ("missing", "I Do Not Have It"),
]


class OnestopFilingPaper(models.Model):
    """A paper that a filing is asked for, with its files, or with what the citizen says instead."""

    _name = "onestop.filing.paper"
    _description = "Paper of a Filing"
    _order = "filing_id, sequence, id"

    filing_id = fields.Many2one("onestop.filing", required=True, readonly=True, index=True, ondelete="cascade")
    component_id = fields.Many2one(
        "onestop.procedure.component", readonly=True, index="btree_not_null", ondelete="cascade",
        help="None: what shows by what authority somebody files for another.",
    )  # fmt: skip
    sequence = fields.Integer(readonly=True)
    source = fields.Selection(SOURCES, readonly=True)
    note = fields.Char(readonly=True)
    file_ids = fields.One2many("onestop.filing.file", "paper_id")

    def _label(self):
        """What the paper is called."""
        self.ensure_one()
        return self.component_id.name or self.env._("What shows that you may act for the applicant")

    def _is_required(self):
        self.ensure_one()
        return bool(self.component_id.required)

    def _ready_files(self):
        """Its files that have arrived whole and were accepted, in the order of the pages."""
        return self.file_ids.filtered(lambda file: file.state == "ready").sorted(lambda file: (file.sequence, file.id))

    def unlink(self):
        self.file_ids.unlink()
        return super().unlink()


class OnestopFiling(models.Model):
    _inherit = "onestop.filing"

    paper_ids = fields.One2many("onestop.filing.paper", "filing_id")

    def _list_papers(self):
        """List the papers of the case; what was attached to a paper that is asked for in the new case too stays."""
        self.ensure_one()
        asked = {vals["component_id"]: vals for vals in self.version_id._paper_vals(self.case_id.id)}
        listed = self.paper_ids.filtered("component_id")
        listed.filtered(lambda paper: paper.component_id.id not in asked).unlink()
        there = set(self.paper_ids.component_id.ids)
        components = self.env["onestop.procedure.component"].sudo().browse(asked)
        national = set(components.filtered("in_national_data").ids)
        self.env["onestop.filing.paper"].sudo().create(
            [
                {
                    "filing_id": self.id,
                    "component_id": component_id,
                    "sequence": vals["sequence"],
                    # the agency takes it by itself, unless the citizen attaches it (NQ 66.7/2025/NQ-CP)
                    "source": "national" if component_id in national else False,
                }
                for component_id, vals in asked.items()
                if component_id not in there
            ]
        )

    def _authority_paper(self):
        """The paper by which somebody who files for another shows that they may; made when it is first needed."""
        self.ensure_one()
        paper = self.paper_ids.filtered(lambda one: not one.component_id)
        if not paper and self.who == "behalf":
            paper = self.env["onestop.filing.paper"].sudo().create({"filing_id": self.id, "sequence": 0})
        return paper
