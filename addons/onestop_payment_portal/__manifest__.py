{
    "name": "One-Stop Payment on the Portal",
    "summary": "Citizens see what they owe for a dossier, and pay it from home: at the gateway or by VietQR",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_payment_online", "onestop_portal"],
    "auto_install": True,
    "data": ["views/pay_templates.xml"],
}
