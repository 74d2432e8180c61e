"""Dialogs, in the rooms of ``models``."""

from . import organisation
from . import catalogue
from . import dossier
from . import trail
from . import forms
from . import national
from . import administration
