"""The launcher behind ``./onestop``: prepares, runs and tests the suite.

It uses the standard library only, because it runs before anything is
installed. Everything it makes is under ``.onestop/`` in the checkout.
"""
