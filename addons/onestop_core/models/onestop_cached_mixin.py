from odoo import api, models


class OnestopCachedMixin(models.AbstractModel):
    """Records of which something is kept in the registry's cache (``tools.ormcache``) until one of them changes."""

    _name = "onestop.cached.mixin"
    _description = "Record in the Registry's Cache"

    # names of the fields that are kept; empty: all
    _cached_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        if not self._cached_fields or self._cached_fields & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
