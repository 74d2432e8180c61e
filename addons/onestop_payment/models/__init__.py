"""The rooms in their order: each stands on those above it in this list, and names none below it."""

from . import schedule
from . import due
from . import receipt
from . import transfer
from . import books
from . import drawer
from . import exception
from . import administration
