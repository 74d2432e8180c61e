from . import test_provider_misbehaves, test_real_provider, test_rights_matrix, test_translation
from .engine import test_engine_oidc, test_engine_purity
