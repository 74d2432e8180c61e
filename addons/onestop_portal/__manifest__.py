{
    "name": "One-Stop Portal",
    "summary": "Citizens file, follow, complete and collect from home, on a phone",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["onestop_core", "onestop_notice"],
    "external_dependencies": {"python": ["jsonschema"]},
    "uninstall_hook": "uninstall_hook",
    "data": [
        "security/ir.model.access.csv",
        "views/public/layout_templates.xml",
        "views/eform/onestop_eform_templates.xml",
        "views/eform/onestop_eform_preview_templates.xml",
        "views/eform/onestop_eform_views.xml",
        "views/eform/onestop_dossier_views.xml",
        "report/eform/onestop_eform_report.xml",
        "views/public/catalogue_templates.xml",
    ],
    "demo": ["demo/onestop_eform_demo.xml"],
    "assets": {
        # the public pages: nothing of the back office. Each page loads what it needs and no more.
        "onestop_portal.assets_page": [
            "onestop_portal/static/src/page/**/*",
            "onestop_portal/static/src/eform/eform.css",
        ],
        "onestop_portal.assets_eform": ["onestop_portal/static/src/eform/eform.js"],
        "web.assets_backend": ["onestop_portal/static/src/eform_backend/**/*"],
    },
}
