"""Odoo goes on when PostgreSQL crashes or is started again.

As it comes, each connection that died in the pool costs one request an error; the process that watches over the workers
ends, and so does the thread of scheduled actions; live messages stand still for 50 seconds; and who asks in between is
signed out. All of this is of the process, not of one database, hence no model.
"""

import logging
import threading
import time

import psycopg2
from odoo import http, sql_db
from odoo.addons.bus.models.bus import ImDispatch
from odoo.addons.queue_job.jobrunner import runner
from odoo.service.server import PreforkServer, ThreadedServer
from psycopg2.extensions import connection as BaseConnection
from werkzeug.exceptions import ServiceUnavailable

_logger = logging.getLogger(__name__)

# seconds
_PAUSE = 1
_RETRY_AFTER = 5
# No language can be asked for without the database.
_MESSAGE = (
    "Cơ sở dữ liệu đang khởi động lại, xin thử lại sau ít giây. "
    "The database is being started again, please try again in a few seconds."
)


def survive_database_outage():
    """Make Odoo's servers survive an outage of the database; called once in each process, before any model is loaded."""
    sql_db.PsycoConnection.reset = _reset
    PreforkServer.process_spawn = _outlive(PreforkServer.process_spawn, once=True)
    ThreadedServer.cron_thread = _outlive(ThreadedServer.cron_thread)
    ImDispatch.loop = _outlive(ImDispatch.loop)
    runner.ERROR_RECOVERY_DELAY = _PAUSE
    http.Request._serve_db = _say_unavailable(http.Request._serve_db)


def _reset(connection):
    """Say that a connection is dead by the error that the pool heeds: it forgets the connection and takes the next.

    psycopg2 raises the general one if the server is gone.
    """
    try:
        BaseConnection.reset(connection)
    except psycopg2.DatabaseError as error:
        raise psycopg2.OperationalError(*error.args) from error


def _outlive(function, once=False):
    """Return ``function``, going on after the database was gone.

    :param once: leave it to the caller to call again.
    """

    def outlive(self, *args):
        while True:
            try:
                return function(self, *args)
            except psycopg2.Error as error:
                _logger.warning("%s waits for the database: %s", threading.current_thread().name, error)
                time.sleep(_PAUSE)
                if once:
                    return None

    return outlive


def _say_unavailable(serve):
    """Return ``serve``, which answers 503 while no database can be reached.

    Otherwise Odoo takes the database for one that has been dropped, and signs its user out.
    """

    def serve_db(request):
        try:
            return serve(request)
        except http.RegistryError as error:
            if not isinstance(error.__cause__, psycopg2.OperationalError):
                raise
            try:
                sql_db.db_connect("postgres").cursor().close()
            except psycopg2.OperationalError:
                raise ServiceUnavailable(_MESSAGE, retry_after=_RETRY_AFTER) from error
            # There is a server; so it was away for a moment, or lacks this database.
            return serve(request)

    return serve_db
