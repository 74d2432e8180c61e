"""The database that ``./onestop run`` serves."""

from launcher import addons, console
from launcher.errors import Problem

DATABASE = "onestop"
_UNFINISHED = "onestop_unfinished"
_TODO = "If an add-on cannot be upgraded, `./onestop reset` makes the database anew (demo data only)."


def bring_up_to_date(runtime, databases, modules):
    """Make the database, or install and upgrade what changed since the last time.

    :param modules: our add-ons that must be installed; what they need comes with them.
    :raises Problem: if an earlier suite made the database, which is left as it is, or if Odoo fails.
    """
    if DATABASE not in databases.names():
        wanted, _others = addons.with_dependencies(runtime.project, modules)
        digests = {addon.name: addon.digest() for addon in wanted}
        with console.step(f"new database: {', '.join(digests) or 'no add-on yet'}"):
            # Under another name until it is whole, so that an interrupted run leaves nothing half.
            databases.create(_UNFINISHED)
            runtime.once(
                _UNFINISHED, "-i", ",".join(["base", *digests]), "--with-demo", "--load-language", "vi_VN", todo=_TODO
            )
            databases.rename(_UNFINISHED, DATABASE)
        databases.note(DATABASE, digests)
        return
    known = databases.noted(DATABASE) or {}
    ours = addons.find(runtime.project)
    # Also what an earlier run installed and this one does not name.
    wanted, _others = addons.with_dependencies(
        runtime.project, [*modules, *(ours[name] for name in known if name in ours)]
    )
    _refuse_earlier(databases.versions(DATABASE), wanted)
    digests = {addon.name: addon.digest() for addon in wanted}
    new = [name for name in digests if name not in known]
    changed = [name for name in digests if known.get(name, digests[name]) != digests[name]]
    if new or changed:
        with console.step(f"add-ons that are new or changed: {', '.join(new + changed)}"):
            arguments = []
            if new:
                arguments += ["-i", ",".join(new)]
            if changed:
                arguments += ["-u", ",".join(changed)]
            runtime.once(DATABASE, *arguments, "--with-demo", todo=_TODO)
        databases.note(DATABASE, {**known, **digests})


def generation(version):
    """Return the generation of a version such as 19.0.2.0.1, here 2."""
    return int(version.split(".")[2])


def _refuse_earlier(installed, wanted):
    """Refuse a database of an earlier generation of the suite, the first number of an add-on's own version.

    A new one begins when the old one's data cannot be taken over by an upgrade.
    """
    for addon in wanted:
        version = installed.get(addon.name)
        if version and generation(version) < generation(addon.manifest["version"]):
            raise Problem(
                f"An earlier suite made the database ({addon.name} {version}), and {addon.manifest['version']} "
                "cannot take it over. It was left as it is.",
                "`./onestop reset` removes it with its data; the next `./onestop run` makes a new one.",
            )


def demand(databases, name=DATABASE):
    """Make sure that there is a database.

    :raises Problem: if there is none of this name.
    """
    names = databases.names()
    if name not in names:
        if name != DATABASE:
            raise Problem(f"There is no database {name}.", f"There are: {', '.join(names) or 'none'}.")
        raise Problem("There is no database yet.", "Make it: ./onestop run")
