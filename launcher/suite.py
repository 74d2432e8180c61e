"""The database that ``./onestop run`` serves."""

from launcher import addons, console
from launcher.errors import Problem

DATABASE = "onestop"
_UNFINISHED = "onestop_unfinished"
_TODO = "If an add-on cannot be upgraded, `./onestop reset` makes the database anew (demo data only)."


def bring_up_to_date(runtime, databases, modules):
    """Make the database, or install and upgrade what changed since the last time.

    :param modules: our add-ons that must be installed; what they need comes with them.
    """
    wanted, _others = addons.with_dependencies(runtime.project, modules)
    digests = {addon.name: addon.digest() for addon in wanted}
    if DATABASE not in databases.names():
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


def demand(databases, name=DATABASE):
    """Make sure that there is a database.

    :raises Problem: if there is none of this name.
    """
    names = databases.names()
    if name not in names:
        if name != DATABASE:
            raise Problem(f"There is no database {name}.", f"There are: {', '.join(names) or 'none'}.")
        raise Problem("There is no database yet.", "Make it: ./onestop run")
