{
    "name": "Door: desks",
    "summary": "A postal desk takes what its approved list names, and a dossier comes from elsewhere",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
}
