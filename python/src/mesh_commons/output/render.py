"""Renderers: functions from what was found to what is printed, each of a kind that escapes for it.

A renderer is a function of one argument under `@renders(KIND)`. It returns what the kind asks for (lines, an object)
and need not think of hostile text; what comes out is `Rendered`, the only thing that can be printed. A new kind of
output is a `Kind` below, an oracle in `tests/test_renderers.py`, which tries all renderers, and nothing else.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, NewType, TypeVar

from mesh_commons.output.escape import escaped
from mesh_commons.output.secrets import redacted

Rendered = NewType("Rendered", str)
Subject = TypeVar("Subject")
Composed = TypeVar("Composed")


@dataclass(frozen=True)
class Kind(Generic[Composed]):
    """A kind of output.

    Attributes:
        name: Its name.
        finish: Makes harmless text of what a renderer composed.
    """

    name: str
    finish: Callable[[Composed], str]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(escaped(redacted(line)) for line in lines)


def _json(value: Any) -> str:
    """Return JSON of nothing but printable ASCII, in which a CI finds no command; a `#` stands in strings only."""
    text = json.dumps(redacted(value)).replace("\x7f", "\\u007f")
    return re.sub(r"##(?=\w*\[)", r"#\\u0023", text)


# One item per line: a newline inside an item is escaped.
TEXT: Kind[Iterable[str]] = Kind("text", _text)
JSON: Kind[Any] = Kind("json", _json)


@dataclass(frozen=True)
class Renderer:
    """A function that renders, as `renders` registers it.

    Attributes:
        kind: Name of its kind.
        render: The function, escaping included.
    """

    kind: str
    render: Callable[[Any], Rendered]


RENDERERS: list[Renderer] = []


def renders(kind: Kind[Composed]) -> Callable[[Callable[[Subject], Composed]], Callable[[Subject], Rendered]]:
    """Make a renderer of a function that composes what a kind asks for, and register it."""

    def wrap(compose: Callable[[Subject], Composed]) -> Callable[[Subject], Rendered]:
        @functools.wraps(compose)
        def render(subject: Subject) -> Rendered:
            return Rendered(kind.finish(compose(subject)))

        RENDERERS.append(Renderer(kind.name, render))
        return render

    return wrap


@renders(TEXT)
def as_lines(lines: list[str]) -> list[str]:
    """Render lines as they stand."""
    return lines
