from . import test_fees, test_translation
from .engine import test_engine_purity

__all__ = ["test_engine_purity", "test_fees", "test_translation"]
