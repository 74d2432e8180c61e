"""Tests that nothing can fail are none: rules that were once only tested against themselves are broken here one by one, in a
copy of core's engine, and its tests have to notice.
"""

import shutil

import pytest

from launcher.addons import Addon
from launcher.testing import engines

# {what is broken: (file of the engine, what stands there, what is put there instead, the tests that notice)}
MUTATIONS = {
    "a cashier may withdraw": (
        "transitions.py",
        '"withdrawn", (*DESK, "leader")',
        '"withdrawn", (*DESK, "leader", "cashier")',
        "test_engine_transitions.py",
    ),
    "a result is taken back without a reason": (
        "transitions.py",
        'COMPETENT, effects=("reopen",), reason=True)',
        'COMPETENT, effects=("reopen",))',
        "test_engine_transitions.py",
    ),
    "no stop while a payment is awaited": (
        "transitions.py",
        '"stop", ("received", "processing", "supplement", "payment")',
        '"stop", ("received", "processing", "supplement")',
        "test_engine_transitions.py",
    ),
    "dates that end at closing go on to the next closing": (
        "deadline_walk.py",
        "if closing < end:",
        "if closing <= end:",
        "test_engine_deadline.py",
    ),
    "a final y is no i": ("text.py", "(?<=[hklmst])y", "(?<=[hklmst])q", "test_engine_text.py"),
}


@pytest.fixture
def engine_tests(runtime, project, tmp_path):
    """Return a function that runs one file of tests on a copy of core's engine, and the folder of that engine.

    The function returns what failed.
    """
    copy = tmp_path / "onestop_core"
    left_out = shutil.ignore_patterns("__pycache__", "i18n", "demo", "test_*")
    shutil.copytree(project.addons / copy.name, copy, ignore=left_out)

    def run(file):
        shutil.copy(project.addons / copy.name / "tests/engine" / file, copy / "tests/engine")
        [(_title, passed, failures)] = engines.run(runtime, [Addon(copy.name, copy, {})])
        assert passed + len(failures)
        return failures

    return run, copy / "engine"


@pytest.mark.parametrize("broken", MUTATIONS)
def test_it_is_noticed(engine_tests, broken):
    run, engine = engine_tests
    name, old, new, tests = MUTATIONS[broken]
    content = (engine / name).read_text(encoding="utf-8")
    assert content.count(old) == 1
    (engine / name).write_text(content.replace(old, new), encoding="utf-8")
    assert run(tests)


@pytest.mark.parametrize("file", sorted({tests for *_change, tests in MUTATIONS.values()}))
def test_the_copy_itself_is_whole(engine_tests, file):
    run, _engine = engine_tests
    assert run(file) == []
