"""Characters from bytes, without silent guesses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.ingest.decoding import decode_text, refuse_binary

TEXT = "The pact was signed in Malmö on Friday, and “nobody” doubts that it will last for some time to come."


@pytest.mark.parametrize(
    ("raw", "declared", "guessed"),
    [
        (TEXT.encode(), None, None),
        (TEXT.encode("utf-8-sig"), None, None),
        (TEXT.encode("utf-16"), None, None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None, None),
        (TEXT.encode("utf-32"), None, None),
        (TEXT.encode("windows-1252"), "windows-1252", None),
        (TEXT.encode("windows-1252"), "no-such-charset", "Windows-1252"),
        (TEXT.encode("windows-1252"), None, "Windows-1252"),
    ],
)
def test_encodings_that_can_be_told(raw: bytes, declared: str | None, guessed: str | None) -> None:
    decoded = decode_text(raw, "a.txt", declared)
    assert (decoded.text, decoded.guessed) == (TEXT, guessed)


@pytest.mark.parametrize(
    ("raw", "held"),
    [
        ("Президент приехал в Пекин".encode("koi8-r"), "0xf0"),
        ("Line one.\nПрезидент приехал".encode("windows-1251"), "line 2"),
        ("北京和莫斯科签署了协议".encode("gbk"), "line 1"),
        ("The “pact” holds — they say".encode()[:20] + b"\xe2\x80 and so on", "0xe2"),
        (b"\xff\xfe\x00\xd8x", "UTF-16"),
        (b"A \x81 byte without a meaning", "0x81"),
    ],
)
def test_encodings_that_cannot_be_told(raw: bytes, held: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt: .*UTF-8") as caught:
        decode_text(raw, "a.txt")
    assert caught.value.reason == "encoding"
    assert held in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04rest", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"text\x00with zeros", "binary data"),
        (bytes(range(1, 32)) * 10, "binary data"),
    ],
)
def test_binary_data_is_refused(raw: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind) as caught:
        refuse_binary(raw, "a.dat")
    assert caught.value.reason == "binary"


@pytest.mark.parametrize("raw", [TEXT.encode(), TEXT.encode("utf-16"), b"one\x0ctwo", TEXT.encode("windows-1252")])
def test_text_is_not_taken_for_binary_data(raw: bytes) -> None:
    refuse_binary(raw, "a.txt")


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_an_input_error(raw: bytes) -> None:
    try:
        refuse_binary(raw, "a")
        decode_text(raw, "a")
    except InputError as error:
        assert error.reason in ("binary", "encoding")  # noqa: PT017 (no error is right too)
