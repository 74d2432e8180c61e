from odoo import api, fields, models
from odoo.addons.onestop_core.engine.transitions import HOLDER, STAY, STEP, Transition


class OnestopDossier(models.Model):
    """A step that allows it inspects the place, once, and says where; a step may demand that this was done."""

    _inherit = "onestop.dossier"

    door_place = fields.Char(readonly=True)

    @api.model
    def _transitions(self):
        inspect = Transition(
            "door_inspect", "processing", STAY, STEP, HOLDER,
            guards=("step_allows", "door_once", "door_place"), effects=("door_inspect",),
        )  # fmt: skip
        return (*super()._transitions(), inspect)

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"door_inspect": "Inspect the Place", "door_forget": "Forget the Place"}

    @api.model
    def _action_inputs(self):
        return super()._action_inputs() | {"door_inspect": ("door_place", "note")}

    @api.model
    def _step_flags(self):
        return super()._step_flags() | {"door_inspect": "can_door_inspect"}

    @api.model
    def _main_actions(self):
        return [*super()._main_actions(), "door_inspect"]

    @api.model
    def _hiding_guards(self):
        return super()._hiding_guards() | {"door_once"}

    @api.model
    def _input_guards(self):
        return super()._input_guards() | {"door_place"}

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"door_place"}

    @api.model
    def _cause_kinds(self):
        return super()._cause_kinds() | {"door_inspect": "late"}

    def _own_actions(self):
        return super()._own_actions() | {"door_forget": self.door_forget}

    @api.model
    def _step_checks(self):
        return super()._step_checks() | {"door_inspected": "The place was inspected"}

    def _guard_door_once(self, row, params):
        return "The place was inspected already." if self.door_place else ""

    def _guard_door_place(self, row, params):
        return "" if params.get("door_place") else "Say which place."

    def _effect_door_inspect(self, row, params):
        self.door_place = params["door_place"]

    def _check_door_inspected(self, params):
        return "" if self.door_place else "Inspect the place first."

    def door_forget(self):
        self._check_holds_task()
        self.sudo().door_place = False
