"""What a device sends again and again until it has its answer is stored once, by the UUID that the device chose."""

import uuid

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from .short_transaction import short_transaction


def read_uuid(value):
    """The UUID that a device sent, in the form in which it is stored; ``None`` if it is none."""
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError):
        return None


def claim(records, client_uuid):
    """Make sure that this request alone stores the record with ``client_uuid``, until its transaction ends.

    Not left to the unique index: its error writes the whole row, and with it the citizen, into the log.

    :param records: of the model that has a field ``client_uuid``
    :return: whether the identifier is free; otherwise it is stored where the caller has not found it
    :raises ConcurrencyError: another request has just stored it; tried again, this one finds it
    """
    env = records.env
    env.cr.execute(SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", f"{records._name},{client_uuid}"))
    # whoever had the lock before has committed; the request's own snapshot may be older than that
    with short_transaction(env) as cr:
        cr.execute(SQL("SELECT 1 FROM %s WHERE client_uuid = %s", SQL.identifier(records._table), client_uuid))
        taken = bool(cr.fetchone())
    if not taken:
        return True
    if records.sudo().with_context(active_test=False).search_count([("client_uuid", "=", client_uuid)], limit=1):
        return False
    raise ConcurrencyError(client_uuid)
