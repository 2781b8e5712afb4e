"""What of the dbt package a check needs: its files as they are handed to dbt, settings filled in."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.settings.literals import settings_macro
from mesh_commons.settings.package import PROJECT_FILE, SETTINGS_FILE, package_root

HUB_SCHEMA = "mesh_hub"
ARTIFACTS_SCHEMA = "mesh_artifacts"
# What the hub needs. packages.yml stays behind: the hub's SQL uses no other package, so dbt needs no deps.
PARTS = (PROJECT_FILE, "macros", "models", "seeds", "tests")
# What a council decides in its copy of the package, beside the settings: policies, decisions, exceptions, vocabularies.
_DECIDED = "seeds/hub/"
# What a check leaves behind, at any depth: the commons for domains, the evaluator's tables (a check has artifacts
# only), the history and the package's tests of itself, which are for its own CI. It halves the time that dbt takes to
# parse.
LEFT_OUT = (
    "__pycache__",
    ".*",
    "reference",
    "evaluator",
    "*mesh_evaluator_*",
    "assert_evaluator_*",
    "history",
    "transformations",
    "conventions",
    "*unit_tests.yml",
)
# What the registry says for `mesh gather` and for the evaluator's tables. No SQL of a check depends on it.
NOT_COMPILED = ("artifacts", "evaluator")
# Whatever DuckDB file it is, a check has no warehouse in which an evaluator could have built its tables.
VARIABLES: dict[str, Any] = {"mesh_artifacts_schema": ARTIFACTS_SCHEMA, "mesh_reads_evaluator": False}
# The registry was checked when it was read, by this very macro; dbt would do it again for every model that reads it.
_CHECK = "macros/settings/_checked_domains.sql"
_CHECKED = b"{% macro _checked_domains(domains) %}{{ return(domains) }}{% endmacro %}\n"


def staged_files(settings: dict[str, Any], governing: Path | None = None) -> dict[str, bytes]:
    """Return the files that dbt builds a check's hub from.

    Args:
        settings: Settings of the mesh as `read_settings` returns them, the registry among them.
        governing: Directory of the package that the settings are of, whose seeds hold; by default this one, and also
            where that one has none, but settings alone.

    Returns:
        Contents by path, sorted by path, relative to the project's directory.

    Raises:
        MeshError: The package cannot be found, or a seed of the other one not be used.
    """
    root = package_root()
    paths: list[Path] = []
    for part in PARTS:
        paths += _below(root / part)
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    if governing is not None and governing.resolve() != root.resolve() and (governing / _DECIDED).is_dir():
        for name in files:
            if name.startswith(_DECIDED) and name.endswith(".csv"):
                files[name] = _seed_of(governing / name, files[name])
    # A registry of any length fits into a file; a command line is too short for some.
    domains = [{key: domain[key] for key in domain if key not in NOT_COMPILED} for domain in settings["mesh_domains"]]
    files[SETTINGS_FILE] = settings_macro({**settings, "mesh_domains": domains}).encode()
    files[_CHECK] = _CHECKED
    return dict(sorted(files.items()))


def _below(path: Path) -> list[Path]:
    """Return the files under a path, which may be a file, without what a check leaves behind."""
    if path.is_file():
        return [path]
    kept = (item for item in path.iterdir() if not any(fnmatch(item.name, pattern) for pattern in LEFT_OUT))
    return [file for item in kept for file in _below(item)]


def _seed_of(path: Path, own: bytes) -> bytes:
    """Return the seed of another copy of the package, which has the columns of the own one."""
    remedy = "Use the mesh of the same release as that copy of the package, or give --registry with another one."
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MeshError(path.as_posix(), f"cannot be read: {error.strerror}", remedy) from None
    columns, expected = (_first_line(text) for text in (content, own))
    if columns != expected:
        names = ", ".join(sorted(set(expected) ^ set(columns))) or "their order"
        raise MeshError(path.as_posix(), f"has other columns than the seed of this release: {names}", remedy)
    return content


def _first_line(content: bytes) -> list[str]:
    header = content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode(errors="replace")
    return [name.strip().strip('"') for name in header.split(",")]


def write_files(files: dict[str, bytes], directory: Path) -> None:
    """Write files into a directory, their own directories made."""
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
