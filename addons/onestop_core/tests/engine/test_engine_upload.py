import io
import unittest

from ...engine import upload
from .. import upload_samples as samples

LIMIT = 50 * 1024 * 1024


class TestUpload(unittest.TestCase):
    def refusal(self, name, content, **kwargs):
        with self.assertRaises(upload.UploadRefused) as caught:
            upload.judge(name, content, **kwargs)
        return caught.exception

    def test_good_ones(self):
        table = samples.good()
        self.assertEqual(len(table), 15)
        for name, content, mime, pages in table:
            with self.subTest(name):
                found = upload.judge(name, content)
                self.assertEqual((found.name, found.mime, found.pages, found.size), (name, mime, pages, len(content)))

    def test_bad_ones(self):
        for what, name, content, code in samples.bad():
            with self.subTest(what):
                self.assertEqual(self.refusal(name, content).code, code)

    def test_boundary_of_the_size(self):
        """Below 50 MiB, not up to it; judged before anything else is looked at."""
        page = samples.pdf()
        # white space is allowed behind a PDF
        self.assertEqual(upload.judge("a.pdf", page + b" " * (LIMIT - 1 - len(page))).size, LIMIT - 1)
        refused = self.refusal("a.pdf", page + b" " * (LIMIT - len(page)))
        self.assertEqual((refused.code, refused.params), ("too_big", {"size": LIMIT, "limit": LIMIT}))

    def test_file_objects_are_left_at_their_start(self):
        file = io.BytesIO(samples.pdf(2))
        file.seek(100)
        self.assertEqual(upload.judge("a.pdf", file).pages, 2)
        self.assertEqual(file.tell(), 0)

    def test_policy_is_data(self):
        only_pdf = upload.UploadPolicy(extensions=frozenset({"pdf"}), size_limit=1000, megapixels=1, members=1)
        self.assertEqual(self.refusal("a.png", b"x", policy=only_pdf).params, {"extension": "png", "allowed": "pdf"})
        self.assertEqual(self.refusal("a.pdf", bytes(1000), policy=only_pdf).code, "too_big")
        policy = upload.UploadPolicy(megapixels=1, members=1)
        self.assertEqual(self.refusal("a.jpg", samples.image(size=(1001, 1000)), policy=policy).code, "pixels")
        self.assertEqual(upload.judge("a.jpg", samples.image(size=(1000, 1000)), policy).pages, 1)
        self.assertEqual(
            self.refusal("a.zip", samples.zip_of({"a.txt": "", "b.txt": ""}), policy=policy).code, "archive_members"
        )

    def test_names_come_out_composed(self):
        self.assertEqual(upload.judge("To\u031b\u0300 khai.pdf", samples.pdf()).name, "Tờ khai.pdf")

    def test_damage_anywhere_is_a_refusal_and_never_another_error(self):
        """Bytes changed and cut at many places: accepted or refused, no crash."""
        for name, content, _mime, _pages in samples.good():
            for step in range(1, 24):
                place = len(content) * step // 24
                for damaged in (content[:place], content[:place] + b"\xff\x00\xff" + content[place + 3 :]):
                    with self.subTest(name=name, place=place):
                        try:
                            upload.judge(name, damaged)
                        except upload.UploadRefused:
                            continue
