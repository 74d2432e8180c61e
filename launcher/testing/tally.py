"""Counts what passed and what failed over all phases."""

from launcher import console


class Tally:
    """The count of a whole test run."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self._failures = []

    def add(self, title, passed, failures=()):
        """Count a phase.

        :param passed: how many checks or tests passed.
        :param failures: one text for each that failed; its first line is its name.
        """
        failures = list(failures)
        self.passed += passed
        self.failed += len(failures)
        self._failures += [(title, text) for text in failures]
        console.say(f"  {title}: {passed} passed, {len(failures)} failed")
        for text in failures:
            console.say("    ✗ " + "\n      ".join(text.strip().splitlines()))

    def report(self):
        """Print the names of all that failed and the count; return the exit code."""
        if self._failures:
            console.say("\nFailed:")
            for title, text in self._failures:
                console.say(f"  {title}: {text.strip().splitlines()[0][:160]}")
        console.say(f"\n{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
