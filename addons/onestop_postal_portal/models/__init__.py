from . import onestop_dossier_postal_page, onestop_postal_prices
