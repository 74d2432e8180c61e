import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
# how many sections each chapter of OWASP ASVS 5.0 has
SECTIONS = {
    1: 5,
    2: 4,
    3: 7,
    4: 4,
    5: 4,
    6: 8,
    7: 6,
    8: 4,
    9: 2,
    10: 7,
    11: 7,
    12: 3,
    13: 4,
    14: 3,
    15: 4,
    16: 5,
    17: 3,
}
CORE = ROOT / "addons" / "onestop_core" / "tests"


def test_each_proof_on_the_page_of_security_exists():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./]+\.(?:py|js|csv|json))`", page))
    assert len(named) > 40
    missing = [name for name in named if not ((ROOT / name).exists() or (CORE / name).exists())]
    assert missing == []


def test_each_line_of_the_page_says_why():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (V[\d., V]+) \| (.+) \| (.+) \|$", page, flags=re.MULTILINE)
    named = {section for line in lines for section in re.findall(r"V(\d+\.\d+)", line[0])}
    assert named == {f"{chapter}.{number}" for chapter, count in SECTIONS.items() for number in range(1, count + 1)}
    assert all(line[1].strip() and line[2].strip() for line in lines)


def test_the_page_says_how_many_attempts_there_are():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    attempts = json.loads((CORE / "data" / "attacks.json").read_text(encoding="utf-8"))
    assert f"| {len(attempts)} attempts with an account of each role" in page
