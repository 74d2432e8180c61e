from odoo import api, fields, models
from odoo.tools import SQL

from ...short_transaction import short_transaction


class OnestopCatalogueProgress(models.TransientModel):
    """How far an import has come. It stands in a row of its own, written beside the import's transaction: what that
    transaction writes nobody else sees before its end, and what others wrote there meanwhile would make it fail.
    """

    _name = "onestop.catalogue.progress"
    _description = "Progress of a Catalogue Import"

    # no reference, which would wait for the lock that the running import holds on its own row
    import_id = fields.Integer(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)

    _import_uniq = models.UniqueIndex("(import_id)")

    @api.model
    def _report(self, import_id, done, total):
        """Let others see that ``done`` of ``total`` procedures are through."""
        now = fields.Datetime.now()
        with short_transaction(self.env) as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO onestop_catalogue_progress (import_id, done, total, create_date, write_date)
                    VALUES (%s, %s, %s, %s, %s)
                    ON CONFLICT (import_id) DO UPDATE SET done = EXCLUDED.done, total = EXCLUDED.total, write_date = EXCLUDED.write_date
                    """,
                    import_id, done, total, now, now,
                )
            )  # fmt: skip
