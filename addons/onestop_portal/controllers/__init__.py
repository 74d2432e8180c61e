from . import catalogue
from . import eform
from . import feedback
