"""Pure rules of the one-stop shop: plain functions over plain data.

Nothing in this package imports Odoo; the models feed it and store what it
answers.  Import the module that holds the rule, for instance
``from odoo.addons.onestop_core.engine.deadline import compute_due``.

Which file is about what; ``tests/engine/test_engine_rooms.py`` looks that each is named here once:

* the life of a dossier: transitions, codes, national, outbox
* due dates: deadline, deadline_walk, ledger, duration, calendar, timeline, holidays, lunar
* the catalogue's words and files: catalogue, catalogue_merge, catalogue_reading, catalogue_sheet, limit_text, fee_text,
  paper_text
* what people give: tidy, names, identity, citizen_card, phone, mail_address, person_key, lengths, provinces
* finding: text
* what is printed: wording, pdf, barcode
* files of citizens: upload, intake, refused, active_content, antivirus, preview, bundle, signing
* the process that reads what others sent: examined, examiner, examiner_process, foreign_table
* workbooks of our own: own_sheet, sheet_text, staff_sheet
* the trail: trail, merkle, checkpoint, timestamp, trail_audit, trail_export
* who may come in: first_code, recovery, slip_token, challenge, visitor
* gateways: gateway
"""
