from odoo import api, fields, models, tools
from odoo.addons.onestop_core.engine.calendar import from_naive_utc, to_naive_utc
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class OnestopPortalNews(models.Model):
    """What stands above every public page for some days: news, and planned stops of the service, which the law wants
    announced seven working days ahead (NĐ 224/2026/NĐ-CP art. 13).
    """

    _name = "onestop.portal.news"
    _inherit = ["onestop.cached.mixin"]
    _description = "News on the Portal"
    _order = "shown_from desc, id desc"

    name = fields.Char("Headline", required=True, translate=True)
    text = fields.Text(translate=True)
    kind = fields.Selection(
        [("news", "News"), ("stop", "Planned Stop"), ("outage", "Outage")], required=True, default="news",
        help="An outage could not be announced; it is recorded here, and the page says since when.",
    )  # fmt: skip
    shown_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    shown_to = fields.Date("Shown Until")
    stop_from = fields.Datetime("Service Stops")
    stop_to = fields.Datetime("Service Goes On")
    active = fields.Boolean(default=True)

    _validity = models.Constraint(
        "CHECK(shown_to IS NULL OR shown_from <= shown_to)", "News cannot end before it begins."
    )
    _stop_order = models.Constraint(
        "CHECK(stop_to IS NULL OR stop_from IS NULL OR stop_from < stop_to)", "A stop cannot end before it begins."
    )

    @api.constrains("kind", "stop_from", "stop_to", "shown_from")
    def _check_stop(self):
        days = self.env["onestop.settings"]._number("onestop_portal.stop_notice_days")
        for news in self.filtered(lambda one: one.kind == "stop"):
            if not news.stop_from or not news.stop_to:
                raise ValidationError(self.env._("Say from when to when the service stops."))
            agency = self.env["onestop.agency"].sudo().search([("parent_id", "=", False)], order="id", limit=1)
            announced = fields.Datetime.to_datetime(news.shown_from)
            if agency and news.stop_from < agency._working_days_after(announced, days):
                raise ValidationError(
                    self.env._(
                        "A planned stop is announced at least %s working days ahead (NĐ 224/2026/NĐ-CP art. 13). Move it, or "
                        "record it as an outage if it cannot wait.",
                        days,
                    )
                )

    @api.model
    @tools.ormcache("day", "lang")
    def _shown_on(self, day, lang):
        """``((kind, headline, text, from, to), …)`` of what stands above the pages on ``day``."""
        domain = Domain("shown_from", "<=", day) & (Domain("shown_to", "=", False) | Domain("shown_to", ">=", day))
        agency = self.env["onestop.agency"]
        zone = agency._zone()

        def moment(value):
            return fields.Datetime.context_timestamp(self.with_context(tz=str(zone)), value).strftime("%H:%M %d/%m/%Y")

        return tuple(
            (
                one.kind, one.name, one.text or "",
                moment(one.stop_from) if one.stop_from else "", moment(one.stop_to) if one.stop_to else "",
            )
            for one in self.sudo().with_context(lang=lang).search(domain, limit=3)
        )  # fmt: skip


class OnestopAgency(models.Model):
    _inherit = "onestop.agency"

    def _working_days_after(self, moment, days):
        """The moment ``days`` working days of this agency after ``moment``, both as stored datetimes."""
        calendar = self._calendar()._onestop_work_calendar()
        return to_naive_utc(calendar.add_working_days(from_naive_utc(moment), days))


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # working days ahead of which a planned stop is announced: NĐ 224/2026/NĐ-CP art. 13
            "onestop_portal.stop_notice_days": "7",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_portal_stop_notice_days = fields.Integer("Working Days Ahead of a Planned Stop")
