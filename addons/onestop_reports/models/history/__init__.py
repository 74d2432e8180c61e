"""Dossiers of the earlier system, taken over for the tables of their time."""

from . import onestop_history_import
