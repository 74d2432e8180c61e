{
    "name": "One-Stop Post on the Portal",
    "summary": "A citizen follows papers and result by post: item, day, price, and who holds each paper now",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_postal", "onestop_portal"],
    "auto_install": True,
    "data": ["views/track_templates.xml", "views/prices_templates.xml"],
}
