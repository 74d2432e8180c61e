"""The outcome of Odoo's test runner, as its log tells it."""

from launcher.testing.odoo_log import OdooLog


def read(*lines):
    log = OdooLog()
    for text in lines:
        log.feed(text + "\n")
    log.end()
    return log


def line(text, level="INFO", logger="odoo.addons.a.tests.test_a"):
    return f"2026-11-22 06:17:10,723 13075 {level} db {logger}: {text}"


def total(failed, tests):
    return line(f"{failed} failed, 0 error(s) of {tests} tests when loading database 'db'", logger="odoo.tests.result")


def test_all_passed():
    log = read(line("Starting TestA.test_one ..."), line("Starting TestB.test_two ..."), total(0, 2))
    assert (log.passed, log.failures, log.finished) == (2, [], True)
    assert list(log.durations) == ["a:TestA", "a:TestB"]


def test_failure_keeps_its_traceback():
    log = read(
        line("Starting TestA.test_one ..."),
        line("FAIL: TestA.test_one", "ERROR"),
        "Traceback (most recent call last):",
        "AssertionError: 1 != 2",
        line("Starting TestA.test_two ..."),
        line("1 failed, 0 error(s) of 2 tests when loading database 'db'", "ERROR", "odoo.tests.result"),
        line("At least one test failed when loading the modules.", "ERROR", "odoo.modules.loading"),
    )
    assert log.passed == 1
    assert log.failures == ["FAIL: TestA.test_one\nTraceback (most recent call last):\nAssertionError: 1 != 2"]


def test_skipped_test_has_failed():
    log = read(line("Starting TestA.test_tour ..."), line("skipped TestA.test_tour : Chrome not found"), total(0, 1))
    assert log.passed == 0
    assert log.failures == ["skipped TestA.test_tour : Chrome not found"]


def test_two_subtests_of_one_test_fail_it_once():
    log = read(
        line("Starting TestA.test_one ..."),
        line("FAIL: Subtest TestA.test_one (role='a')", "ERROR"),
        line("FAIL: Subtest TestA.test_one (role='b')", "ERROR"),
        line("Starting TestA.test_two ..."),
        line("2 failed, 0 error(s) of 2 tests when loading database 'db'", "ERROR", "odoo.tests.result"),
    )
    assert len(log.failures) == 2
    assert log.passed == 1


def test_error_outside_of_a_test_is_a_failure_but_no_test():
    log = read(line("Starting TestA.test_one ..."), line("boom", "ERROR", "odoo.http"), total(0, 1))
    assert (log.passed, log.failures) == (1, ["boom"])


def test_end_without_total_is_not_finished():
    assert not read(line("Starting TestA.test_one ...")).finished
