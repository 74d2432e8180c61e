from datetime import date

from odoo import api, models, tools


class OnestopSettings(models.AbstractModel):
    """The settings of the suite: system parameters, each with its default in this one place.

    What the law says differs between decrees and provinces, and what is unverified is asked, so these are data. A
    module adds its own by extending ``_defaults`` and shows them on Odoo's settings screen (``res.config.settings``).
    """

    _name = "onestop.settings"
    _description = "Settings of the One-Stop Suite"

    @api.model
    def _defaults(self):
        """``{name of the system parameter: what holds where nobody has set it}``, all as text."""
        return {
            # pattern of dossier codes, see engine.codes
            "onestop_core.code_pattern": "{agency_code}-{YYMMDD}-{seq:04d}",
            # pattern of the numbers that a request has before its reception
            "onestop_core.request_pattern": "{agency_code}-{YYMMDD}-R{seq:04d}",
            # working hours within which a desk answers what was sent to it, by channel; 0 for no limit (unverified:
            # decrees name some, provinces others)
            "onestop_core.intake_hours_direct": "0",
            "onestop_core.intake_hours_online": "8",
            "onestop_core.intake_hours_post": "8",
            # requests per stage (reception, appraisal): NĐ 61/2018 and the national portal say once
            "onestop_core.max_supplements": "1",
            # working days that the citizen has, where the procedure names none
            "onestop_core.supplement_days": "30",
            # NĐ 61/2018 art. 20: a new date is set at most once
            "onestop_core.max_apologies": "1",
            # until when a dossier received today is forwarded today; exactly 15:00 is not after (NĐ 309/2026/NĐ-CP art. 9)
            "onestop_core.forward_cut_off": "15:00",
            # hours within which an agency answers a reminder
            "onestop_core.reminder_hours": "8",
            # NĐ 224/2026/NĐ-CP art. 14: from this day on a procedure may be partly online only with a published reason
            "onestop_core.partial_reason_from": "2026-07-01",
            # last day of the district level (Luật Tổ chức chính quyền địa phương 2025, Nghị quyết 203/2025/QH15)
            "onestop_core.districts_end": "2025-06-30",
            # dossiers that one action may be taken on at a time
            "onestop_core.batch_limit": "200",
            # public look-ups in so many seconds before a challenge comes first: from one address, from its neighbourhood
            # (/24 or /48), of one agency, and for one code
            "onestop_core.lookup_limit_address": "5",
            "onestop_core.lookup_limit_network": "60",
            "onestop_core.lookup_limit_agency": "100",
            "onestop_core.lookup_limit_code": "30",
            "onestop_core.lookup_limit_seconds": "600",
            # where clamd listens: a path, or a host and a port; without any of them files are not scanned
            "onestop_core.clamd_socket": "",
            "onestop_core.clamd_host": "",
            "onestop_core.clamd_port": "3310",
            "onestop_core.clamd_timeout": "30",
            # what becomes of files for which the scanner gives no verdict: refuse or serve
            "onestop_core.scan_failure": "refuse",
            # certification authorities that are trusted, as PEM blocks
            "onestop_core.signing_roots": "",
            # where signed states of the trail are stamped (RFC 3161), and who is trusted for that, as PEM blocks; in Vietnam a
            # licensed provider of time stamps (Luật Giao dịch điện tử 20/2023/QH15)
            "onestop_core.stamp_address": "",
            "onestop_core.stamp_roots": "",
            # codes of the roles that sign in with a second factor, “manager” for the province's administrator, “-” for none;
            # a database with demo data is for trying
            "onestop_core.second_factor_roles": "-" if self._has_demo() else "leader,supervisor,agency_admin,manager",
            # the fewest characters of a new password, 0 for no rule at all
            "onestop_core.password_length": "0" if self._has_demo() else "12",
        }

    @api.model
    @tools.ormcache()
    def _has_demo(self):
        """Whether the database holds the demo data, whose passwords are public."""
        return self.env.ref("base.module_onestop_core").sudo().demo

    @api.model
    def _text(self, name):
        """The setting ``name``; its default where it is not set or empty.

        :raises KeyError: there is no such setting
        """
        return self.env["ir.config_parameter"].sudo().get_param(name, self._defaults()[name])

    @api.model
    def _number(self, name):
        """The setting ``name`` as a whole number."""
        return int(self._text(name))

    @api.model
    def _day(self, name):
        """The setting ``name`` as a date."""
        return date.fromisoformat(self._text(name))
