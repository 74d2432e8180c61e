"""Dialogs, in the rooms of ``models``."""

from . import schedule, due, receipt, transfer, drawer, exception
