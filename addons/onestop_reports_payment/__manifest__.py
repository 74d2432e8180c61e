{
    "name": "One-Stop Reports: Fees",
    "summary": "Fees taken, by agency, fee, way of paying and collector; every figure opens its payments",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_reports", "onestop_payment"],
    "auto_install": True,
    "data": ["data/onestop_report_form_data.xml"],
}
