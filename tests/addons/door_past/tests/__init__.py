from . import test_door_past
