"""Books that have no gap keep none: under a crowd of real processes, with failures, and when some of them are killed."""

import json
import signal
from pathlib import Path

from launcher import process

SCRIPT = Path(__file__).with_name("gapless_crowd.py")


def test_fifty_processes_some_of_them_killed(runtime, database):
    output = process.run(
        [runtime.python, SCRIPT, database, 50, 20],
        env={**runtime.environment(), "ODOO_RC": str(runtime.config)},
    )
    found = json.loads(output.strip().splitlines()[-1])
    # no number twice (the table's key says so), none left out, and the book has come as far
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["last"] == len(found["numbers"])
    killed = found["ends"].count(-signal.SIGKILL)
    assert killed > 5, found["ends"]
    assert set(found["ends"]) <= {0, -signal.SIGKILL}, found["ends"]
    assert len(found["numbers"]) > 200
