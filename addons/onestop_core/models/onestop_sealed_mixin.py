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

    A model names the fields in ``_sealed_fields`` and declares each by ``sealed``. They cannot be searched.
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

    @api.depends("sealed_values")
    def _compute_sealed(self):
        for record in self:
            values = record._unsealed()
            for name in record._sealed_fields():
                record[name] = values.get(name, False)

    def _unsealed(self):
        token = self.sudo().sealed_values
        if not token:
            return {}
        try:
            return json.loads(self._sealing_key().decrypt(token.encode()))
        except InvalidToken:
            _logger.warning("%s was sealed with another key: its secrets have to be entered anew", self)
            return {}

    def _inverse_sealed(self):
        for record in self:
            values = {name: record[name] for name in record._sealed_fields() if record[name]}
            record.sudo().sealed_values = self._sealing_key().encrypt(json.dumps(values).encode()).decode()


def sealed(field_class, *args, **kwargs):
    """A field of a model with ``onestop.sealed.mixin``: ``url = sealed(fields.Char, groups=…)``."""
    return field_class(*args, compute="_compute_sealed", inverse="_inverse_sealed", compute_sudo=True, **kwargs)
