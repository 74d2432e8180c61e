"""Whom an address of a visitor stands for: a line, and the neighbourhood of lines that one provider or office shares."""

from ipaddress import ip_address, ip_network

# bits that one line has, and those of its neighbourhood, by version of the address
_LINE = {4: 32, 6: 64}
_NEIGHBOURHOOD = {4: 24, 6: 48}


def line(address: str) -> str:
    """The address itself; of version 6 the part that belongs to one line, whose holder owns all addresses below."""
    return _part(address, _LINE)


def neighbourhood(address: str) -> str:
    """The /24, or the /48 of version 6, in which the address lies."""
    return _part(address, _NEIGHBOURHOOD)


def _part(address: str, bits: dict[int, int]) -> str:
    try:
        known = ip_address((address or "").partition("%")[0])
    except ValueError:
        # a socket of this machine, or whatever a proxy calls the visitor
        return address or ""
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network((known, bits[known.version]), strict=False))
