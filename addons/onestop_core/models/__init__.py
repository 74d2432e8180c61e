"""The models, room by room: each stands on those above it in this list, and names none below it.

On the ground lies what all of them use: mixins, the number book, the rate limit, what leaves the transaction.
A higher room may extend a model of a lower one (``_inherit``): so rooms grow. ``tests/engine/test_engine_rooms.py`` keeps the order.
"""

from . import base
from . import ir_cron
from . import onestop_cached_mixin
from . import onestop_stamped_mixin
from . import onestop_sealed_mixin
from . import onestop_settings
from . import onestop_attested_mixin
from . import mail_thread
from . import base_import
from . import ir_attachment
from . import value_limits
from . import identity_order
from . import res_partner
from . import onestop_number_book
from . import onestop_rate_limit
from . import onestop_challenge
from . import onestop_device_mixin
from . import ir_rule
from . import onestop_outbox
from . import organisation
from . import catalogue
from . import process
from . import dossier
from . import trail
from . import worklist
from . import public
from . import forms
from . import papers
from . import national
from . import administration
