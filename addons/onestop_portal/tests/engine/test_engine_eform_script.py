import json
import subprocess
from itertools import combinations, product
from pathlib import Path
from unittest import TestCase

from ...engine.eform_answers import holds
from ...engine.eform_definition import ShownIf

SCRIPT = Path(__file__).parents[2] / "static/src/eform/eform.js"
# the page's script, run where there is no page: it then only gives its rule away
RUN = """
const fs = require("fs");
const page = { exports: {} };
new Function("module", fs.readFileSync(process.argv[1], "utf-8"))(page);
const cases = JSON.parse(fs.readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(cases.map(([is, values, given]) => page.exports.holds(is, values, given))));
"""


def subsets(keys):
    return [list(some) for number in range(len(keys) + 1) for some in combinations(keys, number)]


class TestEformScript(TestCase):
    def test_the_page_hides_what_the_server_does_not_ask(self):
        """The rule of the script and that of the server, over all that can be given and looked for."""
        keys = ["a", "b", "yes"]
        cases = [list(case) for case in product(("is", "is_not", "filled", "empty"), subsets(keys), subsets(keys))]
        answer = subprocess.run(
            ["node", "-e", RUN, SCRIPT], input=json.dumps(cases), capture_output=True, text=True, check=True
        )
        for (operator, values, given), found in zip(cases, json.loads(answer.stdout), strict=True):
            with self.subTest(operator=operator, values=values, given=given):
                kept = {"x": given if len(given) > 1 else given[0]} if given else {}
                self.assertEqual(holds(ShownIf("x", operator, tuple(values)), kept), found)
