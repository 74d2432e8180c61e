from . import onestop_guidance
