from odoo import api, models
from odoo.exceptions import UserError


class OnestopAgency(models.Model):
    _inherit = "onestop.agency"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["onestop.dossier"].sudo().search_count([("agency_ids", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("An agency with dossiers is not deleted. Set its last day and its successor instead.")
            )


class OnestopProcedure(models.Model):
    _inherit = "onestop.procedure"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["onestop.dossier"].sudo().search_count([("procedure_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A procedure with dossiers is not deleted. End its version instead."))


class OnestopProcedureVersion(models.Model):
    _inherit = "onestop.procedure.version"

    def _received_under(self):
        # one is enough to know; the catalogue asks of few versions at a time
        received = [("version_id", "in", self.ids), ("received_at", "!=", False)]
        return super()._received_under() | (
            self and self.env["onestop.dossier"].sudo().search(received, limit=1).version_id
        )

    def _in_use(self):
        groups = self.env["onestop.dossier"].sudo()._read_group([("version_id", "in", self.ids)], ["version_id"])
        return super()._in_use() | self.browse([version.id for (version,) in groups])


class OnestopProcess(models.Model):
    _inherit = "onestop.process"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["onestop.dossier"].sudo().search_count([("process_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A process that dossiers follow is not deleted. Archive it instead."))


class OnestopProcessCheck(models.Model):
    _inherit = "onestop.process.check"

    def _selection_check_name(self):
        return super()._selection_check_name() + list(self.env["onestop.dossier"]._step_checks().items())
