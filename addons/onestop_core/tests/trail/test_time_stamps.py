import json
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import config, mute_logger

from ...http_call import PRIVATE_HOSTS
from ..time_stamp_authority import StampServer, TimeStampAuthority
from .trail_case import TrailCase

LOGGER = "odoo.addons.onestop_core.models.trail.onestop_trail_stamp"


@tagged("post_install", "-at_install")
class TestTimeStamps(TrailCase):
    """Signed states are stamped by a third party, here OpenSSL behind a server on the loopback."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # made before the clock of a test stands still: OpenSSL has its own
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.authority = TimeStampAuthority(folder / "own")
        cls.stranger = TimeStampAuthority(folder / "stranger", "TSA lạ")
        cls.startClassPatcher(patch.dict(config.options, {PRIVATE_HOSTS: "127.0.0.1"}))

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(StampServer(self.authority, self.stranger))
        self.parameters = self.env["ir.config_parameter"].sudo()
        self.parameters.set_param("onestop_core.stamp_address", self.server.url)
        self.parameters.set_param("onestop_core.stamp_roots", self.authority.root)
        self.path = self.model._stamps_path()

    def stamp(self):
        """One run of the job; the lines of the file then."""
        self.model._cron_stamp()
        return self.path.read_text().splitlines() if self.path.exists() else []

    def go_on(self):
        """Something happens and is signed."""
        self.as_role(self.dossier, "receptionist").sudo()._log("view")
        self.tick()
        self.sign()

    def test_each_state_is_stamped_once(self):
        self.assertEqual((len(self.stamp()), len(self.stamp()), self.server.asked), (1, 1, 1))
        self.go_on()
        self.assertEqual(len(self.stamp()), 2)
        self.assertEqual(self.findings(), [])
        for (_at, note, reply), head in zip(
            self.model._stamps(), self.model.search([], order="size")[-2:], strict=True
        ):
            self.assertEqual(note, head.note)
            self.assertTrue(self.authority.proves(reply, note), "anybody can prove it, without us")

    def test_nobody_is_asked_where_none_is_set_up(self):
        self.parameters.set_param("onestop_core.stamp_address", False)
        self.assertEqual((self.stamp(), self.server.asked), ([], 0))
        self.assertFalse(self.late())

    @mute_logger(LOGGER)
    def test_what_proves_nothing_is_not_kept(self):
        bad = ["500", "lost", "page", "refused", "other", "stranger", "ok", "old"]
        self.server.behaviours = list(bad)
        for behaviour in bad:
            before = len(self.model._stamps())
            with self.subTest(behaviour):
                self.assertEqual(len(self.stamp()) - before, int(behaviour == "ok"))
            if behaviour == "ok":
                self.go_on()
        self.assertEqual(len(self.stamp()), 2)
        self.assertEqual(self.findings(), [])

    def test_a_backup_restored_with_its_file_of_states_is_named(self):
        """Database and file of states are brought back together: all of it fits, but what the authority has seen."""
        lines = self.heads.read_text().splitlines()
        with self.undone():
            self.bring_back(lines)
            self.assertEqual(self.findings(), [])
        self.stamp()
        with self.undone():
            size = self.bring_back(lines).size
            self.assertFound("entries_cut", detail=str(size))
        self.assertEqual(self.findings(), [])

    def bring_back(self, lines):
        head = self.restore_backup()
        self.heads.write_text("\n".join(lines[:2]) + "\n")
        return head

    def test_an_honest_restoration_goes_behind_a_stamp(self):
        self.stamp()
        self.restore_backup()
        self.tick()
        restore = self.env["onestop.trail.restore"].with_user(self.users["supervisor"])._request("Hỏng ổ đĩa")
        restore.with_user(self.manager).action_confirm()
        self.sign()
        self.assertEqual(self.findings(), [])
        self.assertEqual(len(self.stamp()), 2)
        self.assertEqual(self.findings(), [])

    def test_a_stamp_that_was_changed_is_named(self):
        self.stamp()
        self.go_on()
        first, second = self.stamp()
        one, other = json.loads(first), json.loads(second)
        for forged in (
            "x",
            "{}",
            json.dumps(one | {"stamp": "!"}),
            json.dumps(one | {"stamp": other["stamp"]}),
            json.dumps(one | {"head": one["head"].replace("\n", "\n1", 1)}),
        ):
            self.path.write_text(f"{second}\n{forged}\n")
            with self.subTest(forged[:40]):
                self.assertFound("stamp", detail="2")
        self.path.write_text(f"{first}\n{second}\n")
        self.assertEqual(self.findings(), [])
        self.parameters.set_param("onestop_core.stamp_roots", self.stranger.root)
        self.assertEqual([one.reason for one in self.findings()], ["stamp", "stamp"])

    @mute_logger(LOGGER)
    def test_whoever_administers_is_told_when_none_comes(self):
        self.assertFalse(self.late())
        self.server.behaviours = ["500"] * 3
        for _day in range(3):
            self.stamp()
            self.tick(24 * 60)
        self.assertIn("two days", self.late()["message"])
        self.stamp()
        self.assertFalse(self.late())

    def late(self):
        """The finding of the configuration check about stamps, None if there is none."""
        check = self.env["onestop.config.check"].with_user(self.manager).with_context(lang="en_US")
        return next((one for one in check._check_trail() if "stamped" in one["message"]), None)

    def test_an_address_that_is_not_asked(self):
        config.options[PRIVATE_HOSTS] = ""
        self.addCleanup(config.options.__setitem__, PRIVATE_HOSTS, "127.0.0.1")
        settings = self.env["res.config.settings"].with_user(self.env.ref("base.user_admin"))
        for address in ("http://tsa.example.vn", self.server.url, "https://10.0.0.1/tsa"):
            with self.subTest(address), self.assertRaises(ValidationError):
                settings.create({"onestop_stamp_address": address})
        with self.assertLogs(LOGGER, "WARNING"):
            self.assertEqual(self.stamp(), [])
        self.assertEqual(self.server.asked, 0)
