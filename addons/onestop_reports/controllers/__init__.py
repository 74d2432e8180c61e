from . import public_figures, register_page, report_file
