"""What somebody was told to bring, kept under a short code."""

from . import onestop_guidance
