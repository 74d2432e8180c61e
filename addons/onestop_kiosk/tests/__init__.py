from . import (
    test_buttons,
    test_counter_strip,
    test_devices_http,
    test_hoot,
    test_kiosk_http,
    test_rights_matrix,
    test_tickets,
    test_translation,
)
from .engine import test_engine_purity, test_engine_rooms, test_engine_spoken, test_engine_waiting
