from odoo.tests import HttpCase, tagged

STORE = """
localStorage.setItem("left_storage", "1");
document.cookie = "left_cookie=1; path=/";
indexedDB.open("left_database").onsuccess = () => console.log("test successful");
"""
LOOK = """
indexedDB.databases().then((databases) => {
    const names = [...Object.keys(localStorage), ...document.cookie.split("; "), ...databases.map((one) => one.name)];
    const left = names.filter((name) => name.startsWith("left_"));
    console[left.length ? "error" : "log"](left.length ? `left behind: ${left}` : "test successful");
});
"""


@tagged("post_install", "-at_install")
class TestBrowser(HttpCase):
    def test_a_test_finds_nothing_of_the_one_before(self):
        """Also where `./onestop test` lets all tests of a process use one browser."""
        self.browser_js("/web/login", STORE)
        self.browser_js("/web/login", LOOK)
