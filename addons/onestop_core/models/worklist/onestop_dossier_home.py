from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import transitions
from ..dossier.onestop_dossier_opinion import ANSWERING_ROLES

WORK_ROWS = 10
# what a leader should see before it is late
WEEK_AHEAD = "today +7d"
# enough for the agencies of a district on one screen; the worst come first
AGENCY_ROWS = 30
OVERSEERS = ("supervisor", "agency_admin")


class OnestopDossier(models.Model):
    """What the home page shows: per role a few figures, each with the domain that lists exactly its dossiers."""

    _inherit = "onestop.dossier"

    @api.model
    def home_data(self):
        """Everything that the home page of the user shows, in one call.

        :return: dict with ``posts`` (where the user works), ``may_enter`` and ``sections``. A section has ``key``
            and ``title`` and any of ``figures`` (``key``, ``label``, ``count``, ``model``, ``domain``, ``tone``), ``work`` (the
            first dossiers of a list) and ``table`` (``columns`` and ``rows`` of cells with ``count``, ``domain``, ``tone``)
        """
        posts = self.env.user._onestop_posts()
        sections = (
            self._home_desk(),
            self._home_payment(),
            self._home_work(),
            self._home_people(),
            self._home_agencies(),
        )
        return {
            "posts": [
                {"agency": post.agency_id.display_name, "roles": self._home_roles(post.role_ids)}
                for post in posts.sudo()
            ],
            "may_enter": bool(self._my_agency_ids(self.env["onestop.role"]._desk_codes())),
            "sections": [section for section in sections if section],
        }

    @api.model
    def _home_roles(self, roles):
        """Names of roles. Who administers the province holds no role beyond that of an agency's administrator, but a
        group that no post gives.
        """
        above = (
            self.env.ref("onestop_core.group_manager")
            if self.env.user.has_group("onestop_core.group_manager")
            else None
        )
        return [above.sudo().name if above and role.code == "agency_admin" else role.name for role in roles.sorted()]

    @api.model
    def home_look_up(self, text):
        """Find the dossier that a person typed or scanned.

        :param text: a code, the end of a code, or the address that the QR of a slip carries
        :return: the id of the dossier if there is exactly one in sight, else the ids of those that fit (at most 80)
        """
        code = self._code_in(text)
        if not code:
            return []
        exact = self.search([("code", "=ilike", code)], limit=1)
        return exact.ids or self.search([("code", "ilike", code)], limit=80).ids

    @api.model
    def _code_in(self, text):
        """The code in a scanned address, or the text itself."""
        text = (text or "").strip()
        if "://" in text:
            return self._code_from_input(text) or urlsplit(text).path.rstrip("/").rpartition("/")[2]
        return text

    # ------------------------------------------------------------------ parts

    @api.model
    def _home_figure(self, key, label, domain, tone="", count=None, model="onestop.dossier"):
        domain = Domain(domain)
        return {
            "key": key,
            "label": label,
            "model": model,
            "count": self.env[model].search_count(domain) if count is None else count,
            "domain": list(domain),
            "tone": tone,
        }

    @api.model
    def _home_desk(self):
        agency_ids = self._my_agency_ids(self.env["onestop.role"]._desk_codes())
        if not agency_ids:
            return None
        here = Domain("received_agency_id", "in", agency_ids)
        states = {
            "submitted": Domain("state", "=", "submitted"),
            "incomplete": Domain("state", "in", ("intake_supplement", "supplement")),
            "ready": Domain("state", "=", "ready"),
        }
        counts = dict(self._read_group(here & Domain.OR(states.values()), ["state"], ["__count"]))
        return {
            "key": "desk",
            "title": self.env._("At the One-Stop Desk"),
            "figures": [
                self._home_figure("submitted", self.env._("Submitted online, to accept"), here & states["submitted"], "soon", counts.get("submitted", 0)),
                self._home_figure("received_today", self.env._("Received today"), here & Domain("received_at", ">=", "today")),
                self._home_figure("ready", self.env._("Results to hand over"), here & states["ready"], "on_time", counts.get("ready", 0)),
                self._home_figure(
                    "incomplete", self.env._("Waiting for papers"), here & states["incomplete"], "paused",
                    counts.get("intake_supplement", 0) + counts.get("supplement", 0),
                ),
            ],
        }  # fmt: skip

    @api.model
    def _home_payment(self):
        agency_ids = self._my_agency_ids(("cashier",))
        if not agency_ids:
            return None
        domain = Domain("state", "=", "payment") & (
            Domain("holder_agency_id", "in", agency_ids) | Domain("received_agency_id", "in", agency_ids)
        )
        return {
            "key": "payment",
            "title": self.env._("Payment"),
            "figures": [self._home_figure("payment", self.env._("Waiting for payment"), domain, "paused")],
            "work": self._home_list(domain),
        }

    @api.model
    def _home_work(self):
        if not self._my_agency_ids((*self.env["onestop.role"]._desk_codes(), *transitions.OFFICERS)):
            return None
        mine = self._mine_domain()
        late = mine & Domain("due_state", "=", "late")
        figures = [
            self._home_figure("mine", self.env._("My work list"), mine),
            self._home_figure("due_today", self.env._("Due today"), mine & self._home_due_before("today +1d"), "soon"),
            self._home_figure("mine_late", self.env._("Overdue"), late, "late"),
        ]
        if self._my_agency_ids(("leader",)):
            approval = mine & Domain("step_id.can_approve", "=", True)
            figures.insert(0, self._home_figure("approval", self.env._("Waiting for my approval"), approval, "soon"))
        if self._my_agency_ids(ANSWERING_ROLES):
            figures.append(self._home_opinions())
        return {
            "key": "work",
            "title": self.env._("My Work"),
            "figures": figures,
            "work": self._home_list(mine),
        }

    @api.model
    def _home_opinions(self):
        """What other agencies ask of ours, marked as late if one answer is."""
        opinions = self.env["onestop.dossier.opinion"]
        asked = opinions._asked_here_domain()
        [(count, first_due)] = opinions._read_group(asked, [], ["__count", "due_at:min"])
        tone = "late" if first_due and first_due < fields.Datetime.now() else "soon"
        return self._home_figure("opinions", self.env._("Opinions asked of us"), asked, tone, count, opinions._name)

    @api.model
    def _home_list(self, domain):
        """The first dossiers of a work list, the soonest due first."""
        return [dossier._home_row() for dossier in self.search(domain, limit=WORK_ROWS)]

    def _home_row(self):
        return {
            "id": self.id,
            "code": self.code,
            "procedure": self._subject(),
            "applicant": self.applicant_name,
            "step": self.step_id.name or "",
            "due_at": self.due_at,
            "due_state": self.due_state or "none",
            "remaining": self.remaining_text or "",
        }

    @api.model
    def _home_due_before(self, moment):
        """Not late yet, but due before ``moment`` (a relative date of domains)."""
        return Domain("due_state", "in", ("soon", "on_time")) & Domain("due_at", "<", moment)

    @api.model
    def _home_people(self):
        """For a leader: who is late, and who will be before the week is over."""
        led = self._my_agency_ids(("leader",))
        if not led:
            return None
        # over the agencies below as well, as the role looks over them
        domain = self._open_domain() & Domain("holder_agency_id", "child_of", led) & Domain("state", "!=", "ready")
        late = domain & Domain("due_state", "=", "late")
        week = domain & self._home_due_before(WEEK_AHEAD)
        columns = {"open": domain, "late": late, "week": week}
        rows = self._home_counts(columns, "holder_id", nobody=self.env._("Nobody yet"))
        total = self._home_total(self.env._("All"), columns, rows)
        return {
            "key": "people",
            "title": self.env._("Who Holds What"),
            "table": {
                "columns": [
                    self.env._("Person"),
                    self.env._("In process"),
                    self.env._("Overdue"),
                    self.env._("Due within 7 days"),
                ],
                "rows": [total, *rows],
            },
        }

    @api.model
    def _home_agencies(self):
        """For supervisors and administrators: each agency in sight that holds anything."""
        user = self.env.user
        if not self._my_agency_ids(OVERSEERS) and not user.has_group("onestop_core.group_manager"):
            return None
        held = self._open_domain() & Domain("holder_agency_id", "in", user.onestop_agency_ids.ids)
        domain = held & Domain("state", "!=", "ready")
        late = domain & Domain("due_state", "=", "late")
        week = domain & self._home_due_before(WEEK_AHEAD)
        ready = held & Domain("state", "=", "ready")
        rows = self._home_counts({"open": domain, "late": late, "week": week, "ready": ready}, "holder_agency_id")
        return {
            "key": "agencies",
            "title": self.env._("Agencies"),
            "figures": [
                self._home_figure(
                    "all_open", self.env._("In process"), domain, "", sum(row["cells"][0]["count"] for row in rows)
                ),
                self._home_figure(
                    "all_late", self.env._("Overdue"), late, "late", sum(row["cells"][1]["count"] for row in rows)
                ),
                self._home_figure(
                    "all_week",
                    self.env._("Due within 7 days"),
                    week,
                    "soon",
                    sum(row["cells"][2]["count"] for row in rows),
                ),
                self._home_figure("all_received", self.env._("Received today"), [("received_at", ">=", "today")]),
            ],
            "table": {
                "columns": [
                    self.env._("Agency"),
                    self.env._("In process"),
                    self.env._("Overdue"),
                    self.env._("Due within 7 days"),
                    self.env._("Results to hand over"),
                ],
                "rows": rows[:AGENCY_ROWS],
            },
        }

    @api.model
    def _home_counts(self, columns, groupby, nobody=""):
        """Rows of a table: for each value of ``groupby`` the counts of the ``columns``, the most overdue first.

        :param columns: ``{name: Domain}``; one query each
        """
        counts = {name: dict(self._read_group(domain, [groupby], ["__count"])) for name, domain in columns.items()}
        rows = [
            {
                "key": value.id or 0,
                "label": value.sudo().display_name or nobody,
                "cells": [
                    self._home_cell(name, domain & Domain(groupby, "=", value.id or False), counts[name].get(value, 0))
                    for name, domain in columns.items()
                ],
            }
            for value in {value for column in counts.values() for value in column}
        ]
        return sorted(rows, key=lambda row: (*(-cell["count"] for cell in row["cells"][1:3]), row["label"]))

    @api.model
    def _home_total(self, label, columns, rows):
        """The first row of a table: each column as a whole."""
        return {
            "key": "total",
            "label": label,
            "cells": [
                self._home_cell(name, domain, sum(row["cells"][index]["count"] for row in rows))
                for index, (name, domain) in enumerate(columns.items())
            ],
        }

    @api.model
    def _home_cell(self, name, domain, count):
        tone = {"late": "late", "week": "soon"}.get(name, "") if count else ""
        return {"key": name, "count": count, "domain": list(domain), "tone": tone}
