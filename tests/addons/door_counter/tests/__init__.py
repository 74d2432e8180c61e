from . import test_door_counter
