import ast
import contextlib
import importlib
import inspect
import json
import os
import pkgutil
import signal
import socket
import tempfile
import threading
import time
import unittest
from datetime import date, datetime, timezone
from pathlib import Path

from ... import engine
from ...engine import (
    bundle,
    catalogue,
    catalogue_sheet,
    examined,
    examiner,
    preview,
    signing,
    staff_sheet,
    upload,
)
from ...engine.examiner import ExaminationFailed, examine
from .. import bombs
from .. import upload_samples as samples

ADDONS = Path(__file__).parents[3]
POLICY = upload.UploadPolicy()
# libraries that take apart what somebody wrote; only engines use them
PARSERS = {
    "PIL", "csv", "defusedxml", "lxml", "magic", "olefile", "oletools", "openpyxl", "pikepdf", "py7zr", "pyhanko",
    "pypdf", "pypdfium2", "rarfile", "tarfile", "weasyprint", "xlrd", "xml", "zipfile",
}  # fmt: skip


def parent():
    """The process that forks for us."""
    with examiner._connect() as line:
        return int.from_bytes(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], "little")


def children(pid):
    """Processes that a process has, by Linux's own list."""
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            state, owner = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[:2]
            if int(owner) == pid and state != "Z":
                found.append(int(name))
    return found


class Asking(threading.Thread):
    """One call in a thread of its own; ``failure`` says how it ended."""

    def __init__(self, function, *args, who=""):
        super().__init__()
        self.call = function, *args
        self.who = who
        self.answer = self.failure = None
        self.start()

    def run(self):
        try:
            self.answer = examine(*self.call, who=self.who)
        except ExaminationFailed as error:
            self.failure = error


