from . import onestop_fee_schedule_import
from . import onestop_fee_catalogue_offer
