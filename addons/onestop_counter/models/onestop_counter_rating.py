from odoo import api, models


class OnestopCounterApp(models.AbstractModel):
    """The citizen rates at the Counter, on the screen that the clerk turns round."""

    _inherit = "onestop.counter.app"

    @api.model
    def receive(self, payload, decide=False):
        answer = super().receive(payload, decide=decide)
        return self._offer_rating(answer) if decide else answer

    def _act_data(self, dossier):
        return self._offer_rating(super()._act_data(dossier))

    def _dossier_data(self, dossier):
        return self._offer_rating(super()._dossier_data(dossier))

    def _offer_rating(self, answer):
        return answer | {"may_rate": self.env["onestop.dossier"].browse(answer["id"])._may_be_rated()}

    @api.model
    def rate(self, dossier_id, client_uuid, verdict, feedback=None):
        """Keep what the citizen said of a dossier handed over at the user's desk, see ``onestop.rating._rate``.

        :return: dict ``id`` of the dossier
        :raises AccessError: the dossier was handed over at somebody else's desk
        """
        dossier = self.env["onestop.dossier"].browse(dossier_id)
        dossier.check_access("read")
        dossier._check_may_enter(dossier.received_agency_id)
        self.env["onestop.rating"]._rate(dossier, verdict, client_uuid=client_uuid, source="counter", feedback=feedback)
        return {"id": dossier.id}
