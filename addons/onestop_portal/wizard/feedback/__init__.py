from . import onestop_feedback_wizard
