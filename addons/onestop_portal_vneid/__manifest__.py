{
    "name": "One-Stop Portal: VNeID",
    "summary": "Citizens sign in with their electronic identity, by OpenID Connect",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_portal", "auth_oauth"],
    "external_dependencies": {"python": ["joserfc"]},
    "uninstall_hook": "uninstall_hook",
    "data": [
        "security/ir.model.access.csv",
        "data/auth_oauth_provider_data.xml",
        "views/auth_oauth_provider_views.xml",
        "views/sign_in_templates.xml",
    ],
}
