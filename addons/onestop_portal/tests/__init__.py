"""Tests in the rooms of ``models``. Odoo runs only what is an attribute of this package."""

from . import test_rights_matrix, test_translation
from .catalogue import test_catalogue_http
from .engine import (
    test_engine_audience,
    test_engine_eform,
    test_engine_eform_properties,
    test_engine_eform_script,
    test_engine_filing_steps,
    test_engine_purity,
    test_engine_upload_parts,
)
from .eform import test_eform, test_eform_http
from .feedback import test_feedback, test_feedback_http
