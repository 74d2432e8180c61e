from . import catalogue
from . import eform
