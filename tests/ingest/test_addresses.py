"""Which web addresses may be fetched at all."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.ingest.addresses import check_address, check_host, check_resolved, show_address
from detente.reference.addresses import find_purpose


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/news?id=1", "https://example.org/news?id=1"),
        ("HTTP://Example.ORG:80/a#part", "http://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://пример.рф/новости", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("http://93.184.216.34/a", "http://93.184.216.34/a"),
        ("http://[2606:2800:220:1::1]/a", "http://[2606:2800:220:1::1]/a"),
        ("https://example.org/a?next=http://127.0.0.1/", "https://example.org/a?next=http://127.0.0.1/"),
        ("https://example.org/@someone", "https://example.org/@someone"),
    ],
)
def test_public_addresses_pass(address: str, expected: str) -> None:
    assert str(check_address(address, address)) == expected


@pytest.mark.parametrize(
    "address",
    [
        # this machine
        "http://127.0.0.1/", "http://127.1.2.3/", "http://localhost/", "http://LOCALHOST/", "http://a.localhost/",
        "http://0.0.0.0/", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/",
        # private and shared networks
        "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/",
        "http://100.64.0.1/", "http://100.127.255.255/", "http://[fc00::1]/", "http://[fd00:ec2::254]/",
        "http://printer/", "http://router.local/", "http://metadata.google.internal/",
        # link-local, with the metadata service of clouds
        "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://168.63.129.16/",
        # numbers in odd forms
        "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://127.1/",
        "http://0177.0.0.1/", "http://127.0.0.01/", "http://127.0.0.1.2/", "http://1.1.1.256/", "http://0x/",
        "http://example.0x7f/", "http://4294967296/",
        # IPv4 within IPv6
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::5db8:d822]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001::1]/",
        # zones
        "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[2606:2800:220:1::1%25lo]/",
        # names and passwords
        "http://user@example.org/", "http://user:secret@example.org/", "http://example.org@127.0.0.1/",
        "http://127.0.0.1:80@example.org/", "http://@example.org/", "http://example.org%40127.0.0.1/",
        # full stops at the end, and other forms of them
        "http://127.0.0.1./", "http://localhost./", "http://example.org./", "http://127。0。0。1/", "http://.example.org/",
        # letters and digits that look like others
        "http://①②⑦.⓪.⓪.①/", "http://１２７.０.０.１/", "http://١٢٧.٠.٠.١/", "http://ｌｏｃａｌｈｏｓｔ/",
        "http://ex\u200bample.org/", "http://example．org/", "http://ℯxample.org/",
        # other schemes and ports
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x",
        "//example.org/", "example.org", "", "http:", "http://", "http:///a", "http:example.org", "dict://127.0.0.1/",
        "http://example.org:22/", "http://example.org:8080/", "http://example.org:0/", "http://example.org:99999/",
        "http://example.org:80:80/", "http://example.org:8o/", "https://example.org:6379/",
        # networks that nobody publishes on
        "http://192.0.2.1/", "http://198.51.100.7/", "http://203.0.113.9/", "http://198.18.0.1/", "http://192.0.0.1/",
        "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
        "http://192.88.99.1/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[100::1]/",
        "http://[fec0::1]/", "http://[2001:2::1]/", "http://[4000::1]/", "http://[8000::1]/", "http://[5f00::1]/",
        # characters that programs read in different ways
        "http://example.org\\@127.0.0.1/", "http://127.0.0.1\\.example.org/", "http://exa mple.org/",
        "http://127.0.0.1\t/", "\thttp://127.0.0.1/", "http://example.org\r\nHost: x/", "http://example.org\x00/",
        "http://[example.org]/", "http://[::1/", "http://exam_ple%2eorg/", "http://-/", "http://a..b/",
        "http://example.org/" + "a" * 2_000, "http://" + "a." * 130 + "org/",
    ],
)  # fmt: skip
def test_what_is_not_fetched(address: str) -> None:
    with pytest.raises(InputError) as caught:
        check_address(address, "origin")
    assert caught.value.reason == "address"
    assert str(caught.value).startswith("origin: ")


def test_refusal_says_what_the_address_is_for() -> None:
    with pytest.raises(InputError, match=r"its host is at 10\.1\.2\.3, which is not public \(private, RFC 1918\)"):
        check_address("http://10.1.2.3/", "x")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["93.184.216.34"], ["93.184.216.34"]),
        (["2606:2800:220:1::1", "93.184.216.34", "93.184.216.34"], ["2606:2800:220:1::1", "93.184.216.34"]),
    ],
)
def test_public_hosts_keep_their_addresses(found: list[str], expected: list[str]) -> None:
    assert check_resolved(found, "example.org", "x") == expected


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],
        ["93.184.216.34", "::1"],
        ["fe80::1%2"],
        ["::ffff:169.254.169.254"],
        [],
    ],
)
def test_one_address_that_is_not_public_spoils_all(found: list[str]) -> None:
    with pytest.raises(InputError):
        check_resolved(found, "example.org", "x")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a@b", "https://example.org/a@b"),
        ("http://example.org/\x1b[31m\n", "http://example.org/ [31m "),
        ("http://example.org/" + "a" * 3_000, "http://example.org/" + "a" * 181 + "…"),
    ],
)
def test_addresses_as_they_are_shown(address: str, shown: str) -> None:
    assert show_address(address) == shown


@given(st.integers(0, 2**32 - 1))
def test_what_is_public_is_global(number: int) -> None:
    address = IPv4Address(number)
    if find_purpose(address) is None:
        assert address.is_global
        assert not any((address.is_private, address.is_multicast, address.is_reserved, address.is_loopback))


@given(st.integers(0, 2**128 - 1) | st.integers(0x2000 << 112, (0x4000 << 112) - 1))
def test_public_ipv6_is_global_unicast(number: int) -> None:
    address = IPv6Address(number)
    if find_purpose(address) is None:
        assert address.is_global
        assert 0x2000 <= number >> 112 < 0x4000
        assert not any((address.ipv4_mapped, address.sixtofour, address.teredo))


def _check(host: str) -> str | None:
    """The name as it is asked for; None where it is refused."""
    try:
        return check_host(host, "x")
    except InputError:
        return None


@settings(max_examples=300)
@given(st.text(max_size=30) | st.text("0123456789abcdefx.:%[]@/\\", max_size=30))
def test_any_host_is_refused_or_a_public_name(host: str) -> None:
    kept = _check(host)
    if kept is None:
        return
    assert kept.isascii()
    try:
        assert find_purpose(ip_address(kept)) is None
    except ValueError:
        assert "." in kept
        assert not kept.rsplit(".", 1)[1].isdigit()
