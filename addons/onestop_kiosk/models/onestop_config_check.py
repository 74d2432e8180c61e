from odoo import api, fields, models


class OnestopConfigCheck(models.TransientModel):
    """Checks of the hall."""

    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("hall", "Hall")], ondelete={"hall": "cascade"})

    @api.model
    def _checks(self):
        return super()._checks() | {
            "_check_queues": "onestop_kiosk.group_hall_manager",
            "_check_devices": "onestop_kiosk.group_hall_manager",
        }

    def _check_queues(self):
        """Numbers that nobody would call."""
        for queue in self.env["onestop.queue"].search([]):
            if not queue.counter_ids.filtered("active"):
                yield self._finding(
                    "error", "hall", queue,
                    self.env._("No counter calls the queue “%(queue)s” of %(desk)s.", queue=queue.name, desk=queue.desk_id.name),
                )  # fmt: skip

    def _check_devices(self):
        """Devices that have not been seen for a while."""
        for device in self.env["onestop.hall.device"].search([("stale", "=", True)]):
            yield self._finding(
                "warning", "hall", device,
                self.env._("The device “%s” has not been seen for hours: is it switched on, and its line up?", device.name),
            )  # fmt: skip
