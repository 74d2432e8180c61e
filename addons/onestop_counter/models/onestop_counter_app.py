from odoo import api, fields, models
from odoo.addons.onestop_core.engine import transitions
from odoo.addons.onestop_core.engine.fee_text import fee_words
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_channel import CHANNELS
from odoo.addons.onestop_core.models.dossier.onestop_dossier_deadline import as_stored
from odoo.addons.onestop_core.models.dossier.onestop_dossier_document import LOOKUP_OUTCOMES
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

# how many procedures the Counter offers as "most used here", over how many days
MOST_USED, MOST_USED_DAYS = 12, 90
# how many people the Counter offers to choose from
MOST_PEOPLE = 10
# what the citizen may have come for: to complete a dossier, or to take its result
WAITING_STATES = ("intake_supplement", "supplement", "ready")
LAST_DOSSIERS = 3
# procedures to show to somebody at the wrong door, and of how many the best are looked at
FOUND_ELSEWHERE, MOST_RANKED = 8, 40


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
        return self._counter_data(self._agencies(), catalogue_version)

    @api.model
    def _counter_data(self, agencies, catalogue_version):
        """The answer of ``open_counter``; modules add what they show from the start."""
        version = self._catalogue_version(agencies)
        return {
            "user": {"id": self.env.uid, "name": self.env.user.name},
            "agencies": [
                {
                    "id": agency.id,
                    "name": agency.display_name,
                    "counters": [
                        {"id": counter.id, "name": counter.name, "number": counter.number}
                        for counter in agency.desk_ids.counter_ids
                    ],
                }
                for agency in agencies
            ],
            "states": dict(self.env["onestop.dossier"]._fields["state"]._description_selection(self.env)),
            "catalogue_version": version,
            "catalogue": None if version == catalogue_version else self._catalogue(tuple(agencies.ids)),
            "most_used": self._most_used(agencies),
            "waiting": self.env["onestop.dossier"].search_count(self._inbox_domain(agencies)),
            "pile": self._pile_data(agencies),
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
        ids = set().union(*(held.get(role, frozenset()) for role in self.env["onestop.role"]._desk_codes()))
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
    def _catalogue_models(self):
        """Models that the catalogue is made of; modules add those of what they show with a procedure."""
        return [
            "onestop.procedure",
            "onestop.procedure.version",
            "onestop.procedure.case",
            "onestop.procedure.component",
            "onestop.procedure.channel",
            "onestop.sector",
        ]

    @api.model
    def _catalogue_version(self, agencies):
        """Changes whenever anything that the catalogue shows changes, and at midnight, when versions begin and end."""
        stamps = SQL(" UNION ALL ").join(
            SQL(
                "SELECT count(*) AS n, sum(extract(epoch FROM write_date)) AS at FROM %s",
                SQL.identifier(self.env[model]._table),
            )
            for model in self._catalogue_models()
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
        versions.component_ids.fetch(["name", "case_id", "is_note", "condition"])
        versions.channel_ids.fetch(["channel", "case_id", "fee_text"])
        return {
            "sectors": [{"id": sector.id, "name": sector.name} for sector in procedures.sector_id],
            "procedures": [self._describe(version) for version in versions],
        }

    def _describe(self, version):
        """What the catalogue says of a procedure; modules add to it."""
        procedure = version.procedure_id
        return {
            "id": procedure.id,
            "code": procedure.code,
            "name": version.name,
            "keywords": version.keywords or "",
            "sector": procedure.sector_id.id,
            "same_day": version.same_day,
            "cases": [{"id": case.id, "name": case.name} for case in version.case_ids],
            # channels by which a dossier may be of none of them
            "no_case": [
                channel for channel, _label in CHANNELS if version.case_ids and version._case_question(channel)[1]
            ],
            "papers": [
                {
                    "id": paper.id,
                    "name": paper.name,
                    "case": paper.case_id.id,
                    "note": paper.is_note,
                    "required": paper.required,
                    "condition": paper.condition or "",
                    "originals": paper.originals,
                    "certified_copies": paper.certified_copies,
                    "copies": paper.copies,
                    "return": paper.original_to_return,
                    "in_data": paper.in_national_data,
                }
                for paper in version.component_ids
                if paper.condition != "repeated"
            ],
            "channels": [
                {
                    "channel": line.channel,
                    "case": line.case_id.id,
                    "limit": line._duration_label(),
                    "fee": fee_words(line.fee_text),
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
        dossier = self._new_reception(procedure_id, agency_id, channel, case_id)
        self._check_agency(dossier.received_agency_id._origin)
        due = dossier._find_due()
        dossier.due_ledger = [line.as_dict() for line in due.ledger]
        return {
            "due_at": fields.Datetime.to_string(as_stored(due.due_at)) if due.due_at else False,
            "lines": dossier._due_lines(),
            "limit": dossier.limit_label,
            "same_day_refusal": dossier._one_pass_refusal() if dossier.same_day else "",
        }

    def _new_reception(self, procedure_id, agency_id, channel, case_id):
        """A dossier as it would be if it were received now; not stored."""
        return self.env["onestop.dossier"].new(
            {
                "procedure_id": procedure_id,
                "received_agency_id": agency_id,
                "channel": channel,
                "case_id": case_id or False,
                "applicant_name": "…",
                "received_at": fields.Datetime.now(),
            }
        )

    def _check_agency(self, agency):
        if agency not in self._agencies():
            raise AccessError(self.env._("You receive no dossiers at %s.", agency.display_name))

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
                "dossiers": self._last_dossiers(dossiers),
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

    def _last_dossiers(self, dossiers):
        """The dossiers of a person that the Counter shows: those that wait for the person first, then the latest."""
        waiting = [one for one in dossiers if one.state in WAITING_STATES]
        others = [one for one in dossiers if one.state not in WAITING_STATES]
        return [
            {
                "id": one.id,
                "code": one.code,
                "procedure": one._subject(),
                "state": one.state,
                "waits": one.state in WAITING_STATES,
            }
            for one in (waiting + others)[:LAST_DOSSIERS]
        ]

    @api.model
    def _person_fields(self):
        """Fields of the applicant that the Counter shows and sends back; modules add theirs."""
        return [
            "applicant_kind",
            "applicant_name",
            "applicant_identity",
            "applicant_old_identity",
            "applicant_birth_date",
            "applicant_birth_year",
            "applicant_sex",
            "applicant_phone",
            "applicant_email",
            "applicant_address",
        ]

    def _person(self, dossier):
        values = {name: dossier[name] for name in self._person_fields()}
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
            "agency": dossier.received_agency_id.display_name,
            "received_at": fields.Datetime.to_string(dossier.received_at) if dossier.received_at else False,
        }

    # ------------------------------------------------------------------ the wrong door

    @api.model
    def find_procedures(self, text, agency_id):
        """Published procedures that answer ``text``, also those that are not received here, with who is competent.

        :return: list of dicts ``id``, ``code``, ``name``, ``body`` (in words) and ``named`` (false for what only resembles
            the text), the best first
        """
        agency = self.env["onestop.agency"].browse(agency_id)
        self._check_agency(agency)
        today = agency._today()
        procedures = self.env["onestop.procedure"]
        found = procedures.search([("id", "in", procedures._ranked_ids(text or "")[:MOST_RANKED])])
        found = found._sorted_by(procedures._ranked_ids(text or ""), found)
        return [
            {
                "id": procedure.id,
                "code": procedure.code,
                "name": procedure._version_on(today).name,
                "body": procedure._competent_body(agency),
                "named": procedure._is_named_by(text),
            }
            for procedure in found.filtered(lambda one: one._version_on(today))[:FOUND_ELSEWHERE]
        ]

    # ------------------------------------------------------------------ deciding at the desk

    @api.model
    def receive(self, payload, decide=False):
        """Receive a dossier; with ``decide`` also settle it and hand its result over in the same pass, where the
        user may do every step up to the decision: the process delegates it to the desk, or a leader sits there.
        Idempotent by ``client_uuid`` in each of its parts.
        """
        dossiers = self.env["onestop.dossier"].with_context(tracking_disable=True)
        answer = dossiers.receive(payload)
        dossier = dossiers.browse(answer["id"])
        answer |= self._received(dossier, payload)
        if decide:
            dossier._settle_in_one_pass(payload.get("result_number"))
            answer["state"] = dossier.state
        return answer | {"forward_by": self._forward_by(dossier)}

    @api.model
    def _received(self, dossier, payload):
        """What modules do with a dossier once it is received, before it may be decided in the same pass, and in the same
        transaction: the fee is taken. As ``receive`` it comes again with the same payload.

        :return: dict that is added to the answer
        """
        return {}

    @api.model
    def not_complete(self, payload, reason, content, lines=None):
        """Keep what was entered and ask for what is missing, once and in full.

        :param content: what is explained beneath the items
        :param lines: the items, see ``onestop.dossier._supplement_lines``
        :return: dict ``id``, ``letter_id``, ``state``, and ``documents`` as ``onestop.dossier.receive`` gives it
        """
        return self._turn_away(payload, "request_supplement", reason=reason, content=content, lines=lines)

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
        return self._dossier_data(dossier)

    @api.model
    def _panes(self):
        """In which pane a dossier opens, by its state, where there is something to do with it; modules add theirs."""
        return {"ready": "return", "submitted": "inbox", "supplement": "supplement", "intake_supplement": "inbox"}

    def _dossier_data(self, dossier):
        """What the Counter shows of an opened dossier; modules add what they bring to it."""
        states = dict(dossier._fields["state"]._description_selection(self.env))
        return {
            "pane": self._panes().get(dossier.state, "show"),
            "id": dossier.id,
            "code": dossier.code,
            "revision": dossier.revision,
            "state": dossier.state,
            "state_label": states[dossier.state],
            "actions": dossier.allowed_actions or [],
            "procedure": {
                "id": dossier.procedure_id.id,
                "code": dossier.procedure_id.code or "",
                "name": dossier._subject(),
            },
            "case_id": dossier.case_id.id,
            "case": dossier.case_id.sudo().name or "",
            "case_none": dossier.case_none,
            "channel": dossier.channel,
            "result_channel": dossier.result_channel,
            "outcome": dossier.outcome,
            "result_number": dossier.result_number,
            "person": {**self._person(dossier), "applicant_identity": dossier.applicant_identity_masked},
            "submitter": dossier.submitter_name,
            "submitter_authority": dossier.submitter_authority,
            "holder": dossier.holder_id.name or dossier.holder_agency_id.display_name,
            "received_at": fields.Datetime.to_string(dossier.received_at) if dossier.received_at else False,
            "due_at": fields.Datetime.to_string(dossier.due_at) if dossier.due_at else False,
            "remaining": dossier.remaining_text,
            "return_refusal": self._return_refusal(dossier),
            "authority": dossier.result_authority_id.id,
            "due_if_received": self._due_if_received(dossier),
            "asked": self._asked(dossier),
            "fee": dossier._channel_line()._fee_words(),
            "may_attach": dossier._may_add_file("document"),
            "papers": [self._paper_data(paper) for paper in dossier.document_ids],
        }

    def _paper_data(self, paper):
        return {
            "id": paper.id,
            "component": paper.component_id.id,
            "name": paper.name,
            "handed_in": paper.handed_in,
            "required": paper.required,
            "condition": paper.condition or "",
            "in_data": paper.in_national_data,
            "lookup_outcome": paper.lookup_outcome,
            "verdict": paper.verdict,
            "verdict_note": paper.verdict_note or "",
            "return": paper.original_to_return,
            "originals": paper.originals,
            "files": paper.file_ids._screen_data(),
        }

    def _return_refusal(self, dossier):
        """Why the result cannot be handed over whatever the clerk enters, in the words of the core's own guards."""
        row = dossier._transition_index().get(("return_result", dossier.state))
        asked = dossier._input_guards()
        refusals = (
            dossier.sudo()._guard_refusal(guard, row, {}) for guard in (row.guards if row else ()) if guard not in asked
        )
        return next(filter(None, refusals), "")

    @api.model
    def authority_paper(self, dossier_id):
        """The paper by which somebody takes the result in the applicant's stead, to attach its scan to.

        :return: as the papers of ``open_dossier``
        """
        self._agencies()
        dossier = self.env["onestop.dossier"].browse(dossier_id)
        return self._paper_data(self.env["onestop.dossier.document"].browse(dossier.result_authority_paper()))

    def _due_if_received(self, dossier):
        """When a dossier that waits for its reception would be due, as UTC text, or False."""
        if dossier.state not in ("submitted", "intake_supplement"):
            return False
        received = self._new_reception(
            dossier.procedure_id.id, dossier.received_agency_id.id, dossier.channel, dossier.case_id.id
        )
        due_at = received._find_due().due_at
        return fields.Datetime.to_string(as_stored(due_at)) if due_at else False

    def _asked(self, dossier):
        """The request for a supplement that the dossier waits for: what, why, and until when; or False."""
        if dossier.state not in transitions.SUPPLEMENT_STATES:
            return False
        letter = dossier._last_supplement()
        return {
            "content": letter.content or "",
            "reason": letter.reason,
            "asked_at": fields.Datetime.to_string(letter.issued_at),
            "answer_by": fields.Datetime.to_string(letter.answer_by) if letter.answer_by else False,
        }

    @api.model
    def act(self, dossier_id, action, revision, reason=None, **params):
        """An action on an opened dossier: accept or refuse what came online, resume, hand the result over."""
        self._agencies()
        dossier = self.env["onestop.dossier"].with_context(tracking_disable=True).browse(dossier_id)
        outcomes = {False, *dict(LOOKUP_OUTCOMES)}
        for paper_id, outcome in (params.pop("lookups", None) or {}).items():
            paper = dossier.document_ids.filtered(lambda one, paper_id=paper_id: str(one.id) == paper_id)
            if outcome in outcomes and outcome != paper.lookup_outcome:
                paper.lookup_outcome = outcome
        if action in ("receive", "resume") and "handed_in" in params:
            # what is still missing stays so
            dossier.document_ids._note_brought(set(params.pop("handed_in")))
        dossier.act(action, reason=reason, revision=revision, **params)
        return self._act_data(dossier)

    def _act_data(self, dossier):
        """What the Counter shows of a dossier after an action on it."""
        return {
            "id": dossier.id,
            "code": dossier.code,
            "state": dossier.state,
            # a correction may have made it another one
            "procedure": dossier._subject(),
            "letter_id": dossier.letter_ids.sorted("id")[-1:].id,
            "due_at": fields.Datetime.to_string(dossier.due_at) if dossier.due_at else False,
            "pile": self._pile_data(self._agencies()),
        }

    # ------------------------------------------------------------------ what lies at the desk

    def _pile_data(self, agencies):
        """How many dossiers lie at the desks, and by when the most urgent has to go on."""
        pile = self.env["onestop.dossier"]._desk_pile(agencies)
        urgent = min((dossier._forward_by() for dossier in pile), default=False)
        return {"count": len(pile), "forward_by": fields.Datetime.to_string(urgent) if urgent else False}

    def _forward_by(self, dossier):
        """By when a dossier goes on to the officers, as UTC text; False unless it lies at the desk."""
        return fields.Datetime.to_string(dossier._forward_by()) if dossier._lies_at_desk() else False

    @api.model
    def forward_pile(self):
        """Forward all that lies at the desks.

        :return: dict ``forwarded`` (how many), ``failed`` (names with why, in words) and ``pile``
        """
        agencies = self._agencies()
        answers = self.env["onestop.dossier"].with_context(tracking_disable=True)._forward_pile(agencies)
        return {
            "forwarded": sum(answer["done"] for answer in answers),
            "failed": [f"{answer['name']}: {answer['message']}" for answer in answers if not answer["done"]],
            "pile": self._pile_data(agencies),
        }

    # ------------------------------------------------------------------ online inbox

    def _inbox_domain(self, agencies):
        return Domain("state", "=", "submitted") & Domain("received_agency_id", "in", agencies.ids)

    @api.model
    def inbox(self, limit=80):
        """What came online and waits for acceptance, the oldest first."""
        self.env["onestop.staff"]._note_inbox_opened()
        rows = self.env["onestop.dossier"].search(
            self._inbox_domain(self._agencies()), order="submitted_at, id", limit=limit
        )
        return [
            {
                "id": row.id,
                "procedure": row._subject(),
                "applicant": row.applicant_name,
                "channel": row.channel,
                "sent_at": fields.Datetime.to_string(row.submitted_at or row.create_date),
            }
            for row in rows
        ]
