from . import test_files, test_transmission
from . import test_rights_matrix, test_outward_buttons, test_outward_demo, test_config_check_outward, test_translation
from .engine import test_engine_layout, test_engine_purity, test_engine_signature, test_engine_vnpt
