"""Everything that must be there before Odoo can run, prepared in order."""

from launcher import locks, odoo_source, venv
from launcher.postgres.cluster import Cluster
from launcher.server import Runtime
from launcher.sysroot import Sysroot


def prepare(project, name, for_tests=False, assume_yes=False):
    """Prepare what is missing and return the runtime; what is there already is left alone.

    :param name: ``run`` or ``test``, each with a cluster of its own.
    """
    project.prepare()
    sysroot = Sysroot(project)
    with locks.hold(project, "setup", "onestop: preparing", wait=True):
        odoo = odoo_source.prepare(project)
        sysroot.prepare(browser=for_tests, assume_yes=assume_yes)
        python = venv.prepare(project, odoo, dev=for_tests)
    cluster = Cluster(project, sysroot, name, throwaway=for_tests)
    return Runtime(project, cluster, odoo, python, name)
