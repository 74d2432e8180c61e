"""Pure rules of notices: plain functions over plain data, as those of ``onestop_core.engine``."""
