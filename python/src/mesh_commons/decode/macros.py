"""Rows of macros, with a hash of the body by which equal macros of several projects meet."""

from __future__ import annotations

import hashlib
import re

from mesh_commons.decode.structs.manifest import Macro
from mesh_commons.decode.tolerant import decode
from mesh_commons.decode.values import forward_slashes
from mesh_commons.shared_schema.rows import Rows

# Every adapter defines its own version of at least one of these; no installed package does.
ADAPTER_MACROS = ("create_table_as", "get_columns_in_relation", "list_relations_without_caching")

_JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TRIM = re.compile(r"(?<=\{[{%])[-+]|[-+](?=[}%]\})")
_PIECE = re.compile(r"(?P<literal>'[^'\n]*'|\"[^\"\n]*\")|(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<blank>\s+)", re.DOTALL)
# Of a text whose last block comment does not end.
_PIECE_OF_OPEN = re.compile(r"(?P<literal>'[^'\n]*'|\"[^\"\n]*\")|(?P<comment>--[^\n]*)|(?P<blank>\s+)")

# Without white space: a head and an end, and nothing between them.
_EMPTY = re.compile(r"\{%macro[^%]*%\}\{%endmacro%\}")


def own_macros(macros: dict[str, Macro], adapter_type: str | None) -> dict[str, Macro]:
    """Return the macros of the project and of installed packages, leaving out dbt's own and its adapters'.

    An adapter's package is named `dbt_<adapter>`, like many an installed package; it is told by its name being
    the project's adapter, or by defining what only adapters define.
    """
    internal = {"dbt", f"dbt_{adapter_type}"}
    for unique_id in macros:
        package, _, name = unique_id.removeprefix("macro.").partition(".")
        adapter, _, overridden = name.partition("__")
        if package == f"dbt_{adapter}" and overridden in ADAPTER_MACROS:
            internal.add(package)
    return {
        unique_id: macro
        for unique_id, macro in macros.items()
        # dbt 2 lists snapshots among the macros
        if unique_id.startswith("macro.") and (macro.package_name or unique_id.split(".")[1]) not in internal
    }


def add_macros(rows: Rows, macros: dict[str, Macro]) -> None:
    """Add macros and their calls of each other, and drop calls of macros that are not among them."""
    for unique_id, macro in macros.items():
        name = macro.name or unique_id.rpartition(".")[2]
        try:
            text = decode(macro.macro_sql, str | None)[0] or ""  # type: ignore[arg-type]
        except ValueError as error:
            rows.warn("macros", unique_id, f"Its text cannot be read: {error}.")
            continue
        rows.tables["macros"].append(
            (
                unique_id,
                name,
                macro.package_name or unique_id.split(".")[1],
                forward_slashes(macro.original_file_path),
                macro.description or None,
                body_hash(name, text),
                len(macro.arguments or ()),
            )
        )
        for called in dict.fromkeys((macro.depends_on.macros if macro.depends_on else None) or ()):
            rows.tables["macro_edges"].append((called, unique_id))
    rows.tables["macro_edges"] = [edge for edge in rows.tables["macro_edges"] if edge[0] in macros]


def body_hash(name: str, text: str) -> str | None:
    """Return a hash of a macro's text that does not depend on comments, white space and the name it defines.

    Args:
        name: Name of the macro.
        text: The text, from `{% macro` to `{% endmacro %}`.

    Returns:
        Hexadecimal text of 32 characters; None where there is no body to compare.
    """
    # Beginnings of comments that do not end would each be searched to the end of the text, a time that is squared.
    end = text.rfind("#}") + 2
    text = _JINJA_COMMENT.sub("", text[:end]) + text[end:]
    text = _TRIM.sub("", text)
    # In the body the name says something: what a macro dispatches, looks up or prints.
    text = re.sub(rf"(\{{%\s*macro\s+){re.escape(name)}\b", "\\1\x01", text)
    pieces = _PIECE if text.rfind("/*") <= text.rfind("*/") else _PIECE_OF_OPEN
    text = pieces.sub(lambda match: match["literal"] or "", text)
    if not text or _EMPTY.fullmatch(text):
        return None
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
