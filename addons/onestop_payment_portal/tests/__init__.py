from . import test_pay_http, test_translation
