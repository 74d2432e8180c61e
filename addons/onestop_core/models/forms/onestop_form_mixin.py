from odoo import api, models

from ...engine import barcode, wording

LOOKUP_PATH = "/dich-vu-cong/tra-cuu"

# capitals that fit a line at the top left of an upright sheet
ISSUER_WIDTH = 24


class OnestopFormMixin(models.AbstractModel):
    """A record with official forms: when one may be printed, in which copies, what its head says, and its trace."""

    _name = "onestop.form.mixin"
    _description = "Printable Record"

    def _check_printable(self, report):
        """Raise UserError, in words for the person at the screen, if ``report`` may not be printed now."""

    def _print_copies(self, report):
        """Names of the copies (liên) of one document, each printed in turn; ``[""]`` for one without a name."""
        return [""]

    def _printed(self, report):
        """The ``onestop_print.Printed`` of a document that is kept when printed, else None."""
        return None

    def _log_print(self, report):
        """Leave the trace that ``report`` was printed."""

    @api.model
    def _document_head(self, form, agency, *, number="", day=None, desk=None, words=None):
        """What the layout of every official form needs.

        :param form: the ``onestop.form`` record
        :param agency: the agency that issues the document
        :param number: number of the document, if it has one
        :param day: date of the document in the agency's time; none for a book
        :param desk: the desk that issues it in its own name, if one does
        :param words: what the texts of the form may name of a dossier, see ``onestop.form._text_names``
        """
        superior, issuer = agency._letter_heading(desk)
        lookup = f"{self.get_base_url()}{LOOKUP_PATH}"
        hotline = agency._nearest("hotline")
        words = {
            # of what is about no dossier, nothing is told
            **dict.fromkeys(form._text_names(), ""),
            "Ông/Bà": "Ông/Bà",
            "bộ phận": (desk and desk.name) or agency.name,
            "cơ quan": (desk and desk.name) or agency.name,
            "website": agency._nearest("website") or lookup,
            "số điện thoại": (desk and desk.phone) or agency._nearest("phone") or hotline,
            **(words or {}),
        }
        return {
            "superior": wording.balanced_lines(superior, ISSUER_WIDTH),
            "issuer": wording.balanced_lines(issuer, ISSUER_WIDTH),
            "number": number,
            "place": agency._place_words(),
            "date": wording.date_words(day) if day else "",
            "form_number": form.number or "",
            "form_source": form.set_id.name,
            "title": form.name,
            "title_lines": wording.balanced_lines(form.name, 46),
            "paper": form.paper,
            "code": "",
            "code_label": "Mã hồ sơ",
            "qr": "",
            "barcode": "",
            "intro": form._lines("intro", words),
            "closing": form._lines("closing", words),
            "notes": form._lines("notes", words),
            "hotline": hotline,
            "lookup_address": lookup,
        }

    @api.model
    def _codes_to_scan(self, code, url):
        """The dossier code in two pictures, for a counter's scanner and for a telephone."""
        return {
            "code": code or "",
            "qr": barcode.data_uri(barcode.qr_svg(url)) if code else "",
            "barcode": barcode.data_uri(barcode.code128_svg(code)) if code else "",
        }
