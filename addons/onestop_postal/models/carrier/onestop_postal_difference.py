from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RESOLVERS = ("post_manager", "post_accountant")


class OnestopPostalDifference(models.Model):
    """What a carrier tells otherwise than we know it. It has a name, is noted once, and stays until somebody has said what became
    of it.
    """

    _name = "onestop.postal.difference"
    _description = "Difference With a Carrier"
    _order = "state, found_at desc, id desc"
    _rec_name = "words"

    key = fields.Char(required=True, readonly=True, help="What it is about: the same thing is noted once.")
    kind = fields.Selection(
        [
            ("weight", "Another Weight"),
            ("unknown_code", "Unknown Code"),
            ("unknown_waybill", "Unknown Waybill"),
            ("contradicts", "Two Ends"),
            ("after_end", "Something After the End"),
            ("told_anew", "Told Anew With Another Content"),
            ("number_again", "A Waybill Given Twice"),
            ("not_ours", "Otherwise Than Our Books"),
        ],
        required=True, readonly=True, index=True,
    )  # fmt: skip
    carrier_id = fields.Many2one(
        "onestop.postal.carrier", required=True, readonly=True, index=True, ondelete="restrict"
    )
    waybill_id = fields.Many2one("onestop.postal.waybill", readonly=True, index="btree_not_null", ondelete="restrict")
    agency_id = fields.Many2one(related="waybill_id.agency_id", store=True, index=True)
    words = fields.Char("What Differs", required=True, readonly=True)
    found_at = fields.Datetime("Found", required=True, readonly=True, default=fields.Datetime.now)
    state = fields.Selection(
        [("open", "To Be Clarified"), ("resolved", "Clarified")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    resolution = fields.Char("What Became of It")
    resolved_by_id = fields.Many2one("res.users", "Clarified By", readonly=True, ondelete="restrict")

    _key_uniq = models.Constraint("UNIQUE(key)", "This was noted already.")

    @api.model
    def _note(self, kind, carrier, about, *, words, waybill=None):
        """Note something once, however often it is told."""
        return self._note_each(kind, carrier, {about: words}, waybill=waybill)

    @api.model
    def _note_each(self, kind, carrier, words, waybill=None):
        """Note several things of a kind, each once.

        :param words: ``{what it is about: what differs, in words}``
        """
        keys = {about: f"{kind}/{carrier.id}/{about}" for about in words}
        there = self.sudo().search([("key", "in", list(keys.values()))])
        known = set(there.mapped("key"))
        return there | self.sudo().create(
            [
                {
                    "key": key,
                    "kind": kind,
                    "carrier_id": carrier.id,
                    "waybill_id": waybill.id if waybill else False,
                    "words": words[about],
                }
                for about, key in keys.items()
                if key not in known
            ]
        )

    def _check_resolver(self):
        self.check_access("read")
        for one in self:
            agencies = one.agency_id or one.carrier_id.office_ids.agency_id
            if not self.env.su and not any(
                self.env.user._onestop_has_role(RESOLVERS, agency.sudo()) for agency in agencies
            ):
                raise AccessError(
                    self.env._("Differences are clarified by those who lead the post or keep its accounts.")
                )

    def action_resolve(self):
        """It is clear what became of it; from then on it is locked."""
        self._check_resolver()
        for one in self:
            if one.state == "resolved":
                raise UserError(self.env._("This was clarified already."))
            if len((one.resolution or "").strip()) < 5:
                raise UserError(self.env._("Say what became of it, so that others understand it later."))
        self.sudo().write({"state": "resolved", "resolved_by_id": self.env.uid})
        return True

    def write(self, vals):
        if not self.env.su:
            self._check_resolver()
        if any(one.state == "resolved" for one in self):
            raise UserError(self.env._("What was clarified stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was found is clarified, never deleted."))
