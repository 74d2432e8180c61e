import io
import logging
from datetime import timedelta

from odoo import api, fields, models

from ...engine.antivirus import ScanFailed, Scanner
from .onestop_dossier_file import FileRefused

_logger = logging.getLogger(__name__)

# a scanner that is out of order is asked this often before the file counts as failed, and then each hour
TRIES, AGAIN = 3, timedelta(hours=1)
SCAN_STATES = [
    ("not_scanned", "Not Scanned"),
    ("pending", "Waiting for the Scanner"),
    ("clean", "Clean"),
    ("infected", "Infected"),
    ("failed", "Scanner Failed"),
]


class OnestopDossierFile(models.Model):
    """Quarantine: with a virus scanner configured, a file is given out once it was found clean.

    System parameters: ``onestop_core.clamd_socket`` (path), or ``onestop_core.clamd_host`` and ``_port`` (3310), say
    where clamd listens; without any of them files are not scanned. ``onestop_core.clamd_timeout`` is in seconds (30).
    ``onestop_core.scan_failure`` says what becomes of files for which the scanner gives no verdict: ``refuse`` keeps
    them in quarantine, ``serve`` gives them out. clamd's own ``StreamMaxLength`` must be 50 MiB or more.
    """

    _inherit = "onestop.dossier.file"

    scan_state = fields.Selection(SCAN_STATES, required=True, readonly=True, default="not_scanned", index=True)
    scan_tries = fields.Integer(readonly=True)
    scanned_at = fields.Datetime("Scanned", readonly=True)
    virus = fields.Char("Virus Found", readonly=True)

    _scan_queue = models.Index("(id) WHERE scan_state IN ('pending', 'failed')")

    @api.model
    def _scanner(self):
        """The scanner that is configured, or None."""
        settings = self.env["onestop.settings"]
        timeout = float(settings._text("onestop_core.clamd_timeout"))
        path = settings._text("onestop_core.clamd_socket")
        host = settings._text("onestop_core.clamd_host")
        if path:
            return Scanner(path, timeout)
        if host:
            return Scanner((host, settings._number("onestop_core.clamd_port")), timeout)
        return None

    def _taken_in(self):
        """Put a new file into quarantine, if there is a scanner to let it out."""
        result = super()._taken_in()
        if self._scanner():
            self.scan_state = "pending"
            self.env.ref("onestop_core.ir_cron_file_scan").sudo()._trigger()
        return result

    def _verdict(self):
        return super()._verdict() | {"scan_state": self.scan_state, "scanned_at": self.scanned_at}

    def _check_servable(self):
        result = super()._check_servable()
        if self.scan_state == "pending":
            raise FileRefused(self.env._("This file is still being checked for viruses. Try again in a moment."))
        if self.scan_state == "infected":
            raise FileRefused(
                self.env._("A virus was found in this file, so it is not given out. Ask for another copy.")
            )
        if self.scan_state == "failed" and not self._served_unscanned():
            raise FileRefused(
                self.env._("The virus scanner does not answer, so this file is held back. It is tried again each hour.")
            )
        return result

    @api.model
    def _served_unscanned(self):
        return self.env["onestop.settings"]._text("onestop_core.scan_failure") == "serve"

    @api.model
    def _cron_scan(self):
        """Scan what waits, oldest first; stop at a scanner that does not answer."""
        scanner = self._scanner()
        if not scanner:
            return
        again = fields.Datetime.now() - AGAIN
        queue = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                ["|", ("scan_state", "=", "pending"), "&", ("scan_state", "=", "failed"), ("scanned_at", "<=", again)],
                order="id",
            )
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(queue))
        for file in queue:
            answered = file._scan(scanner)
            if not cron._commit_progress(1) or not answered:
                return

    def _scan(self, scanner):
        """Ask for the verdict on one file; whether there was one."""
        now = fields.Datetime.now()
        try:
            virus = scanner.find_virus(io.BytesIO(self.attachment_id.raw or b""))
        except ScanFailed as error:
            _logger.warning("file %s could not be scanned: %s", self.id, error)
            tries = self.scan_tries + 1
            self.write(
                {"scan_state": "failed" if tries >= TRIES else "pending", "scan_tries": tries, "scanned_at": now}
            )
            return False
        self.write({"scan_state": "infected" if virus else "clean", "virus": virus, "scanned_at": now})
        if virus:
            _logger.warning("virus %s in file %s of dossier %s", virus, self.id, self.dossier_id.id)
            self._log("file_infected", note=virus)
        return True

    def _screen_data(self):
        labels = dict(self._fields["scan_state"]._description_selection(self.env))
        return [
            {**line, "scan_state": file.scan_state, "scan_label": labels[file.scan_state]}
            for file, line in zip(self, super()._screen_data(), strict=True)
        ]


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"file_infected": self.env._("Virus Found in File")}
