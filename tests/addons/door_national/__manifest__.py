{
    "name": "Door: national record",
    "summary": "Fills the fees of the national record, and adds a check of the configuration",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
}
