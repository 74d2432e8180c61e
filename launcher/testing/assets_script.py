"""Make the asset bundles of a template database. Run in Odoo's shell, which gives ``env``.

``LAST`` is the name of the template before it, or None; ``LAZY`` has the names
of our add-ons' own bundles. Bundles are named by a digest of their files, so
those of the last template that did not change are taken over, and only the
others are made: they take 15 seconds in all.
"""

from odoo.sql_db import db_connect
from odoo.tools import SQL

COLUMNS = (
    *("name", "url", "type", "mimetype", "store_fname", "file_size", "checksum"),
    *("public", "res_model", "res_id", "create_uid", "write_uid"),
)

if LAST:
    columns = SQL(", ").join(map(SQL.identifier, COLUMNS))
    assets = SQL("url LIKE '/web/assets/%%' AND res_model = 'ir.ui.view' AND store_fname IS NOT NULL")
    with db_connect(LAST).cursor() as last:
        last.execute(SQL("SELECT %s FROM ir_attachment WHERE %s", columns, assets))
        rows = last.fetchall()
    if rows:
        env.cr.execute(SQL("DELETE FROM ir_attachment WHERE %s", assets))
        values = SQL(", ").join(SQL("%s", row) for row in rows)
        env.cr.execute(SQL("INSERT INTO ir_attachment (%s) VALUES %s", columns, values))

env["ir.qweb"]._pregenerate_assets_bundles()
# Those that no view names: of Odoo's test pages, of its worker, and ours that a screen loads when it is opened.
scripts = ("web.assets_unit_tests_setup", "web.assets_unit_tests", "web.assets_tests", "bus.websocket_worker_assets")
for bundle in scripts:
    env["ir.qweb"]._get_asset_bundle(bundle, css=False, js=True).js()
for bundle in LAZY:
    assets = env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True)
    assets.css()
    assets.js()
