from . import catalogue
from . import challenge
from . import chatter
from . import export
from . import first_sign_in
from . import lookup
from . import papers
from . import prints
