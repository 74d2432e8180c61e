{
    "name": "Door: forms",
    "summary": "A statutory form with its number, its words and its sheet, and a setting that it prints",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
    "data": [
        "data/onestop_form_data.xml",
        "report/onestop_dossier_reports.xml",
        "views/res_config_settings_views.xml",
    ],
}
