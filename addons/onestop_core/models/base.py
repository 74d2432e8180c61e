from odoo import api, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Command

# kept by Odoo's chatter, not by the suite
_OF_THE_CHATTER = ("message_", "activity_")


def _named(value):
    """``(ids, values of lines)`` of stored records in what a client sends for a field that leads to others: an id, ids, or
    commands.
    """
    ids, lines = set(), []
    for one in value if isinstance(value, list | tuple) else [value]:
        if isinstance(one, dict):
            ids.add(one.get("id"))
            lines.append(one)
        elif isinstance(one, list | tuple) and one:
            command, *rest = one
            linked = rest[0] if rest else None
            if command in (Command.UPDATE, Command.LINK):
                ids.add(linked)
            if command == Command.SET:
                ids.update(rest[-1])
            if command in (Command.CREATE, Command.UPDATE):
                lines.append(rest[-1])
        else:
            ids.add(one)
    return sorted(one for one in ids if type(one) is int), [line for line in lines if isinstance(line, dict)]


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

    @api.model
    def _is_dialog(self):
        return self._name.startswith("onestop.") and self._transient

    def _refuse_unseen(self):
        """A dialog stands on no record of the suite that its user may not read: what is related to that would be told."""
        for field in self._fields.values():
            named = field.store and field.relational and not field.compute and self.sudo()[field.name].sudo(False)
            if named and named._name.startswith("onestop."):
                named.check_access("read")

    @api.model
    def _refuse_naming_unseen(self, values):
        """The same for values of a form that is not stored yet, with those of its lines."""
        for name, value in values.items():
            field = self._fields.get(name)
            if value and field and field.relational and field.comodel_name.startswith("onestop."):
                model = self.env[field.comodel_name]
                ids, lines = _named(value)
                if ids:
                    model.browse(ids).check_access("read")
                for line in lines:
                    model._refuse_naming_unseen(line)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and self._is_guarded():
            protected = self._system_fields_of_entry()
            self._refuse_system_fields(protected & set().union(*vals_list))
        records = super().create(vals_list)
        if not self.env.su and self._is_dialog():
            records._refuse_unseen()
        return records

    def onchange(self, values, field_names, fields_spec):
        """As Odoo's; what a form that is not stored yet, or was changed, says names no record that the user may not read."""
        if not self.env.su and self._name.startswith("onestop."):
            self._refuse_naming_unseen({name: values.get(name) for name in field_names} if self else values)
        return super().onchange(values, field_names, fields_spec)

    def write(self, vals):
        if not self.env.su and self._is_dialog():
            result = super().write(vals)
            self._refuse_unseen()
            return result
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
            values = super().default_get(fields)
            if not self.env.su and self._is_dialog():
                self._refuse_naming_unseen(values)
            return values
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
