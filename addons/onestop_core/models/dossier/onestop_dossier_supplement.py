from odoo import api, models


class OnestopDossier(models.Model):
    """The rule of the single supplement: a stage of the settlement asks the citizen once (NĐ 61/2018/NĐ-CP, and the
    national portal), and what goes beyond it is allowed by a leader with a reason.
    """

    _inherit = "onestop.dossier"

    def _supplements_left(self):
        """How many more requests the rule and the leaders allow at the present stage."""
        used = len(self._letters("supplement", self._stage()))
        return self.env["onestop.settings"]._number("onestop_core.max_supplements") + self.supplements_allowed - used

    def _guard_supplement_once(self, row, params):
        if self._supplements_left() > 0:
            return ""
        return self.env._(
            "A supplement was asked for already, and may be asked for only once. Decide on what is there, or have "
            "a leader allow one more with its legal basis."
        )

    def _guard_supplement_used_up(self, row, params):
        if self._supplements_left() <= 0:
            return ""
        return self.env._("A supplement may still be asked for: nothing has to be allowed.")

    def _effect_allow_supplement(self, row, params):
        self.supplements_allowed += 1

    def _supplement_days(self):
        """Working days that the citizen has to complete the dossier."""
        return self.version_id.supplement_days or self.env["onestop.settings"]._number("onestop_core.supplement_days")

    def _supplement_answer_by(self):
        """By when the citizen would have to answer a request made now, as a stored datetime."""
        return self.competent_agency_id._working_days_from_now(self._supplement_days())

    def _effect_letter_supplement(self, row, params):
        in_person = bool(params.get("in_person"))
        self._issue_letter(
            "supplement",
            row,
            params,
            answer_by=self._supplement_answer_by(),
            in_person=in_person,
        )
        if in_person and self.channel == "online":
            # allowed to happen, never to stay unseen: filing online and bringing paper is what the rule forbids
            self.double_channel = True

    @api.model
    def _hiding_guards(self):
        return super()._hiding_guards() | {"supplement_used_up"}
