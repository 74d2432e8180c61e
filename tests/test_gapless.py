"""Books that have no gap keep none: under a crowd of real processes, with failures, and when some of them are killed."""

import json
import signal
from pathlib import Path

from launcher import process

HERE = Path(__file__).parent


def crowd(runtime, script, *arguments):
    """What a script of ours prints last."""
    output = process.run([runtime.python, HERE / script, *arguments], env=runtime.environment())
    return json.loads(output.strip().splitlines()[-1])


def test_fifty_processes_some_of_them_killed(runtime, database):
    found = crowd(runtime, "gapless_crowd.py", database, 50, 20)
    # no number twice (the table's key says so), none left out, and the book has come as far
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["last"] == len(found["numbers"])
    killed = found["ends"].count(-signal.SIGKILL)
    assert killed > 5, found["ends"]
    assert set(found["ends"]) <= {0, -signal.SIGKILL}, found["ends"]
    assert len(found["numbers"]) > 200


def test_fifty_tills_some_of_them_killed(runtime, database):
    """Real receipts on one series: no gap, no number twice, and each payment that was stored has its receipt."""
    found = crowd(runtime, "receipt_crowd.py", database, 50)
    for numbers in found["numbers"]:
        assert numbers == list(range(1, len(numbers) + 1))
    stored = [end for end in found["ends"] if end == 0]
    killed = found["ends"].count(-signal.SIGKILL)
    assert killed > 2, found["ends"]
    assert set(found["ends"]) <= {0, 3, -signal.SIGKILL}, found["ends"]
    assert found["payments"] == found["receipts"] == found["paid"]
    # those killed between the two commits had theirs stored
    assert len(stored) < found["payments"] <= len(stored) + killed
