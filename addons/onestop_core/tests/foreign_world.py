import inspect
import json

from odoo.tools import SQL

from ..cleaned_fields import Email, IdentityNumber, Name, Phone

# rows outside the suite that belong to somebody all the same
_WATCHED = ("res_users", "res_partner", "ir_attachment", "mail_message", "ir_config_parameter")
# what each request may write: limits, devices, presence; they tell of whoever asks
_OF_WHO_ASKS = ("onestop_rate_limit", "onestop_challenge")
# classes of fields that a person is known by
_KNOWN_BY = (Name, Phone, Email, IdentityNumber)
# the same of the person of a dossier
_PERSONAL = ("applicant_identity", "applicant_phone", "submitter_identity", "submitter_phone", "applicant_email")

# of a table by its oid, in the running transaction
_WRITES = SQL(
    "pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid)"
)

WORDS = "Thử cửa"


class ForeignWorld:
    """What does not belong to a user: records of the suite that they cannot read, found and not listed, and what was in
    their tables before.
    """

    def __init__(self, env):
        self.env = env(su=True)
        self.models = [
            model
            for name, model in sorted(env.registry.items())
            if name.startswith("onestop.") and not model._abstract and not model._transient
        ]
        tables = {model._table for model in self.models if model._auto}
        watched = {*tables - {*_OF_WHO_ASKS}, *_WATCHED}
        self.oids = dict(
            self.env.execute_query(
                SQL("SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            )
        )
        self.tables = sorted(oid for oid, name in self.oids.items() if name in watched)
        self.rows = {oid: self._read(oid) for oid in self.tables}
        self.touched = self.seen = self._counts()
        self.kept_secrets, self.kept_ids = {}, {}
        # what stands in a dossier because the catalogue says it is no secret
        self.catalogue_words = {
            value
            for model in self.models
            if not self._personal(model)
            for field in model._fields.values()
            if field.store and field.type in ("char", "text") and not field.related
            for value in self.env[model._name].with_context(active_test=False).search([]).mapped(field.name)
            if value and len(value) >= 9
        }

    def _read(self, oid):
        # whole rows, whatever columns a module has added
        table = SQL.identifier(self.oids[oid])
        return dict(self.env.execute_query(SQL("SELECT id, md5(t::text) FROM %s t", table)))

    def _counts(self):
        """Writes of this transaction by watched table, whatever was rolled back of them."""
        return dict(self.env.execute_query(SQL("SELECT oid, %s FROM unnest(%s) oid", _WRITES, self.tables)))

    def changes(self):
        """``[(table, id)]`` of rows that were there before and are not what they were, since the last time it was asked;
        of posts also those that are new.
        """
        self.env.flush_all()
        counts = self._counts()
        # what was undone counts too, and is read once more
        touched = [oid for oid, count in counts.items() if count != self.touched[oid]]
        self.touched = counts
        changed = []
        for oid in touched:
            now = self._read(oid)
            table = self.oids[oid]
            changed += [(table, row_id) for row_id, digest in self.rows[oid].items() if now.get(row_id) != digest]
            if table == "onestop_staff":
                changed += [(table, row_id) for row_id in now.keys() - self.rows[oid].keys()]
        return changed

    def remember(self):
        """Take everything as it is now for what was there before."""
        self.env.flush_all()
        counts = self._counts()
        for oid in counts:
            if counts[oid] != self.seen[oid]:
                self.rows[oid] = self._read(oid)
        self.touched = self.seen = counts

    # ------------------------------------------------------------------ what is foreign to a user

    def foreign_ids(self, user):
        """``{model: up to two ids that the user cannot read}``; any two where the user reads all."""
        if user in self.kept_ids:
            return self.kept_ids[user]
        result = self.kept_ids[user] = {}
        for model in self.models:
            records = self.env[model._name].with_context(active_test=False)
            everything = records.search([], order="id desc", limit=400)
            own = records.browse()
            if records.with_user(user).has_access("read"):
                own = records.with_user(user).search([("id", "in", everything.ids)]).sudo()
            result[model._name] = ((everything - own) or everything)[:2].ids
        result["res.users"] = [self.env.ref("base.user_admin").id]
        return result

    def hidden_dossiers(self, user):
        dossiers = self.env["onestop.dossier"].search([])
        own = self.env["onestop.dossier"].with_user(user)
        return dossiers - own.search([]).sudo() if own.has_access("read") else dossiers

    def secrets(self, user):
        """What people of dossiers are known by, and wrote, whom the user does not see, and nobody whom they do see shares."""
        if user not in self.kept_secrets:
            hidden, known = set(), set()
            for model in self.models:
                names = self._personal(model)
                if not names:
                    continue
                everything = self.env[model._name].with_context(active_test=False).search([])
                asking = self.env[model._name].with_user(user).with_context(active_test=False)
                seen = asking.search([("id", "in", everything.ids)]) if asking.has_access("read") else asking
                if "published_at" in model._fields:
                    # the pages of the public show it
                    seen |= everything.filtered("published_at").sudo(False).with_user(user)
                for some, values in ((everything - seen.sudo(), hidden), (seen, known)):
                    for name in names:
                        said = {value for value in some.sudo().mapped(name) if value and len(value) >= 9}
                        values.update(said - self.catalogue_words if model._fields[name].type == "text" else said)
            # who an agency is, is no secret, wherever it stands
            agencies = self.env["onestop.agency"].with_context(active_test=False).search([])
            self.kept_secrets[user] = hidden - known - set(agencies.mapped("name"))
        return self.kept_secrets[user]

    @staticmethod
    def _personal(model):
        """Names of the fields by which a person is known, or in which they wrote, on what belongs to a dossier or a person."""
        fields = [field for field in model._fields.values() if field.store and not field.related]
        if not (
            model._name == "onestop.dossier"
            or "dossier_id" in model._fields
            or any(isinstance(f, Name) for f in fields)
        ):
            return []
        return [field.name for field in fields if isinstance(field, _KNOWN_BY) or field.type == "text"]

    def is_told(self, said):
        """Whether a text tells of any person of a dossier at all."""
        dossiers = self.env["onestop.dossier"].search([])
        return any(value in said for name in _PERSONAL for value in dossiers.mapped(name) if value and len(value) >= 9)

    # ------------------------------------------------------------------ what is sent

    def arguments(self, method, foreign, optional):
        """Arguments by name for a method or a route: foreign ids wherever one is taken.

        :param optional: also for those that have a default
        """
        given = {}
        for name, parameter in list(inspect.signature(method).parameters.items())[1:]:
            if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
                continue
            if parameter.default is parameter.empty or optional:
                given[name] = self.value(name, foreign)
        return given

    def value(self, name, foreign):
        """What is sent for a parameter of this name."""
        if name.endswith("_ids") or name == "ids":
            return self._ids(name[:-4], foreign)
        if name.endswith("_id") or name == "id":
            return next(iter(self._ids(name[:-3], foreign)), 1)
        if name == "vals_list":
            return [self.value("vals", foreign)]
        if name in ("vals", "payload", "values", "params", "data", "entry", "draft"):
            keys = (
                "dossier_id",
                "agency_id",
                "document_id",
                "procedure_id",
                "user_id",
                "desk_id",
                "counter_id",
                "file_id",
            )
            return {key: self.value(key, foreign) for key in keys} | {"client_uuid": "0" * 32, "applicant_name": WORDS}
        if name in ("domain", "fields", "order", "groupby", "documents"):
            return []
        if name in ("limit", "offset", "revision", "number", "count"):
            return 1
        if name in ("day", "date", "valid_from"):
            return "2026-11-23"
        return WORDS

    def _ids(self, stem, foreign):
        stem = stem.replace("_", ".")
        wanted = {"user": "res.users", "receiver": "res.users", "step": "onestop.process.step"}.get(stem)
        names = (wanted, f"onestop.{stem}", f"onestop.dossier.{stem}", f"onestop.procedure.{stem}", "onestop.dossier")
        return next(foreign[name] for name in names if name in foreign)


def told(result):
    """All that an answer says, as one text."""
    return json.dumps(result, default=str, ensure_ascii=False)
