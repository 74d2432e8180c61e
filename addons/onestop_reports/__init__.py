from . import controllers, demo, models
from .hooks import post_init_hook, uninstall_hook

__all__ = ["controllers", "demo", "models", "post_init_hook", "uninstall_hook"]
