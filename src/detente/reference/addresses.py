"""Which addresses of the internet protocol are public."""

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from detente.reference.files import iter_csv

IPAddress = IPv4Address | IPv6Address


def find_purpose(address: IPAddress) -> str | None:
    """What an address is for, with the source that says so; None for one of the public internet.

    Examples:
        >>> from ipaddress import ip_address
        >>> find_purpose(ip_address("10.0.0.1")), find_purpose(ip_address("1.1.1.1"))
        ('private, RFC 1918', None)
    """
    known = (purpose for network, purpose in _load_networks() if address in network)
    return next(known, None if address.is_global else "not public")


@cache
def _load_networks() -> tuple[tuple[IPv4Network | IPv6Network, str], ...]:
    rows = iter_csv("after_reading/special_addresses.csv")
    return tuple((ip_network(row["network"]), f"{row['purpose']}, {row['source']}") for row in rows)
