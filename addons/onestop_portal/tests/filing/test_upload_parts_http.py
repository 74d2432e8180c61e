import os
import uuid

from odoo.tests import tagged

from ...engine.upload_parts import PART
from .portal_case import PortalCase, picture


@tagged("post_install", "-at_install")
class TestUploadPartsHttp(PortalCase):
    def setUp(self):
        super().setUp()
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        self.path = self.answer(path, self.PERSON)
        self.csrf = self.token(self.path)
        self.base = self.path.rpartition("/")[0] + "/tep"
        self.paper = self.filing(self.path).paper_ids[:1]
        # pictures may be followed by nothing, so a large one is made of noise
        self.content = self.large_picture()

    @staticmethod
    def large_picture():
        from io import BytesIO

        from PIL import Image

        buffer = BytesIO()
        Image.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3)).save(buffer, "PNG")
        return buffer.getvalue()

    def announce(self, size=None, name="to-khai.png", paper=None):
        data = {"paper": str(paper or self.paper.id), "name": name, "size": str(size or len(self.content))}
        return self.post(self.base, data, token=self.csrf)

    def send(self, content, name="to-khai.png", size=None, **data):
        """A file and its name at once, as the page sends it."""
        data = {"paper": str(self.paper.id), "name": name, "size": str(size or len(content)), **data}
        return self.post(self.base, data, {"part": ("part", content)}, token=self.csrf)

    def part(self, number, at, content):
        return self.post(f"{self.base}/{number}", {"at": str(at)}, {"part": ("part", content)}, token=self.csrf)

    def finish(self, number):
        return self.post(f"{self.base}/{number}", {}, token=self.csrf)

    def test_a_file_arrives_in_parts_however_the_line_breaks(self):
        self.assertGreater(len(self.content), 2 * PART)
        number = self.announce().json()["file"]
        self.assertEqual(self.part(number, 0, self.content[:PART]).json()["offset"], PART)
        # its answer was lost: sent once more
        self.assertEqual(self.part(number, 0, self.content[:PART]).json()["offset"], PART)
        # the page was reloaded and goes on too far ahead
        refused = self.part(number, 2 * PART, self.content[2 * PART :])
        self.assertEqual((refused.status_code, refused.json()["offset"]), (409, PART))
        self.assertEqual(self.get(f"{self.base}/{number}").json()["offset"], PART)
        self.assertEqual(self.finish(number).status_code, 422)
        for at in range(PART, len(self.content), PART):
            self.assertEqual(self.part(number, at, self.content[at : at + PART]).status_code, 200)
        done = self.finish(number)
        self.assertEqual((done.status_code, done.json()["state"]), (200, "ready"))
        self.assertEqual(self.finish(number).json()["state"], "ready")
        file = self.paper.file_ids
        self.assertEqual(file.sudo().attachment_id.raw, self.content)
        # what has become a file is no longer kept in parts, once that is for good
        self.assertTrue(file._part_path().exists())
        file._forget_parts()
        self.env.cr.postcommit.run()
        self.assertFalse(file._part_path().exists())

    def test_a_file_no_larger_than_a_part_needs_one_request(self):
        content, mine = picture(), {"client_uuid": uuid.uuid4().hex}
        done = self.send(content, "a.jpg", **mine)
        self.assertEqual((done.status_code, done.json()["state"]), (200, "ready"), done.text)
        self.assertEqual(self.paper.file_ids.sudo().attachment_id.raw, content)
        # its answer was lost
        self.assertEqual(self.send(content, "a.jpg", **mine).json()["file"], done.json()["file"])
        self.assertEqual(len(self.paper.file_ids), 1)
        # the same picture twice is somebody's wish
        self.send(content, "a.jpg", client_uuid=uuid.uuid4().hex)
        self.assertEqual(len(self.paper.file_ids), 2)
        # a name that another paper's file has names nothing here
        other = self.paper.filing_id.paper_ids[1]
        self.send(content, "a.jpg", paper=str(other.id), **mine)
        self.assertEqual((len(other.file_ids), len(self.paper.file_ids)), (1, 2))

    def test_what_is_announced_twice_is_awaited_once(self):
        mine = {"client_uuid": uuid.uuid4().hex}
        first = self.send(self.content[:PART], size=len(self.content), **mine)
        self.assertEqual((first.status_code, first.json()["offset"], first.json()["state"]), (200, PART, "coming"))
        number = first.json()["file"]
        self.part(number, PART, self.content[PART : 2 * PART])
        again = self.send(self.content[:PART], size=len(self.content), **mine).json()
        self.assertEqual((again["file"], again["offset"]), (number, 2 * PART))
        self.part(number, 2 * PART, self.content[2 * PART :])
        self.assertEqual(self.finish(number).json()["state"], "ready")
        self.assertEqual(self.paper.file_ids.sudo().attachment_id.raw, self.content)

    def test_parts_of_nothing_are_swept_away(self):
        awaited = self.paper.file_ids.browse(self.send(self.content[:PART], size=len(self.content)).json()["file"])
        folder = awaited._parts_folder()
        # the server was killed before the row was there; one part is of now, the others were forgotten
        lost, fresh = folder / "999999998", folder / "999999999"
        for path in (lost, fresh):
            path.write_bytes(b"x")
        for path in (lost, awaited._part_path()):
            os.utime(path, (0, 0))
        self.env["onestop.filing.file"]._drop_parts_of_nothing()
        self.assertEqual((lost.exists(), fresh.exists(), awaited._part_path().exists()), (False, True, True))
        fresh.unlink()

    def test_a_part_comes_to_nothing_with_its_announcement(self):
        file = self.paper.filing_id._announce(self.paper, "a.png", 2 * PART)
        file._take_part(0, b"x")
        self.assertTrue(file._part_path().exists())
        self.env.cr.postrollback.run()
        self.assertFalse(file._part_path().exists())

    def test_nothing_stays_of_what_is_refused_at_once(self):
        for content, name in ((b"%PDF-1.4 no document", "a.pdf"), (b"MZ", "a.exe")):
            with self.subTest(name):
                refused = self.send(content, name, client_uuid=uuid.uuid4().hex)
                self.assertEqual(refused.status_code, 422)
                self.assertTrue(refused.json()["message"])
                self.assertFalse(self.paper.file_ids)
        # more than a part brings nothing, whatever it is said to be
        large = self.send(self.content[: PART + 1], client_uuid=uuid.uuid4().hex)
        self.assertEqual((large.json()["offset"], large.json()["state"]), (0, "coming"))

    def test_what_is_refused_says_why_at_once(self):
        for data, status in (
            ({"size": 50 * PART}, 422),
            ({"paper": 999999999}, 422),
        ):
            with self.subTest(data):
                response = self.announce(**data)
                self.assertEqual(response.status_code, status)
                self.assertTrue(response.json()["message"])
        number = self.announce(size=20, name="a.pdf").json()["file"]
        self.part(number, 0, b"%PDF-1.4 no document")
        refused = self.finish(number)
        self.assertEqual(refused.status_code, 422)
        self.assertEqual(self.get(f"{self.base}/{number}").status_code, 404)

    def test_a_part_is_never_larger_than_said(self):
        number = self.announce().json()["file"]
        self.assertEqual(self.part(number, 0, self.content[: PART + 1]).status_code, 409)

    def test_the_file_of_another_filing_does_not_exist(self):
        number = self.announce().json()["file"]
        other = self.begin()
        base = other.rpartition("/")[0] + "/tep"
        self.assertEqual(self.get(f"{base}/{number}").status_code, 404)
        response = self.post(f"{base}/{number}", {"at": "0"}, {"part": ("part", b"x")}, token=self.csrf)
        self.assertEqual(response.status_code, 404)

    def test_a_filing_holds_so_much_and_no_more(self):
        self.env["ir.config_parameter"].set_param("onestop_portal.files_most", "1")
        self.assertEqual(self.announce().status_code, 200)
        self.assertEqual(self.announce().status_code, 422)

    def test_a_photo_of_a_telephone_becomes_what_every_office_reads(self):
        from pathlib import Path

        heic = (Path(__file__).parents[1] / "data/photo.heic").read_bytes()
        number = self.announce(size=len(heic), name="IMG_0001.HEIC").json()["file"]
        self.part(number, 0, heic)
        done = self.finish(number)
        self.assertEqual(done.status_code, 200, done.text)
        self.assertEqual(done.json()["name"], "IMG_0001.jpg")
        self.assertEqual(self.paper.file_ids.sudo().attachment_id.raw[:2], b"\xff\xd8")

    def test_what_a_paper_holds_goes_with_it(self):
        self.answer(self.path, {"attach": "1"}, [(f"files_{self.paper.id}", ("a.jpg", picture(), "image/jpeg"))])
        attachment = self.paper.file_ids.sudo().attachment_id
        self.assertTrue(attachment)
        self.paper.file_ids.unlink()
        self.assertFalse(attachment.exists())
