"""Tests in the rooms of ``models``. Odoo runs only what is an attribute of this package."""

from . import test_buttons, test_crawl, test_rights_matrix, test_translation
from .account import test_account_desk, test_account_http
from .catalogue import test_catalogue_http, test_config_check_portal, test_leaflet, test_news
from .eform import test_eform, test_eform_http
from .engine import (
    test_engine_audience,
    test_engine_eform,
    test_engine_eform_properties,
    test_engine_eform_script,
    test_engine_filing_steps,
    test_engine_photo,
    test_engine_purity,
    test_engine_rooms,
    test_engine_units,
    test_engine_upload_parts,
)
from .feedback import test_feedback, test_feedback_http
from .filing import test_filing_eform_http, test_filing_http, test_upload_parts_http
from .place import test_units
from .track import test_inbox, test_track_http
from .guidance import test_guidance
