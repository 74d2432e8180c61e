import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import MissingError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ... import sent_once
from ...engine import codes


class OnestopDossier(models.Model):
    """How a dossier comes in: one call from a counter, once however often it is sent."""

    _inherit = "onestop.dossier"

    @api.model
    def _reception_fields(self):
        """What a device may say of a reception; everything else follows from the procedure and the clock."""
        return [
            "case_id", "channel", "result_channel", "result_address", "counter_id", "summary", "set_count",
            "applicant_kind", "applicant_name", "applicant_identity", "applicant_old_identity",
            "applicant_birth_date", "applicant_birth_year", "applicant_sex",
            "applicant_phone", "applicant_email", "applicant_address",
            "submitter_name", "submitter_identity", "submitter_phone", "submitter_authority",
        ]  # fmt: skip

    @api.model
    def _document_fields(self):
        """What a device may say of a paper."""
        return ["handed_in", "originals", "certified_copies", "copies", "note", "lookup_outcome"]

    @api.model
    def receive(self, payload):
        """Receive a dossier in one call.

        :param payload: dict with ``client_uuid`` (chosen by the device), ``agency_id``, ``procedure_id`` or
            ``procedure_code``, the fields of ``_reception_fields``, and ``documents``: a list of dicts with
            ``component_id`` and the fields of ``_document_fields``, and ``files``: a list of the identifiers of scans
            that the device sends afterwards; ``not_the_same``: why it is not the dossier that the person filed already
        :return: dict that the counter shows: ``id``, ``code``, ``due_at``, ``received_at``, ``replayed``, ``changes_not_stored`` (it was
            sent before with other content, which counts), and where the scans go: ``documents``, a dict with the id of each paper by that of its component
        :raises UserError: nothing is stored, and the message says what is missing
        """
        dossier, new = self._enter(payload)
        if new:
            # not act: nobody else can have locked a dossier of this very moment
            params = {"not_the_same": payload.get("not_the_same")}
            dossier._act("receive", reason="", revision=None, params=params)
        changed = not new and dossier.sudo().client_digest != self._payload_digest(payload)
        return dossier._reception_answer(replayed=not new) | {"changes_not_stored": changed}

    @api.model
    def _enter(self, payload):
        """Store what the device of a desk sent as a draft, once however often it is sent.

        :return: ``(dossier, whether it is new)``
        :raises AccessError: the user works at no desk of that agency
        """
        return self._store_once(payload, {}, check=self._check_may_enter)

    @api.model
    def _store_once(self, payload, more, check=None):
        """Store a payload as a draft, bound to its identifier, to its content and to whoever sent it.

        :param more: values beside those that a device may say
        :param check: called with the agency before anything is stored; with it, the user's own rights count
        :return: ``(dossier, whether it is new)``; of a dossier that is known, ``client_digest`` tells whether it was
            sent with the same content
        :raises UserError: the identifier was used by somebody else
        """
        client_uuid = self._check_uuid(payload.get("client_uuid"))
        digest = self._payload_digest(payload)
        if not sent_once.claim(self, client_uuid):
            known = self.sudo().search([("client_uuid", "=", client_uuid)], limit=1)
            same_person = known.create_uid == self.env.user and not self.env.user._is_public()
            if not same_person and (not self.env.user._is_public() or known.client_digest != digest):
                raise UserError(self.env._("This identifier was used already, by somebody else. Reload the page."))
            return known.sudo(False), False
        if check:
            self.check_access("create")
        vals = self._reception_vals(payload, client_uuid) | {"client_digest": digest} | more
        if check:
            check(self.env["onestop.agency"].browse(vals["received_agency_id"]))
            for _command, _id, paper in vals.get("document_ids", ()):
                if paper.get("handed_in"):
                    # whoever ticks it at a desk has looked at it
                    paper["verdict"] = "good"
        # the rights are checked; storing needs none, and checking each line again would double the queries
        reception = self.sudo().with_context(tracking_disable=True, mail_create_nosubscribe=True)
        return reception.create(vals).sudo(False), True

    @api.model
    def _payload_digest(self, payload):
        """SHA-256 of what a payload says; of files only the dossier's own list counts, since they come afterwards."""
        said = {name: value for name, value in payload.items() if name != "files"}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
        # what is no text is refused where it is stored
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()

    @api.model
    def _check_uuid(self, value):
        client_uuid = sent_once.read_uuid(value)
        if not client_uuid:
            raise UserError(self.env._("The reception carries no valid identifier. Reload the page."))
        return client_uuid

    @api.model
    def _reception_vals(self, payload, client_uuid):
        procedure = self._payload_procedure(payload)
        agency = self._payload_record("onestop.agency", payload.get("agency_id"))
        if not agency:
            raise UserError(self.env._("Choose the agency that receives the dossier."))
        vals = {name: payload[name] for name in self._reception_fields() if name in payload}
        vals |= {"client_uuid": client_uuid, "procedure_id": procedure.id, "received_agency_id": agency.id}
        counter_id = payload.get("counter_id")
        if counter_id and counter_id not in self.env["onestop.counter"]._ids_at(agency.id):
            raise UserError(self.env._("This counter is none of %s. Choose the counter again.", agency.name))
        if not procedure:
            return vals
        version = procedure._version_on(agency._today()) or procedure.current_version_id
        case = self.env["onestop.procedure.case"].browse(payload.get("case_id") or [])
        if case and case.version_id != version:
            raise UserError(self.env._("The procedure has changed meanwhile. Choose its case again."))
        given = {line.get("component_id"): line for line in payload.get("documents") or ()}
        papers = version._paper_vals(case.id)
        if given.keys() - {paper["component_id"] for paper in papers}:
            raise UserError(self.env._("The procedure has changed meanwhile. Check its papers again."))
        vals["document_ids"] = [
            fields.Command.create({**paper, **self._ticked(given.get(paper["component_id"], {}))}) for paper in papers
        ]
        return vals

    def _ticked(self, line):
        """What a device has said of a paper."""
        return {name: line[name] for name in self._document_fields() if name in line}

    @api.model
    def _payload_procedure(self, payload):
        """The procedure that a device names; none for a request in words, which can only be refused.

        :raises UserError: there is no such procedure
        """
        procedures = self.env["onestop.procedure"]
        if (
            not (payload.get("procedure_code") or payload.get("procedure_id"))
            and (payload.get("summary") or "").strip()
        ):
            return procedures
        if payload.get("procedure_code"):
            procedure = procedures.search([("code", "=", payload["procedure_code"])], limit=1)
        else:
            procedure = self._payload_record("onestop.procedure", payload.get("procedure_id"))
        if not procedure:
            raise UserError(self.env._("There is no such procedure."))
        return procedure

    @api.model
    def _payload_record(self, model, record_id):
        """The record that a device names, or none if it is gone. Read rather than asked for: the reception needs
        what is read, and one query more at each of a day's receptions adds up.
        """
        record = self.env[model].browse(record_id or [])
        try:
            record.mapped("code")
        except MissingError:
            return record.browse()
        return record

    def _reception_answer(self, replayed):
        return {
            "id": self.id,
            "code": self.code,
            "received_at": fields.Datetime.to_string(self.received_at),
            "due_at": fields.Datetime.to_string(self.due_at) if self.due_at else False,
            "replayed": replayed,
            "documents": self._documents_by_component(),
        }

    def _documents_by_component(self):
        return {paper.component_id.id: paper.id for paper in self.document_ids}

    def _after_act(self, act):
        result = super()._after_act(act)
        if act.action == "receive":
            # last, when everything is to be written anyway: the search wants it written
            duplicate = self._find_duplicate()
            reason = (act.params.get("not_the_same") or "").strip()
            if duplicate and reason:
                self._log("not_the_same", note=reason, data={"dossier": duplicate.code})
            else:
                self.duplicate_id = duplicate
        return result

    @api.model
    def _hiding_guards(self):
        return super()._hiding_guards() | {"filed_twice"}

    def _guard_filed_twice(self, row, params):
        return "" if self.duplicate_id else self.env._("No other dossier of the same person is marked here.")

    def _effect_not_the_same(self, row, params):
        self.duplicate_id = False

    def _effect_receive(self, row, params):
        """Allot the code, start the clock, freeze what the law says today."""
        now = fields.Datetime.now()
        local = self._local(now)
        agency = self.received_agency_id
        book = self.env["onestop.number.book"]
        [number] = book._allot([(f"dossier/{agency.id}", local.date().isoformat())])
        version = self.procedure_id._version_on(local.date())
        self.write(
            {
                "code": codes.render_code(book._dossier_code_pattern(agency), agency.code, local.date(), number),
                "register_agency_id": agency.id,
                "register_year": local.year,
                "register_number": self._next_in_register(agency, local.year),
                "version_id": version.id,
                "case_id": self._case_in(version).id,
                "received_at": now,
                "receiver_id": self.env.uid,
            }
        )
        self.document_ids.filtered(lambda paper: paper.handed_in and not paper.verdict).verdict = "good"
        self._update_due()

    @api.model
    def _next_in_register(self, agency, year):
        """The next number of an agency's register, which has no gap: a dossier that was received is never deleted, so each
        number is there to be seen, whatever became of it.
        """
        self.flush_model(["register_number"])
        used = SQL(
            "SELECT max(register_number) FROM onestop_dossier WHERE register_agency_id = %s AND register_year = %s",
            agency.id,
            year,
        )
        return self.env["onestop.number.book"]._allot_held(f"register/{agency.id}", str(year), used)

    def _find_duplicate(self):
        """An open dossier of the same person for the same procedure, at whatever agency."""
        return self._find_twice(self.procedure_id.id, self.applicant_identity, self.applicant_old_identity)

    @api.model
    def _find_twice(self, procedure_id, applicant_identity, old_number=None):
        """The latest open dossier for the procedure, other than ``self``, of whoever has one of the numbers; none
        if no number is given.
        """
        numbers = [
            self._fields["applicant_identity"].clean(number) for number in (applicant_identity, old_number) if number
        ]
        if not numbers:
            return self.browse()
        same = Domain("applicant_identity", "in", numbers) | Domain("applicant_old_identity", "in", numbers)
        return self.search(
            self._open_domain() & same & Domain("procedure_id", "=", procedure_id) & Domain("id", "not in", self.ids),
            order="id desc",
            limit=1,
        )
