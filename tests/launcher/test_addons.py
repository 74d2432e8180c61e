"""What is installed, in which order, and when it counts as changed."""

import pytest

from launcher import addons
from launcher.errors import Problem


def names(found):
    return [addon.name for addon in found]


def test_what_a_desk_needs_is_chosen_when_none_is_named(checkout, make_addon):
    make_addon("glue")
    assert names(addons.chosen(checkout)) == []
    make_addon("onestop_counter", installable=False)
    make_addon("onestop_core")
    assert names(addons.chosen(checkout)) == ["onestop_core"]
    assert names(addons.chosen(checkout, ["glue"])) == ["glue"]


def test_readme_and_production_install_what_a_desk_needs(project):
    assert names(addons.chosen(project)) == list(addons.DESK)
    for file in ("README.md", "README.vi.md", "docker-compose.yml"):
        assert ",".join(addons.DESK) in (project.root / file).read_text(encoding="utf-8"), file


def test_unknown_name_says_which_there_are(checkout, make_addon):
    make_addon("core")
    with pytest.raises(Problem) as caught:
        addons.chosen(checkout, ["corr"])
    assert "corr" in caught.value.what
    assert "core" in caught.value.todo


def test_manifest_with_an_error_is_named(checkout, make_addon):
    (make_addon("core") / "__manifest__.py").write_text("{", encoding="utf-8")
    with pytest.raises(Problem, match=r"core/__manifest__\.py cannot be read"):
        addons.find(checkout)


def test_dependencies_come_first_and_glue_comes_with_them(checkout, make_addon):
    make_addon("core", depends=["mail"])
    make_addon("portal_of_ours", depends=["core", "portal"])
    make_addon("glue", depends=["portal_of_ours", "sms"], auto_install=["portal_of_ours"])
    make_addon("other_glue", depends=["core", "kiosk"], auto_install=True)
    ours, others = addons.with_dependencies(checkout, addons.chosen(checkout, ["portal_of_ours"]))
    assert names(ours) == ["core", "portal_of_ours", "glue"]
    assert others == ["mail", "portal", "sms"]


def test_digest_heeds_content_and_names_but_not_tests(checkout, make_addon):
    path = make_addon("core")

    def digest():
        return addons.find(checkout)["core"].digest()

    before = digest()
    (path / "tests/test_core.py").write_text("1", encoding="utf-8")
    (path / "__pycache__").mkdir()
    (path / "__pycache__/a.pyc").write_bytes(b"1")
    assert digest() == before
    (path / "a.py").write_text("", encoding="utf-8")
    added = digest()
    assert added != before
    (path / "a.py").rename(path / "b.py")
    assert digest() not in (before, added)
