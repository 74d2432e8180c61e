import threading
import time
from contextlib import contextmanager

from odoo.exceptions import ConcurrencyError
from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED, TRANSACTION_STATUS_IDLE
from psycopg2.pool import PoolError

# seconds to wait for a free connection, again and again; short transactions give theirs back in milliseconds
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
# So many threads of a process have a second connection at a time. They queue for the same rows anyway; each of a
# crowd with two connections would leave none for the next request, which Odoo then refuses.
_turns = threading.BoundedSemaphore(4)


@contextmanager
def short_transaction(env):
    """A cursor with a transaction of its own, committed at the end of the block.

    For counters that many requests raise at the same moment. The transaction is READ COMMITTED: requests queue
    for the length of the block instead of failing to serialise, and what it wrote stays even if the request
    fails. Keep it to a statement or two, take rows in one fixed order, and open no second one inside.

    On a request that reads from a replica, the cursor writes to the primary. While modules are being installed,
    what they make is seen by the installing transaction alone, so the block runs inside that one.
    """
    if not env.registry.ready:
        yield env.cr
        return
    if env.cr.readonly:
        # ends the snapshot of the reading side, where nothing can be lost (``res.device.log`` does the same)
        env.cr.rollback()
    with _turns, _cursor(env) as cr:
        # the level can only be set before the first statement; inside a test's transaction there is
        # nobody to isolate from
        if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
        yield cr


def _cursor(env):
    """A cursor on a second connection, which a crowd of requests in one process may have to wait for.

    :raises ConcurrencyError: none became free; the request is tried again
    """
    for seconds in PATIENCE:
        try:
            return env.registry.cursor()
        except PoolError:
            time.sleep(seconds)
    raise ConcurrencyError("no connection to the database is free")
