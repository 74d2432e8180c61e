{
    "name": "Door: the Counter",
    "summary": "Brings a part of the draft, a slot and a way to go on to the Counter, and what they need of the server",
    "version": "19.0.1.0.0",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_counter"],
    "assets": {
        "onestop_counter.assets_counter": ["door_counter/static/src/**/*"],
        "web.assets_tests": ["door_counter/static/tests/tours/**/*"],
    },
}
