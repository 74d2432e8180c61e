from . import device, kiosk, place
