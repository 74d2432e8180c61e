import tempfile
from io import BytesIO

from odoo import api, fields, models
from odoo.addons.onestop_core.engine import barcode, bundle
from odoo.addons.onestop_core.engine.examined import Target
from odoo.addons.onestop_core.examination import examine
from odoo.addons.onestop_core.models.forms.ir_actions_report import render_pdf
from odoo.addons.onestop_core.wizard.forms.onestop_register_wizard import CHANNEL_WORDS, CLOSED_WORDS
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine import register

PAGE_PATH = "/dich-vu-cong/so-theo-doi"
# pages laid out at once: more of them, and the others who print would wait
LAID_OUT = 40
CHUNK = 5000
# so many rows are made while somebody waits; longer volumes by a job
AT_ONCE = {"pdf": 600, "xlsx": 5_000}
# a sheet has 1 048 576 lines
MOST = {"pdf": 20_000, "xlsx": 1_048_000}


class OnestopRegisterPage(models.Model):
    """A printed page of a register: what its rows said, so that whoever holds it can ask whether it is whole.

    Its QR code opens a public page that tells of no person: which rows the page has, and whether they still say the same.
    """

    _name = "onestop.register.page"
    _description = "Printed Page of a Register"
    _order = "printed_at desc, id desc"
    _log_access = False

    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    volume = fields.Integer(required=True, readonly=True, aggregator=None)
    number = fields.Integer("Page", required=True, readonly=True, aggregator=None)
    first = fields.Integer("First Row", required=True, readonly=True, aggregator=None)
    last = fields.Integer("Last Row", required=True, readonly=True, aggregator=None)
    row_count = fields.Integer("Rows", required=True, readonly=True, aggregator=None)
    hash = fields.Char("SHA-256", required=True, readonly=True)
    row_hashes = fields.Json(required=True, readonly=True)
    printed_at = fields.Datetime("Printed", required=True, readonly=True)
    printed_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")

    @api.depends("agency_id", "year", "number")
    def _compute_display_name(self):
        for page in self:
            page.display_name = self.env._(
                "%(agency)s, %(year)s, page %(number)s", agency=page.agency_id.name, year=page.year, number=page.number
            )

    def _address(self):
        """What the QR code of the page holds."""
        return f"{self.get_base_url()}{PAGE_PATH}/{self.id}-{self.hash[:20]}"

    @api.model
    def _verify(self, page_id, mark):
        """What anybody who holds a page may know of it.

        :param mark: the beginning of its hash, from the QR code
        :return: dict, or None if there is no such page
        """
        page = self.sudo().browse(page_id).exists()
        if not page or page.hash[:20] != mark:
            return None
        rows = list(self._rows(page.agency_id, page.year, page.first, page.last))
        now = {str(row[0]): register.hash_of([row]) for row in rows}
        changed = sorted(int(number) for number, was in page.row_hashes.items() if now.get(number) != was)
        return {
            "agency": page.agency_id.name,
            "year": page.year,
            "volume": page.volume,
            "number": page.number,
            "first": page.first,
            "last": page.last,
            "row_count": page.row_count,
            "printed": fields.Datetime.context_timestamp(self.with_context(tz="Asia/Ho_Chi_Minh"), page.printed_at),
            "hash": page.hash,
            "changed": changed,
        }

    # ------------------------------------------------------------------ rows

    @api.model
    def _rows(self, agency, year, first, last, go_on=lambda done: None):
        """The rows of a register from one number to another, as ``engine.register`` takes them.

        :param go_on: called with the number of rows that are through

        The caller has checked that they may be read.
        """
        zone = str(agency.sudo()._calendar()._onestop_work_calendar().zone)
        self.env.flush_all()

        def day(name):
            return SQL("to_char(%s AT TIME ZONE 'UTC' AT TIME ZONE %s, 'DD/MM/YYYY')", SQL.identifier("d", name), zone)

        for begin in range(first, last + 1, CHUNK):
            go_on(begin - first)
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT d.register_number, d.code, COALESCE(v.name, p.name, d.summary), d.set_count, d.applicant_name,
                           concat_ws('; ', NULLIF(d.applicant_address, ''), NULLIF(d.applicant_phone, '')), a.name,
                           %s, %s, %s, d.result_channel, d.result_recipient, d.state
                    FROM onestop_dossier d
                    LEFT JOIN onestop_procedure_version v ON v.id = d.version_id
                    LEFT JOIN onestop_procedure p ON p.id = d.procedure_id
                    JOIN onestop_agency a ON a.id = d.competent_agency_id
                    WHERE d.register_agency_id = %s AND d.register_year = %s AND d.register_number BETWEEN %s AND %s
                    ORDER BY d.register_number
                    """,
                    day("received_at"), day("due_at"), day("returned_at"),
                    agency.id, year, begin, min(begin + CHUNK - 1, last),
                )
            )  # fmt: skip
            for *texts, channel, recipient, state in rows:
                yield (
                    texts[0],
                    texts[1],
                    texts[2] or "",
                    *texts[3:5],
                    *(text or "" for text in texts[5:]),
                    CHANNEL_WORDS[channel],
                    recipient or "",
                    CLOSED_WORDS.get(state, ""),
                )

    @api.model
    def _print(self, agency, year, volume, first, last, head, go_on):
        """The rows as PDF, each page with its own QR code, and a record of each page.

        :param head: of ``onestop.form.mixin._document_head``
        :param go_on: called with the number of rows that are through
        """
        pages = list(register.pages(self._rows(agency, year, first, last)))
        records = self.sudo().create(
            [
                {
                    "agency_id": agency.id,
                    "year": year,
                    "volume": volume,
                    "number": page.number,
                    "first": page.first,
                    "last": page.last,
                    "row_count": len(page.rows),
                    "hash": page.hash,
                    "row_hashes": {str(row[0]): register.hash_of([row]) for row in page.rows},
                    "printed_at": fields.Datetime.now(),
                    "printed_by_id": self.env.uid,
                }
                for page in pages
            ]
        )
        parts = []
        for start in range(0, len(pages), LAID_OUT):
            some = [
                {"page": page, "record": record, "qr": barcode.data_uri(barcode.qr_svg(record._address()))}
                for page, record in zip(pages[start : start + LAID_OUT], records[start : start + LAID_OUT], strict=True)
            ]
            html = self.env["ir.qweb"]._render(
                "onestop_reports.register_pages",
                {
                    "head": head, "pages": some, "columns": register.COLUMNS, "widths": register.WIDTHS, "volume": volume, "year": year,
                    "total": len(pages), "begins": not start, "ends": start + LAID_OUT >= len(pages),
                    "count": sum(len(page.rows) for page in pages),
                },
            )  # fmt: skip
            parts.append(render_pdf(self.env, [str(html)]))
            go_on(some[-1]["page"].number * register.PER_PAGE)
        return self._bind(parts, f"{head['title']} {year}")

    @api.model
    def _bind(self, parts, title):
        """Parts of a document, laid out one after the other, as one PDF."""
        if len(parts) == 1:
            return parts[0]
        with tempfile.TemporaryFile() as contents, tempfile.TemporaryFile() as bound:
            for part in parts[1:]:
                contents.write(part)
            contents.flush()
            rest = [
                bundle.Part(f"{title}, {place}", "application/pdf", len(part))
                for place, part in enumerate(parts[1:], 2)
            ]
            examine(self.env, bundle.write_pdf, Target(bound), parts[0], rest, contents)
            bound.seek(0)
            return bound.read()


class OnestopRegisterBook(models.TransientModel):
    """A volume of the register of an agency and year, as pages that can be verified, or as a workbook of any length."""

    _name = "onestop.register.book"
    _inherit = ["onestop.form.mixin"]
    _description = "Register of a Year"

    agency_id = fields.Many2one(
        "onestop.agency",
        required=True,
        default=lambda self: self.env.user._onestop_posts().agency_id[:1],
        ondelete="cascade",
    )
    own_agency_ids = fields.Many2many("onestop.agency", compute="_compute_own_agency_ids")
    year = fields.Integer(required=True, default=lambda self: self.env["onestop.agency"]._today().year)
    volume = fields.Integer(
        required=True, default=1, help="Serial numbers run on from one volume of a year to the next."
    )
    volume_size = fields.Integer("Rows of a Volume", required=True, default=2000)
    first = fields.Integer("First Row", compute="_compute_rows")
    last = fields.Integer("Last Row", compute="_compute_rows")
    row_count = fields.Integer("Rows", compute="_compute_rows")

    @api.depends_context("uid")
    def _compute_own_agency_ids(self):
        user = self.env.user
        self.own_agency_ids = user.onestop_agency_ids.filtered(user._sees_whole)

    @api.depends("agency_id", "year", "volume", "volume_size")
    def _compute_rows(self):
        for book in self:
            size = max(book.volume_size, 1)
            book.first = (max(book.volume, 1) - 1) * size + 1
            [(highest, count)] = self.env["onestop.dossier"]._read_group(
                [
                    ("register_agency_id", "=", book.agency_id.id),
                    ("register_year", "=", book.year),
                    ("register_number", ">=", book.first),
                    ("register_number", "<", book.first + size),
                ],
                [],
                ["register_number:max", "__count"],
            )
            book.last, book.row_count = highest or 0, count

    def _check(self, kind):
        """Raise unless the user may print it, and there is something to print."""
        self.ensure_one()
        if not self.env.user._sees_whole(self.agency_id):
            raise UserError(self.env._("The register of %s is not yours to print.", self.agency_id.name))
        if not self.row_count:
            raise UserError(self.env._("There is no row in this volume."))
        if self.row_count > MOST[kind]:
            raise UserError(self.env._("More than %s rows: choose smaller volumes.", MOST[kind]))

    def _head(self):
        """Head of the form that the register has at the end of its year, or today."""
        today = self.env["onestop.agency"]._today()
        last = fields.Date.to_date(f"{self.year}-12-31")
        form = self.env["onestop.form.set"]._form("register", self.agency_id, min(last, today))
        return self._document_head(form, self.agency_id)

    def action_pdf(self):
        """Print the volume with verifiable pages."""
        return self._make("pdf")

    def action_xlsx(self):
        """Download the volume as a workbook."""
        return self._make("xlsx")

    def _make(self, kind):
        """A short volume at once, a long one by a job."""
        self._check(kind)
        if self.row_count <= AT_ONCE[kind]:
            return {
                "type": "ir.actions.act_url",
                "url": f"/onestop_reports/register/{self.id}.{kind}",
                "target": "download",
            }
        export = self.env["onestop.report.export"]._ask(self, kind)
        return {
            "type": "ir.actions.act_window",
            "res_model": export._name,
            "res_id": export.id,
            "views": [(False, "form")],
        }

    def _file(self, kind, go_on=lambda done: None):
        """The volume as the content of a file.

        :param go_on: called with the number of rows that are through
        """
        self._check(kind)
        pages, head = self.env["onestop.register.page"], self._head()
        if kind == "pdf":
            return pages._print(self.agency_id, self.year, self.volume, self.first, self.last, head, go_on)
        file = BytesIO()
        register.write(
            pages._rows(self.agency_id, self.year, self.first, self.last, go_on),
            [" ".join(head["issuer"]), head["title"].upper(), f"Quyển số {self.volume} năm {self.year}"],
            file,
        )
        return file.getvalue()

    def _file_name(self, kind):
        """Name of the file."""
        return f"so-theo-doi_{self.agency_id.code}_{self.year}_{self.volume}.{kind}"
