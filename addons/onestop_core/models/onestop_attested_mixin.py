from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import MissingError

from ..engine import trail

LEDGER = "onestop.attested"


class Ledger:
    """What changed in a transaction and stands in no event yet.

    ``before``: ``{dossier id: {(model, id, field): value before}}``; ``held``: ids of dossiers of which somebody up the stack
    writes an event anyway. A part of the transaction that is rolled back leaves its keys here: what counts is always what
    stands in the database when the event is written.
    """

    def __init__(self):
        self.before = {}
        self.held = set()

    @classmethod
    def of(cls, env):
        """The ledger of the transaction."""
        cr = env.cr
        if LEDGER not in cr.cache:
            cr.cache[LEDGER] = cls()
            for end in (cr.postcommit, cr.postrollback):
                end.add(lambda: cr.cache.pop(LEDGER, None))
        return cr.cache[LEDGER]


class OnestopAttestedMixin(models.AbstractModel):
    """A record whose attested fields the history of its dossier answers for.

    From the dossier's first event on, each change of such a field is in an event, with the value before and after,
    whoever makes it and by whatever way. What is changed behind the suite's back is therefore in none, and the verifier
    names it. A draft has no history; its first event tells all that it holds.
    """

    _name = "onestop.attested.mixin"
    _description = "Attested by the History of a Dossier"

    @api.model
    def _attested_fields(self):
        """Names of the fields, all of them stored columns; modules add theirs."""
        return ()

    @api.model
    def _sealed_fields(self):
        """Those of them whose values only supervisors read in the history."""
        return ()

    @api.model
    def _attested_kind(self):
        """What stands before the record's number in the history; empty for the dossier itself."""
        raise NotImplementedError

    @api.model
    def _attested_models(self):
        """``{kind: model}`` of all that dossiers' histories answer for."""
        names = self.env.registry.descendants(["onestop.attested.mixin"], "_inherit")
        return {
            self.env[name]._attested_kind(): name for name in sorted(names) if not self.env.registry[name]._abstract
        }

    @api.model
    def _lost_contents(self, dossier_ids=None):
        """Records whose content, kept elsewhere, is not what was attested, as ``(reason, record)``.

        :param dossier_ids: only those of these dossiers
        """
        return ()

    def _attested_dossier(self):
        return self.dossier_id

    def _attested_path(self, name):
        kind = self._attested_kind()
        return f"{kind}/{self.id}/{name}" if kind else name

    def _attested_value(self, name):
        value = self[name]
        return trail.plain(value.id if isinstance(value, models.BaseModel) else value)

    # ------------------------------------------------------------------ noticing

    def _note_before(self, names, created=False):
        """Remember what stands in the fields ``names``, since it is about to change.

        Called by whoever changes them past ``write``, too.
        """
        before = Ledger.of(self.env).before
        for record in self.sudo():
            dossier = record._attested_dossier()
            if dossier.state != "draft":
                values = before.setdefault(dossier.id, {})
                for name in names:
                    key = (record._name, record.id, name)
                    if key not in values:
                        values[key] = None if created else record._attested_value(name)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._attested_kind():
            records._note_before(self._attested_fields(), created=True)
            records._attested_dossier()._attest()
        return records

    def write(self, vals):
        names = [name for name in self._attested_fields() if name in vals]
        if not names:
            return super().write(vals)
        self._note_before(names)
        result = super().write(vals)
        self._attested_dossier()._attest()
        return result

    def unlink(self):
        dossiers = self._attested_dossier()
        if self._attested_kind():
            self._note_before(self._attested_fields())
        result = super().unlink()
        if self._attested_kind():
            dossiers._attest()
        return result


class OnestopAttestedDossier(models.AbstractModel):
    """The part of a dossier that turns what changed into events."""

    _name = "onestop.attested.dossier.mixin"
    _inherit = "onestop.attested.mixin"
    _description = "Dossier with a History"

    @api.model
    def _attested_kind(self):
        return ""

    def _attested_dossier(self):
        return self

    def _attested_records(self):
        """All that the history of a dossier answers for, as recordsets; modules add theirs."""
        return [self]

    @contextmanager
    def _one_event(self):
        """Within the block nothing is written to the history but what the block itself logs, with all that it changed."""
        ledger = Ledger.of(self.env)
        held = set(self.ids) - ledger.held
        ledger.held |= held
        try:
            yield
        finally:
            ledger.held -= held
        self._attest()

    def _attest(self):
        """See that what changed comes into an event: at once after somebody's own change, at the end of the transaction
        after one that the system makes in the course of something else.
        """
        ledger = Ledger.of(self.env)
        changed = self.filtered(lambda dossier: dossier.id in ledger.before and dossier.id not in ledger.held)
        if not changed:
            return
        if self.env.su:
            self.env.cr.precommit.add(changed._attest_rest)
        else:
            changed._attest_rest()

    def _attest_rest(self):
        ledger = Ledger.of(self.env)
        waiting = self.filtered(lambda dossier: dossier.id in ledger.before and dossier.id not in ledger.held)
        for dossier in waiting.sudo().exists():
            if dossier._has_changed():
                dossier.with_env(self.env)._log("amend")

    def _has_changed(self):
        """Whether anything is other than before; forgets what is not."""
        values = Ledger.of(self.env).before[self.id]
        for key, old in list(values.items()):
            if old == self._attested_now(key):
                del values[key]
        if not values:
            del Ledger.of(self.env).before[self.id]
        return bool(values)

    def _attested_now(self, key):
        model, record_id, name = key
        try:
            return self.env[model].sudo().browse(record_id)._attested_value(name)
        except MissingError:
            # deleted, or made in a part of the transaction that was rolled back
            return None

    def _take_changes(self):
        """What changed since the last event, for the next one.

        :return: ``(changes, sealed)``: ``{path: [before, after]}``, sealed values by their commitments; and the values
            behind those with their salt; each None if there are none
        """
        before = Ledger.of(self.env).before.pop(self.id, {})
        dossier = self.sudo()
        if not dossier.event_count:
            before = {
                (record._name, record.id, name): None
                for records in dossier._attested_records()
                for record in records
                for name in records._attested_fields()
            }
        changes, values = {}, {}
        for (model, record_id, name), old in before.items():
            record = self.env[model].sudo().browse(record_id)
            new = dossier._attested_now((model, record_id, name))
            if old != new:
                path = record._attested_path(name)
                (values if name in record._sealed_fields() else changes)[path] = [old, new]
        if not values:
            return changes or None, None
        salt = self._seal_salt()
        for path, pair in values.items():
            changes[path] = [trail.seal(salt, path, value) for value in pair]
        return changes, {"salt": salt, **values}

    def _seal_salt(self):
        """One salt for all sealed values of a dossier, so that the same value is told by the same commitment."""
        raise NotImplementedError
