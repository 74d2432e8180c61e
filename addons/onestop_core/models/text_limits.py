from odoo import models
from odoo.exceptions import UserError

from ..engine.lengths import longest


class Base(models.AbstractModel):
    """Every model of the suite refuses texts that nobody wrote by hand, on whatever way they come; see ``engine.lengths``."""

    _inherit = "base"

    def _prepare_create_values(self, vals_list):
        prepared = super()._prepare_create_values(vals_list)
        if self._name.startswith("onestop."):
            for vals in prepared:
                self._check_text_lengths(vals)
        return prepared

    def write(self, vals):
        if self._name.startswith("onestop."):
            self._check_text_lengths(vals)
        return super().write(vals)

    def _check_text_lengths(self, vals):
        """Raise UserError if a text among the values is too long.

        :param vals: as ``create`` and ``write`` take them; of a translated field also ``{language: text}``
        """
        for name, value in vals.items():
            field = self._fields.get(name)
            if not field or not isinstance(value, (str, dict)):
                continue
            limit = longest(self._name, name, field.type)
            texts = value.values() if isinstance(value, dict) else [value]
            if limit and any(isinstance(text, str) and len(text) > limit for text in texts):
                raise UserError(
                    self.env._(
                        "“%(field)s” is longer than %(limit)s characters. Shorten it.",
                        field=field._description_string(self.env),
                        limit=limit,
                    )
                )
