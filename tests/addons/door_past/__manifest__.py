{
    "name": "Door: the past",
    "summary": "Counts a past period by what was frozen on the dossiers, and brings a cause",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
    "data": ["data/onestop_cause_data.xml"],
}
