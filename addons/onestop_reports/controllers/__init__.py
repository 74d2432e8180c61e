from . import register_page, report_file
