"""Secrets that this process has seen, kept out of whatever it prints."""

from __future__ import annotations

import os
import re
from typing import Any

HIDDEN = "***"
# Shorter ones, blanked out wherever they occur, would make nonsense of every sentence.
_SHORTEST = 4
_NAME = re.compile(
    r"(^|_)pass(word|wd|phrase)?$|password|(^|_)(secret|token|credential)s?(_|$)|private_?key|api_?key|keyfile_json",
    re.IGNORECASE,
)
# What says yes or no is no secret, whatever its name.
_NO_SECRET = ("true", "false", "none", "null")
# Secrets in the text itself: of an URL, of a connection string, of a query.
_IN_URL = re.compile(r"(://[^\s/:@]*:)[^\s/@]+(?=@)")
_IN_PAIR = re.compile(r"((?:password|passwd|secret|token|api_?key)\s*=\s*)('[^']*'|[^\s&;,]+)", re.IGNORECASE)
_seen: set[str] = set()


def names_secret(name: object) -> bool:
    """Return whether a field or variable of this name holds a secret."""
    return bool(_NAME.search(str(name)))


def remember(value: object) -> None:
    """Keep a value out of everything that is printed from now on."""
    text = str(value)
    if len(text) >= _SHORTEST and text.lower() not in _NO_SECRET:
        _seen.add(text)


def remember_environment() -> None:
    """Keep the values of environment variables that are named like secrets out of everything that is printed."""
    for name, value in os.environ.items():
        if names_secret(name):
            remember(value)


def redacted(value: Any) -> Any:
    """Return text, or every text inside lists and dicts, keys among them, without secrets."""
    if isinstance(value, str):
        return _without_secrets(value)
    if isinstance(value, dict):
        return {redacted(key): redacted(item) for key, item in value.items()}
    return [redacted(item) for item in value] if isinstance(value, (list, tuple)) else value


def _without_secrets(text: str) -> str:
    # The longest first: one may be a part of another.
    for secret in sorted(_seen, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _IN_PAIR.sub(rf"\1{HIDDEN}", _IN_URL.sub(rf"\1{HIDDEN}", text))
