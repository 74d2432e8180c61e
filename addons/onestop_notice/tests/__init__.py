from . import (
    test_buttons,
    test_config_check,
    test_engine_notice,
    test_engine_purity,
    test_engine_seal,
    test_engine_sms,
    test_notice_mail,
    test_notice_settings,
    test_notices,
    test_rights_matrix,
    test_sms_gateway,
    test_translation,
)
