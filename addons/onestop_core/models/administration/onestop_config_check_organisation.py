from dateutil.relativedelta import relativedelta
from odoo import api, models

from ...engine import provinces


class OnestopConfigCheck(models.TransientModel):
    """Checks of the agencies, their staff and their working time."""

    _inherit = "onestop.config.check"

    def _check_ended_agencies(self):
        today = self._today()
        ended = self._agencies().filtered(lambda agency: agency.valid_to and agency.valid_to < today)
        dossiers = self.env["onestop.dossier"].sudo()
        held = dict(
            dossiers._read_group(
                [*dossiers._open_domain(), ("holder_agency_id", "in", ended.ids)], ["holder_agency_id"], ["__count"]
            )
        )
        posts = self._posts_in_force().grouped("agency_id")
        for agency in ended:
            if held.get(agency):
                message = (
                    self.env._("%(agency)s has ended and still holds %(count)s open dossiers. Its successor is %(successor)s.",
                        agency=agency.display_name, count=held[agency], successor=agency.successor_id.display_name)
                    if agency.successor_id
                    else self.env._("%(agency)s has ended and still holds %(count)s open dossiers. Name its successor.",
                        agency=agency.display_name, count=held[agency])
                )  # fmt: skip
                yield self._finding("error", "agency", agency, message)
            if posts.get(agency):
                yield self._finding(
                    "warning", "agency", posts[agency],
                    self.env._("%(agency)s has ended, but %(count)s posts there are in force. Give them a last day.",
                        agency=agency.display_name, count=len(posts[agency])),
                )  # fmt: skip

    def _check_agency_levels(self):
        """Agencies that outlived the agency above them, or their level of government."""
        today = self._today()
        agencies = self._open_agencies()
        for agency in agencies:
            above = agency.sudo().parent_id
            if above and not above._is_open(today):
                yield self._finding(
                    "error", "agency", agency,
                    self.env._("%(agency)s stands below %(above)s, which has ended. Choose the agency above it anew.",
                        agency=agency.display_name, above=above.display_name),
                )  # fmt: skip
        for level, of_level in agencies.grouped("level_id").items():
            if level.valid_to and level.valid_to < today:
                yield self._finding(
                    "warning", "agency", of_level,
                    self.env._("%(count)s agencies are open at the level “%(level)s”, which has ended.",
                        count=len(of_level), level=level.name),
                )  # fmt: skip

    def _check_provinces(self):
        """Agencies whose documents name a province that has ended; a database that shows the time before has none."""
        if self.env["onestop.agency.level"]._tiers() == "three":
            return
        today = self._today()
        for agency in self._open_agencies():
            ended = provinces.ended_province(f"{agency.name}. {agency.letterhead or ''}", today)
            if ended:
                yield self._finding(
                    "warning", "agency", agency,
                    self.env._("The documents of %(agency)s name the province %(old)s, which is part of %(new)s since %(day)s. Rename it.",
                        agency=agency.display_name, old=ended.name, new=ended.into, day=f"{ended.since:%d/%m/%Y}"),
                )  # fmt: skip

    def _check_desks(self):
        desk_roles = self._posts_in_force().filtered(
            lambda post: post.role_ids.filtered(lambda role: role.code == "receptionist")
        )
        for agency in self._open_agencies() & desk_roles.agency_id:
            if not agency.desk_ids:
                yield self._finding(
                    "warning", "agency", agency,
                    self.env._("%s has receptionists, but no one-stop desk.", agency.display_name),
                )  # fmt: skip

    # ------------------------------------------------------------------ staff

    def _check_posts(self):
        posts = self._posts_in_force().filtered(lambda post: post.agency_id in self._agencies())
        for post in posts:
            if not post.user_id.active:
                yield self._finding(
                    "warning", "staff", post,
                    self.env._("The account of %(person)s is deactivated, but the post at %(agency)s is in force. Give it a last day.",
                        person=post.user_id.name, agency=post.agency_id.display_name),
                )  # fmt: skip

    def _check_staffing(self):
        """Steps that nobody could do: no post in force holds the role at the agency of the step."""
        agencies, holders = self._agencies(), self._role_holders()
        needed = {}
        for procedure, step, _agency, place in self._step_places():
            roles = step.role_id._stand_ins()
            if place in agencies and not any((place.id, code) in holders for code in roles):
                # the first procedure found stands as the example
                steps, _example = needed.setdefault((place, step.role_id), ({}, procedure))
                steps[step.name] = True
        for (agency, role), (steps, example) in needed.items():
            values = {
                "agency": agency.display_name,
                "role": role.name,
                "steps": ", ".join(steps),
                "example": example.code,
            }
            if role.sees_subtree and any((above, role.code) in holders for above in agency.sudo()._parent_ids()):
                severity = "warning"
                message = self.env._(
                    "%(agency)s has no %(role)s: only an agency above could do “%(steps)s” (for example of %(example)s).",
                    **values,
                )
            else:
                severity = "error"
                message = self.env._(
                    "%(agency)s has no %(role)s: dossiers would stop at “%(steps)s” (for example of %(example)s).",
                    **values,
                )
            yield self._finding(severity, "staff", agency, message)

    @api.model
    def _role_holders(self):
        """``{(agency id, code of a role)}`` of the posts in force whose account is active."""
        posts = self._posts_in_force().filtered("user_id.active")
        return {(post.agency_id.id, role.code) for post in posts for role in post.role_ids}

    # ------------------------------------------------------------------ working time

    def _check_working_hours(self):
        """Agencies that count deadlines in hours nobody set for them."""
        agencies = self._open_agencies()
        calendars = self.env["resource.calendar"]
        for agency in agencies:
            calendar = agency.sudo()._calendar()
            calendars |= calendar.sudo(False)
            inherited = agency.sudo().parent_id
            # the agencies below one without hours are not named again
            if self._own_or_inherited(agency) or (inherited and not self._own_or_inherited(inherited)):
                continue
            if calendar:
                yield self._finding(
                    "warning", "calendar", agency,
                    self.env._("%(agency)s has no working hours; deadlines count in those of the company, “%(calendar)s”.",
                        agency=agency.display_name, calendar=calendar.name),
                )  # fmt: skip
            else:
                yield self._finding(
                    "error", "calendar", agency,
                    self.env._("%s has no working hours, so no deadline can be counted.", agency.display_name),
                )  # fmt: skip
        for calendar in calendars:
            if not calendar.attendance_ids:
                yield self._finding(
                    "error", "calendar", calendar,
                    self.env._("The working hours “%s” have no day on which work is done.", calendar.name),
                )  # fmt: skip

    @api.model
    def _own_or_inherited(self, agency):
        agency = agency.sudo()
        while agency and not agency.calendar_id:
            agency = agency.parent_id
        return agency.calendar_id

    def _check_calendar_days(self):
        """The holidays of this year, and three months ahead those of the next."""
        today = self._today()
        day = self.env["onestop.calendar.day"]
        for year, severity in {
            (today + relativedelta(months=3)).year: "warning",
            today.year: "error",
        }.items():
            if not day.search_count(
                [("date", ">=", f"{year}-01-01"), ("date", "<=", f"{year}-12-31"), ("working", "=", False)], limit=1
            ):
                yield self._finding(
                    severity, "calendar", day,
                    self.env._("No public holiday is marked for %s: deadlines would count them as working days. Press “Add Holidays”.", year),
                    opens="onestop_core.onestop_calendar_day_action",
                )  # fmt: skip
        marked = day.search([("date", ">=", today), ("date", "<=", today + relativedelta(months=3))])
        for certainty, message in {
            "proposed": self.env._("%s days are only proposed as days off and do not count: confirm each with its law or notice, or remove it."),
            "forecast": self.env._("%s days of the next three months are a forecast: compare them with the notice of their year, and confirm them."),
        }.items():  # fmt: skip
            uncertain = marked.filtered(lambda one, certainty=certainty: one.certainty == certainty)
            if uncertain:
                yield self._finding("warning", "calendar", uncertain, message % len(uncertain))
