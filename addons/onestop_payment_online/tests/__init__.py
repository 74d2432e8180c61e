from . import test_vnpay, test_vnpay_http, test_online_refund
from . import test_rights_matrix, test_online_buttons, test_online_demo, test_config_check_online, test_translation
from .engine import test_engine_purity, test_engine_vnpay
