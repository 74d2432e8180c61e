{
    "name": "Door: desks",
    "summary": "A desk of a module's own, a list that narrows one, a field of papers, and a dossier that comes from elsewhere",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
    "data": ["data/onestop_role_data.xml"],
}
