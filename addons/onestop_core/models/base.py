from odoo import api, models, tools
from odoo.exceptions import AccessError

# kept by Odoo's chatter, not by the suite
_OF_THE_CHATTER = ("message_", "activity_")


class Base(models.AbstractModel):
    """What the system alone writes, on every stored model of the suite and through whatever door: a form, RPC, an
    import, a copy, a default in the context or one that a user keeps.

    Protected are all stored fields that are ``readonly`` in the code: a screen shows them, and code that has checked
    what is done writes them with ``sudo()``. A new model, and a new field, is protected without being listed.
    """

    _inherit = "base"

    @api.model
    def _is_guarded(self):
        return self._name.startswith("onestop.") and not self._transient

    @api.model
    @tools.ormcache("self._name")
    def _system_fields(self):
        """Names of the fields of this model that nobody writes without ``sudo()``."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.store
            and field.readonly
            and not name.startswith(_OF_THE_CHATTER)
            and name not in models.MAGIC_COLUMNS
        )

    @api.model
    def _system_fields_of_entry(self):
        """Those of ``_system_fields`` that not even the values of a new record may carry."""
        return self._system_fields()

    def _refuse_system_fields(self, names):
        if names:
            raise AccessError(self.env._("These fields are written by the system alone: %s", ", ".join(sorted(names))))

    def copy_data(self, default=None):
        """A copy begins as a new record does: what the system has written on the original is not taken along."""
        copied = super().copy_data(default)
        if not self.env.su and self._is_guarded():
            left = self._system_fields_of_entry() - (default or {}).keys()
            copied = [{name: value for name, value in vals.items() if name not in left} for vals in copied]
        return copied

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and self._is_guarded():
            protected = self._system_fields_of_entry()
            self._refuse_system_fields(protected & set().union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and self._is_guarded():
            self._refuse_system_fields(self._system_fields() & vals.keys())
            result = super().write(vals)
            moved = (self._fields[name] for name in vals if name in self._fields)
            if any(field.type == "many2one" and field.comodel_name.startswith("onestop.") for field in moved):
                # Odoo asks its rules before a change only: nothing is moved to where one may not write
                self.check_access("write")
            return result
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        """Defaults come from the code alone where the system writes: neither a context nor a user's own default counts.

        What is created with ``sudo()`` takes nothing from a context at all: the context is the caller's.
        """
        if not self._is_guarded():
            return super().default_get(fields)
        protected = self._system_fields()
        ignored = {f"default_{name}" for name in (self._fields if self.env.su else protected)}
        context = {key: value for key, value in self.env.context.items() if key not in ignored}
        values = super(Base, self.with_env(self.env(context=context))).default_get(fields)
        kept_by_users = self.env["ir.default"]._get_model_defaults(self._name)
        for name in protected & values.keys() & kept_by_users.keys():
            field = self._fields[name]
            if field.default:
                value = field.convert_to_cache(field.default(self), self, validate=False)
                values[name] = field.convert_to_write(value, self)
            else:
                del values[name]
        return values
