{
    "name": "Door: notices",
    "summary": "Tells of a ticket, with a secret, over a channel of its own; adds a placeholder, an event and a check",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_notice"],
    "data": ["security/ir.model.access.csv", "data/onestop_notice_template_data.xml"],
}
