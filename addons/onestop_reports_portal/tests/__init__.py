from . import test_feedback, test_translation
from .engine import test_engine_purity

__all__ = ["test_engine_purity", "test_feedback", "test_translation"]
