from odoo import api, fields, models
from odoo.addons.onestop_core.engine import transitions
from odoo.addons.onestop_core.models.dossier.onestop_dossier_deadline import as_stored
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

# how many procedures the Counter offers as "most used here", over how many days
MOST_USED, MOST_USED_DAYS = 12, 90
# how many people the Counter offers to choose from
MOST_PEOPLE = 10
CATALOGUE_TABLES = (
    "onestop_procedure",
    "onestop_procedure_version",
    "onestop_procedure_case",
    "onestop_procedure_component",
    "onestop_procedure_channel",
    "onestop_sector",
)
PERSON_FIELDS = (
    "applicant_kind", "applicant_name", "applicant_identity", "applicant_old_identity", "applicant_birth_date",
    "applicant_birth_year", "applicant_sex",
    "applicant_phone", "applicant_email", "applicant_address",
)  # fmt: skip


class OnestopCounterApp(models.AbstractModel):
    """What the Counter, the full-screen till of a desk, asks of the server. One call loads it, one receives.

    Every method checks for itself that the user works at a desk; records are read with the user's own rights.
    """

    _name = "onestop.counter.app"
    _description = "Counter"

    # ------------------------------------------------------------------ loading

    @api.model
    def open_counter(self, catalogue_version=None):
        """All that the Counter needs to start.

        :param catalogue_version: that of the catalogue which the browser has kept; if it is still the present
            one, the catalogue is left out of the answer
        :raises AccessError: the user receives dossiers at no agency
        """
        agencies = self._agencies()
        version = self._catalogue_version(agencies)
        return {
            "user": {"id": self.env.uid, "name": self.env.user.name},
            "agencies": [
                {
                    "id": agency.id,
                    "name": agency.name,
                    "counters": [
                        {"id": counter.id, "name": counter.name, "number": counter.number}
                        for counter in agency.desk_ids.counter_ids
                    ],
                }
                for agency in agencies
            ],
            "catalogue_version": version,
            "catalogue": None if version == catalogue_version else self._catalogue(tuple(agencies.ids)),
            "most_used": self._most_used(agencies),
            "waiting": self.env["onestop.dossier"].search_count(self._inbox_domain(agencies)),
            "upload": self._upload_rules(),
        }

    def _upload_rules(self):
        """What the browser can tell of a file before it is sent: the limit of its size in bytes, its extension."""
        policy = self.env["onestop.dossier"]._upload_policy()
        return {"size_limit": policy.size_limit, "extensions": sorted(policy.extensions)}

    @api.model
    def _agencies(self):
        """Agencies at whose desks the user receives today."""
        held = self.env.user._onestop_role_map()
        ids = set().union(*(held.get(role, frozenset()) for role in transitions.DESK))
        if not ids:
            words = self.env._("The Counter is for those who receive dossiers. Your posts do not include that.")
            if "leader" in held:
                words += " " + self.env._(
                    "If you decide at the desk, an administrator adds the role “%s” to your post.",
                    self.env.ref("onestop_core.role_receptionist").name,
                )
            raise AccessError(words)
        return self.env["onestop.agency"].browse(sorted(ids))

    @api.model
    def _catalogue_version(self, agencies):
        """Changes whenever anything that the catalogue shows changes, and at midnight, when versions begin and end."""
        stamps = SQL(" UNION ALL ").join(
            SQL("SELECT count(*) AS n, sum(extract(epoch FROM write_date)) AS at FROM %s", SQL.identifier(table))
            for table in CATALOGUE_TABLES
        )
        # the sum, not the latest: a long transaction may commit a change that is older than the latest one
        [(rows, last)] = self.env.execute_query(SQL("SELECT sum(n), sum(at) FROM (%s) stamps", stamps))
        today = self.env["onestop.agency"]._today()
        return f"{today}/{'-'.join(map(str, agencies.ids))}/{rows}/{last}/{self.env.lang}"

    @api.model
    def _catalogue(self, agency_ids):
        """Procedures that may be received at the agencies today, with cases, papers and time limits."""
        today = self.env["onestop.agency"]._today()
        procedures = self.env["onestop.procedure"].search(
            Domain("current_version_id", "!=", False)
            & (Domain("agency_ids", "=", False) | Domain("agency_ids", "in", agency_ids))
            & (Domain("excluded_from", "=", False) | Domain("excluded_from", ">", today))
        )
        versions = procedures.current_version_id.filtered(
            lambda version: version.published and version._is_valid(today)
        )
        # one query a table, whatever the number of procedures
        versions.fetch(["name", "keywords", "same_day", "procedure_id", "case_ids", "component_ids", "channel_ids"])
        versions.case_ids.fetch(["name"])
        versions.component_ids.fetch(["name", "case_id", "is_note"])
        versions.channel_ids.fetch(["channel", "case_id", "fee_text"])
        return {
            "sectors": [{"id": sector.id, "name": sector.name} for sector in procedures.sector_id],
            "procedures": [self._describe(version) for version in versions],
        }

    def _describe(self, version):
        procedure = version.procedure_id
        return {
            "id": procedure.id,
            "code": procedure.code,
            "name": version.name,
            "keywords": version.keywords or "",
            "sector": procedure.sector_id.id,
            "same_day": version.same_day,
            "cases": [{"id": case.id, "name": case.name} for case in version.case_ids],
            "papers": [
                {
                    "id": paper.id,
                    "name": paper.name,
                    "case": paper.case_id.id,
                    "note": paper.is_note,
                    "required": paper.required,
                    "originals": paper.originals,
                    "certified_copies": paper.certified_copies,
                    "copies": paper.copies,
                    "return": paper.original_to_return,
                    "in_data": paper.in_national_data,
                }
                for paper in version.component_ids
            ],
            "channels": [
                {
                    "channel": line.channel,
                    "case": line.case_id.id,
                    "limit": line._duration_label(),
                    "fee": line.fee_text or "",
                }
                for line in version.channel_ids
            ],
        }

    @api.model
    def _most_used(self, agencies):
        since = fields.Datetime.subtract(fields.Datetime.now(), days=MOST_USED_DAYS)
        groups = self.env["onestop.dossier"]._read_group(
            [("received_agency_id", "in", agencies.ids), ("received_at", ">=", since)],
            ["procedure_id"],
            ["__count"],
            order="__count desc",
            limit=MOST_USED,
        )
        return [procedure.id for procedure, _count in groups]

    # ------------------------------------------------------------------ while entering

    @api.model
    def preview(self, procedure_id, agency_id, channel="direct", case_id=False):
        """When a dossier received now would be due, and why. Nothing is stored.

        :return: dict ``due_at`` (UTC text or False), ``lines`` (the ledger in words), ``limit`` (the law's words),
            ``same_day_refusal`` (why it cannot be received, decided and handed over in one pass, if the law wants that)
        """
        dossier = self.env["onestop.dossier"].new(
            {
                "procedure_id": procedure_id,
                "received_agency_id": agency_id,
                "channel": channel,
                "case_id": case_id or False,
                "applicant_name": "…",
                "received_at": fields.Datetime.now(),
            }
        )
        self._check_agency(dossier.received_agency_id._origin)
        due = dossier._find_due()
        dossier.due_ledger = [line.as_dict() for line in due.ledger]
        return {
            "due_at": fields.Datetime.to_string(as_stored(due.due_at)) if due.due_at else False,
            "lines": dossier._due_lines(),
            "limit": dossier._channel_line()._duration_label() if dossier._channel_line() else "",
            "same_day_refusal": dossier._one_pass_refusal() if dossier.same_day else "",
        }

    def _check_agency(self, agency):
        if agency not in self._agencies():
            raise AccessError(self.env._("You receive no dossiers at %s.", agency.name))

    @api.model
    def find_person(self, text, old_number=None, limit=5):
        """People known from dossiers in the user's sight.

        :param text: what was typed to find somebody, or scanned: see ``onestop.dossier._find_people``
        :param old_number: the nine digits in the second field of an identity card
        :return: list of dicts ``person`` (as in the last dossier) and ``dossiers`` (the last three)
        """
        self._agencies()
        people = {}
        for dossier in self.env["onestop.dossier"]._find_people(text, old_number):
            people.setdefault(self._person_key(dossier, people), []).append(dossier)
        return [
            {
                "person": self._person(dossiers[0]),
                "dossiers": [
                    {"id": one.id, "code": one.code, "procedure": one.procedure_id.name, "state": one.state}
                    for one in dossiers[:3]
                ],
            }
            for dossiers in list(people.values())[: min(limit, MOST_PEOPLE)]
        ]

    @staticmethod
    def _person_key(dossier, people):
        """What tells the applicant from others: the number, also the old one; else name, phone and address."""
        numbers = [number for number in (dossier.applicant_identity, dossier.applicant_old_identity) if number]
        if not numbers:
            return dossier.applicant_name_key, dossier.applicant_phone, dossier.applicant_address
        return next((key for key in people if set(numbers) & set(key)), tuple(numbers))

    def _person(self, dossier):
        values = {name: dossier[name] for name in PERSON_FIELDS}
        values["applicant_birth_date"] = (
            fields.Date.to_string(dossier.applicant_birth_date) if dossier.applicant_birth_date else False
        )
        return values

    @api.model
    def find_twice(self, procedure_id, applicant_identity, old_number=None):
        """The open dossier of the same person for the same procedure, if there is one: said before the reception.

        :return: dict ``agency``, ``received_at`` (UTC text), and ``id`` and ``code``, which are False where the dossier is
            not in the user's sight; None if there is none
        """
        self._agencies()
        dossier = self.env["onestop.dossier"].sudo()._find_twice(procedure_id, applicant_identity, old_number)
        if not dossier:
            return None
        in_sight = dossier.sudo(False).has_access("read")
        return {
            "id": in_sight and dossier.id,
            "code": in_sight and (dossier.code or dossier.display_name),
            "agency": dossier.received_agency_id.name,
            "received_at": fields.Datetime.to_string(dossier.received_at) if dossier.received_at else False,
        }

    # ------------------------------------------------------------------ deciding at the desk

    @api.model
    def receive(self, payload, decide=False):
        """Receive a dossier; with ``decide`` also settle it and hand its result over in the same pass, where the
        user may do every step up to the decision: the process delegates it to the desk, or a leader sits there.
        Idempotent by ``client_uuid`` in each of its parts.
        """
        dossiers = self.env["onestop.dossier"].with_context(tracking_disable=True)
        answer = dossiers.receive(payload)
        if decide:
            dossier = dossiers.browse(answer["id"])
            dossier._settle_in_one_pass(payload.get("result_number"))
            answer["state"] = dossier.state
        return answer

    @api.model
    def not_complete(self, payload, reason, content):
        """Keep what was entered and ask for what is missing, once and in full.

        :return: dict ``id``, ``letter_id``, ``state``, and ``documents`` as ``onestop.dossier.receive`` gives it
        """
        return self._turn_away(payload, "request_supplement", reason=reason, content=content)

    @api.model
    def refuse(self, payload, reason, competent_body=None):
        """Keep what was entered and refuse to receive it, with the reason and the body competent instead."""
        return self._turn_away(payload, "reject", reason=reason, competent_body=competent_body)

    def _turn_away(self, payload, action, **params):
        dossiers = self.env["onestop.dossier"].with_context(tracking_disable=True)
        dossier, new = dossiers._enter(payload)
        if new:
            dossier.act(action, **params)
        return {
            "id": dossier.id,
            "letter_id": dossier.letter_ids.sorted("id")[-1:].id,
            "state": dossier.state,
            "documents": dossier._documents_by_component(),
        }

    # ------------------------------------------------------------------ a dossier at the desk

    @api.model
    def open_code(self, code):
        """A dossier by the code on its slip, in the pane that its state calls for.

        :return: dict with ``pane`` (``return``, ``inbox``, ``supplement`` or ``show``) and what the pane shows
        :raises UserError: no such dossier in the user's sight
        """
        self._agencies()
        dossiers = self.env["onestop.dossier"]
        read = dossiers._code_from_input(code or "")
        dossier = dossiers.search([("code", "=", read)], limit=1) if read else dossiers
        if not dossier:
            raise UserError(self.env._("No dossier %s is in your sight. Check the code.", code))
        return self.open_dossier(dossier.id)

    @api.model
    def open_dossier(self, dossier_id):
        """As ``open_code``, for a dossier chosen from a list."""
        self._agencies()
        dossier = self.env["onestop.dossier"].browse(dossier_id)
        dossier.check_access("read")
        pane = {"ready": "return", "submitted": "inbox", "supplement": "supplement", "intake_supplement": "inbox"}
        states = dict(dossier._fields["state"]._description_selection(self.env))
        return {
            "pane": pane.get(dossier.state, "show"),
            "id": dossier.id,
            "code": dossier.code,
            "revision": dossier.revision,
            "state": dossier.state,
            "state_label": states[dossier.state],
            "actions": dossier.allowed_actions or [],
            "procedure": {
                "id": dossier.procedure_id.id,
                "code": dossier.procedure_id.code,
                "name": dossier.version_id.name,
            },
            "channel": dossier.channel,
            "result_channel": dossier.result_channel,
            "outcome": dossier.outcome,
            "result_number": dossier.result_number,
            "person": {**self._person(dossier), "applicant_identity": dossier.applicant_identity_masked},
            "submitter": dossier.submitter_name,
            "submitter_authority": dossier.submitter_authority,
            "holder": dossier.holder_id.name or dossier.holder_agency_id.name,
            "received_at": fields.Datetime.to_string(dossier.received_at) if dossier.received_at else False,
            "due_at": fields.Datetime.to_string(dossier.due_at) if dossier.due_at else False,
            "remaining": dossier.remaining_text,
            "late": dossier._is_late() and not dossier._apologised(),
            "fee": dossier._channel_line().fee_text or "",
            "may_attach": dossier._may_add_file("document"),
            "papers": [
                {
                    "id": paper.id,
                    "name": paper.name,
                    "handed_in": paper.handed_in,
                    "required": paper.required,
                    "return": paper.original_to_return,
                    "originals": paper.originals,
                    "files": paper.file_ids._screen_data(),
                }
                for paper in dossier.document_ids
            ],
        }

    @api.model
    def act(self, dossier_id, action, revision, reason=None, **params):
        """An action on an opened dossier: accept or refuse what came online, resume, hand the result over."""
        self._agencies()
        dossier = self.env["onestop.dossier"].with_context(tracking_disable=True).browse(dossier_id)
        if action == "receive" and "handed_in" in params:
            for paper in dossier.document_ids:
                paper.handed_in = paper.id in params["handed_in"]
            params.pop("handed_in")
        dossier.act(action, reason=reason, revision=revision, **params)
        return {
            "id": dossier.id,
            "code": dossier.code,
            "state": dossier.state,
            "letter_id": dossier.letter_ids.sorted("id")[-1:].id,
            "due_at": fields.Datetime.to_string(dossier.due_at) if dossier.due_at else False,
        }

    # ------------------------------------------------------------------ online inbox

    def _inbox_domain(self, agencies):
        return Domain("state", "=", "submitted") & Domain("received_agency_id", "in", agencies.ids)

    @api.model
    def inbox(self, limit=80):
        """What came online and waits for acceptance, the oldest first."""
        self.env["onestop.staff"]._note_inbox_opened()
        rows = self.env["onestop.dossier"].search(
            self._inbox_domain(self._agencies()), order="create_date, id", limit=limit
        )
        return [
            {
                "id": row.id,
                "procedure": row.procedure_id.name,
                "applicant": row.applicant_name,
                "channel": row.channel,
                "sent_at": fields.Datetime.to_string(row.create_date),
            }
            for row in rows
        ]
