"""Parts of a test run: together everything, none twice."""

from launcher import addons
from launcher.testing import shards


def test_parts_are_even_and_the_last_takes_the_rest(checkout, make_addon):
    path = make_addon("core")
    (path / "tests/test_a.py").write_text(
        "class TestA:\n    def test_a(self): pass\nclass TestB:\n    def test_b(self): pass\n"
        "class TestC:\n    def test_c(self): pass\nclass Common:\n    pass\n",
        encoding="utf-8",
    )
    modules = addons.chosen(checkout, ["core"])
    assert shards.split(modules, {"core:TestA": 5, "core:TestB": 2, "core:TestC": 2}, parts=2) == [
        "/core:TestA",
        "/core,-/core:TestA",
    ]


def test_one_part_is_everything(checkout, make_addon):
    make_addon("core")
    assert shards.split(addons.chosen(checkout, ["core"]), {}, parts=1) == ["/core"]


def test_durations_of_classes_that_did_not_run_are_kept(tmp_path):
    path = tmp_path / "durations.json"
    shards.save(path, {"core:TestA": 1, "core:TestB": 2})
    shards.save(path, {"core:TestB": 3})
    found = shards.load(path)
    assert (found["core:TestA"], found["core:TestB"]) == (1, 3)
