"""Where people live: administrative units by their official codes, and what became of the old ones."""

from . import onestop_unit
