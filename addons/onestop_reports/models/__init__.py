"""The models, room by room: each stands on those above it in this list, and names none below it."""

from . import fact
from . import table
from . import closing
from . import showing
from . import history
from . import administration
