"""Narrow rows of what is counted, kept up by each action, and where agencies stood."""

from . import onestop_report_place
from . import onestop_report_fact
from . import onestop_dossier_fact
from . import onestop_index_weight
from . import onestop_report_task
