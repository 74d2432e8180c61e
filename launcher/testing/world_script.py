"""Make the world that the tests of dossiers act in. Run in Odoo's shell, which gives ``env``.

Each class of tests would take half a second to make it for itself.
"""

from unittest.mock import patch

from odoo.addons.onestop_core.tests.common import OnestopCase
from passlib.context import CryptContext

# as Odoo's own tests hash passwords: their users are many and their passwords no secrets
HASHING = CryptContext(["pbkdf2_sha512", "plaintext"], pbkdf2_sha512__rounds=1)

with patch.object(env.registry["res.users"], "_crypt_context", lambda users: HASHING):
    OnestopCase.keep_world(env)
