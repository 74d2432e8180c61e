import json
import logging

from cryptography.fernet import Fernet, InvalidToken
from odoo import api, fields, models

from ..secret_file import read_secret

_logger = logging.getLogger(__name__)


class OnestopSealedMixin(models.AbstractModel):
    """Fields that the database holds sealed: addresses with keys, bearers, tokens.

    A statement that fails is logged with its values, by Odoo and by PostgreSQL, and a backup goes to other hands: neither
    tells what stands here. The key is in a file (``secret_file``); without it the fields are empty, and are entered anew.

    A model names the fields in ``_sealed_fields`` and declares each by ``sealed``. They cannot be searched; a constraint on
    them also names ``sealed_values``, which is what a new record is made with.
    """

    _name = "onestop.sealed.mixin"
    _description = "With Sealed Values"

    sealed_values = fields.Text(copy=False, groups=fields.NO_ACCESS)

    @api.model
    def _sealed_fields(self):
        """Names of the fields whose values are sealed."""
        return ()

    @api.model
    def _sealing_key(self):
        return Fernet(read_secret(self.env, "onestop_sealing_key", "sealing-key", Fernet.generate_key).strip())

    def _unsealed(self):
        token = self.sudo().sealed_values
        if not token:
            return {}
        try:
            return json.loads(self._sealing_key().decrypt(token.encode()))
        except InvalidToken:
            _logger.warning("%s was sealed with another key: its secrets have to be entered anew", self)
            return {}

    @api.model
    def _seal(self, values):
        """The stored form of ``{name of a field: value}``."""
        values = {name: value for name, value in values.items() if value}
        return self._sealing_key().encrypt(json.dumps(values).encode()).decode() if values else False

    @api.model
    def _prepare_create_values(self, vals_list):
        # after the check of access and with the defaults; so the first statement has nothing to tell either
        vals_list = super()._prepare_create_values(vals_list)
        for vals in vals_list:
            vals["sealed_values"] = self._seal({name: vals.pop(name, False) for name in self._sealed_fields()})
        return vals_list


def sealed(name, field_class, *args, **kwargs):
    """A field of a model with ``onestop.sealed.mixin``: ``url = sealed("url", fields.Char, groups=…)``."""

    @api.depends("sealed_values")
    def compute(records):
        for record in records:
            record[name] = record._unsealed().get(name, False)

    def inverse(records):
        for record in records:
            record.sudo().sealed_values = record._seal({**record._unsealed(), name: record[name]})

    return field_class(*args, compute=compute, inverse=inverse, compute_sudo=True, **kwargs)