class TestExaminer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bomb = bombs.pdf_content()

    def failure(self, function, *args):
        with self.assertRaises(ExaminationFailed) as caught:
            examine(function, *args)
        return caught.exception.reason

    def test_says_what_the_function_says(self):
        for name, content, _mime, _pages in samples.good():
            with self.subTest(name):
                self.assertEqual(examine(upload.judge, name, content, POLICY), upload.judge(name, content))
        for what, name, content, code in samples.bad():
            with self.subTest(what):
                with self.assertRaises(upload.UploadRefused) as here:
                    upload.judge(name, content)
                with self.assertRaises(upload.UploadRefused) as there:
                    examine(upload.judge, name, content, POLICY)
                self.assertEqual((there.exception.code, code), (here.exception.code, code))
                self.assertEqual(there.exception.params, here.exception.params)

    def test_a_file_is_read_where_it_lies(self):
        path = Path(self.stored(samples.pdf(2)))
        with path.open("rb") as file:
            file.seek(17)
            self.assertEqual(examine(upload.judge, "a.pdf", file, POLICY).pages, 2)
            self.assertEqual(file.tell(), 17)

    def stored(self, content):
        """The path of a file with this content."""
        number, path = tempfile.mkstemp()
        self.addCleanup(os.unlink, path)
        with open(number, "wb") as file:
            file.write(content)
        return path

    def test_values_travel_as_they_are(self):
        packed, password, root = samples.key_file()
        key, certificate = examine(signing.repack, packed, password, b"0123")
        self.assertEqual(certificate.subject, "UBND Xã Một")
        signed = examine(signing.sign, samples.pdf(), key, b"0123", "Kết quả", "Xã Một")
        self.assertEqual([one.trusted for one in examine(signing.verify, signed, root)], [True])
        with self.assertRaises(signing.KeyRefused):
            examine(signing.repack, packed, "sai", b"0123")
        workbook = catalogue_sheet.write_template()
        self.assertEqual(examine(catalogue_sheet.parse_workbook, workbook), catalogue_sheet.parse_workbook(workbook))
        with self.assertRaisesRegex(staff_sheet.NotASheetError, "xlsx"):
            examine(staff_sheet.read, b"no sheet")

    def test_writes_to_the_file_that_it_is_given(self):
        path, contents = self.stored(b""), self.stored(samples.image() + samples.pdf(2))
        parts = [
            bundle.Part("Một", "image/jpeg", len(samples.image())),
            bundle.Part("Hai", "application/pdf", len(samples.pdf(2))),
        ]
        with open(path, "w+b") as target, open(contents, "rb") as source:
            examine(bundle.write_pdf, examined.Target(target), samples.pdf(), parts, source)
            self.assertEqual(upload.judge("a.pdf", target).pages, 4)

    def test_what_eats_the_machine_is_refused(self):
        made = list(bombs.uploads())
        self.assertEqual(len(made) + len(list(bombs.sheets())), 21)
        for name, content in made:
            self.assertLess(len(content), bombs.MIB)
            with self.subTest(name):
                self.survives(upload.judge, name, content, POLICY)
        for kind, content in (("application/pdf", bombs.pdf_picture()), ("image/png", bombs.png_rows())):
            with self.subTest(kind):
                self.survives(preview.thumbnail, content, kind)
        for name, content in bombs.sheets():
            self.assertLess(len(content), bombs.MIB)
            with self.subTest(name):
                self.survives(catalogue.parse_file if name.endswith("json") else staff_sheet.read, content)

    def survives(self, function, *args):
        """An answer or a refusal, and the next call is answered."""
        with contextlib.suppress(upload.UploadRefused, staff_sheet.NotASheetError, ExaminationFailed):
            examine(function, *args)
        self.assertEqual(examine(upload.judge, "a.pdf", samples.pdf(), POLICY).pages, 1)

    def test_what_ended_the_server_does_not_end_its_parent(self):
        before = parent()
        self.assertIn(self.failure(upload.judge, "a.pdf", self.bomb, POLICY), ("killed", "memory", "late"))
        self.assertEqual(parent(), before)

    def test_killed_at_its_work(self):
        asking = Asking(upload.judge, "a.pdf", self.bomb, POLICY)
        boss = parent()
        while not (working := children(boss)):
            self.assertTrue(asking.is_alive())
            time.sleep(0.01)
        os.kill(working[0], signal.SIGKILL)
        asking.join()
        self.assertEqual(asking.failure.reason, "killed")
        self.assertEqual(examine(upload.judge, "a.pdf", samples.pdf(), POLICY).pages, 1)
        self.assertEqual(parent(), boss)

    def killed_with_its_parent(self, asking, boss):
        """Kill the parent at work, and return the child that it had."""
        while not (working := children(boss)):
            self.assertTrue(asking.is_alive())
            time.sleep(0.01)
        os.kill(boss, signal.SIGKILL)
        return working[0]

    def another_parent(self, boss):
        while (now := parent()) == boss:
            time.sleep(0.01)
        return now

    def test_its_parent_killed(self):
        """A bystander is asked for once more: only the second time there is no answer."""
        first = parent()
        asking = Asking(upload.judge, "a.pdf", self.bomb, POLICY)
        working = self.killed_with_its_parent(asking, first)
        second = self.another_parent(first)
        self.killed_with_its_parent(asking, second)
        asking.join()
        self.assertEqual((asking.failure.reason, asking.failure.detail), ("killed", "with its parent"))
        # the next one starts another, and what worked for the first ends with it
        self.assertEqual(examine(upload.judge, "a.pdf", samples.pdf(), POLICY).pages, 1)
        self.assertNotEqual(parent(), second)
        while Path(f"/proc/{working}").exists():
            time.sleep(0.01)

    def test_a_bystander_is_answered(self):
        path, page = self.stored(b""), samples.pdf(2)
        contents = self.stored(page * 150)
        parts = [bundle.Part(f"Phần {number}", "application/pdf", len(page)) for number in range(150)]
        with open(path, "w+b") as target, open(contents, "rb") as source:
            asking = Asking(bundle.write_pdf, examined.Target(target), samples.pdf(), parts, source)
            self.killed_with_its_parent(asking, parent())
            asking.join()
            self.assertIsNone(asking.failure)
            self.assertEqual(upload.judge("a.pdf", target).pages, 301)

    def test_who_hangs_up_has_nothing_done(self):
        boss = parent()
        head = (
            b'{"function": "odoo.addons.onestop_core.engine.upload:judge", "lane": "read", "seconds": 20, "who": "x"}'
        )
        with examiner.ExitStack() as stack:
            request, answer, file = (examiner._memory(stack) for _each in range(3))
            os.write(file, self.bomb)
            os.write(request, examined.dump(["a.pdf", self.bomb, POLICY], lambda _value: 0))
            line = examiner._connect()
            socket.send_fds(line, [head], [request, answer, file])
            while not children(boss):
                time.sleep(0.01)
            line.close()
            while children(boss):
                time.sleep(0.01)
        self.assertEqual(examine(upload.judge, "a.pdf", samples.pdf(), POLICY).pages, 1)

    def test_nobody_gets_all_places(self):
        if len(os.sched_getaffinity(0)) < 2:
            # one place only: one after the other
            return
        many = [Asking(upload.judge, "a.pdf", self.bomb, POLICY, who="one") for _time in range(4)]
        self.assertEqual(examine(upload.judge, "a.pdf", samples.pdf(), POLICY, who="other").pages, 1)
        # of the four, three at least wait or work still
        self.assertGreaterEqual(sum(each.is_alive() for each in many), 3)
        for each in many:
            each.join()

    def test_the_parent_knows_no_secrets_of_ours(self):
        os.environ["PGPASSWORD"] = "mật khẩu"
        self.addCleanup(os.environ.pop, "PGPASSWORD")
        os.kill(parent(), signal.SIGKILL)
        environment = Path(f"/proc/{parent()}/environ").read_bytes()
        self.assertNotIn(b"PGPASSWORD", environment)
        self.assertIn(b"PATH=", environment)


