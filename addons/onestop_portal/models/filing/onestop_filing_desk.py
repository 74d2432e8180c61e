import secrets

from odoo import api, fields, models
from odoo.addons.onestop_notice.engine.seal import ALPHABET
from odoo.exceptions import AccessError, UserError

LENGTH = 8
# tries of one user in a minute: a code is long enough not to be guessed, and nobody types more
TRIES, TRIES_SECONDS = 20, 60


class OnestopFiling(models.Model):
    """Prepared at home, finished at the desk: a short code that a clerk types. It opens nothing to anybody else."""

    _inherit = "onestop.filing"

    desk_code = fields.Char(
        readonly=True, default=lambda self: self._new_desk_code(), help="By which a desk opens it while its citizen is there."
    )  # fmt: skip

    _desk_code_uniq = models.UniqueIndex("(desk_code) WHERE desk_code IS NOT NULL", "This code is taken already.")

    @api.model
    def _new_desk_code(self):
        return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))

    def _desk_code_words(self):
        """The code as people read it aloud: two groups."""
        self.ensure_one()
        code = self.desk_code or ""
        return f"{code[:4]} {code[4:]}"


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def open_prepared_filing(self, code):
        """The address at which a desk goes on with what a citizen has prepared at home; the history says who helped.

        :param code: the desk code, as somebody types it
        :raises AccessError: the user works at no desk
        :raises UserError: no filing has this code
        """
        if not self._my_agency_ids(self.env["onestop.role"]._desk_codes()):
            raise AccessError(self.env._("Only the staff of a one-stop desk open what citizens have prepared."))
        if self.env["onestop.rate.limit"]._hit({("desk_code", str(self.env.uid)): TRIES}, TRIES_SECONDS):
            raise UserError(self.env._("Too many tries. Wait a minute."))
        typed = "".join(char for char in str(code or "").upper() if char in ALPHABET)
        filings = self.env["onestop.filing"].sudo()
        filing = filings.search([("desk_code", "=", typed), ("dossier_id", "=", False)], limit=1) if typed else filings
        if not filing:
            raise UserError(self.env._("No filing that waits has this code. Compare it letter by letter."))
        filing._touch(assisted_by_id=self.env.uid)
        return filing._path(filing._next_step())
