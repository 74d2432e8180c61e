from . import door_screen
