from odoo import models
from odoo.exceptions import UserError

from ..engine.lengths import is_text, longest, outgrows


class Base(models.AbstractModel):
    """Every model of the suite refuses texts that nobody wrote by hand, and numbers and signs that no column holds, on whatever way
    they come; see ``engine.lengths``. The database would refuse these too, and Odoo write the whole statement into the log.
    """

    _inherit = "base"

    def _prepare_create_values(self, vals_list):
        prepared = super()._prepare_create_values(vals_list)
        if self._name.startswith("onestop."):
            for vals in prepared:
                self._check_value_limits(vals)
        return prepared

    def write(self, vals):
        if self._name.startswith("onestop."):
            self._check_value_limits(vals)
        return super().write(vals)

    def _check_value_limits(self, vals):
        """Raise UserError if a text among the values is too long or is none, or a number too large.

        :param vals: as ``create`` and ``write`` take them; of a translated field also ``{language: text}``
        """
        for name, value in vals.items():
            field = self._fields.get(name)
            if not field or value is None or isinstance(value, bool):
                continue
            if isinstance(value, (str, dict)):
                limit = longest(self._name, name, field.type)
                texts = value.values() if isinstance(value, dict) else [value]
                texts = [text for text in texts if isinstance(text, str)]
                if not all(map(is_text, texts)):
                    raise UserError(
                        self.env._(
                            "“%s” holds a sign that no text has. Write it anew.", field._description_string(self.env)
                        )
                    )
                if limit and any(len(text) > limit for text in texts):
                    raise UserError(
                        self.env._(
                            "“%(field)s” is longer than %(limit)s characters. Shorten it.",
                            field=field._description_string(self.env),
                            limit=limit,
                        )
                    )
            if isinstance(value, (str, int, float)) and field.column_type and outgrows(field.column_type[0], value):
                raise UserError(
                    self.env._("“%s” is larger than any number here. Correct it.", field._description_string(self.env))
                )
