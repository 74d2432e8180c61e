from . import test_door_device
