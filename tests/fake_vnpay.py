"""The gateway of the online payment's own tests, with a contract of the demo's commune, for tests of a whole server."""

import importlib.util
from contextlib import contextmanager


@contextmanager
def contracted(project, runtime, database):
    """A ``VnpayGateway`` on the loopback that the demo's terminal leads to, for the ``with`` block."""
    path = project.addons / "onestop_payment_online/tests/vnpay_gateway.py"
    spec = importlib.util.spec_from_file_location("vnpay_gateway", path)
    fake = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fake)
    with fake.VnpayGateway() as gateway:
        values = {
            "vnpay_terminal": fake.TERMINAL,
            "vnpay_secret": fake.SECRET,
            "vnpay_pay_url": gateway.page_url,
            "vnpay_api_url": gateway.url,
        }
        runtime.script(
            database,
            f"env['payment.provider'].search([('code', '=', 'vnpay'), ('state', '!=', 'disabled')]).write({values!r})",
        )
        yield gateway
