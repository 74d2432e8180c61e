from . import onestop_procedure_version_compare
