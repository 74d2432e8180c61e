{
    "name": "One-Stop Reports: Feedback",
    "summary": "Feedback of citizens in the reports, and its components of the index of decision 766",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_reports", "onestop_portal"],
    "auto_install": True,
    "data": ["data/onestop_report_form_data.xml", "data/onestop_index_weight_data.xml"],
}
