from odoo import api, models
from odoo.exceptions import UserError

from .onestop_dossier_document import ASKED_FIELDS


class OnestopDossier(models.Model):
    """After the end a leader corrects what a dossier says; state, dates and outcome stay."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"correct": self.env._("Correct")}

    @api.model
    def _input_guards(self):
        return super()._input_guards() | {"correction_named"}

    @api.model
    def _correctable_fields(self):
        """Names of the fields that a correction may change: what the history answers for and no action writes.

        Not references: whose they are is settled, and a correction reads no other records.
        """
        # who took the result is written by the hand-over, and a wrong name mended here
        settled = (self._protected_fields() | self._subject_fields()) - {"result_recipient"}
        return tuple(
            name for name in self._attested_fields() if name not in settled and self._fields[name].type != "many2one"
        )

    @api.model
    def _correctable_paper_fields(self):
        """As ``_correctable_fields``, of a paper."""
        papers = self.env["onestop.dossier.document"]
        return tuple(
            name
            for name in papers._attested_fields()
            if name not in ASKED_FIELDS and papers._fields[name].type != "many2one"
        )

    def _check_open_for(self, names):
        """What a closed dossier holds is corrected by an action, with a reason.

        :raises UserError: somebody writes attested fields of a closed dossier directly
        """
        if names and not self.env.su and any(dossier.is_closed for dossier in self.sudo()):
            raise UserError(
                self.env._("The dossier is closed. A leader corrects it by the action “Correct”, with a reason.")
            )

    def _guard_correction_named(self, row, params):
        corrections, papers = params.get("corrections") or {}, params.get("papers") or {}
        if not corrections and not papers:
            return self.env._("Nothing was changed.")
        forbidden = corrections.keys() - set(self._correctable_fields())
        for values in papers.values():
            forbidden |= values.keys() - set(self._correctable_paper_fields())
        if forbidden:
            return self.env._("A correction does not change these fields: %s", ", ".join(sorted(forbidden)))
        if {int(paper) for paper in papers} - set(self.document_ids.ids):
            return self.env._("This paper belongs to another dossier.")
        return ""

    def _effect_correct(self, row, params):
        """Write ``corrections``, a dict of values, and ``papers``, a dict of such dicts by the id of the paper."""
        self.write(params.get("corrections") or {})
        for paper_id, values in (params.get("papers") or {}).items():
            self.document_ids.browse(int(paper_id)).write(values)
