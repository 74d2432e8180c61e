"""What users run to see a month's reports: ``./onestop demo-report``."""

import json
import subprocess
import zipfile

import pytest

from launcher.commands import demo_report
from launcher.errors import Problem


def test_a_month_is_closed_corrected_and_printed_again(project, odoo_server, connection, capsys):
    files = demo_report.make(project, odoo_server.url, odoo_server.database)
    assert [path.name for path in files] == [
        "monitoring.xlsx", "monitoring.pdf", "ii06a.xlsx", "ii06a.pdf",
        "monitoring-dinh-chinh.xlsx", "monitoring-dinh-chinh.pdf", "ii06a-dinh-chinh.xlsx", "ii06a-dinh-chinh.pdf",
    ]  # fmt: skip
    assert capsys.readouterr().out.count("✓") == 8
    with zipfile.ZipFile(files[4]) as book:
        assert "BẢN ĐÍNH CHÍNH lần 1" in book.read("xl/sharedStrings.xml").decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, count(*) FROM onestop_report_correction c JOIN onestop_report_closing r ON r.id = c.closing_id GROUP BY 1"
        )
        assert sorted(cursor.fetchall()) == [("ii06a", 1), ("monitoring", 1)]
    # again: the month is closed already, and another dossier was forgotten
    demo_report.make(project, odoo_server.url, odoo_server.database)


def test_without_a_server(project):
    with pytest.raises(Problem, match="Không làm được bước “Đăng nhập"):
        demo_report.make(project, "http://127.0.0.1:1", "nothing")


@pytest.fixture
def runner(project, runtime, database):
    """Return a function that asks ``launcher/reports_runner.py``."""

    def ask(**request):
        answer = subprocess.run(
            [runtime.python, project.root / "launcher/reports_runner.py", runtime.config, database, json.dumps(request)],
            env=runtime.environment(), cwd=runtime.home, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not answer.returncode, answer.stderr
        return json.loads(answer.stdout.strip().splitlines()[-1])

    return ask


def test_reports_by_command(runner, tmp_path):
    names = [name for name, _title in runner(list=True)["reports"]]
    assert {"monitoring", "ii06a", "full-online"} <= set(names)
    month = {"date_from": "2026-10-01", "date_to": "2026-10-31", "cut_off": "2026-10-31"}
    for kind, begin in {"xlsx": b"PK", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "json": b"{"}.items():
        out = tmp_path / f"report.{kind}"
        answer = runner(name="monitoring", agency="H25", out=str(out), **month)
        assert not answer.get("refused"), answer
        assert out.read_bytes().startswith(begin)
    said = json.loads((tmp_path / "report.json").read_text())
    assert said["total"]["values"]["rate"] is not None
    assert "no agency" in runner(name="monitoring", agency="H00", out="x", **month)["refused"]
    assert "no report" in runner(name="nothing", agency="H25", out="x", **month)["refused"]


def test_history_by_command(runner, tmp_path):
    heading = "Mã hồ sơ;Mã cơ quan;Mã TTHC;Mức độ;Kênh nộp;Chủ hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày giải quyết;Ngày trả;Trạng thái"
    row = "CU-{};{};1.001193;4;Trực tiếp;Nguyễn Văn Cũ;05/10/2020;08/10/2020;07/10/2020;08/10/2020;Đã trả kết quả"
    path = tmp_path / "cu.csv"
    path.write_text("\n".join((heading, row.format(1, "H25"), row.format(2, "H00.99"))), encoding="utf-8")
    ask = {"history": str(path), "dry_run": False, "create_missing": False, "below": None}
    answer = runner(**ask)
    assert (answer["faults"], answer["errors"][0]["line"], answer["errors"][0]["column"]) == (1, 3, "B")
    path.write_text("\n".join((heading, row.format(1, "H25"))), encoding="utf-8")
    assert runner(**ask | {"dry_run": True})["new"] == 1
    assert runner(**ask)["new"] == 1
    assert (runner(**ask)["new"], runner(**ask)["known"]) == (0, 1)
