"""Linters for what is dangerous: bandit, a search for secrets, packages with known vulnerabilities."""

import json
import subprocess

from launcher import console
from launcher.testing.lint import check, counted

# What holds no secrets and is long: translations, pictures, documents, the hashes of locks.
_NO_SECRETS = r"(\.pot?|\.png|\.jpg|\.pdf|package-lock\.json|requirements.*\.txt)$"
# They take digests, and words beside "password", for secrets; what they would find is in the demo data.
_GUESSES = ("Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector")


def run(runtime):
    """Run them on the whole checkout.

    :return: ``(title, passed, failures)``, as ``Tally.add`` takes them.
    """
    return counted("lint for safety", [_bandit(runtime), _secrets(runtime), *_vulnerabilities(runtime)])


def _bandit(runtime):
    """Look for dangerous calls: what bandit itself counts as more than low.

    Where it is wrong, the line says ``nosec`` and the rule, the one above says why.
    """
    command = [
        *(runtime.python.parent / "bandit", "--quiet", "--recursive", "--severity-level=medium"),
        *("--exclude", "*/tests/*,*/static/*", "--format=custom", "--msg-template={relpath}:{line}: {test_id} {msg}"),
        *("addons", "launcher", "benchmarks"),
    ]
    return check("bandit", command, runtime, runtime.project.root)


def _secrets(runtime):
    """Look for keys and tokens in all files of the repository."""
    root = runtime.project.root
    files = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split("\n")
    done = subprocess.run(
        [
            *(runtime.python.parent / "detect-secrets", "scan", "--no-verify", "--exclude-files", _NO_SECRETS),
            *(f"--disable-plugin={name}" for name in _GUESSES),
            *filter(None, files),
        ],
        cwd=root,
        env=runtime.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return f"detect-secrets\n{done.stderr}"
    found = [
        f"{secret['filename']}:{secret['line_number']}: {secret['type']}"
        for secrets in json.loads(done.stdout)["results"].values()
        for secret in secrets
    ]
    return "\n".join(["secrets in the repository", *found]) if found else None


def _vulnerabilities(runtime):
    """Ask for known vulnerabilities of the locked packages; nothing is counted where nobody can tell."""
    done = subprocess.run(
        [
            *(runtime.python.parent / "pip-audit", "--disable-pip", "--require-hashes", "--progress-spinner=off"),
            *("--requirement", "requirements.txt", "--format=json", "--timeout=5"),
        ],
        cwd=runtime.project.root,
        env=runtime.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    packages = json.loads(done.stdout)["dependencies"] if done.stdout else []
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        reason = packages[0]["skip_reason"] if packages else done.stderr.strip().splitlines()[-1]
        console.say(f"  known vulnerabilities of packages: left out, their data cannot be had ({reason[:120]})")
        return []
    found = [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'none yet'}"
        for package in asked
        for one in package["vulns"]
    ]
    return ["\n".join(["packages with known vulnerabilities", *found]) if found else None]
