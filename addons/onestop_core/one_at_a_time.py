"""Who changes the same record at the same moment waits for the turn."""

from odoo.exceptions import ConcurrencyError, LockError


def take_turns(records, allow_referencing=False):
    """Lock the records until the transaction ends. Who comes meanwhile is called again when the first is done: Odoo repeats
    what ends by this error, so that the second looks at what the first has left.

    :param allow_referencing: whether others may store rows that refer to the records meanwhile
    :raises ConcurrencyError: somebody else is at it
    """
    try:
        records.lock_for_update(allow_referencing=allow_referencing)
    except LockError as error:
        raise ConcurrencyError(records.ids) from error
