{
    "name": "Door: actions",
    "summary": "Hooks in after an action, and adds a guard and an effect to a row of the table",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
}
