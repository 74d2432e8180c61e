"""Start a program that ends when its parent ends, if wanted as another user.

Run as a script, not imported: ``python child.py SIGNAL UID GID KEEP -- PROGRAM ARGUMENT…``

* SIGNAL is sent to the program when its parent is gone, however that ended
  (so ``kill -9`` of the launcher leaves nothing running either).
* UID and GID are those to become, ``-`` to stay the same.
* KEEP is ``keep`` to keep, out of root's rights, the one to pass directories
  that the user may not enter. PostgreSQL refuses to run as root, and this
  lets it run in a checkout below a directory that only root may enter.
"""

import ctypes
import os
import shutil
import signal
import sys

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def main(arguments):
    """Become the program. Does not return."""
    death_signal, uid, gid, keep, separator, *command = arguments
    if separator != "--":
        sys.exit(__doc__)
    parent = os.getppid()
    # Looked for now: the other user may not be able to read Python's own library.
    program = shutil.which(command[0]) or sys.exit(f"{command[0]}: there is no such program")
    if uid != "-":
        _become(int(uid), int(gid), keep == "keep")
    _call(_libc.prctl, PR_SET_PDEATHSIG, int(getattr(signal, death_signal)), 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent ended before its child began")
    os.execv(program, command)


def _become(uid, gid, keep):
    if keep:
        # So that the right outlives the change of user, and that access(2), by
        # which PostgreSQL looks for its programs, heeds it as open(2) does.
        _call(_libc.prctl, PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if keep:
        mask = 1 << CAP_DAC_OVERRIDE
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        # effective, permitted, inheritable, for capabilities 0-31 and then 32-63
        sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
        _call(_libc.capset, header, sets)
        _call(_libc.prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _call(function, *arguments):
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function.__name__}: {os.strerror(number)}")


if __name__ == "__main__":
    main(sys.argv[1:])
