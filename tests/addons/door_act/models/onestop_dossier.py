from odoo import api, fields, models
from odoo.addons.onestop_core.engine import transitions


class OnestopDossier(models.Model):
    """A dossier with a deposit is not withdrawn before the deposit is paid back, and its result waits for nobody."""

    _inherit = "onestop.dossier"

    door_deposit = fields.Integer()
    door_heard = fields.Json()

    @api.model
    def _transitions(self):
        rows = super()._transitions()
        rows = transitions.extend(rows, "withdraw", sources=("received", "processing"), guards=("door_deposit",))
        return transitions.extend(rows, "return_result", effects=("door_pay_back",))

    def _guard_door_deposit(self, row, params):
        return "The deposit has to be paid back first." if self.door_deposit else ""

    def _effect_door_pay_back(self, row, params):
        self.door_deposit = 0

    def _after_act(self, act):
        result = super()._after_act(act)
        self.door_heard = [
            *(self.door_heard or ()),
            {
                "action": act.action,
                "row": act.row.target,
                "states": [act.state_from, act.state_to],
                "holders": [act.holder_from.name, act.holder_to.name],
                "event": act.event.action,
                "reason": act.reason,
                "params": act.params,
                "rights": self.env.su,
                "user": self.env.user.login,
            },
        ]
        return result
