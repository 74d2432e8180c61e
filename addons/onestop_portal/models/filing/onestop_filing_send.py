from odoo import api, fields, models
from odoo.addons.onestop_core.one_at_a_time import take_turns
from odoo.exceptions import UserError


class OnestopFiling(models.Model):
    """The moment in which a filing becomes a dossier: whole or not at all, and once."""

    _inherit = "onestop.filing"

    def _send(self):
        """Send the filing.

        :return: the ``onestop.dossier``; the one that was made before if it was sent already
        :raises UserError: something is missing, in words
        """
        self.ensure_one()
        # pressed twice: the second looks again when the first is done
        take_turns(self)
        if self.dossier_id:
            return self.dossier_id
        self._refresh_version()
        open_steps = self._open_steps()
        if open_steps:
            raise UserError("\n".join(words for lines in open_steps.values() for words in lines))
        dossier, _new = self.env["onestop.dossier"]._file(
            self._payload(), "portal", assisted_by=self.assisted_by_id, proof="account" if self.partner_id else "portal"
        )
        dossier = dossier.sudo()
        dossier.write(self._dossier_vals())
        self._hand_over_papers(dossier)
        self._touch(dossier_id=dossier.id, sent_at=fields.Datetime.now())
        return dossier

    def _refresh_version(self):
        """The law may have changed since the filing was begun: then its case and papers are chosen anew.

        :raises UserError: it did
        """
        version = self.procedure_id._version_on(self.agency_id._today())
        if version and version != self.version_id:
            self.write({"version_id": version.id, "case_id": False})
            self._list_papers()
            raise UserError(
                self.env._("The procedure has changed meanwhile. Please look at your case and papers again.")
            )
        if not version or not self.procedure_id.search_count(
            self.procedure_id._portal_domain() & fields.Domain("id", "=", self.procedure_id.id)
        ):
            raise UserError(self.env._("This procedure can no longer be applied for here."))

    def _payload(self):
        """What ``onestop.dossier.receive`` takes."""
        self.ensure_one()
        behalf = self.who in ("behalf", "organisation")
        return {
            "client_uuid": self.client_uuid,
            "agency_id": self.agency_id.id,
            "procedure_id": self.procedure_id.id,
            "case_id": self.case_id.id,
            "channel": "online",
            "result_channel": self.result_way,
            "result_address": self.result_address or "",
            "applicant_kind": "organisation" if self.who == "organisation" else "person",
            "applicant_name": self.applicant_name,
            "applicant_identity": self.applicant_identity or "",
            "applicant_birth_date": fields.Date.to_string(self.applicant_birth_date) or False,
            "applicant_phone": self.applicant_phone or "",
            "applicant_email": self.applicant_email or "",
            "applicant_address": self.applicant_address or "",
            "submitter_name": self.submitter_name if behalf else "",
            "submitter_identity": self.submitter_identity if behalf else "",
            "submitter_phone": self.submitter_phone if behalf else "",
            "submitter_authority": self.submitter_authority if behalf else "",
            "documents": [
                {
                    "component_id": paper.component_id.id,
                    # what the agency looks up by itself is not there yet
                    "handed_in": bool(paper._ready_files()),
                    "note": paper.note or "",
                }
                for paper in self.paper_ids.filtered("component_id")
            ],
        }

    def _dossier_vals(self):
        """Values of the dossier beside those of the payload."""
        return {
            "originals_way": self.originals_way,
            "payment_way": self.payment_way,
            **({"applicant_id": self.partner_id.id} if self.partner_id else {}),
        }

    def _hand_over_papers(self, dossier):
        by_component = {document.component_id: document for document in dossier.document_ids}
        for paper in self.paper_ids:
            files = paper._ready_files()
            document = by_component.get(paper.component_id)
            if not document and files:
                document = dossier.env["onestop.dossier.document"].create(
                    {"dossier_id": dossier.id, "name": paper._label(), "sequence": 1, "handed_in": True, "copies": 1}
                )
            if not document:
                continue
            document.source = "attached" if files else paper.source
            for file in files:
                dossier._take_over_file(document, file)

    @api.model
    def _sent_words(self, dossier):
        """When the desk begins to count: in words for the page of success."""
        agency = dossier.received_agency_id
        start = agency._working_hours_from_now(0)
        local_start, local_now = dossier._local(start), dossier._local(fields.Datetime.now())
        if local_start > local_now:
            return self.env._(
                "The desk is closed now. It begins to count at %s.", local_start.strftime("%H:%M %d/%m/%Y")
            )
        return ""


class OnestopChallenge(models.TransientModel):
    _inherit = "onestop.challenge"

    @api.model
    def _forms(self):
        return (*super()._forms(), "file")
