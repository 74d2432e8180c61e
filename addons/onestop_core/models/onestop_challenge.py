import secrets
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import challenge, visitor
from ..secret_file import read_secret

# How often a neighbourhood of addresses may take the slow way, in so many seconds. A programme without a browser comes
# this way too, so it is narrow; an honest visitor needs it once or twice.
SLOW_MOST, SLOW_SECONDS = 10, 600
# Where one asks for a challenge of a form; ``?bound=`` what is asked for, or whom it is for.
CHALLENGE_PATH = "/onestop/challenge"
# What the policy of a page with a challenge adds to ``default-src 'none'; style-src 'self'``.
CHALLENGE_POLICY = "script-src 'self'; worker-src 'self'; connect-src 'self'"


class OnestopChallenge(models.TransientModel):
    """What a visitor does before a public form goes on, where it is asked for too often (``engine.challenge``): the
    browser works for a moment, or they wait. It is never a refusal.

    A page shows the template ``onestop_core.challenge`` in its form with what ``_of_form`` returns, is sent with
    ``CHALLENGE_POLICY``, and its controller asks ``_passes``. The rows are the answers that were used: each opens once.
    """

    _name = "onestop.challenge"
    _description = "Challenge"
    # kept longer than any answer lives, however Odoo's configuration shortens the life of other transient rows
    _transient_max_count = 0
    _transient_max_hours = 1.0

    name = fields.Char(required=True, readonly=True, help="What names the challenge that was used.")

    _name_uniq = models.UniqueIndex("(name)")

    @api.model
    def _forms(self):
        """Names of the public forms that may show a challenge; modules add theirs."""
        return ("look_up",)

    @api.model
    def _key(self):
        """In the file named by ``onestop_challenge_key`` in Odoo's configuration, else one in the data directory."""
        return read_secret(self.env, "onestop_challenge_key", "challenge-key", lambda: secrets.token_bytes(32))

    @api.model
    def _make(self, form, bound):
        """A challenge of ALTCHA as its widget takes it.

        :param form: one of ``_forms``
        :param bound: what is asked for with it, or whom it is for: the answer opens nothing else
        """
        return challenge.make(self._key(), form, bound)

    @api.model
    def _of_form(self, form, bound, *, goes_on=True):
        """What the template ``onestop_core.challenge`` shows.

        :param goes_on: whether the form is sent as soon as the browser has an answer; else by whoever fills it in
        """
        return {
            "bound": bound,
            "goes_on": goes_on,
            "url": f"{CHALLENGE_PATH}/{form}?{urlencode({'bound': bound})}",
            "wait": challenge.make_wait(self._key(), form, bound),
            "wait_seconds": challenge.WAIT_SECONDS,
        }

    @api.model
    def _passes(self, form, bound, address, altcha="", waited=""):
        """Whether a visitor may go on, and if not, for how many seconds they still wait (0: a new challenge is to be
        shown). The answer is used up in the transaction of the caller: if that fails, it can be given again.

        :param address: the visitor's, for the limit of the slow way
        :param altcha: what the widget handed in
        :param waited: what the slow way handed in
        """
        key = self._key()
        name = challenge.solved(key, form, bound, altcha)
        if name:
            return self._use(name), 0
        name, remaining = challenge.waited(key, form, bound, waited)
        if not name or remaining:
            return False, remaining
        limit = {("challenge_slowly", visitor.neighbourhood(address)): SLOW_MOST}
        wait = self.env["onestop.rate.limit"]._hit(limit, SLOW_SECONDS)
        return (False, wait) if wait else (self._use(name), 0)

    @api.model
    def _use(self, name):
        """Note that an answer was used; whether it was the first time."""
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO onestop_challenge (name, create_date, write_date) VALUES (%s, %s, %s)
                ON CONFLICT (name) DO NOTHING RETURNING id
                """,
                name,
                now,
                now,
            )
        )
        return bool(self.env.cr.rowcount)
