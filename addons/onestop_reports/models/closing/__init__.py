"""Periods that are closed, and what is corrected afterwards."""

from . import onestop_report_closing
from . import onestop_report_correction
