import uuid

from odoo import api, fields, models


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


class OnestopStampedLineMixin(models.AbstractModel):
    """A line of such a record: each change to it gives the record a new stamp."""

    _name = "onestop.stamped.line.mixin"
    _description = "Line Kept in Memory"

    # name of the field that leads to the record
    _stamped_by = None

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines[self._stamped_by]._stamp_anew()
        return lines

    def write(self, vals):
        before = self[self._stamped_by]
        result = super().write(vals)
        (before | self[self._stamped_by])._stamp_anew()
        return result

    def unlink(self):
        records = self[self._stamped_by]
        result = super().unlink()
        records.exists()._stamp_anew()
        return result
