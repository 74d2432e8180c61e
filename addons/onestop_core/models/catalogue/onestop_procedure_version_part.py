from odoo import api, models
from odoo.exceptions import UserError


class OnestopProcedureVersionPart(models.AbstractModel):
    """A line of a procedure version. It changes with its version only: once a dossier was received under a
    published version, both stand as they were printed on its slip.
    """

    _name = "onestop.procedure.version.part"
    _inherit = ["onestop.stamped.line.mixin"]
    _description = "Part of a Procedure Version"
    _stamped_by = "version_id"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_amendable()
        return parts

    def write(self, vals):
        self._check_amendable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_amendable()

    def _check_amendable(self):
        if not self.env.su:
            self.version_id._check_amendable()


class OnestopProcedureVersion(models.Model):
    _inherit = "onestop.procedure.version"

    def write(self, vals):
        # a version in use may still end; what it says stays
        if not self.env.su and vals.keys() - {"valid_to"}:
            self._check_amendable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if not self.env.su:
            self._check_amendable()

    def _check_amendable(self):
        """Raise if dossiers were received under one of the versions: a change then makes a new version."""
        used = self.filtered("published")._received_under()[:1]
        if used:
            raise UserError(
                self.env._(
                    "Dossiers were received under this version of “%s”, so it is not changed. Make a new version.",
                    used.name,
                )
            )

    def _received_under(self):
        """Those of these versions under which dossiers were received; the room of dossiers tells."""
        return self.browse()
