import hashlib

from odoo import fields, models


class DoorTicket(models.Model):
    """A number in a queue: no dossier, and the holder may change it with a key."""

    _name = "door.ticket"
    _inherit = ["onestop.notice.subject"]
    _description = "Ticket"

    name = fields.Char(required=True)
    agency_id = fields.Many2one("onestop.agency", required=True, ondelete="cascade")
    phone = fields.Char()
    email = fields.Char()
    key_hash = fields.Char()

    def call(self):
        return self._tell("door_called", window="3")

    def send_key(self):
        seal = self._new_seal()
        self.key_hash = self._hash(self._notice_secret("door_key", seal))
        return self._tell("door_key_made", seal)

    @staticmethod
    def _hash(key):
        return hashlib.sha256(key.encode()).hexdigest()

    def _notice_agency(self):
        return self.agency_id

    def _notice_contacts(self):
        return (self.phone,), (self.email,)

    def _notice_recipients(self):
        return super()._notice_recipients() | {"door_wall": "W1"}

    def _notice_values(self, event, *, window="", **given):
        return {"number": self.name, "window": window, "agency": self.agency_id.name}
