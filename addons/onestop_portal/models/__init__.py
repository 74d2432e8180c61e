"""The models, room by room: each stands on those above it in this list, and names none below it."""

from . import onestop_signed_link_mixin
from . import place
from . import catalogue
from . import account
from . import eform
from . import filing
from . import track
from . import feedback
from . import guidance
