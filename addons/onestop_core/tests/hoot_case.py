from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker


class HootCase(HOOTCommon):
    """Runs the unit tests of an add-on's JavaScript (static/tests) in a browser."""

    def run_hoot(self, module):
        self._test_params = [("+", f"@{module}")]
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{self.get_hoot_filters()}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
