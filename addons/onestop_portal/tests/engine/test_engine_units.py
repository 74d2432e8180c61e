from datetime import date
from pathlib import Path
from unittest import TestCase

from ...engine import units

FOLDER = Path(__file__).parents[2] / "data/place"
HEAD = ",".join(units.COLUMNS)


def line(**changes):
    values = {
        "code": "00004", "name": "Ba Đình", "kind": "ward", "parent": "01", "valid_from": "2025-07-01", "valid_to": "",
        "decision": "QĐ 19/2025/QĐ-TTg",
    } | changes  # fmt: skip
    return ",".join(values[name] for name in units.COLUMNS)


def read(*lines):
    return units.read("\n".join([HEAD, *lines]).encode())


class TestUnits(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = units.read((FOLDER / "units.csv").read_bytes())

    def in_force(self, day, *kinds):
        return [
            unit
            for unit in self.rows
            if unit.kind in kinds
            and unit.valid_from
            and unit.valid_from <= day
            and (not unit.valid_to or day <= unit.valid_to)
        ]

    def test_the_numbers_are_those_of_the_law(self):
        """34 and 3 321 since 01/07/2025 (NQ 202/2025/QH15 and its lists); from 30/04/2026 Đồng Nai is a city and ten of
        its communes are wards (NQ 237/NQ-UBTVQH16).
        """
        for day, cities, communes, wards in (
            (date(2025, 7, 1), 6, 2621, 687),
            (date(2026, 4, 30), 7, 2611, 697),
        ):
            self.assertEqual(len(self.in_force(day, "province", "city")), 34)
            self.assertEqual(len(self.in_force(day, "city")), cities)
            self.assertEqual(len(self.in_force(day, "commune")), communes)
            self.assertEqual(len(self.in_force(day, "ward")), wards)
            self.assertEqual(len(self.in_force(day, "zone")), 13)

    def test_no_unit_stands_twice_and_each_has_its_parent(self):
        keys = [unit.key for unit in self.rows]
        self.assertEqual(len(keys), len(set(keys)))
        codes = {unit.code for unit in self.rows}
        self.assertFalse([unit for unit in self.rows if unit.parent and unit.parent not in codes])

    def test_a_file_that_is_no_list_says_where(self):
        for lines, where in (
            ([line(code="4")], "2: code"),
            ([line(code="٠٠٠٠٤")], "2: code"),
            ([line(), line(kind="village")], "3: kind"),
            ([line(name="")], "2: name"),
            ([line(valid_from="01/07/2025")], "2: day"),
            ([line(decision="")], "2: decision"),
            (["a,b"], "2: columns"),
        ):
            with self.subTest(where), self.assertRaisesRegex(units.Unreadable, where):
                read(*lines)
        for content in (b"", b"\xff\xfe", b"code,name\n"):
            with self.assertRaises(units.Unreadable):
                units.read(content)

    def test_what_a_file_says_otherwise_and_nothing_is_lost(self):
        known = read(line(), line(code="00008", name="Ngọc Hà"))
        told = units.compare(known, read(line(valid_to="2026-12-31"), line(code="00009", name="Mới")))
        self.assertEqual([unit.code for unit in told.added], ["00009"])
        self.assertEqual([(old.valid_to, new.valid_to) for old, new in told.changed], [(None, date(2026, 12, 31))])
        self.assertEqual([unit.code for unit in told.missing], ["00008"])

    def test_what_became_of_the_old_ones(self):
        """Each went into one that is in the list, and no row is there twice."""
        with (FOLDER / "successions.csv").open(encoding="utf-8") as file:
            rows = units.read_successions(file)
        self.assertEqual({row.share for row in rows}, {"whole", "part"})
        self.assertEqual(len(set(rows)), len(rows))
        self.assertLessEqual({row.new for row in rows}, {unit.code for unit in self.rows})

    def test_found_as_people_type_and_two_of_one_name_are_both_shown(self):
        rows = [
            (number, units.normalise(f"{kind} {name} {parent}"), units.normalise(name))
            for number, (kind, name, parent) in enumerate(
                [
                    ("Xã", "Cẩm Giang", "Thành phố Hải Phòng"),
                    ("Xã", "Cẩm Giàng", "Thành phố Hải Phòng"),
                    ("Phường", "Hà Giang 1", "Tỉnh Tuyên Quang"),
                    ("Xã", "Hoà Bình", "Tỉnh Phú Thọ"),
                ]
            )
        ]
        self.assertEqual(units.find("cam giang", rows), [0, 1])
        self.assertEqual(units.find("xa cam giang hai phong", rows), [0, 1])
        self.assertEqual(units.find("Hà Giang 1", rows), [2])
        self.assertEqual(units.find("hòa bình", rows), [3])
        self.assertEqual(units.find("", rows), [])
