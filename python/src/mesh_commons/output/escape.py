"""Text from outside, made harmless for a terminal and for the log of a CI job, and still readable."""

from __future__ import annotations

import re
import unicodedata

# Controls; format characters, bidi overrides among them; surrogates; separators of lines and paragraphs.
_HARMFUL = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# Format characters without which names in Persian, in Indic scripts and of emoji are spelt wrong.
_JOINERS = "\u200c\u200d"
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# A CI acts on `::` (GitHub) and on `---` and the like (Buildkite) at the start of a line, on `##[` (GitHub, Azure),
# `##vso[` and `##teamcity[` anywhere in it.
_AT_START = re.compile(r"^(\s*)(:(?=:)|[-+~^](?=([-+~^])\3(?:\s|$)))")
_ANYWHERE = re.compile(r"##(?=\w*\[)")


def escaped(text: str) -> str:
    r"""Return text as one line in which nothing acts on a terminal or a CI.

    A control character is shown as `\x1b`, `\u202e` and the like; where a CI would take the line for a command,
    one character of that is shown so too. Other text stays as it is, and what is escaped stays so: doing it twice
    changes nothing.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_shown, text))
    text = _AT_START.sub(lambda found: f"{found[1]}\\x{ord(found[2]):02x}", text)
    return _ANYWHERE.sub(r"#\\x23", text)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _HARMFUL or character in _JOINERS:
        return character
    return _SHORT.get(character) or code_of(character)


def code_of(character: str) -> str:
    r"""Return a character as Python writes its code: `\x1b`, `\u202e`, `\U000e0001`."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def width(text: str) -> int:
    """Return how many columns of a terminal text fills: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def left(text: str, columns: int) -> str:
    """Fill text up with blanks to its right."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Fill text up with blanks to its left."""
    return " " * (columns - width(text)) + text


def fitted(text: str, columns: int) -> str:
    """Return as much of text as fits, filled up with blanks."""
    kept = text[:columns]
    while width(kept) > columns:
        kept = kept[:-1]
    return left(kept, columns)
