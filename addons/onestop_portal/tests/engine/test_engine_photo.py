import io
from pathlib import Path
from unittest import TestCase

from PIL import Image

from ...engine import photo

PHOTO = Path(__file__).parents[1] / "data/photo.heic"


class TestPhoto(TestCase):
    def test_a_photo_of_a_telephone_is_made_one_that_all_read(self):
        with PHOTO.open("rb") as file:
            self.assertTrue(photo.is_heic(file.read(photo.HEAD)))
            file.seek(0)
            picture = Image.open(io.BytesIO(photo.to_jpeg(file)))
        self.assertEqual((picture.format, picture.size), ("JPEG", (320, 240)))
        self.assertFalse(picture.getexif())

    def test_what_is_none_or_broken_is_said_to_be(self):
        content = PHOTO.read_bytes()
        for broken in (b"", b"\xff\xd8\xff", content[:200], content[:40] + b"\0" * 500):
            with self.subTest(len(broken)), self.assertRaises(photo.Unreadable):
                photo.to_jpeg(io.BytesIO(broken))

    def test_its_name_says_what_it_is_now(self):
        for before, after in (
            ("IMG_1.HEIC", "IMG_1.jpg"),
            ("a.b.heif", "a.b.jpg"),
            ("ảnh.jpg", "ảnh.jpg.jpg"),
            ("x", "x.jpg"),
        ):
            self.assertEqual(photo.renamed(before), after)
