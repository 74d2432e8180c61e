import uuid
from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import outbox
from ..engine.outbox import Fate
from ..short_transaction import short_transaction

# a message whose moment passed this long ago has lost its job; one in sending, its worker
LOST_SECONDS = 300
SWEEP_BATCH = 500


STATES = [
    ("pending", "Waiting"),
    ("sending", "Being Sent"),
    ("sent", "Sent"),
    ("delivered", "Delivered"),
    ("failed", "Failed"),
    ("expired", "Expired"),
    ("cancelled", "Cancelled"),
]


class OnestopOutbox(models.AbstractModel):
    """A message that leaves the system: a row written in the transaction that causes it, and delivered afterwards.

    The row is the truth; a job of ``queue_job``, stored in the same transaction, only says "now". So a message exists
    exactly if what it tells has happened, and is tried until it is taken, refused, or too old:

    * Before the other side is called, the row says ``sending``, committed. Whoever finds it so after a crash sends
      again under the same ``uuid``, by which the other side knows the message.
    * A lock of the database is held during the call, so two workers never send the same row; the database frees it
      when a worker dies.
    * The sweep gives a new job to rows that have lost theirs.

    A model of messages inherits this one and says in ``_send`` how a message goes out. In another add-on it repeats
    ``state = fields.Selection(STATES)``: Odoo translates the words of a state where its model stands.
    """

    _name = "onestop.outbox"
    _description = "Outgoing Message"
    _order = "id desc"

    uuid = fields.Char("Message ID", required=True, readonly=True, copy=False, default=lambda self: uuid.uuid4().hex)
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        copy=False,
        default="pending",
    )
    tries = fields.Integer(readonly=True, copy=False)
    next_try_at = fields.Datetime("Next Try", required=True, readonly=True, copy=False, default=fields.Datetime.now)
    tried_at = fields.Datetime("Last Try", readonly=True, copy=False)
    expires_at = fields.Datetime("Expires", readonly=True, copy=False)
    sent_at = fields.Datetime(readonly=True, copy=False)
    answer = fields.Char(readonly=True, copy=False, help="What the other side said last, or why nothing was sent.")

    _uuid_uniq = models.UniqueIndex("(uuid)", "A message has its own ID.")
    # the sweep reads what is under way, a small part of all messages
    _under_way = models.Index("(next_try_at) WHERE state IN ('pending', 'sending')")

    # ------------------------------------------------------------------ what a model of messages says

    def _send(self):
        """Hand the message over, once; called outside any open change.

        :return: an ``engine.outbox.Outcome``
        """
        raise NotImplementedError

    def _before_try(self, now):
        """Seconds to wait before the message may go, 0 for now; may also cancel the message."""
        return 0

    def _max_tries(self):
        return 10

    def _lifetime(self):
        """After how long an unsent message is of no use, as a timedelta; None for never."""
        return None

    # ------------------------------------------------------------------ entering

    @api.model_create_multi
    def create(self, vals_list):
        lifetime = self._lifetime()
        if lifetime:
            expires_at = fields.Datetime.now() + lifetime
            vals_list = [{"expires_at": expires_at, **vals} for vals in vals_list]
        messages = super().create(vals_list)
        messages.filtered(lambda message: message.state == "pending")._enqueue()
        return messages

    def _enqueue(self):
        """One job for each message; a message that has one waiting keeps it."""
        for message in self:
            message.with_delay(
                identity_key=f"{self._name}:{message.uuid}",
                max_retries=0,
                eta=message.next_try_at if message.next_try_at > fields.Datetime.now() else None,
                description=f"{self._description} {message.uuid}",
            )._job_deliver()

    def _again(self):
        """Try messages anew that were given up; the message IDs stay."""
        lifetime = self._lifetime()
        now = fields.Datetime.now()
        self.write(
            {
                "state": "pending",
                "tries": 0,
                "next_try_at": now,
                "expires_at": now + lifetime if lifetime else False,
                "answer": False,
            }
        )
        self._enqueue()

    @api.model
    def _cron_sweep(self):
        """Give a job to messages that have lost theirs, in batches."""
        now = fields.Datetime.now()
        lost = now - timedelta(seconds=LOST_SECONDS)
        domain = Domain("next_try_at", "<", lost) & (
            Domain("state", "=", "pending") | (Domain("state", "=", "sending") & Domain("tried_at", "<", lost))
        )
        last = 0
        while batch := self.sudo().search(domain & Domain("id", ">", last), order="id", limit=SWEEP_BATCH):
            last = batch[-1].id
            batch._enqueue()
            self.env["ir.cron"]._commit_progress(len(batch))

    # ------------------------------------------------------------------ delivering

    def _job_deliver(self):
        """Try to deliver one message; the job comes again when the message may be tried again."""
        wait = self._deliver()
        if wait:
            raise RetryableJobError(f"again in {wait} s", seconds=wait, ignore_retry=True)

    def _deliver(self):
        """Try once.

        :return: seconds until the next try, 0 if there is none
        """
        self.ensure_one()
        if not self._lock_delivery():
            return 0
        with self._apart() as message:
            go, wait = message._begin_try()
        if not go:
            return wait
        outcome = self._send()
        with self._apart() as message:
            return message._end_try(outcome)

    def _lock_delivery(self):
        """Take the message in hand until the end of the transaction.

        :return: False if another worker has it
        """
        key = SQL("hashtextextended(%s, 0)", f"{self._name}:{self.id}")
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", key))[0][0]

    @contextmanager
    def _apart(self):
        """This message in a short transaction of its own: what it writes stands, whatever becomes of the worker."""
        with short_transaction(self.env) as cr:
            message = self.with_env(self.env(cr=cr))
            message.invalidate_recordset()
            yield message.exists()
            message.env.flush_all()

    def _begin_try(self):
        """Write down that the message is about to go.

        :return: ``(whether it goes now, else seconds to wait or 0 for never)``
        """
        if not self or not self.try_lock_for_update():
            return False, 0
        now = fields.Datetime.now()
        if self.state not in ("pending", "sending"):
            return False, 0
        if self.expires_at and self.expires_at <= now:
            self.write({"state": "expired", "answer": self.answer or self.env._("Too old to be of use")})
            return False, 0
        if self.tries >= self._max_tries():
            # a worker died in every one of the tries
            self.write({"state": "failed"})
            return False, 0
        wait = max((self.next_try_at - now).total_seconds(), 0) or self._before_try(now)
        if self.state not in ("pending", "sending"):
            return False, 0
        if wait:
            self.write({"state": "pending", "next_try_at": now + timedelta(seconds=wait)})
            return False, wait
        self.write({"state": "sending", "tries": self.tries + 1, "tried_at": now})
        return True, 0

    def _end_try(self, outcome):
        """Write down what a try has come to; returns the seconds until the next one, 0 for none."""
        now = fields.Datetime.now()
        if self.state != "sending":
            # a delivery report or an administrator was faster
            return 0
        if outcome.fate is Fate.ACCEPTED:
            self.write({"state": "sent", "sent_at": now, "answer": outcome.answer})
            return 0
        if outcome.fate is Fate.REFUSED or self.tries >= self._max_tries():
            self.write({"state": "failed", "answer": outcome.answer})
            return 0
        wait = outbox.retry_delay(self.tries, outcome.retry_after)
        self.write({"state": "pending", "next_try_at": now + timedelta(seconds=wait), "answer": outcome.answer})
        return wait
