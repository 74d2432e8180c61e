from datetime import datetime
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import targets

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CODES = [
    ("points", "Points of the Post That Work"),
    ("equipped", "Points Fully Equipped (%)"),
    ("intake", "Dossiers That Came by Post (%)"),
    ("results", "Results That Went by Post (%)"),
    ("growth", "Growth of Packets on the Year Before (%)"),
    ("assisted", "Citizens Helped to File Online"),
    ("staff", "Staff Freed at the Desk"),
]


class OnestopPostalTarget(models.Model):
    """A target of the plan by which an agency hands work to the post, and where it stands: each figure is counted from the books,
    by one meaning, and opens what it counts. Only staff that was freed is said by the agency, for no book tells it.
    """

    _name = "onestop.postal.target"
    _description = "Target of the Post"
    _order = "year desc, agency_id, sequence, id"
    _rec_name = "code"

    agency_id = fields.Many2one(
        "onestop.agency", required=True, index=True, ondelete="cascade",
        default=lambda self: self.env.user._onestop_posts().agency_id[:1],
        help="With all agencies below it.",
    )  # fmt: skip
    year = fields.Integer(required=True, default=lambda self: self.env["onestop.agency"]._today().year, aggregator=None)
    sequence = fields.Integer(default=10, aggregator=None)
    code = fields.Selection(CODES, "What", required=True)
    target = fields.Integer(required=True, aggregator=None)
    stated = fields.Integer("As Said by the Agency", aggregator=None, help="Of staff that was freed.")
    value = fields.Integer("Now", compute="_compute_value", aggregator=None)
    known = fields.Boolean(compute="_compute_value", help="Whether there is something to count yet.")
    reached = fields.Boolean(compute="_compute_value")

    _target_uniq = models.Constraint(
        "UNIQUE(agency_id, year, code)", "The agency has this target for the year already."
    )
    _range = models.Constraint(
        "CHECK(target >= 0 AND stated >= 0 AND year BETWEEN 2000 AND 2200)", "A target is 0 or more."
    )

    @api.depends("agency_id", "year", "code", "target", "stated")
    def _compute_value(self):
        for one in self:
            value = one._figure() if one.agency_id and one.code else None
            one.value, one.known = value or 0, value is not None
            one.reached = targets.reached(value, one.target)

    def _figure(self):
        """The figure, none where there is nothing to count yet."""
        if self.code == "staff":
            return self.stated
        counted, whole = self._counted(), self._whole()
        if self.code in ("points", "assisted"):
            return self._count(*counted)
        if self.code == "growth":
            return targets.growth(self._count(*counted), self._count(*whole))
        return targets.share(self._count(*counted), self._count(*whole))

    def _count(self, model, domain):
        return self.env[model].search_count(domain)

    def _year(self, name, year=None):
        """The year of the agency, in its own time."""
        first = datetime(year or self.year, 1, 1, tzinfo=ZONE)
        after = datetime((year or self.year) + 1, 1, 1, tzinfo=ZONE)
        utc = ZoneInfo("UTC")
        return Domain(name, ">=", first.astimezone(utc).replace(tzinfo=None)) & Domain(
            name, "<", after.astimezone(utc).replace(tzinfo=None)
        )

    def _below(self, name="agency_id"):
        return Domain(name, "child_of", self.agency_id.id)

    def _points(self):
        return self._below() & Domain("kind", "!=", "agent") & Domain("desk_ids", "!=", False)

    def _counted(self):
        """``(model, domain)`` of what the figure counts."""
        dossiers, offices, shipments = "onestop.dossier", "onestop.postal.office", "onestop.postal.shipment"
        received = self._below("received_agency_id") & self._year("received_at")
        return {
            "points": lambda: (offices, self._points()),
            "equipped": lambda: (offices, self._points() & Domain("equipped", "=", True)),
            "intake": lambda: (dossiers, received & Domain("origin", "=", "post")),
            "results": lambda: (
                shipments, self._below() & self._year("ended_at") & Domain("direction", "=", "result") & Domain("state", "=", "delivered"),
            ),
            "growth": lambda: (shipments, self._below() & self._year("accepted_at")),
            "assisted": lambda: (
                dossiers,
                self._below("received_agency_id") & self._year("submitted_at") & Domain("assisted_by_id", "!=", False)
                & Domain("origin", "!=", "post"),
            ),
        }[self.code]()  # fmt: skip

    def _whole(self):
        """``(model, domain)`` of what it is a share of, or what it is compared with."""
        dossiers, shipments = "onestop.dossier", "onestop.postal.shipment"
        return {
            "equipped": lambda: ("onestop.postal.office", self._points()),
            "intake": lambda: (dossiers, self._below("received_agency_id") & self._year("received_at")),
            "results": lambda: (
                dossiers, self._below("received_agency_id") & self._year("returned_at") & Domain("state", "=", "returned"),
            ),
            "growth": lambda: (shipments, self._below() & self._year("accepted_at", self.year - 1)),
        }.get(self.code, lambda: (dossiers, Domain.FALSE))()  # fmt: skip

    def action_open(self):
        """What the figure counts."""
        self.ensure_one()
        self.check_access("read")
        if self.code == "staff":
            return {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": self.id,
                "views": [(False, "form")],
            }
        model, domain = self._counted()
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["code"]._description_selection(self.env))[self.code],
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
        }
