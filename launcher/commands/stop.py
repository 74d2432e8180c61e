"""stop the suite that `./onestop run` serves"""

import os
import signal
import time

from launcher import console, locks
from launcher.errors import Problem


def add_arguments(_parser):
    """This command has no options."""


def run(_args, project):
    """Interrupt the process of ``run`` and wait for its end."""
    pid = locks.holder_pid(project, "run")
    if pid is None:
        console.say("Nothing is running.")
        return 0
    os.kill(pid, signal.SIGTERM)
    for _attempt in range(300):
        if locks.holder_pid(project, "run") != pid:
            console.say("Stopped.")
            return 0
        time.sleep(0.1)
    raise Problem(f"Process {pid} does not end.", f"End it yourself: kill -KILL {pid}")
