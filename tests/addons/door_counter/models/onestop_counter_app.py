from odoo import api, models


class OnestopCounterApp(models.AbstractModel):
    _inherit = "onestop.counter.app"

    def _counter_data(self, agencies, catalogue_version):
        return super()._counter_data(agencies, catalogue_version) | {"door": len(agencies)}

    def _catalogue_models(self):
        return [*super()._catalogue_models(), "onestop.process"]

    def _describe(self, version):
        return super()._describe(version) | {"door": version.procedure_id.code}

    def _person_fields(self):
        return [*super()._person_fields(), "result_address"]

    def _panes(self):
        return super()._panes() | {"received": "door"}

    def _dossier_data(self, dossier):
        return super()._dossier_data(dossier) | {"door": dossier.set_count}

    def _act_data(self, dossier):
        return super()._act_data(dossier) | {"door": dossier.revision}

    @api.model
    def _received(self, dossier, payload):
        return super()._received(dossier, payload) | {"door_state": dossier.state}

    @api.model
    def receive(self, payload, decide=False):
        payload = {**payload, "summary": f"door {payload.get('door')}"}
        return super().receive(payload, decide=decide) | {"door": payload.get("door")}
