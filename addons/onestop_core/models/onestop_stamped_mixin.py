import uuid

from odoo import fields, models


def new_stamp(_records=None):
    return uuid.uuid4().hex


class OnestopStampedMixin(models.AbstractModel):
    """A record that every reception reads, with its lines, and hardly anybody changes.

    What was read of it is kept in memory under the stamp (``tools.ormcache``), and each change makes
    a new one. Clearing the memory instead would leave a moment in which another request keeps what the
    change is about to replace; a stamp is seen together with what belongs to it.
    """

    _name = "onestop.stamped.mixin"
    _description = "Record Kept in Memory"

    stamp = fields.Char(default=new_stamp, readonly=True, copy=False, export_string_translation=False)

    def _stamp_anew(self):
        for record in self.sudo():
            record.stamp = new_stamp()
