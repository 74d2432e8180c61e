from . import test_door_notice
