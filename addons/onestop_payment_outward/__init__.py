from . import demo, models
from .hooks import uninstall_hook
