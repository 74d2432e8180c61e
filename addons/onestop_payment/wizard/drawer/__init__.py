from . import onestop_drawer_dialog
