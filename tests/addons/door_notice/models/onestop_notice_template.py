from odoo import api, models
from odoo.addons.onestop_notice.engine.notice import Event


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        samples = {"number": "17", "window": "3", "agency": "Xã Một"}
        return super()._events() | {
            "door_called": Event("Ticket Called", samples),
            "door_key_made": Event("Key of a Ticket", {**samples, "door_key": "7K2MPQ4R9T"}, secrets=("door_key",)),
            "door_sent_back": Event("Sent Back", self._dossier_samples()),
        }

    @api.model
    def _dossier_samples(self):
        return super()._dossier_samples() | {"door_fee": "26.000 đ"}

    @api.model
    def _channels(self):
        return [*super()._channels(), ("door_wall", "Wall")]
