"""Who may say for whom a request is: the proxies that the configuration names, and nobody else.

Odoo in ``proxy_mode`` believes the headers of a proxy from whoever reaches its port. A limit by address, the log and the
list of devices would then hold what a visitor writes there.
"""

import logging
from functools import lru_cache
from ipaddress import ip_address, ip_network

from odoo import http
from odoo.tools import config

_logger = logging.getLogger(__name__)

# option of Odoo's configuration: addresses and networks, separated by commas; a proxy on this machine needs no naming
PROXIES = "onestop_proxies"
_THIS_MACHINE = "127.0.0.0/8, ::1"

_SAID_BY_A_PROXY = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


def believe_named_proxies_only():
    """Let Odoo forget what others than the named proxies say; called once in each process.

    :raises ValueError: the configuration names what is neither an address nor a network
    """
    _networks(_named())
    http.Application.__call__ = _forgetting(http.Application.__call__)


def _forgetting(call):
    def forget(self, environ, start_response):
        address = environ.get("REMOTE_ADDR", "")
        if not _is_proxy(address, _named()):
            said = [name for name in _SAID_BY_A_PROXY if environ.pop(name, None) is not None]
            if said and config["proxy_mode"]:
                _warn(address)
        return call(self, environ, start_response)

    return forget


def _named():
    return config.get(PROXIES) or _THIS_MACHINE


@lru_cache(maxsize=8)
def _networks(named):
    return [ip_network(one.strip(), strict=False) for one in named.split(",") if one.strip()]


@lru_cache(maxsize=1024)
def _is_proxy(address, named):
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        # a socket of this machine
        return True
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known.version == one.version and known in one for one in _networks(named))


@lru_cache(maxsize=64)
def _warn(address):
    """Once for each address and process."""
    _logger.warning("%s sends headers of a proxy and is none that %s names: they are ignored", address, PROXIES)
