{
    "name": "One-Stop Payment at the Counter",
    "summary": "Fees are taken where the dossier is handed in: lines, exemption, cash with change, VietQR, the drawer",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_payment", "onestop_counter"],
    "auto_install": True,
    "assets": {
        "onestop_counter.assets_counter": ["onestop_payment_counter/static/src/**/*"],
        "web.assets_tests": ["onestop_payment_counter/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["onestop_payment_counter/static/tests/**/*.test.js"],
    },
}
