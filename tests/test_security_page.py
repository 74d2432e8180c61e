import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
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
    chapters = {chapter for line in lines for chapter in re.findall(r"V(\d+)", line[0])}
    assert chapters == {str(number) for number in range(1, 18)}
    assert all(line[1].strip() and line[2].strip() for line in lines)
