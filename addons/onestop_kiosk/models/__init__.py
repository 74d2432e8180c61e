"""Queues and their tickets, what happens to a ticket, the devices of the hall, and what the Counter needs of them."""

from . import onestop_settings
from . import res_config_settings
from . import onestop_priority_group
from . import onestop_queue
from . import onestop_ticket
from . import onestop_ticket_call
from . import onestop_ticket_place
from . import onestop_ticket_day
from . import onestop_hall_device
from . import onestop_hall_board
from . import onestop_hall_kiosk
from . import onestop_dossier
from . import onestop_rating
from . import onestop_counter_app
from . import onestop_config_check
