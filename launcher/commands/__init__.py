"""One module per command of ``./onestop`` (see ``launcher.cli``)."""
