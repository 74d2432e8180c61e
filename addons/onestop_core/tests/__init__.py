"""Tests in the rooms of ``models``. Odoo runs only what is an attribute of this package: a test compares the two."""

from . import (
    test_demo,
    test_hoot,
    test_http_call,
    test_protected_fields,
    test_rights_matrix,
    test_sealed,
    test_stamped,
    test_translation,
    test_ui_tour,
    test_views,
)
from .engine import (
    test_engine_barcode,
    test_engine_calendar,
    test_engine_catalogue,
    test_engine_checkpoint,
    test_engine_citizen_card,
    test_engine_cleaners,
    test_engine_codes,
    test_engine_deadline,
    test_engine_deadline_properties,
    test_engine_duration,
    test_engine_holidays,
    test_engine_identity,
    test_engine_law,
    test_engine_merkle,
    test_engine_national,
    test_engine_outbox,
    test_engine_pdf,
    test_engine_purity,
    test_engine_rooms,
    test_engine_signing,
    test_engine_slip_token,
    test_engine_text,
    test_engine_today,
    test_engine_trail,
    test_engine_transitions,
    test_engine_upload,
    test_engine_wording,
)
from .organisation import (
    test_holiday_wizard,
)
from .catalogue import (
    test_catalogue_http,
    test_catalogue_import,
    test_procedure_classification,
    test_procedure_competence,
    test_procedure_search,
    test_procedure_version,
)
from .process import (
    test_process,
)
from .dossier import (
    test_attested,
    test_desk_pile,
    test_dossier_act_wizard,
    test_dossier_flags,
    test_dossier_home,
    test_dossier_opinion,
    test_dossier_progress,
    test_due_reminders,
    test_fee,
    test_letters,
    test_lookup,
    test_lookup_http,
    test_number_book_title,
    test_origin,
    test_people,
    test_rating,
    test_reception,
    test_tampering,
    test_request_in_words,
    test_trail,
    test_transitions,
    test_worklist,
    test_zone,
)
from .forms import (
    test_form_set,
    test_form_wording,
    test_posting,
    test_print,
    test_receipt_roll,
    test_report_due_explanation,
    test_report_forms,
    test_report_letters,
    test_report_posting,
    test_report_slip,
    test_report_slip_http,
)
from .papers import (
    test_hand_over,
    test_papers,
    test_papers_export,
    test_papers_http,
    test_papers_signing,
    test_papers_tampering,
    test_papers_tour,
)
from .national import (
    test_national,
)
from .administration import (
    test_config_check,
    test_reorganisation,
    test_settings,
    test_staff_accounts,
    test_staff_giving,
)
