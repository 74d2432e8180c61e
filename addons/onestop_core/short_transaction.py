import logging
import threading
import time
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import psycopg2
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL
from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED, TRANSACTION_STATUS_IDLE
from psycopg2.pool import PoolError

_logger = logging.getLogger(__name__)

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


# Those whose second transaction lasts as long as their first have turns of their own: whoever waits for a short one
# must not wait for them.
_long_turns = threading.BoundedSemaphore(4)
# seconds after which somebody who waits for a turn, or for a row of the second transaction, begins again
LONG_PATIENCE = 10
# the cursor beside each cursor that has one; not in its cache, which Odoo empties with every savepoint that is rolled back
_besides = WeakKeyDictionary()


def beside(env):
    """A cursor with a READ COMMITTED transaction of its own that ends as the one of ``env`` does: committed after it,
    rolled back with it. Asked again, it is the same one.

    For what others must not see or take before this transaction has ended. Take it at the last moment, because everybody
    else waits; a process that is killed between the two commits has committed the first one only, so what the second
    one tells must be found again from what the first one wrote.

    Inside a test, and while modules are being installed, there is one transaction only, and it is ``env.cr`` itself.

    :raises ConcurrencyError: others kept it busy for too long; the request is tried again
    """
    if env.cr in _besides:
        return _besides[env.cr]
    if not env.registry.ready:
        return env.cr
    if not _long_turns.acquire(timeout=LONG_PATIENCE):
        raise ConcurrencyError("too many others number at this moment")
    try:
        cr = _cursor(env)
    except BaseException:
        _long_turns.release()
        raise

    if cr.connection is env.cr.connection:
        cr.close()
        _long_turns.release()
        return env.cr

    main = env.cr

    def end(commit):
        if _besides.pop(main, None) is None:
            return
        try:
            if commit:
                # leaving it commits and closes
                with cr:
                    return
            cr.close()
        except psycopg2.Error:
            if commit:
                raise
            # the line is broken, and the server has rolled back by itself
            _logger.info("the transaction beside another one ended with its connection")
        finally:
            _long_turns.release()

    _besides[main] = cr
    main.postcommit.add(lambda: end(commit=True))
    # before the first one is rolled back: on a broken line that raises, and what follows it never runs
    main.prerollback.add(lambda: end(commit=False))
    cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
    cr.execute(SQL("SET LOCAL lock_timeout = %s", f"{LONG_PATIENCE}s"))
    return cr


def opened_beside(cr):
    """The cursor beside ``cr``, if there is one."""
    return _besides.get(cr)


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
