from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...engine.merkle import node_hash

# nodes of every so many levels are kept: a proof reads at most 2 ** STRIDE of them a level
STRIDE = 8


class OnestopTrailLocked(models.AbstractModel):
    """Rows that the job of the log adds and nobody changes."""

    _name = "onestop.trail.locked.mixin"
    _description = "Row of the Log"
    _log_access = False

    def write(self, vals):
        if self:
            raise AccessError(self.env._("The log of the trail is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("The log of the trail is not changed."))


class OnestopTrailEntry(models.Model):
    """One entry of the log over all dossiers: an event, an earlier signed state, or a restoration.

    It knows what it is of, so that what is deleted can be named, and holds the hash of the leaf only: an event's content
    is told by none of it.
    """

    _name = "onestop.trail.entry"
    _inherit = "onestop.trail.locked.mixin"
    _description = "Entry of the Log"
    _order = "position"
    _rec_name = "position"

    position = fields.Integer(required=True, readonly=True)
    kind = fields.Selection(
        [("event", "Event"), ("head", "Signed State"), ("restore", "Restoration")], required=True, readonly=True
    )
    # not references: an entry outlives what it is of
    res_id = fields.Integer("Record", required=True, readonly=True)
    dossier_id = fields.Integer("Dossier Number", required=True, readonly=True)
    number = fields.Integer("Event Number", required=True, readonly=True)
    leaf = fields.Char(required=True, readonly=True)

    _position_uniq = models.UniqueIndex("(position)")
    _event_uniq = models.UniqueIndex("(res_id) WHERE kind = 'event'")


class OnestopTrailNode(models.Model):
    """Nodes of the tree that never change again, kept so that nobody has to hash the whole log for a proof."""

    _name = "onestop.trail.node"
    _inherit = "onestop.trail.locked.mixin"
    _description = "Node of the Log"
    _order = "height, position"
    _rec_name = "position"

    height = fields.Integer(required=True, readonly=True)
    position = fields.Integer(required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)

    _place_uniq = models.UniqueIndex("(height, position)")


class StoredNodes:
    """The nodes of the stored log, for ``engine.merkle``: those that are kept, and what follows from them."""

    def __init__(self, cr):
        self.cr = cr

    def __call__(self, height, index):
        kept = height - height % STRIDE
        width = 1 << (height - kept)
        self.cr.execute(
            SQL(
                "SELECT leaf FROM onestop_trail_entry WHERE position >= %s AND position < %s ORDER BY position",
                index * width,
                (index + 1) * width,
            )
            if kept == 0
            else SQL(
                "SELECT hash FROM onestop_trail_node WHERE height = %s AND position >= %s AND position < %s ORDER BY position",
                kept,
                index * width,
                (index + 1) * width,
            )
        )
        row = [bytes.fromhex(value) for (value,) in self.cr.fetchall()]
        if len(row) != width:
            raise LookupError(f"the log lacks entries below node {index} of height {height}")
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]
