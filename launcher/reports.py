"""Reports from the command line."""

import json

from launcher import asking

FORMATS = (".xlsx", ".pdf", ".csv", ".json")


def ask(project, database, **request):
    """Have Odoo do what ``reports_runner`` describes, whether the suite is being served or not, and return its answer.

    :raises Problem: if there is no such database, or it refuses.
    """
    return asking.ask(project, database, "reports_runner.py", json.dumps(request))
