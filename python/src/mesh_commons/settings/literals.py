"""The settings of the mesh as the macro `mesh_settings` holds them: Jinja literals, read and written."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.settings.yaml_file import MAX_DEPTH, refuse_what_is_no_file

_REMEDY = "Mend the file; _settings.yml beside it in the package explains it."


def read_settings_macro(path: Path) -> dict[str, Any]:
    """Read the settings of a package.

    Args:
        path: The file `mesh_settings.sql`. Nothing in it is executed.

    Returns:
        The settings by name.

    Raises:
        MeshError: The file cannot be read, or holds anything but values.
    """
    import jinja2
    from jinja2 import nodes

    try:
        refuse_what_is_no_file(path)
        tree = jinja2.Environment().parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise MeshError(path.as_posix(), "not found", "Give the directory of the hub, or a registry.") from None
    except (OSError, ValueError) as error:
        raise MeshError(path.as_posix(), f"cannot be read: {error}", _REMEDY) from None
    except jinja2.TemplateSyntaxError as error:
        raise MeshError(path.as_posix(), f"cannot be read at line {error.lineno}: {error.message}", _REMEDY) from None
    except RecursionError:
        raise MeshError(path.as_posix(), "is nested too deeply", _REMEDY) from None
    macros = list(tree.find_all(nodes.Macro))
    # One macro, and in it nothing but what it returns: a condition would be read otherwise by dbt.
    inside = [part for node in macros[0].body for part in _parts(node)] if len(macros) == 1 else []
    call = inside[0] if len(inside) == 1 and macros[0].name == "mesh_settings" else None
    if isinstance(call, nodes.Call) and getattr(call.node, "name", None) == "return" and len(call.args) == 1:
        settings = _value(path, call.args[0])
        if isinstance(settings, dict):
            return settings
    problem = "has no macro mesh_settings that only returns {'name': value, ...}"
    raise MeshError(path.as_posix(), problem, _REMEDY)


def _parts(node: Any) -> list[Any]:
    """Return what a node of a macro's body is made of, blank text left out."""
    from jinja2 import nodes

    parts = node.nodes if isinstance(node, nodes.Output) else [node]
    return [part for part in parts if not (isinstance(part, nodes.TemplateData) and not part.data.strip())]


def _value(path: Path, node: Any, depth: int = 0) -> Any:
    from jinja2 import nodes

    if depth > MAX_DEPTH:
        raise MeshError(path.as_posix(), "is nested too deeply", _REMEDY)
    if isinstance(node, nodes.Const):
        return node.value
    if isinstance(node, (nodes.List, nodes.Tuple)):
        return [_value(path, item, depth + 1) for item in node.items]
    if isinstance(node, nodes.Dict):
        found: dict[str, Any] = {}
        for pair in node.items:
            key = _value(path, pair.key, depth + 1)
            if not isinstance(key, str) or key in found:
                problem = "has a key that is no text" if not isinstance(key, str) else f"has the key '{key}' twice"
                raise MeshError(path.as_posix(), f"{problem} at line {pair.lineno}", _REMEDY)
            found[key] = _value(path, pair.value, depth + 1)
        return found
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const) and type(node.node.value) in (int, float):
        return -node.node.value
    problem = f"holds something else than a value at line {getattr(node, 'lineno', '?')}"
    raise MeshError(path.as_posix(), problem, "Write texts in quotes, numbers, true, false, none, lists and mappings.")


def settings_macro(settings: dict[str, Any]) -> str:
    """Return the text of a `mesh_settings.sql` that holds these settings."""
    return "{% macro mesh_settings() %}\n{{ return(" + _literal(settings) + ") }}\n{% endmacro %}\n"


def _literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(str(key))}: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    # A brace or per cent sign in a text could end the Jinja around it.
    text = json.dumps(str(value), ensure_ascii=False)
    return text.replace("{", "\\x7b").replace("}", "\\x7d").replace("%", "\\x25").replace("#", "\\x23")
