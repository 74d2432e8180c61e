"""``./onestop import-catalogue`` and ``export-catalogue``, on a database with all add-ons."""

import json

import pytest

from launcher import asking, cli

MALFORMED = "1.999999"


@pytest.fixture
def onestop(monkeypatch, capsys, runtime, database):
    """Return a function that runs a command on the tests' database and returns exit code, output and errors."""
    monkeypatch.setattr(asking.setup, "prepare", lambda _project, _name: runtime)

    def run(*arguments):
        code = cli.main([*map(str, arguments), "--db", database])
        output, errors = capsys.readouterr()
        return code, output, errors

    return run


@pytest.fixture
def source(project):
    """Return the records of the fixture, the last of which is malformed."""
    path = project.addons / "onestop_core/tests/data/national_export.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def versions(connection):
    """Return a function that counts the versions of all procedures."""

    def count():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM onestop_procedure_version")
            return cursor.fetchone()[0]

    return count


def write(path, records):
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return path


def filled(record, other):
    """What ``other`` has where ``record`` says something: what a file leaves empty takes nothing away."""
    if isinstance(record, dict):
        return {
            key: filled(value, other[key])
            for key, value in record.items()
            if value not in ("", []) and key != "tu_khoa"
        }
    if isinstance(record, list):
        return [filled(row, found) for row, found in zip(record, other, strict=True)]
    return other


def test_a_malformed_record_is_named_and_nothing_is_applied(onestop, source, versions, tmp_path):
    before = versions()
    code, output, errors = onestop("import-catalogue", write(tmp_path / "export.json", source), "--strict")
    assert code == 1
    assert f"errors, row {len(source)}, {MALFORMED}" in output
    assert "ngay_quyet_dinh" in output
    assert "nothing was applied" in errors
    assert versions() == before


def test_a_malformed_record_leaves_the_others(onestop, source, versions, tmp_path):
    record = {**source[0], "ma_tthc": "9.970001", "ten_tthc": "Thủ tục lành"}
    before = versions()
    code, output, _errors = onestop("import-catalogue", write(tmp_path / "export.json", [record, source[-1]]))
    assert code == 0
    assert f"errors, row 2, {MALFORMED}" in output
    assert versions() == before + 1


def test_what_has_no_due_date_is_named_and_no_change_is_hidden(onestop, source, tmp_path):
    channel = {"hinh_thuc_nop": "Trực tiếp", "thoi_gian": "3 Khác", "phi_le_phi": "Phí: 0 VNĐ", "mo_ta": ""}
    papers = [{"ten_giay_to": f"Giấy tờ {number}", "ban_chinh": True} for number in range(60)]
    known = {**source[0], "ma_tthc": "9.980001", "ten_tthc": "Thủ tục có hạn", "tphs": papers}
    known["cach_thuc_thuc_hien"] = [{**channel, "thoi_gian": "3 ngày làm việc"}]
    unknown = {**known, "ma_tthc": "9.980002", "ten_tthc": "Thủ tục chưa rõ hạn", "cach_thuc_thuc_hien": [channel]}
    path = write(tmp_path / "export.json", [known, unknown])
    code, output, _errors = onestop("import-catalogue", path)
    assert code == 0
    assert "Without a due date, the time limit is not known: 9.980002" in output
    assert "9.980001" not in output

    for paper in papers:
        paper["ten_giay_to"] += " mới"
    write(path, [known, unknown])
    for arguments in ((), ("--verbose",)):
        code, output, _errors = onestop("import-catalogue", path, "--dry-run", *arguments)
        assert code == 0
        for paper in papers:
            assert output.count(paper["ten_giay_to"]) >= 2, "once for each procedure"
    assert "3 Khác" in output, "the open question is told in full"


def test_import_and_export(onestop, source, versions, tmp_path):
    good = [record for record in source if record["ma_tthc"] != MALFORMED]
    path = write(tmp_path / "export.json", good)
    before = versions()

    code, output, _errors = onestop("import-catalogue", path, "--dry-run")
    assert (code, versions()) == (0, before)
    assert "dry run" in output

    code, output, _errors = onestop("import-catalogue", path)
    assert code == 0
    assert output.endswith("Applied.\n")
    after = versions()
    assert after > before

    code, output, _errors = onestop("import-catalogue", path)
    assert code == 0
    assert f"0 new, 0 changed, 0 renumbered, 0 ended, 0 ours kept, {len(good)} unchanged, 0 errors" in output
    assert versions() == after

    for name in ("back.json", "back.xlsx"):
        code, output, _errors = onestop("export-catalogue", tmp_path / name)
        assert code == 0
        code, output, _errors = onestop("import-catalogue", tmp_path / name)
        assert code == 0
        assert "There was nothing to apply." in output
    exported = {
        record["ma_tthc"]: record for record in json.loads((tmp_path / "back.json").read_text(encoding="utf-8"))
    }
    for record in good:
        found = exported[record["ma_tthc"]]
        assert filled(record, found) == filled(record, record)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import-catalogue", "/nowhere/export.json"], "There is no file"),
        (["export-catalogue", "/nowhere/export.json"], "There is no directory"),
        (["export-catalogue", "export.csv"], "neither"),
    ],
)
def test_files_that_cannot_be(onestop, arguments, message):
    code, _output, errors = onestop(*arguments)
    assert code == 1
    assert message in errors


def test_a_database_that_does_not_exist(monkeypatch, capsys, runtime, source, tmp_path):
    monkeypatch.setattr(asking.setup, "prepare", lambda _project, _name: runtime)
    assert cli.main(["export-catalogue", str(tmp_path / "a.json"), "--db", "no_such_database"]) == 1
    assert "There is no database no_such_database" in capsys.readouterr().err
