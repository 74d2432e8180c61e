{
    "name": "One-Stop Portal at the Counter",
    "summary": "An account for whoever is present, and what a citizen has prepared at home is finished at the desk",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_portal", "onestop_counter"],
    "auto_install": True,
    "assets": {
        "onestop_counter.assets_counter": ["onestop_portal_counter/static/src/**/*"],
        "web.assets_tests": ["onestop_portal_counter/static/tests/tours/**/*"],
    },
}
