{
    "name": "Door: citizens",
    "summary": "The citizen acts on a dossier, the look-up says more, and the public has a page of the module's own",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_core"],
}
