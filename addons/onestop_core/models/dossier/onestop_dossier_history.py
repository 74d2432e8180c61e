import secrets

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import trail


class OnestopDossier(models.Model):
    """The history of a dossier: what it answers for, and the one method that adds to it."""

    _inherit = "onestop.dossier"

    @api.model
    def _attested_fields(self):
        return (
            *super()._attested_fields(),
            "code", "state", "procedure_id", "version_id", "case_id", "summary", "set_count", "channel", "result_channel",
            "result_address", "received_agency_id", "competent_agency_id", "counter_id", "receiver_id",
            "applicant_id", "applicant_kind", "applicant_name", "applicant_identity", "applicant_old_identity",
            "applicant_birth_date", "applicant_birth_year", "applicant_sex", "applicant_phone", "applicant_email", "applicant_address",
            "submitter_name", "submitter_identity", "submitter_phone", "submitter_authority",
            "received_at", "clock_start_at", "clock_start_rule", "cut_off_minute", "competent_received_at", "verified_since", "due_original", "due_at",
            "ready_at", "returned_at", "closed_at", "outcome", "result_number", "result_recipient",
            "register_agency_id", "register_year", "register_number", "supplements_allowed",
            "origin", "submitted_at", "request_number", "assisted_by_id",
        )  # fmt: skip

    @api.model
    def _sealed_fields(self):
        return (*super()._sealed_fields(), "applicant_identity", "applicant_old_identity", "submitter_identity")

    def _attested_records(self):
        return [*super()._attested_records(), self.document_ids]

    def _log(self, action, *, state_from=False, state_to=False, note=False, data=None):
        """Add a line to the dossier's own, append-only history, chained to the line before (``engine.trail``).

        What changed of the attested fields since the last line goes with it.

        :param action: name of an action or of another event, see ``_action_labels``
        :param data: what else belongs to the event; never an identity number or another secret
        """
        now = fields.Datetime.now()
        vals_list = []
        for dossier in self.sudo().with_context(tracking_disable=True):
            changes, sealed = dossier._take_changes()
            vals = {
                "dossier_id": dossier.id,
                "number": dossier.event_count + 1,
                "action": action,
                "at": now,
                "user_id": self.env.uid,
                "agency_id": dossier.holder_agency_id.id or dossier.received_agency_id.id,
                "state_from": state_from,
                "state_to": state_to,
                "note": note,
                "data": data,
                "changes": changes,
                "sealed": sealed,
                "salt": secrets.token_hex(16),
                "previous_hash": dossier.event_hash or trail.ROOT,
            }
            vals["hash"] = trail.link(vals["previous_hash"], {**vals, "at": fields.Datetime.to_string(now)})
            dossier.write({"event_count": vals["number"], "event_hash": vals["hash"]})
            vals_list.append(vals)
        return self.env["onestop.dossier.event"].sudo().create(vals_list)

    def _seal_salt(self):
        first = self.env["onestop.dossier.event"]
        if self.event_count:
            first = first.sudo().search([("dossier_id", "=", self.id), ("sealed", "!=", False)], order="id", limit=1)
        return first.sealed["salt"] if first else secrets.token_hex(16)

    def _erase_history(self, reason):
        """Erase by law what the history tells of people: notes, values, and what makes their hashes guessable.

        Who did what and when, the chain and the log stay, and prove that nothing else is gone.
        """
        for dossier in self.sudo():
            events = dossier.event_ids.filtered(lambda event: event.action != "erase" and event.salt)
            self.env.flush_all()
            self.env.cr.execute(
                SQL(
                    "UPDATE onestop_dossier_event SET note = NULL, data = NULL, changes = NULL, sealed = NULL, salt = NULL "
                    "WHERE id = ANY(%s)",
                    events.ids,
                )
            )
            events.invalidate_recordset()
            dossier.with_env(self.env)._log("erase", note=reason, data={"events": events.mapped("number")})

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"erase": self.env._("History Erased by Law")}
