from . import eforms
