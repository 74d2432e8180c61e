from odoo import api, fields, models
from odoo.addons.onestop_core.engine import transitions

from ...money_fields import Dong


class OnestopDossier(models.Model):
    """What is owed for a dossier, when, and what waits for it."""

    _inherit = "onestop.dossier"

    due_ids = fields.One2many("onestop.fee.due", "dossier_id", "Fees Due", readonly=True)
    fee_owed = Dong("Fees Owed", compute="_compute_fee_owed", compute_sudo=True)
    fee_answers = fields.Json(
        copy=False,
        help="What the desk was told with the reception: {rule id: {quantity, declared_value, pieces, exemption_id, proof}}.",
    )

    @api.depends("due_ids.remaining")
    def _compute_fee_owed(self):
        for dossier in self:
            dossier.fee_owed = sum(dossier.due_ids.mapped("remaining"))

    @api.model
    def _reception_fields(self):
        return [*super()._reception_fields(), "fee_answers"]

    # ------------------------------------------------------------------ dues come about

    def _after_act(self, act):
        result = super()._after_act(act)
        if act.action == "submit":
            self._make_dues("before")
        elif act.action == "receive" or act.state_to == "payment":
            self._make_dues("before", "reception", "result")
        elif act.state_to in ("rejected", "withdrawn", "stopped"):
            self.due_ids._cancel(
                self.env._("The dossier has ended: %s.", self._action_labels().get(act.action, act.action))
            )
        return result

    def _make_dues(self, *moments):
        """Write down what is owed by the rules of today, once for each fee.

        :param moments: when what is written down now falls due, see ``MOMENTS``
        """
        dues = self.env["onestop.fee.due"].sudo()
        vals_list = [
            vals
            for dossier in self.sudo()
            if dossier.procedure_id
            for _rule, vals in dossier._due_vals(
                dossier.fee_answers or {}, dossier.received_agency_id._today(), *moments
            )
        ]
        return dues.create(vals_list) if vals_list else dues

    def _due_vals(self, answers, day, *moments):
        """What is owed by the rules of ``day`` and not written down yet: pairs of a rule and the values of its due.

        :param answers: as ``fee_answers``
        """
        dues = self.env["onestop.fee.due"]
        agency = self.received_agency_id
        chosen = self.env["onestop.fee.rule"]._chosen(
            self.procedure_id, agency, day, case=self.case_id, channel=self.channel
        )
        there = self.due_ids.type_id if chosen else dues.type_id
        for rule, engine_rule in chosen:
            if rule.moment not in moments or rule.type_id in there:
                continue
            said = answers.get(str(rule.id)) or {}
            exemption = rule.exemption_ids.filtered(lambda one, said=said: one.id == said.get("exemption_id"))
            proof = (said.get("proof") or "").strip()
            vals = dues._reckoned(
                rule, engine_rule,
                quantity=_whole(said.get("quantity")), declared_value=_whole(said.get("declared_value")),
                pieces=_whole(said.get("pieces")) or 1, exemption=exemption if proof else None,
            )  # fmt: skip
            if exemption and proof:
                vals |= {
                    "exemption_id": exemption.id,
                    "exemption_proof": proof,
                    "exempted_by_id": self.env.uid,
                    "exempted_at": fields.Datetime.now(),
                }
            yield (
                rule,
                {
                    "dossier_id": self.id,
                    "agency_id": agency.id,
                    "rule_id": rule.id,
                    "type_id": rule.type_id.id,
                    "kind": rule.kind,
                    "label": rule.label or rule.type_id.name,
                    "payer_name": self.applicant_name,
                    "moment": rule.moment,
                    "day": day,
                    "retention_share": rule.retention_share,
                    **vals,
                },
            )

    # ------------------------------------------------------------------ what waits for it

    @api.model
    def _transitions(self):
        return transitions.extend(super()._transitions(), "return_result", guards=("fees_settled",))

    def _guard_receipt_named(self, row, params):
        """Where dues are kept, what was paid says whether the dossier goes on; where none are, the number of a receipt does."""
        if self._dues_that_count():
            return self._guard_fees_settled(row, params)
        return super()._guard_receipt_named(row, params)

    def _event_data(self, row, params):
        return super()._event_data(row, {**params, "receipt_number": params.get("receipt_number") or ""})

    def _effect_note_receipt(self, row, params):
        return super()._effect_note_receipt(row, {**params, "receipt_number": params.get("receipt_number") or ""})

    def _dues_that_count(self):
        return self.due_ids.filtered(lambda due: due.state != "cancelled")

    def _go_on_when_paid(self):
        """Dossiers that waited for money go on once nothing is owed any more, by whoever took it.

        :return: those that went on
        """
        waiting = self.sudo().filtered(lambda one: one.state == "payment")
        settled = waiting.filtered(lambda one: not one._guard_fees_settled(None, {}))
        for dossier in settled:
            dossier._take_in_hand()
            dossier._act("resume", reason="", revision=None, params={})
        return settled

    def _guard_fees_settled(self, row, params):
        """A result is handed over when everything that is owed for it is paid or let off."""
        waiting = self.due_ids.filtered(lambda due: due.state in ("asked", "open"))
        if not waiting:
            return ""
        return self.env._(
            "Not paid yet:\n%s\nTake the fee, or let the payer off with proof.",
            "\n".join(f"– {due.label}: {due._money(due.remaining) if due.state == 'open' else '…'}" for due in waiting),
        )

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {
            "fee_exempt": self.env._("Fee Let Off"),
            "fee_exempt_withdrawn": self.env._("Exemption Taken Back"),
        }


def _whole(value):
    """A whole number that a device sent, None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
