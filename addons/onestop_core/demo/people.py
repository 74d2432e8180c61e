"""Made-up citizens and organisations for the demo dossiers."""

import random
from datetime import date

from ..engine.text import strip_accents

SURNAMES = ("Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Đinh", "Vũ", "Đỗ", "Lại", "Chu", "Trương",
            "Dương", "Hoàng", "Bùi", "Ngô", "Đặng", "Phan", "Lương", "Mai", "Tạ", "Kiều", "Lý")  # fmt: skip
MALE_NAMES = ("Văn Hùng", "Văn Thành", "Đức Anh", "Hữu Nghĩa", "Quang Huy", "Minh Tuấn", "Công Minh", "Xuân Trường",
              "Đình Phúc", "Văn Lâm", "Ngọc Sơn", "Văn Khoa", "Thanh Bình", "Mạnh Hùng", "Trung Kiên", "Văn Định",
              "Anh Dũng", "Văn Quý", "Tiến Đạt", "Hoàng Nam", "Văn Chiến", "Bá Lộc", "Văn Tâm", "Duy Khánh")  # fmt: skip
FEMALE_NAMES = ("Thị Hoa", "Thị Thu Thủy", "Thị Ngọc Mai", "Thị Thanh Huyền", "Thị Lan", "Thị Hằng", "Thị Mỹ Duyên",
                "Thị Nguyệt", "Thị Phượng", "Thị Kim Chi", "Thị Tuyết", "Thị Vân Anh", "Thị Hải Yến", "Thị Loan",
                "Thị Bích Thủy", "Thị Quyên", "Thị Hạnh", "Thị Hồng Vân", "Thu Trang", "Thị Diệu Linh", "Thị Sen",
                "Thị Thơm", "Hà My", "Thị Nhàn")  # fmt: skip
ORGANISATIONS = (
    "Công ty TNHH Dệt may Sông Đáy",
    "Hợp tác xã Dịch vụ nông nghiệp Quế Sơn",
    "Viện Nghiên cứu Phát triển nông thôn châu thổ",
    "Hiệp hội Làng nghề mây tre đan Hà Nam",
    "Công ty Cổ phần Vật liệu xây dựng Núi Ngọc",
    "Trường Cao đẳng Kỹ thuật Châu Giang",
)
# provinces of birth registration: nearly everybody here was registered in Hà Nam
BIRTH_PROVINCES = ("035",) * 12 + ("036", "037", "034", "001")
MST_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class People:
    """Draws applicants from ``rng``; the same generator gives the same people.

    Phone numbers and addresses are well-formed and belong to nobody in particular; e-mail goes nowhere.
    """

    def __init__(self, rng, today):
        self.rng = rng
        self.today = today

    def person(self, place):
        """Fields of a dossier's applicant who lives in ``place``, aged 19 to 78."""
        male = self.rng.random() < 0.5
        name = f"{self.rng.choice(SURNAMES)} {self.rng.choice(MALE_NAMES if male else FEMALE_NAMES)}"
        born = date.fromordinal(self.today.toordinal() - self.rng.randint(19 * 366, 78 * 365))
        return {
            "applicant_kind": "person",
            "applicant_name": name,
            "applicant_identity": self.identity_number(born, male),
            "applicant_birth_date": born,
            "applicant_sex": "male" if male else "female",
            "applicant_phone": self.phone(),
            "applicant_address": f"Thôn {self.rng.randint(1, 9)}, {place}",
        }

    @classmethod
    def named(cls, name, phone):
        """Fields of the applicant of this name, the same each time: number, date of birth and sex fit each other."""
        people = cls(random.Random(phone), None)
        male, born = (
            "Thị" not in name,
            date(people.rng.randint(1950, 2000), people.rng.randint(1, 12), people.rng.randint(1, 28)),
        )
        return {
            "applicant_name": name,
            "applicant_identity": people.identity_number(born, male),
            "applicant_birth_date": born.isoformat(),
            "applicant_sex": "male" if male else "female",
            "applicant_phone": phone,
        }

    def organisation(self):
        """Fields of a dossier whose applicant is an organisation, handed in by somebody of it."""
        name = self.rng.choice(ORGANISATIONS)
        submitter = self.person("tỉnh Hà Nam")
        return {
            "applicant_kind": "organisation",
            "applicant_name": name,
            "applicant_identity": self.tax_code(),
            "applicant_phone": self.phone(),
            "applicant_address": "Thành phố Phủ Lý, tỉnh Hà Nam",
            **self._submitter(submitter, f"Giấy giới thiệu của {name}"),
        }

    def with_submitter(self, applicant):
        """``applicant`` with a relative who hands the dossier in."""
        relative = self.person(applicant["applicant_address"].partition(", ")[2])
        return applicant | self._submitter(relative, "Văn bản ủy quyền được chứng thực")

    def _submitter(self, person, authority):
        return {
            "submitter_name": person["applicant_name"],
            "submitter_identity": person["applicant_identity"],
            "submitter_phone": person["applicant_phone"],
            "submitter_authority": authority,
        }

    def identity_number(self, born, male):
        """Twelve digits: province, century and sex, year of birth, and six at random (NĐ 137/2015/NĐ-CP)."""
        century = 2 * (born.year // 100 - 19) + (0 if male else 1)
        province = self.rng.choice(BIRTH_PROVINCES)
        return f"{province}{century}{born.year % 100:02d}{self.rng.randint(0, 999999):06d}"

    def tax_code(self):
        """Ten digits, the last of which checks the others."""
        while True:
            digits = f"0700{self.rng.randint(0, 99999):05d}"
            check = 10 - sum(int(digit) * weight for digit, weight in zip(digits, MST_WEIGHTS, strict=True)) % 11
            if check < 10:
                return f"{digits}{check}"

    def phone(self):
        # a block that is rarely given out, so that a message sent by mistake reaches nobody
        return f"09000{self.rng.randint(0, 99999):05d}"

    def email(self, name):
        return ".".join(strip_accents(name).lower().split()) + "@hopthu.example"
