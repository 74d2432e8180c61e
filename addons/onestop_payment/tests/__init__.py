from . import test_config_check_payment
from . import test_demo
from . import test_hoot
from . import test_payment_buttons
from . import test_payment_tour
from . import test_rights_matrix
from . import test_translation
from .books import test_books
from .due import test_dossier_fee, test_payment
from .schedule import test_schedule, test_schedule_import
from .transfer import test_transfer
from .drawer import test_drawer, test_drawer_tour, test_random_day
from .exception import test_exception
from .engine import (
    test_engine_books,
    test_engine_cash,
    test_engine_fees,
    test_engine_payment_code,
    test_engine_purity,
    test_engine_receipts,
    test_engine_rooms,
    test_engine_schedule_sheet,
    test_engine_vietqr,
    test_engine_words,
)
from .receipt import test_receipt, test_receipt_loss, test_receipt_use
