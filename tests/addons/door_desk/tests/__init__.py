from . import test_door_desk
