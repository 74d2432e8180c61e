from . import test_door_act
