from . import test_door_config_check, test_door_national
