import base64
from dataclasses import astuple
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import document, frozen
from ...engine import table as engine
from ...engine.meaning import Meaning

CLOSER = "report_closer"


class OnestopReportClosing(models.Model):
    """A report as it was sent: its figures and the dossiers behind each of them, frozen by a person.

    What is found to be wrong afterwards is a correction (``onestop.report.correction``) with its reason, and the report is
    printed again as such. Nothing here is ever computed anew, written or deleted.
    """

    _name = "onestop.report.closing"
    _description = "Closed Report"
    _order = "date_to desc, id desc"

    name = fields.Char(required=True, readonly=True)
    form_id = fields.Many2one("onestop.report.form", "Report", required=True, readonly=True, ondelete="restrict")
    table_name = fields.Char(required=True, readonly=True)
    agency_id = fields.Many2one(
        "onestop.agency", "At and Below", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date("First Day", required=True, readonly=True)
    date_to = fields.Date("Last Day", required=True, readonly=True)
    cut_off = fields.Date("As at the End of", required=True, readonly=True)
    meaning = fields.Json(required=True, readonly=True)
    printed = fields.Json(required=True, readonly=True, help="What stands around the table on paper.")
    figures = fields.Json(required=True, readonly=True)
    record = fields.Binary(
        required=True, readonly=True, attachment=False, help="Ids of what was counted, by figure and row."
    )
    definition = fields.Char(required=True, readonly=True)
    hash = fields.Char("SHA-256", required=True, readonly=True)
    closed_at = fields.Datetime(required=True, readonly=True)
    closed_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    correction_ids = fields.One2many("onestop.report.correction", "closing_id", readonly=True)
    correction_count = fields.Integer("Corrections", compute="_compute_correction_count")
    table = fields.Json(compute="_compute_table")

    _closed_once = models.Constraint(
        "UNIQUE(table_name, agency_id, date_from, date_to)",
        "This report of this period is closed already. Correct it instead.",
    )

    @api.depends("correction_ids")
    def _compute_correction_count(self):
        for closing in self:
            closing.correction_count = len(closing.correction_ids)

    @api.depends("figures", "correction_ids")
    def _compute_table(self):
        for closing in self:
            closing.table = self.env["onestop.report.table"]._screen(closing._scope(), closing._document())

    def write(self, vals):
        if self:
            raise AccessError(self.env._("What was closed is not changed. Correct it instead."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("What was closed is not deleted."))

    # ------------------------------------------------------------------ closing

    @api.model
    def _close(self, scope, made, form):
        """Freeze a report.

        :raises AccessError: closing is not the user's
        :raises UserError: the cut-off day has not come, or the report is closed already
        """
        agency, meaning = scope.top, scope.meaning
        self._check_closer(agency)
        if meaning.cut_off > agency._today():
            raise UserError(self.env._("The cut-off day %s has not come yet.", f"{meaning.cut_off:%d/%m/%Y}"))
        same = self.sudo().search(
            [
                ("table_name", "=", scope.table.name),
                ("agency_id", "=", agency.id),
                ("date_from", "=", meaning.date_from),
                ("date_to", "=", meaning.date_to),
            ]
        )
        if same:
            raise UserError(self.env._("This report of this period is closed already. Correct it instead."))
        record = self.env["onestop.report.table"]._record(scope)
        figures = engine.dump(made.filled)
        return (
            self.sudo()
            .create(
                {
                    "name": f"{made.title} ({meaning.date_from:%d/%m/%Y} – {meaning.date_to:%d/%m/%Y})",
                    "form_id": form.id,
                    "table_name": scope.table.name,
                    "agency_id": agency.id,
                    "date_from": meaning.date_from,
                    "date_to": meaning.date_to,
                    "cut_off": meaning.cut_off,
                    "meaning": meaning.as_dict(),
                    "printed": {
                        "title": made.title,
                        "number": made.number,
                        "issuer": made.issuer,
                        "notes": made.notes,
                        "signers": made.signers,
                        "weights": {code: list(map(str, astuple(weight))) for code, weight in made.weights.items()},
                    },
                    "figures": figures,
                    "record": base64.b64encode(frozen.pack(record)),
                    "definition": frozen.definition(scope.table),
                    "hash": frozen.seal(scope.table.name, agency.code, meaning.as_dict(), figures, record),
                    "closed_at": fields.Datetime.now(),
                    "closed_by_id": self.env.uid,
                }
            )
            .sudo(False)
        )

    @api.model
    def _check_closer(self, agency):
        if not self.env.su and not self.env.user._onestop_has_role((CLOSER,), agency):
            raise AccessError(self.env._("Periods of %s are closed by somebody else.", agency.name))

    # ------------------------------------------------------------------ what it says

    def _state(self):
        """``(filled table, record)`` with all corrections."""
        self.ensure_one()
        kept = self.correction_ids.sorted("number")[-1:] or self
        # the web client asks for the sizes of binary fields instead of their content
        kept = kept.with_context(bin_size=False)
        return engine.load(kept.figures), frozen.unpack(base64.b64decode(kept.record))

    def _scope(self):
        """As ``onestop.report.table._scope``, for what was closed: read by whoever may read the closing."""
        tables = self.env["onestop.report.table"]
        return tables._scope_of(self.table_name, Meaning.from_dict(self.meaning), self.agency_id)

    def _document(self):
        """As it is printed now: as it was sent, and as corrected."""
        filled, _record = self._state()
        corrections = tuple(correction._words() for correction in self.correction_ids.sorted("number"))
        meaning = Meaning.from_dict(self.meaning)
        number = len(corrections)
        printed = {
            name: tuple(map(tuple, value)) if name == "signers" else value for name, value in self.printed.items()
        }
        return document.Document(
            self._scope().table,
            filled,
            title=printed["title"],
            number=printed["number"],
            issuer=tuple(printed["issuer"]),
            subtitle=tuple(filter(None, (number and f"BẢN ĐÍNH CHÍNH lần {number}", meaning.period_words()))),
            footer=meaning.cut_off_words(),
            notes=(*corrections, *printed["notes"], self._closing_words()),
            signers=printed["signers"],
            weights={code: engine.Weight(*map(Decimal, parts)) for code, parts in printed["weights"].items()},
            facts={"agency": self.agency_id.code, "corrections": number, "hash": self._hash(), **self.meaning},
        )

    def _hash(self):
        return (self.correction_ids.sorted("number")[-1:] or self).hash

    def _closing_words(self):
        local = fields.Datetime.context_timestamp(self.with_context(tz="Asia/Ho_Chi_Minh"), self.closed_at)
        return (
            f"Số liệu chốt lúc {local:%H:%M ngày %d/%m/%Y}, người chốt: {self.closed_by_id.sudo().name};"
            f" mã kiểm tra {self._hash()[:16]}."
        )

    @api.model
    def open_cell(self, closing_id, row, column):
        """The dossiers that were counted for a figure, as an action for the web client."""
        closing = self.browse(closing_id)
        closing.check_access("read")
        scope = closing._scope()
        _filled, record = closing._state()
        model, ids = closing._behind(scope.table, record, row, column)
        domain = [("id", "in", ids)]
        if model == "onestop.report.fact":
            cut_off = closing.cut_off
            domain = [("dossier_id", "in", ids), ("valid_from", "<=", cut_off), ("valid_to", ">", cut_off)]
        return {
            "type": "ir.actions.act_window",
            "name": " / ".join(dict.fromkeys(part for part in scope.table.column(column).headings if part)),
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
            "context": {"active_test": False},
        }

    @api.model
    def _behind(self, table, record, row, column):
        """``(model, ids)`` behind a cell of what was closed."""
        figure = table.figures().get(column)
        if not figure:
            content = table.column(column).content
            if isinstance(content, engine.Points):
                model, whole = self._sum_behind(table, record, row, content.whole)
                return model, sorted(set(whole) - set(self._sum_behind(table, record, row, content.part)[1]))
            return self._sum_behind(table, record, row, content.part if isinstance(content, engine.Rate) else content)
        found = record[column]
        if row == engine.TOTAL and figure.source != "procedure":
            ids = sorted(set().union(*found.values()))
        else:
            ids = found.get(row, [])
        if figure.distinct:
            return self.env["onestop.report.fact"]._fields[figure.distinct].comodel_name, ids
        return self.env["onestop.report.table"]._source_models()[figure.source], ids

    @api.model
    def _sum_behind(self, table, record, row, formula):
        lists = [self._behind(table, record, row, key) for key in formula.plus]
        model = next((model for model, _ids in lists if model == "onestop.report.fact"), lists[0][0])
        ids = set().union(*(some for one, some in lists if one == model))
        for key in formula.minus:
            ids -= set(self._behind(table, record, row, key)[1])
        return model, sorted(ids)

    # ------------------------------------------------------------------ correcting

    def _moves(self):
        """``(what differs from the live figures, those figures, what they count)``."""
        tables = self.env["onestop.report.table"]
        scope = tables._scope(self.table_name, Meaning.from_dict(self.meaning), self.agency_id)
        filled, record = tables._fill(scope), tables._record(scope)
        return frozen.moves(scope.table, *self._state(), filled, record), filled, record

    def action_compare(self):
        """Open what has changed since, to be corrected or not."""
        self.ensure_one()
        self._check_closer(self.agency_id)
        found, _filled, _record = self._moves()
        if not found:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "success",
                    "message": self.env._("Nothing has changed: the live figures are those that were sent."),
                },
            }
        wizard = self.env["onestop.report.correction.wizard"].create(
            {
                "closing_id": self.id,
                "line_ids": [
                    fields.Command.create(
                        {"label": one.label, "heading": one.heading, "old": one.old, "new": one.new,
                         "came": len(one.came), "left": len(one.left)}
                    )
                    for one in found
                ],
            }
        )  # fmt: skip
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct What Was Sent"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _correct(self, reason):
        """Note what has changed since, with the reason; the report says so from now on.

        :raises AccessError: correcting is not the user's
        :raises UserError: there is no reason, or nothing has changed
        """
        self.ensure_one()
        self._check_closer(self.agency_id)
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason of the correction: it is printed."))
        self.sudo().lock_for_update(allow_referencing=True)
        found, filled, record = self._moves()
        if not found:
            raise UserError(self.env._("Nothing has changed: the live figures are those that were sent."))
        figures = engine.dump(filled)
        changes = [vars(one) | {"came": list(one.came), "left": list(one.left)} for one in found]
        correction = self.env["onestop.report.correction"].sudo().create(
            {
                "closing_id": self.id,
                "number": len(self.correction_ids) + 1,
                "reason": reason,
                "corrected_at": fields.Datetime.now(),
                "corrected_by_id": self.env.uid,
                "changes": changes,
                "figures": figures,
                "record": base64.b64encode(frozen.pack(record)),
                "hash": frozen.seal(self._hash(), reason, changes, figures, record),
            }
        )  # fmt: skip
        self.invalidate_recordset()
        return correction.sudo(False)

    # ------------------------------------------------------------------ printing

    def action_xlsx(self):
        """Download it as a workbook."""
        return self._download("xlsx")

    def action_pdf(self):
        """Download it as it is printed."""
        return self._download("pdf")

    def _download(self, kind):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/onestop_reports/closing/{self.id}.{kind}", "target": "download"}

    def _file_name(self):
        """Name of a file without its ending."""
        corrected = f"_dinh-chinh-{self.correction_count}" if self.correction_count else ""
        return f"{self.table_name}_{self.agency_id.code}_{self.date_from:%Y%m%d}-{self.date_to:%Y%m%d}{corrected}"