class TestExamined(unittest.TestCase):
    def test_an_answer_makes_nothing_but_data(self):
        for name in (
            "os:system",
            "builtins:eval",
            "odoo.addons.onestop_core.engine.upload:judge",
            "odoo.addons.onestop_core.engine.upload:UploadRefused",
            "odoo.addons.onestop_core.engine.upload:os",
            "odoo.addons.onestop_core.engine.upload:os.system",
            "odoo.addons.onestop_core.engine.nothing:Upload",
            "odoo.addons.onestop_core.examination:Upload",
        ):
            with self.subTest(name), self.assertRaises(examined.NotCarriable):
                examined.load(json.dumps({"class": [name, "true"]}).encode())
        with self.assertRaises(examined.NotCarriable):
            examined.load(b'{"file": 0}')

    def test_every_value_comes_back(self):
        for value in (
            None, True, 1, 1.5, "Nguyễn", "\ud800", [1, [2]], (1, ("a",)), {"a": {"b": (1,)}}, {"=": 1}, {"class": ["x"]},
            b"\0\xff", date(2026, 1, 2), datetime(2026, 1, 2, 3, tzinfo=timezone.utc), frozenset({"a", "b"}), POLICY,
            staff_sheet.Problem(1, "A", "empty", ""),
        ):  # fmt: skip
            with self.subTest(value=value):
                back = examined.load(examined.dump(value))
                self.assertEqual((back, type(back)), (value, type(value)))


class TestOneDoor(unittest.TestCase):
    """Nothing but engines takes apart what somebody wrote, and nobody calls those but through ``examine``."""

    def sources(self):
        for path in ADDONS.glob("onestop_*/**/*.py"):
            parts = path.relative_to(ADDONS).parts
            if "engine" not in parts and "tests" not in parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))

    def marked(self):
        for info in pkgutil.iter_modules(engine.__path__):
            module = importlib.import_module(f"{engine.__name__}.{info.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if hasattr(function, "limits") and function.__module__ == module.__name__:
                    yield info.name, name

    def test_libraries_that_parse_are_the_engines_own(self):
        for path, tree in self.sources():
            for node in ast.walk(tree):
                names = []
                if isinstance(node, ast.Import):
                    names = [each.name for each in node.names]
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module]
                for name in names:
                    self.assertNotIn(name.partition(".")[0], PARSERS, f"{path}:{node.lineno}")

    def test_marked_functions_are_not_called(self):
        marked = set(self.marked())
        self.assertLess(
            {
                ("upload", "judge"),
                ("intake", "take_in"),
                ("staff_sheet", "read"),
                ("signing", "verify"),
                ("pdf", "render"),
            },
            marked,
        )
        for path, tree in self.sources():
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                    self.assertNotIn((owner, node.func.attr), marked, f"{path}:{node.lineno} reads it itself")
