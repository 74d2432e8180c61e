"""measure the portal's pages with Lighthouse, as on a telephone

Accessibility and performance of the catalogue, of a procedure and of a filing:
the median of five runs each. Uses the server that ./onestop run serves, or
starts one; the portal must be installed. Exit code 1 below the bars.
"""

import json
import shutil
from statistics import median

from launcher import console, process
from launcher.demo_steps import serving
from launcher.errors import Problem
from launcher.sysroot import BROWSERS, Sysroot

_HOME = "lighthouse"
PAGES = {
    "catalogue": "/dich-vu-cong",
    "procedure": "/dich-vu-cong/thu-tuc/1.001731",
    "filing": "/dich-vu-cong/nop/1.001731",
}
BARS = {"accessibility": 100, "performance": 90}
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--url", help="use the server at this address instead")
    parser.add_argument("--runs", type=int, default=5, help="runs for each page (default: %(default)s)")


def run(args, project):
    """Measure, print a table, and say whether the bars are reached."""
    program = _program(project)
    if args.url:
        return _measure(project, program, args.url, args.runs)
    with serving(project, "lighthouse") as url:
        return _measure(project, program, url, args.runs)


def _program(project):
    """Install Lighthouse from its lock, once."""
    if not shutil.which("npm"):
        raise Problem("Lighthouse needs npm.", "Install Node.js 20 or newer.")
    home = project.state / _HOME
    home.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(project.root / "launcher" / _HOME / name, home / name)
    program = home / "node_modules/.bin/lighthouse"
    if not program.exists():
        with console.step("npm packages"):
            process.run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=home)
    return program


def _measure(project, program, url, runs):
    environment = Sysroot(project).environment()
    browser = next(filter(None, (shutil.which(name, path=environment["PATH"]) for name in BROWSERS)), None)
    if not browser:
        raise Problem("There is no Chromium.", "Run ./onestop test once; it fetches one.")
    rows, reached = [], True
    for name, path in PAGES.items():
        scores = [_once(project, program, browser, environment, url + path) for _run in range(runs)]
        row = [name]
        for kind, bar in BARS.items():
            score = median(score[kind] for score in scores)
            reached &= score >= bar
            row.append(f"{score:.0f} (bar {bar})")
        row += [
            f"{median(score['bytes'] for score in scores) / 1024:.0f} kB",
            f"{median(score['script'] for score in scores) / 1024:.0f} kB",
        ]
        rows.append(tuple(row))
    console.table(("Page", "Accessibility", "Performance", "First view", "Of it scripts"), rows)
    return 0 if reached else 1


def _once(project, program, browser, environment, address):
    report = project.state / _HOME / "report.json"
    process.run(
        [
            program, address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}",
            "--only-categories=accessibility,performance", "--form-factor=mobile",
        ],
        env={**environment, "CHROME_PATH": browser},
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    resources = said["audits"]["resource-summary"]["details"]["items"]
    size = {item["resourceType"]: item["transferSize"] for item in resources}
    return {
        **{kind: 100 * said["categories"][kind]["score"] for kind in BARS},
        "bytes": size["total"],
        "script": size.get("script", 0),
    }
