import csv
import json

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

TARGET = "onestop_counter/static/tests/search_data.js"
_HEAD = """// What the search is held to, here and on the server: tests/data/catalogue_364.csv and search_queries.csv of onestop_core.
// test_search_data.py says what belongs here when those have changed.
export const DATA = JSON.parse(`
"""


def expected():
    """What the file of the browser's tests says."""
    with file_open("onestop_core/tests/data/catalogue_364.csv") as file:
        rows = [[row["code"], row["name"], row["keywords"]] for row in csv.DictReader(file)]
    with file_open("onestop_core/tests/data/search_queries.csv") as file:
        queries = [[row["query"], row["codes"].split()] for row in csv.DictReader(file)]
    parts = {"catalogue": rows, "queries": queries}
    lists = [
        f'"{name}": [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in lines) + "\n]"
        for name, lines in parts.items()
    ]
    return _HEAD + "{\n" + ",\n".join(lists) + "\n}\n`);\n"


@tagged("post_install", "-at_install")
class TestSearchData(BaseCase):
    """The browser's search is tested with the data of the server's, not with a copy that grows old."""

    def test_the_browser_tests_what_the_server_tests(self):
        with file_open(TARGET) as file:
            self.assertEqual(file.read(), expected(), f"{TARGET} is not what the data of onestop_core says")
