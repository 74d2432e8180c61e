from . import test_door_step
