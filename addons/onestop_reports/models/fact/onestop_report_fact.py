from odoo import api, fields, models
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_channel import CHANNELS
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_classification import ONLINE_SCOPES, SERVICE_LEVELS
from odoo.tools import SQL

from ...engine.meaning import NEVER

PLACES = ("place_id", "competent_place_id")
# what was so until a day and is otherwise from then on: a new row
VERSIONED = (
    *PLACES, "procedure_id", "sector_id", "level", "scope", "channel", "result_channel", "origin",
    "received_on", "due_on", "first_due_on", "waiting",
)  # fmt: skip
# what is not known until a day: written into the row, where a report of an earlier day does not see it
DATED = ("settled_on", "closed_on")
FOLLOWING = (
    "end",
    "supplements",
    "cause_id",
    "lead_settled_present",
    "lead_settled_first",
    "lead_closed_present",
    "lead_closed_first",
)
COLUMNS = (*VERSIONED, *DATED, *FOLLOWING)


class OnestopReportFact(models.Model):
    """What reports count: a narrow row for each dossier, and one more from each day on which it counts otherwise than
    before (a new due date, a pause, another agency, a reopening).

    A report looks at the row that holds at the end of its cut-off day, so an old period is never answered from the present
    state, and each dossier counts once. Days are days of the agencies' own time. What has not happened has the day
    ``NEVER``, so that an index compares it. Rows are written by ``_sync`` alone, in the transaction of the action.

    A *lead* says how early a dossier was done: twice the days from the day on which it was done to the due day; on the due
    day itself 0, or -1 once the due hour was over. Whether days or moments are compared is asked of the same number.
    """

    _name = "onestop.report.fact"
    _description = "Counted Dossier"
    _order = "received_on desc, id desc"
    _rec_name = "dossier_id"
    _log_access = False

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, index=True, ondelete="cascade")
    valid_from = fields.Date("Counts From", required=True, readonly=True)
    valid_to = fields.Date("Counts Until", required=True, readonly=True, help="The day from which another row counts.")
    place_id = fields.Many2one("onestop.report.place", "Received At", required=True, readonly=True, ondelete="restrict")
    competent_place_id = fields.Many2one(
        "onestop.report.place", "Competent Agency", required=True, readonly=True, ondelete="restrict"
    )
    procedure_id = fields.Many2one("onestop.procedure", required=True, readonly=True, ondelete="restrict")
    sector_id = fields.Many2one("onestop.sector", required=True, readonly=True, ondelete="restrict")
    level = fields.Selection(SERVICE_LEVELS, readonly=True)
    scope = fields.Selection(ONLINE_SCOPES, "Online Scope", readonly=True)
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    result_channel = fields.Selection(CHANNELS, "Result By", required=True, readonly=True)
    origin = fields.Char(required=True, readonly=True)
    received_on = fields.Date("Received", required=True, readonly=True)
    due_on = fields.Date("Due, for Comparison", required=True, readonly=True)
    first_due_on = fields.Date("First Due, for Comparison", required=True, readonly=True)
    settled_on = fields.Date("Settled, for Comparison", required=True, readonly=True)
    closed_on = fields.Date("Closed, for Comparison", required=True, readonly=True)
    waiting = fields.Selection(
        [("no", "No"), ("supplement", "For a Supplement"), ("payment", "For Payment")],
        "Waits",
        required=True,
        readonly=True,
    )
    end = fields.Selection(
        [
            ("open", "Open"),
            ("granted", "Granted"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("stopped", "Stopped"),
        ],
        "Outcome",
        required=True,
        readonly=True,
    )
    lead_settled_present = fields.Integer("Lead", required=True, readonly=True, aggregator=None)
    lead_settled_first = fields.Integer("Lead on the First Date", required=True, readonly=True, aggregator=None)
    lead_closed_present = fields.Integer("Lead at the End", required=True, readonly=True, aggregator=None)
    lead_closed_first = fields.Integer(
        "Lead at the End on the First Date", required=True, readonly=True, aggregator=None
    )

    supplements = fields.Integer("Requests for Supplement", required=True, readonly=True, aggregator=None)
    cause_id = fields.Many2one("onestop.cause", "Cause of the Delay", readonly=True, ondelete="restrict")

    applicant_name = fields.Char(related="dossier_id.applicant_name")
    due_day = fields.Date("Due", compute="_compute_days")
    settled_day = fields.Date("Settled", compute="_compute_days")
    closed_day = fields.Date("Closed", compute="_compute_days")

    _running = models.UniqueIndex("(dossier_id) WHERE valid_to = '9999-12-31'")
    _settled_idx = models.Index("(settled_on, received_on)")
    _closed_idx = models.Index("(closed_on, received_on)")

    @api.depends("due_on", "settled_on", "closed_on")
    def _compute_days(self):
        for fact in self:
            for name in ("due", "settled", "closed"):
                day = fact[f"{name}_on"]
                fact[f"{name}_day"] = day if day != NEVER else False

    @api.depends("dossier_id")
    def _compute_display_name(self):
        for fact in self:
            fact.display_name = fact.dossier_id.display_name

    def action_open_dossier(self):
        """Open the dossier that is counted."""
        return self.dossier_id._open_form()

    # ------------------------------------------------------------------ keeping up

    @api.model
    def _sync(self, dossier_ids=None, day=None):
        """Count dossiers as they are now, from ``day`` on (today if left out); what has not changed stays as it is.

        One statement for one dossier or for all, so that a reception costs one query more.

        :param dossier_ids: None for every dossier
        """
        zone = self.env["onestop.agency"]._zone()
        day = day or self.env["onestop.agency"]._today()
        wanted = self._wanted(str(zone), dossier_ids)

        def names(prefix, columns=COLUMNS):
            return SQL(", ").join(SQL.identifier(prefix, name) for name in columns)

        values = SQL(", ").join(SQL("%s = %s", SQL.identifier(name), SQL.identifier("c", name)) for name in COLUMNS)
        not_yet = SQL(" AND ").join(
            SQL(
                "(%s = %s OR %s = %s)",
                SQL.identifier("f", name),
                NEVER,
                SQL.identifier("f", name),
                SQL.identifier("w", name),
            )
            for name in DATED
        )
        columns = SQL(", ").join(map(SQL.identifier, COLUMNS))
        # who settled a dossier keeps it, whoever hands the result over
        kept = SQL(", ").join(
            SQL(
                "CASE WHEN f.settled_on < %s AND f.settled_on = w.settled_on THEN %s ELSE %s END AS %s",
                NEVER,
                SQL.identifier("f", name),
                SQL.identifier("w", name),
                SQL.identifier(name),
            )
            if name in PLACES
            else SQL.identifier("w", name)
            for name in COLUMNS
        )
        self.env.cr.execute(
            SQL(
                """
                WITH wanted AS MATERIALIZED (
                    SELECT w.dossier_id, f.id AS fact_id, %(kept)s
                    FROM (%(wanted)s) w
                    LEFT JOIN onestop_report_fact f ON f.dossier_id = w.dossier_id AND f.valid_to = %(never)s
                ),
                changed AS MATERIALIZED (
                    SELECT w.*,
                           f.valid_from >= %(day)s
                           OR (ROW(%(f_versioned)s) IS NOT DISTINCT FROM ROW(%(w_versioned)s) AND %(not_yet)s) AS in_place
                    FROM wanted w LEFT JOIN onestop_report_fact f ON f.id = w.fact_id
                    WHERE f.id IS NULL OR ROW(%(f_all)s) IS DISTINCT FROM ROW(%(w_all)s)
                ),
                corrected AS (
                    UPDATE onestop_report_fact f SET %(values)s FROM changed c WHERE f.id = c.fact_id AND c.in_place
                ),
                ended AS (
                    UPDATE onestop_report_fact f SET valid_to = %(day)s
                    FROM changed c WHERE f.id = c.fact_id AND NOT c.in_place RETURNING f.dossier_id
                )
                INSERT INTO onestop_report_fact (dossier_id, valid_from, valid_to, %(columns)s)
                SELECT c.dossier_id, c.received_on, %(never)s, %(c_all)s FROM changed c WHERE c.fact_id IS NULL
                UNION ALL
                SELECT c.dossier_id, %(day)s, %(never)s, %(c_all)s FROM ended JOIN changed c USING (dossier_id)
                """,
                wanted=wanted,
                kept=kept,
                day=day,
                never=NEVER,
                f_versioned=names("f", VERSIONED),
                w_versioned=names("w", VERSIONED),
                f_all=names("f"),
                w_all=names("w"),
                c_all=names("c"),
                not_yet=not_yet,
                values=values,
                columns=columns,
            )
        )
        self.env[self._name].invalidate_model()

    @api.model
    def _build(self):
        """Count every dossier, with what is known of it now."""
        self.env.flush_all()
        self.env["onestop.report.place"]._ensure()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO onestop_report_place (agency_id, path)
                SELECT DISTINCT p.agency_id, p.path FROM (%(received)s UNION %(competent)s) p
                ON CONFLICT DO NOTHING
                """,
                received=self._places("received"),
                competent=self._places("competent"),
            )
        )
        self._sync()

    @api.model
    def _places(self, name):
        """The places of all dossiers: ``received`` or ``competent``."""
        return SQL(
            "SELECT a.id AS agency_id, %s AS path FROM onestop_dossier d JOIN onestop_agency a ON a.id = %s"
            " WHERE d.received_at IS NOT NULL",
            self._path(name),
            SQL.identifier("d", f"{name}_agency_id"),
        )

    @api.model
    def _path(self, name):
        """The place of an agency as it was at reception; as it is now where another agency has the dossier since."""
        path = SQL.identifier("d", f"{name}_path")
        return SQL("CASE WHEN '/' || %s LIKE '%%/' || a.id || '/' THEN %s ELSE a.parent_path END", path, path)

    @api.model
    def _wanted(self, zone, dossier_ids):
        """SQL of the rows that should count for dossiers as they are now."""
        which = SQL("") if dossier_ids is None else SQL("AND d.id = ANY(%s)", list(dossier_ids))

        def day(moment):
            return SQL("COALESCE((%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date, %s)", moment, zone, NEVER)

        def lead(done, due):
            return SQL(
                "CASE WHEN %(done)s IS NULL OR %(due)s IS NULL THEN 0"
                " WHEN %(done_day)s = %(due_day)s THEN -(%(done)s > %(due)s)::int"
                " ELSE (%(due_day)s - %(done_day)s) * 2 END",
                done=done, due=due, done_day=day(done), due_day=day(due),
            )  # fmt: skip

        received, due, first_due, closed = (
            SQL.identifier("d", name) for name in ("received_at", "due_at", "due_original", "closed_at")
        )
        settled = SQL("CASE WHEN d.state IN ('withdrawn', 'stopped') THEN d.closed_at ELSE d.ready_at END")
        return SQL(
            """
            SELECT d.id AS dossier_id, place.id AS place_id, competent_place.id AS competent_place_id,
                   d.procedure_id, d.sector_id, d.service_level AS level, d.online_scope AS scope,
                   d.channel, d.result_channel, d.origin,
                   %(received_on)s AS received_on, %(due_on)s AS due_on, %(first_due_on)s AS first_due_on,
                   CASE WHEN d.state IN ('supplement', 'payment') THEN d.state ELSE 'no' END AS waiting,
                   %(settled_on)s AS settled_on, %(closed_on)s AS closed_on,
                   CASE WHEN d.state IN ('withdrawn', 'stopped') THEN d.state
                        WHEN d.ready_at IS NOT NULL THEN COALESCE(d.outcome, 'granted') ELSE 'open' END AS "end",
                   %(lead_settled_present)s AS lead_settled_present, %(lead_settled_first)s AS lead_settled_first,
                   %(lead_closed_present)s AS lead_closed_present, %(lead_closed_first)s AS lead_closed_first,
                   (SELECT count(*) FROM onestop_dossier_letter l WHERE l.dossier_id = d.id AND l.kind = 'supplement') AS supplements,
                   (SELECT l.cause_id FROM onestop_dossier_letter l
                    WHERE l.dossier_id = d.id AND l.kind = 'apology' ORDER BY l.id DESC LIMIT 1) AS cause_id
            FROM onestop_dossier d
            JOIN onestop_agency a ON a.id = d.received_agency_id
            JOIN onestop_report_place place ON place.agency_id = a.id AND place.path = %(received_path)s
            JOIN onestop_agency competent ON competent.id = d.competent_agency_id
            JOIN onestop_report_place competent_place
                 ON competent_place.agency_id = competent.id AND competent_place.path = %(competent_path)s
            WHERE d.received_at IS NOT NULL %(which)s
            """,
            received_on=day(received),
            due_on=day(due),
            first_due_on=day(first_due),
            settled_on=day(settled),
            closed_on=day(closed),
            lead_settled_present=lead(settled, due),
            lead_settled_first=lead(settled, first_due),
            lead_closed_present=lead(closed, due),
            lead_closed_first=lead(closed, first_due),
            received_path=self._path("received"),
            competent_path=SQL(
                "CASE WHEN '/' || d.competent_path LIKE '%%/' || competent.id || '/'"
                " THEN d.competent_path ELSE competent.parent_path END"
            ),
            which=which,
        )
