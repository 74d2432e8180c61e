"""Pure rules of the one-stop shop: plain functions over plain data.

Nothing in this package imports Odoo; the models feed it and store what it
answers.  Import the module that holds the rule, for instance
``from odoo.addons.onestop_core.engine.deadline import compute_due``.
"""
