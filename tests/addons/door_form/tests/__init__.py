from . import test_door_form
