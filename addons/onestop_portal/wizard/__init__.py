from . import feedback
from . import place
from . import track
