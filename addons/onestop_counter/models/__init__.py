"""What the Counter's screen asks of the server."""

from . import onestop_counter_app
from . import onestop_counter_rating
