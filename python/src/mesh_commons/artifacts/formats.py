"""What bytes are that should be JSON and are not."""

from __future__ import annotations

from typing import Final

_UNPACK = "Unpack it, or run 'dbt parse' in its project again."
_UTF8 = "Save it as UTF-8 without byte order mark, or run 'dbt parse' in its project again."
_UTF16 = "is written in UTF-16, as PowerShell's '>' does"
_UTF32 = "is written in UTF-32"
_ZIPPED = "is compressed"

# How a file begins, what it is, and what to do.
_BEGINNINGS: Final = (
    (b"\xff\xfe\0\0", _UTF32, _UTF8),
    (b"\0\0\xfe\xff", _UTF32, _UTF8),
    (b"{\0\0\0", _UTF32, _UTF8),
    (b"\0\0\0{", _UTF32, _UTF8),
    (b"\xff\xfe", _UTF16, _UTF8),
    (b"\xfe\xff", _UTF16, _UTF8),
    (b"{\0", _UTF16, _UTF8),
    (b"\0{", _UTF16, _UTF8),
    (b"\xef\xbb\xbf", "begins with a byte order mark", _UTF8),
    (b"\x1f\x8b", _ZIPPED, _UNPACK),
    (b"PK\x03\x04", _ZIPPED, _UNPACK),
    (b"\x28\xb5\x2f\xfd", _ZIPPED, _UNPACK),
    (b"BZh", _ZIPPED, _UNPACK),
    (b"\xfd7zXZ", _ZIPPED, _UNPACK),
    (b"version https://git-lfs", "is a pointer of Git LFS, not the file itself", "Run 'git lfs pull'."),
    (b"<", "is a web page or XML, as a failed download leaves it", "Fetch it again, signed in."),
    (b"\0\0", "holds zero bytes, as a crash leaves them", "Run 'dbt parse' in its project again."),
)


def not_json(data: bytes) -> tuple[str, str] | None:
    """Return what is wrong with bytes that are no JSON, and the remedy; None where nothing can be told."""
    return next((found[1:] for found in _BEGINNINGS if data.startswith(found[0])), None)
