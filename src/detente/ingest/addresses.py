"""Web addresses that may be fetched: of public hosts, in a form that can mean one thing only."""

import re
import socket
import unicodedata
from collections.abc import Callable, Sequence
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

import httpx2

from detente.errors import InputError
from detente.reference.addresses import IPAddress, find_purpose

PORTS = (80, 443)
Resolve = Callable[[str], Sequence[str]]

_LONGEST_ADDRESS, _LONGEST_HOST, _LONGEST_SHOWN = 2_000, 253, 200
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_USER = re.compile(r"(?<=//)[^/?#]*@")
_OWN_NAMES = frozenset({"localhost", "local", "internal"})


def show_address(address: str) -> str:
    """An address as it can be printed and stored: in one line, of sensible length, without a name and password."""
    shown = "".join(c if c.isprintable() else " " for c in _USER.sub("", address[: _LONGEST_ADDRESS + 1]))
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


def check_address(address: str, origin: str) -> httpx2.URL:
    """The address in its normal form, without its fragment.

    Args:
        address: as a user or a redirect gives it.
        origin: what to name in the error.

    Raises:
        InputError: it is no http or https address of a host that may be public.
    """
    if len(address) > _LONGEST_ADDRESS:
        _refuse(origin, f"an address longer than {_LONGEST_ADDRESS} characters; give the plain address of the article")
    if "\\" in address or any(c.isspace() or not c.isprintable() for c in address):
        _refuse(origin, "an address may hold no space, backslash or control character; copy it again")
    parts = _split(address, origin)
    host = check_host(parts.hostname or "", origin)
    try:
        url = httpx2.URL(address)
        url = url.copy_with(host=host, fragment=None, raw_path=url.raw_path)
    except httpx2.InvalidURL:
        _refuse(origin, "this is no web address; copy it from the browser")
    return url


def _split(address: str, origin: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        _refuse(origin, "this is no web address; copy it from the browser")
    if parts.scheme not in ("http", "https"):
        _refuse(origin, f'only http and https addresses are fetched, not "{show_address(parts.scheme)}"')
    if "@" in parts.netloc:
        _refuse(origin, "an address with a user name is not fetched; leave out all before the @")
    check_port(PORTS[0] if port is None else port, origin)
    return parts


def check_port(port: int, origin: str) -> None:
    """Do nothing for a port on which pages are published.

    Raises:
        InputError: it is another.
    """
    if port not in PORTS:
        _refuse(origin, f"only ports 80 and 443 are fetched from, not {port}")


def check_host(host: str, origin: str) -> str:
    """The name of a host in plain letters (an international name as `xn--`), or its address.

    Raises:
        InputError: it is no name of a public host, an address of another network, or an address in an odd form.
    """
    if ":" in host:
        return str(check_ip(_parse_ipv6(host, origin), origin))
    plain = host if host.isascii() else _encode_name(host, origin)
    labels = plain.lower().split(".")
    if len(plain) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        _refuse(origin, "its host is no name of letters, digits and hyphens between full stops; copy the address again")
    if _NUMBER.fullmatch(labels[-1]):
        return str(check_ip(_parse_ipv4(plain, origin), origin))
    if len(labels) == 1 or labels[-1] in _OWN_NAMES:
        _refuse(origin, f"{plain} is a name within your own network; only public pages are fetched")
    return ".".join(labels)


def _encode_name(host: str, origin: str) -> str:
    """An international name in plain letters; none that looks like other characters or hides digits."""
    lowered = host.lower()
    if unicodedata.normalize("NFKC", lowered) != lowered or any(c.isdigit() and not c.isascii() for c in lowered):
        _refuse(origin, "its host is written in look-alike characters; write it in plain letters and digits")
    try:
        return httpx2.URL(scheme="http", host=lowered).raw_host.decode("ascii")
    except httpx2.InvalidURL:
        _refuse(origin, "its host is no international domain name; copy the address again")


def _parse_ipv4(host: str, origin: str) -> IPv4Address:
    try:
        return IPv4Address(host)
    except AddressValueError:
        _refuse(origin, "its host is a number in an odd form; write an IP address as four plain numbers")


def _parse_ipv6(host: str, origin: str) -> IPv6Address:
    if "%" in host:
        _refuse(origin, "its host is an IPv6 address with a zone; only public pages are fetched")
    try:
        return IPv6Address(host)
    except AddressValueError:
        _refuse(origin, "its host is no IPv6 address; copy the address again")


def check_ip(address: IPAddress, origin: str) -> IPAddress:
    """The same address, if it is one of the public internet.

    Raises:
        InputError: it belongs to this machine, a private network, or another that is not public.
    """
    purpose = find_purpose(address)
    if purpose is not None:
        _refuse(origin, f"its host is at {address}, which is not public ({purpose}); only public pages are fetched")
    return address


def resolve_host(host: str) -> list[str]:
    """All addresses of a host, as the machine's resolver gives them.

    Raises:
        OSError: there are none.
    """
    return [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def check_resolved(found: Sequence[str], host: str, origin: str) -> list[str]:
    """The addresses of a host, each once, in their order; one that is not public spoils them all.

    Raises:
        InputError: there are none, or one of them is not public.
    """
    if not found:
        raise InputError(origin, "network", f"the host {host} has no address; check the spelling")
    return list(dict.fromkeys(str(check_ip(ip_address(address), origin)) for address in found))


def _refuse(origin: str, sentence: str) -> NoReturn:
    raise InputError(origin, "address", sentence)
