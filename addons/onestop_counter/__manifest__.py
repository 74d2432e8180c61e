{
    "name": "One-Stop Counter",
    "summary": "The full-screen till of a desk: receive a dossier with a few keys, also while the line is down",
    "version": "19.0.2.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["onestop_core"],
    "data": ["views/onestop_counter_app_views.xml"],
    "assets": {
        # Nobody loads the Counter but who opens it. What other modules bring to it they add to this bundle.
        "onestop_counter.assets_counter": [
            ("include", "web._assets_helpers"),
            ("include", "web._assets_backend_helpers"),
            "web/static/src/scss/pre_variables.scss",
            "web/static/lib/bootstrap/scss/_variables.scss",
            "web/static/lib/bootstrap/scss/_variables-dark.scss",
            "web/static/lib/bootstrap/scss/_maps.scss",
            "onestop_core/static/src/search/search_rules.js",
            "onestop_counter/static/src/**/*",
            ("remove", "onestop_counter/static/src/loader.js"),
        ],
        "web.assets_backend": ["onestop_counter/static/src/loader.js"],
        "web.assets_tests": ["onestop_counter/static/tests/tours/**/*"],
        "web.assets_unit_tests": [
            ("include", "onestop_counter.assets_counter"),
            "onestop_counter/static/tests/counter_fixtures.js",
            "onestop_counter/static/tests/search_data.js",
            "onestop_counter/static/tests/**/*.test.js",
        ],
    },
}
