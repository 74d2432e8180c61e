from odoo import api, fields, models
from odoo.exceptions import UserError

RECIPIENTS = [("applicant", "Applicant"), ("submitter", "Submitter"), ("other", "Somebody Else")]


class OnestopDossier(models.Model):
    """The hand-over of a result, provable afterwards: who took it and by what right, that the identity paper was
    compared, which originals went back, and what was owed. The dossier shows it, and its chained history keeps it.
    """

    _inherit = "onestop.dossier"

    result_recipient_kind = fields.Selection(RECIPIENTS, "Taken By", readonly=True, copy=False)
    result_identity_seen = fields.Boolean(
        "Identity Paper Compared", readonly=True, copy=False, help="Whoever handed the result over says so."
    )
    result_authority_id = fields.Many2one(
        "onestop.dossier.document", "Authority to Take the Result", readonly=True, copy=False,
        index="btree_not_null", ondelete="restrict",
        help="By what paper somebody took the result in the applicant's stead; its scan is with it.",
    )  # fmt: skip
    result_fee_owed = fields.Char(
        "Fee at the Hand-over", readonly=True, copy=False, help="What was owed, as far as the catalogue said."
    )

    @api.model
    def _attested_fields(self):
        return (
            *super()._attested_fields(),
            "result_recipient_kind", "result_identity_seen", "result_authority_id", "result_fee_owed",
        )  # fmt: skip

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {
            "result_recipient", "result_recipient_kind", "result_identity_seen", "result_authority_id", "result_fee_owed",
        }  # fmt: skip

    def result_authority_paper(self):
        """The paper by which somebody takes the result in the applicant's stead; made if there is none yet.

        Its scan is attached to it as to any other paper. Only where the result is handed over, by those who may.

        :return: the id of the ``onestop.dossier.document``
        """
        self.check_access("read")
        self._find_row("return_result")
        dossier = self.sudo()
        if not dossier.result_authority_id:
            dossier.result_authority_id = (
                self.env["onestop.dossier.document"]
                .sudo()
                .create(
                    {"dossier_id": dossier.id, "name": self.env._("Authority to take the result"), "sequence": 1000}
                )
            )
        return dossier.result_authority_id.id

    def action_authority_paper(self):
        """A line for the authority paper appears among the papers, to which its scan is added."""
        self.result_authority_paper()
        return True

    # ------------------------------------------------------------------ handing over

    def _recipient_kind(self, params):
        """Who takes the result: as the screen says, else as the name says."""
        name = (params.get("recipient") or "").strip()
        if params.get("recipient_kind"):
            return params["recipient_kind"]
        if not name or name == self.applicant_name:
            return "applicant"
        return "submitter" if name == self.submitter_name else "other"

    def _guard_hand_over_proven(self, row, params):
        kind = self._recipient_kind(params)
        if kind not in dict(RECIPIENTS):
            return self.env._("Say who takes the result.")
        if kind == "submitter" and not self.submitter_name:
            return self.env._("Nobody has handed this dossier in for the applicant.")
        if kind == "other" and not (params.get("recipient") or "").strip():
            return self.env._("Enter who takes the result.")
        if kind != "applicant" and not self.result_authority_id.file_ids:
            return self.env._(
                "Somebody takes the result in the applicant's stead: attach a scan of the authority paper first."
            )
        if set(params.get("given_back") or ()) - set(self.document_ids.ids):
            return self.env._("The originals given back are not those of this dossier. Open it again.")
        return ""

    def _event_data(self, row, params):
        data = super()._event_data(row, params)
        if row.action != "return_result":
            return data
        proof = {
            "recipient": self._recipient_kind(params),
            "identity_seen": bool(params.get("identity_seen")),
            "given_back": sorted(params.get("given_back") or ()),
            "fee_owed": self._channel_line()._fee_words(),
        }
        if proof["recipient"] != "applicant":
            proof["authority"] = self.result_authority_id.file_ids.mapped("sha256")
        return (data or {}) | proof

    def _effect_hand_over(self, row, params):
        result = super()._effect_hand_over(row, params)
        kind = self._recipient_kind(params)
        names = {"applicant": self.applicant_name, "submitter": self.submitter_name, "other": params.get("recipient")}
        self.write(
            {
                "result_recipient": names[kind],
                "result_recipient_kind": kind,
                "result_identity_seen": bool(params.get("identity_seen")),
                "result_fee_owed": self._channel_line()._fee_words(),
            }
        )
        given_back = self.document_ids.filtered(lambda paper: paper.id in (params.get("given_back") or ()))
        given_back.given_back_at = fields.Datetime.now()
        return result


class OnestopDossierDocument(models.Model):
    _inherit = "onestop.dossier.document"

    given_back_at = fields.Datetime("Original Given Back", readonly=True, copy=False)

    def write(self, vals):
        if "given_back_at" in vals and not self.env.su:
            raise UserError(self.env._("That an original went back is said when the result is handed over."))
        return super().write(vals)
