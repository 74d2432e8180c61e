from . import auth_oauth_provider
from . import onestop_vneid_claim
from . import res_users
