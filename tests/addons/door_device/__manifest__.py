{
    "name": "Door: devices",
    "summary": "A screen in the hall that is known by a token",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
    "data": ["security/ir.model.access.csv"],
}
