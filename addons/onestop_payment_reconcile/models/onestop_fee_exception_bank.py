from odoo import api, models


class OnestopFeeException(models.Model):
    _inherit = "onestop.fee.exception"

    @api.model
    def _kinds(self):
        return [
            *super()._kinds(),
            ("wrong_account", self.env._("On Another Account")),
            ("unknown_code", self.env._("A Code Nobody Gave Out")),
            ("split_by_hand", self.env._("One Transfer for Several")),
            ("nothing_known", self.env._("Money Without a Name")),
        ]
