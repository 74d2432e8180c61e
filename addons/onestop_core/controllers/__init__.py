from . import catalogue
from . import lookup
