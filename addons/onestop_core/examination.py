"""Has files and documents examined by another process, and says in words what it could not do."""

import logging

import odoo.addons
from odoo.exceptions import UserError

from .engine import examiner

_logger = logging.getLogger(__name__)

# Our own code says by it, in the context, that an attachment comes from itself or was examined; no caller from outside
# can send an object.
OWN_FILE = object()


def examine(env, function, *args):
    """What ``function(*args)`` gives, see ``engine.examiner.examine``. Hold no lock when you call it: it may take a while.

    :raises UserError: there is no answer, in words; what was to be examined is to be refused
    """
    try:
        return examiner.examine(function, *args, who=f"{env.cr.dbname} {env.uid}")
    except examiner.ExaminationFailed as error:
        _logger.warning("%s.%s gave no answer: %s", function.__module__, function.__qualname__, error)
        if error.reason == "busy":
            words = env._("Too much is being examined or printed just now. Try again in a minute.")
        elif function.limits.lane == "print":
            words = env._(
                "The document could not be printed: it is too long. Print less at once, or shorten its texts."
            )
        else:
            words = env._(
                "The file could not be examined, so it is not accepted. Save or scan it anew, or send it as PDF."
            )
        raise UserError(words) from error


def addon_folders():
    """Folders that hold add-ons, for engines that open their static files."""
    return list(odoo.addons.__path__)
