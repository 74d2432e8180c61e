from contextlib import contextmanager

from psycopg2.extensions import TRANSACTION_STATUS_IDLE


@contextmanager
def short_transaction(env):
    """A cursor with a transaction of its own, committed at the end of the block.

    For counters that many requests raise at the same moment. The transaction is READ COMMITTED: requests queue
    for the length of the block instead of failing to serialise, and what it wrote stays even if the request
    fails. Keep it to a statement or two, and take rows in one fixed order.

    On a request that reads from a replica, the cursor writes to the primary. While modules are being installed,
    what they make is seen by the installing transaction alone, so the block runs inside that one.
    """
    if not env.registry.ready:
        yield env.cr
        return
    if env.cr.readonly:
        # ends the snapshot of the reading side, where nothing can be lost (``res.device.log`` does the same)
        env.cr.rollback()
    with env.registry.cursor() as cr:
        # the level can only be set before the first statement; inside a test's transaction there is
        # nobody to isolate from
        if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        yield cr
