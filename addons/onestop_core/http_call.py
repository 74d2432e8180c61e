import ipaddress
import time
from urllib.parse import urlsplit

import requests
from odoo.tools import config
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from .engine.gateway import Reply

# an answer is a few words; more is cut, not read
LONGEST_ANSWER = 64 * 1024
# option of Odoo's configuration: hosts, addresses and networks that may be reached although they are private or plain
PRIVATE_HOSTS = "onestop_private_hosts"


class AddressRefused(requests.RequestException):
    """The address is private, or its line is plain, and the configuration does not allow it."""


def may_call(url):
    """Whether ``call`` would go to an address, as far as the address itself tells: by https, or to a host that the
    server's configuration names. An address that somebody enters on a screen must not make the server speak to machines
    behind its firewall, nor send the words of a message in the clear.
    """
    parts = urlsplit(url or "")
    host = parts.hostname
    if not host or parts.scheme not in ("http", "https"):
        return False
    return _allowed(host) or (parts.scheme == "https" and not _is_private(host))


def call(method, url, *, headers, body, timeout, longest=LONGEST_ANSWER):
    """Send one request to a gateway and read its answer.

    Redirects are not followed: a gateway that moved is a setting to mend, and the message must not go elsewhere.

    :param body: bytes
    :param timeout: seconds for the whole answer, also from a server that drips
    :param longest: bytes of the answer that are read; more is cut off
    :return: an ``engine.gateway.Reply``
    :raises AddressRefused: see ``may_call``; also for a name that leads to a private address. Nothing was sent.
    :raises requests.RequestException: no answer, or none in time; whether the message was taken is unknown
    """
    if not may_call(url):
        raise AddressRefused
    deadline = time.monotonic() + timeout
    with requests.Session() as session:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter())
        try:
            response = session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False, stream=True
            )
        except _PrivatePeerError as error:
            raise AddressRefused from error
        with response:
            return _read(response, deadline, longest)


def _read(response, deadline, longest):
    read = bytearray()
    for chunk in response.iter_content(4096):
        read += chunk
        if len(read) >= longest:
            break
        if time.monotonic() > deadline:
            raise requests.ReadTimeout("the answer did not end in time")
    after = response.headers.get("Retry-After", "")
    return Reply(
        response.status_code,
        bytes(read[:longest]).decode("utf-8", errors="replace"),
        int(after) if after.isdigit() else None,
        bytes(read[:longest]),
    )


# ---------------------------------------------------------------------- what is private, and what is allowed


def _address(host):
    """The IP address that a host is written as, ``None`` for a name."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_private(host):
    address = _address(host)
    return bool(address) and not address.is_global


def _allowed(host):
    """Whether the configuration names a host, or a network in which its address lies."""
    address = _address(host)
    for entry in (config.get(PRIVATE_HOSTS) or "").replace(",", " ").split():
        if entry.lower() == host.lower():
            return True
        try:
            if address and address in ipaddress.ip_network(entry, strict=False):
                return True
        except ValueError:
            # a name, which is not this host's
            continue
    return False


class _PrivatePeerError(Exception):
    """A name has led to a private address."""


class _Checked:
    """A connection that looks at whom it has reached before it says a word: a name may lead anywhere, and elsewhere each
    time it is asked.
    """

    def _new_conn(self):
        line = super()._new_conn()
        peer = line.getpeername()[0]
        if _is_private(peer) and not (_allowed(peer) or _allowed(self.host)):
            line.close()
            raise _PrivatePeerError
        return line


class _CheckedHTTP(_Checked, HTTPConnection):
    pass


class _CheckedHTTPS(_Checked, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _CheckedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _CheckedHTTPS


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        result = super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
        return result
