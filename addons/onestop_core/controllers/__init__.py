from . import catalogue
from . import lookup
from . import papers
from . import prints
