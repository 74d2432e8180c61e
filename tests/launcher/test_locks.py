"""Two commands at a time."""

import os
import signal
import subprocess
import sys
import time

import pytest

from launcher import locks
from launcher.errors import Problem

HOLD = """
import sys, time
from launcher import locks
from launcher.project import Project
with locks.hold(Project(sys.argv[1]), "run", "./onestop run"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(checkout):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, checkout.root], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
    )
    assert child.stdout.readline() == b"held\n"
    yield child
    child.kill()
    child.wait()


def test_second_is_told_who_is_first(checkout, holder):
    with pytest.raises(Problem) as caught, locks.hold(checkout, "run", "./onestop run"):
        pass
    assert f"`./onestop run` (process {holder.pid})" in caught.value.what
    assert locks.holder_pid(checkout, "run") == holder.pid


def test_lock_ends_with_its_process_however_that_ends(checkout, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert locks.holder_pid(checkout, "run") is None
    with locks.hold(checkout, "run", "./onestop run"):
        assert locks.holder_pid(checkout, "run") == os.getpid()
    assert locks.holder_pid(checkout, "run") is None


def test_waiting_goes_on_when_the_first_has_ended(checkout, holder):
    begin = time.monotonic()
    holder.terminate()
    with locks.hold(checkout, "run", "test", wait=True):
        assert time.monotonic() - begin < 30
