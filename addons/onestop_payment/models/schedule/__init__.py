"""What is taken, and by whom: kinds of fees, schedules by decision with their rules, accounts, the poster."""

from . import onestop_fee_type
from . import onestop_fee_exemption_group
from . import onestop_fee_schedule
from . import onestop_fee_rule
from . import onestop_fee_account
from . import onestop_fee_schedule_sheet
from . import onestop_fee_poster
