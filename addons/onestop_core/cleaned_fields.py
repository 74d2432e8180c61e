"""Fields whose values are cleaned wherever they come in: form, Counter, RPC, import, another module.

What is stored is clean, and what is compared with it is cleaned first, so that one spelling meets itself. The cleaners
are in ``engine``.
"""

import re

from odoo import fields
from odoo.exceptions import UserError

from .engine.codes import read_code
from .engine.identity import clean_identity, mask_identity
from .engine.mail_address import clean_email
from .engine.names import clean_name
from .engine.phone import clean_phone
from .engine.tidy import tidy


class CleanedChar(fields.Char):
    """A text that passes ``clean`` on its way in."""

    @staticmethod
    def clean(text):
        """The value as it is stored and compared."""
        return tidy(text)

    @staticmethod
    def clean_part(text):
        """A piece of a value, as somebody types it to search."""
        return tidy(text)

    def convert_to_cache(self, value, record, validate=True):
        value = super().convert_to_cache(value, record, validate)
        cleaned = self.clean(value) if value else value
        # what is empty is not there: nobody is found by it. Domains mean by an empty text what is not there, too.
        return cleaned or (None if validate and not self.required else cleaned)

    def _condition_to_sql(self, field_expr, operator, value, model, alias, query):
        # the other operators clean by ``convert_to_cache``
        if operator.endswith("like") and isinstance(value, str):
            value = self.clean_part(value)
        return super()._condition_to_sql(field_expr, operator, value, model, alias, query)

    def filter_function(self, records, field_expr, operator, value):
        if operator == "in":
            value = {self.clean(one) if isinstance(one, str) else one for one in value}
        elif operator.endswith("like") and isinstance(value, str):
            value = self.clean_part(value)
        return super().filter_function(records, field_expr, operator, value)


class Name(CleanedChar):
    """A name of a person or an organisation: its spelling stays."""

    clean = staticmethod(clean_name)


class Phone(CleanedChar):
    """One or several telephone numbers; what holds none stays as typed."""

    clean = staticmethod(clean_phone)

    @staticmethod
    def clean_part(text):
        """A piece of a number: its digits, if it holds nothing but digits and the signs between them."""
        digits = re.sub(r"[ .\-()]", "", tidy(text))
        return re.sub(r"^(?:\+|00)84", "0", digits) if re.fullmatch(r"\+?[0-9]+", digits) else tidy(text)


class Email(CleanedChar):
    """One or several e-mail addresses; what holds none stays as typed."""

    clean = staticmethod(clean_email)


class DossierCode(CleanedChar):
    """A dossier code; a text that is none stays as typed."""

    @staticmethod
    def clean(text):
        """The code as it is stored."""
        return read_code(text) or tidy(text)


class IdentityNumber(CleanedChar):
    """An identity number, passport or tax code: a secret that is only ever compared as a whole.

    So a later module can encrypt what is stored: no part of a number can be searched, no number is before another, and
    lists are neither ordered nor grouped by it. Lists and logs show ``mask``.
    """

    clean = staticmethod(clean_identity)
    mask = staticmethod(mask_identity)

    def _description_sortable(self, env):
        return False

    def _description_groupable(self, env):
        return False

    def _condition_to_sql(self, field_expr, operator, value, model, alias, query):
        self._check_operator(operator, model)
        return super()._condition_to_sql(field_expr, operator, value, model, alias, query)

    def filter_function(self, records, field_expr, operator, value):
        self._check_operator(operator, records)
        return super().filter_function(records, field_expr, operator, value)

    @staticmethod
    def _check_operator(operator, model):
        if operator not in ("in", "not in"):
            raise UserError(model.env._("An identity number is found only when it is given whole."))
