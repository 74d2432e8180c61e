"""Linters that need no database."""

import re
import shutil
import subprocess

from launcher import console, process
from launcher.errors import Problem

# Checks of pylint-odoo that are not made, and why. (Not in pyproject.toml, where enabling pylint-odoo's checks comes
# after all disabling, and not beside the code, where Odoo's own lint does not know these names;
# .pre-commit-config.yaml repeats them.)
_NOT_CHECKED = (
    "missing-readme",  # the suite's README and the manifests say what an add-on is for
    "consider-merging-classes-inherited",  # a large model is written in several files, each with one purpose
    "no-wizard-in-models",  # some transient models are no dialogs: counts of a rate limit, a check's findings
    "no-search-all",  # agencies, roles and procedures are few and read whole; tests count the queries of what is many
    "bad-builtin-groupby",  # it groups a stream in order, while Odoo's own keeps everything in memory
)
# What eslint of package.json runs on.
_OLDEST_NODE = 18


def python(runtime, modules):
    """Run ruff on the whole checkout and pylint-odoo on our add-ons.

    :return: ``(title, passed, failures)``, as ``Tally.add`` takes them.
    """
    root = runtime.project.root
    programs = runtime.python.parent
    results = [
        check("ruff check", [programs / "ruff", "check", "--quiet", "--output-format=concise", "."], runtime, root),
        check(
            "ruff format",
            [programs / "ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
            runtime,
            root,
        ),
    ]
    if modules:
        command = [
            *(programs / "pylint", "--rcfile", root / "pyproject.toml"),
            *("--disable", ",".join(_NOT_CHECKED), "--jobs=2"),
            *("--score=no", "--reports=no", *(module.path for module in modules)),
        ]
        results.append(check("pylint-odoo", command, runtime, root))
    return counted("lint Python", results)


def prepare_javascript(runtime):
    """Install the linters of JavaScript and tell whether they can be run; say so if not."""
    if not shutil.which("npm") or _node_version() < _OLDEST_NODE:
        console.say(f"  lint JavaScript: left out, there is no npm with Node.js {_OLDEST_NODE} or newer")
        return False
    _install(runtime, _home(runtime))
    return True


def javascript(runtime):
    """Run eslint and prettier, which ``prepare_javascript`` has installed.

    :return: ``(title, passed, failures)``, as ``Tally.add`` takes them.
    """
    root, home = runtime.project.root, _home(runtime)
    files = [
        str(path.relative_to(root))
        for path in [*root.glob("addons/*/static/**/*.js"), *root.glob("*.mjs")]
        if "lib" not in path.parts
    ]
    programs = home / "node_modules/.bin"
    results = [
        # Beside the packages, where its imports are found; its paths are relative to the checkout.
        check("eslint", [programs / "eslint", "--config", home / "eslint.config.mjs", *files], runtime, root),
        check("prettier", [programs / "prettier", "--check", "--log-level=warn", *files], runtime, root),
    ]
    return counted("lint JavaScript", results)


def _home(runtime):
    return runtime.project.state / "node"


def _install(runtime, home):
    root = runtime.project.root
    lock = (root / "package-lock.json").read_bytes()
    done = home / "package-lock.done"
    if not done.exists() or done.read_bytes() != lock:
        with console.step("npm packages"):
            home.mkdir(exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(root / name, home)
            process.run(
                ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"],
                "The npm registry must be reachable, or remove npm from PATH to leave JavaScript's lint out.",
                cwd=home,
            )
            done.write_bytes(lock)
    shutil.copy(root / "eslint.config.mjs", home)


def _node_version():
    try:
        match = re.match(r"v(\d+)", process.run(["node", "--version"]))
    except Problem:
        return 0
    return int(match[1]) if match else 0


def check(name, command, runtime, cwd):
    """Run a linter and return its complaint, None if it has none."""
    environment = runtime.environment()
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return None if done.returncode == 0 else f"{name}\n{done.stdout}{done.stderr}"


def counted(title, results):
    """Return a phase as ``Tally.add`` takes it, from what ``check`` returned for each linter."""
    failures = [result for result in results if result is not None]
    return title, len(results) - len(failures), failures
