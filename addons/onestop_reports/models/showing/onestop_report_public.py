from datetime import timedelta

from odoo import api, fields, models

from ...engine.meaning import months_before
from ...engine.table import share, words

MONTHS = 12
# fewer dossiers than this could be those of a neighbour
FEWEST = 10


class OnestopReportPublic(models.Model):
    """The figures that everybody may read, made each night: no figure that stands for fewer than ten dossiers."""

    _name = "onestop.report.public"
    _description = "Public Figures"
    _order = "id desc"
    _rec_name = "made_at"

    made_at = fields.Datetime("As Of", required=True, readonly=True)
    figures = fields.Json(required=True, readonly=True)

    @api.model
    def _cron_make(self):
        """Make the figures anew, and forget those of before."""
        top = self.env["onestop.agency"].sudo().search([("parent_id", "=", False), ("child_ids", "!=", False)], limit=1)
        if not top:
            return
        made = self.sudo().create({"made_at": fields.Datetime.now(), "figures": self._figures(top)})
        (self.sudo().search([]) - made).unlink()

    @api.model
    def _figures(self, top):
        today = self.env["onestop.agency"]._today()
        tables = self.env["onestop.report.table"].sudo()
        profile = self.env.ref("onestop_reports.meaning_received")
        begin = months_before(today, MONTHS)
        end = today.replace(day=1) - timedelta(days=1)
        scope = tables._scope("progress-trend", profile._meaning(begin, end, end), top)
        months = tables._fill(scope)
        last = months_before(today, 1)
        scope = tables._scope("ii06a-agency", profile._meaning(last, end, end), top)
        agencies = tables._fill(scope)
        league = []
        for row in agencies.rows:
            done = row.values["done"]
            if done >= FEWEST:
                in_time = done - row.values["late"]
                # a rate that would tell of the few that were late is told no closer
                league.append({"name": row.label, "done": words(done), "rate": words(share(in_time, done))})
        league.sort(key=lambda one: (-float(one["rate"].replace(",", ".")), one["name"]))
        return {
            "agency": top.name,
            "month": f"{last:%m/%Y}",
            "months": [
                {
                    "label": f"{row.label[:3]}{row.label[-2:]}",
                    "taken": _shown(row.values["online"] + row.values["desk"]),
                    "done": _shown(row.values["done"]),
                    "online": _shown(row.values["online"]),
                }
                for row in months.rows
            ],
            "total": {
                "taken": _shown(agencies.total.values["online"] + agencies.total.values["desk"]),
                "online": _shown(agencies.total.values["online"]),
                "done": _shown(agencies.total.values["done"]),
            },
            "league": league,
            "hidden": sum(0 < row.values["done"] < FEWEST for row in agencies.rows),
        }


def _shown(number):
    """A number that is told, 0 for one that is too small to be."""
    return number if number >= FEWEST else 0
