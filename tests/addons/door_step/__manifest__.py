{
    "name": "Door: steps",
    "summary": "An action with a row, a flag of the step, a dialog and a button of its own, one beside the table, and a check",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
    "data": ["views/onestop_views.xml"],
}
