from . import onestop_config_check_postal, onestop_postal_settings  # isort: skip
