"""The tables: what a row and a figure mean, their forms, and how they are laid out."""

from . import onestop_report_meaning
from . import onestop_report_form
from . import onestop_report_table
from . import onestop_report_rows
from . import onestop_report_document
