"""Tests of the engines: plain Python, no database."""

import json
from pathlib import Path

from launcher import process

_RUNNER = Path(__file__).with_name("engine_runner.py")


def run(runtime, modules):
    """Run ``tests/**/test_engine_*.py`` of each add-on that has some.

    :return: ``(title, passed, failures)`` of each, as ``Tally.add`` takes them.
    """
    results = []
    for module in modules:
        if list(module.path.glob("tests/**/test_engine_*.py")):
            output = process.run(
                [runtime.python, _RUNNER, module.path.parent, module.name],
                env=runtime.environment(),
            )
            result = json.loads(output.strip().splitlines()[-1])
            results.append((f"engines of {module.name}", result["passed"], result["failures"]))
    return results
