{
    "name": "One-Stop Post at the Counter",
    "summary": "Results by post with their price, bags filled and signed by scanning, and the post's own clerks at the Counter",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_postal", "onestop_counter"],
    "auto_install": True,
    "assets": {
        "onestop_counter.assets_counter": [
            "onestop_postal/static/src/scan/scan_queue.js",
            "onestop_postal_counter/static/src/**/*",
        ],
        "web.assets_tests": ["onestop_postal_counter/static/tests/tours/**/*"],
    },
}
