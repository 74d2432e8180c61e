from odoo import api, fields, models
from odoo.fields import Domain

DESK_ROLES = ("receptionist", "postal_clerk")


class OnestopDossier(models.Model):
    """The way of a dossier by post: shown apart from the time of the agency, which has not begun."""

    _inherit = "onestop.dossier"

    postal_shipment_ids = fields.One2many("onestop.postal.shipment", "dossier_id", string="Postal Items")
    postal_paper_ids = fields.One2many("onestop.postal.paper", "dossier_id", string="Papers by Post")
    postal_transit = fields.Char("On Its Way to the Agency", compute="_compute_postal_transit")

    @api.depends("postal_shipment_ids.accepted_at", "postal_shipment_ids.ended_at")
    def _compute_postal_transit(self):
        for dossier in self:
            way = dossier.postal_shipment_ids.filtered(lambda one: one.direction == "intake")[:1]
            dossier.postal_transit = way and self.env._(
                "Accepted by the post %(accepted)s, with the agency %(ended)s",
                accepted=f"{dossier._local(way.accepted_at):%d/%m/%Y %H:%M}",
                ended=f"{dossier._local(way.ended_at):%d/%m/%Y %H:%M}" if way.ended_at else "…",
            )

    def _intake_due(self):
        """What the post is still carrying is not late at the desk."""
        if self.origin == "post":
            return False
        return super()._intake_due()

    @api.model
    def home_data(self):
        data = super().home_data()
        section = self._home_postal()
        if section:
            data["sections"].append(section)
        return data

    @api.model
    def _home_postal(self):
        """What waits at the post, for those who work with it."""
        roles = (*DESK_ROLES, "post_manager", "post_accountant", "agency_accountant", "leader")
        agency_ids = self._my_agency_ids(roles)
        shipments, handovers = self.env["onestop.postal.shipment"], self.env["onestop.postal.handover"]
        if not agency_ids or not shipments.search_count([("agency_id", "in", agency_ids)], limit=1):
            return None
        here = Domain("agency_id", "in", agency_ids)
        figure = self._home_figure
        late, unremitted = Domain(shipments._late_domain()), Domain(shipments._unremitted_domain())
        return {
            "key": "postal",
            "title": self.env._("By Post"),
            "figures": [
                figure("postal_with_post", self.env._("With the post"), here & Domain("state", "in", ("accepted", "invited", "returning")), model=shipments._name),
                figure("postal_offered", self.env._("Slips to sign"), here & Domain("state", "=", "offered"), "soon", model=handovers._name),
                figure("postal_late", self.env._("Later than promised"), here & late, "late", model=shipments._name),
                figure("postal_unremitted", self.env._("Fees not remitted in time"), here & unremitted, "late", model=shipments._name),
            ],
        }  # fmt: skip


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        return super()._kind_labels() | {
            "postal": self.env._("Postal Item"),
            "postal_minutes": self.env._("Hand-over"),
        }
