from odoo import models


class OnestopPrintable(models.AbstractModel):
    """A record with official forms: when one may be printed, in which copies, and its trace."""

    _name = "onestop.printable"
    _description = "Printable Record"

    def _check_printable(self, report):
        """Raise UserError, in words for the person at the screen, if ``report`` may not be printed now."""

    def _print_copies(self, report):
        """Names of the copies (liên) of one document, each printed in turn; ``[""]`` for one without a name."""
        return [""]

    def _log_print(self, report):
        """Leave the trace that ``report`` was printed."""
