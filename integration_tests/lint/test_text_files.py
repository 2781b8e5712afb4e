"""YAML and Markdown keep one rule of names and one of length, so that a reader finds a model's text and can read it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120
LONGEST_OF_POSTGRES = 63
# what YAML and Markdown beside the SQL may hold, behind the name of their folder
KINDS = {".yml": ("", "__unit_tests", "__sources"), ".md": ("__docs",)}
# a licence notice is for people, not for dbt
NOT_DBTS = {"NOTICE.md"}


def files(*folders: str) -> list[Path]:
    """Return the YAML and Markdown that git knows or would add, relative to the repository."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    paths = [Path(name) for name in listed if name.endswith((".yml", ".md")) and (ROOT / name).is_file()]
    assert paths
    return paths


def is_named_by_rule(path: Path) -> bool:
    """Whether it is `_<folder>.yml`, with `__unit_tests` or `__sources` behind it, or `_<folder>__docs.md`.

    A policy brings a file of its own, named like its SQL.
    """
    if path.name.startswith("policy__"):
        return (ROOT / path).with_suffix(".sql").is_file()
    folder = path.parent.name.lstrip("_")
    return path.name in NOT_DBTS | {f"_{folder}{kind}{path.suffix}" for kind in KINDS[path.suffix]}


def long_lines(path: Path) -> Iterator[int]:
    """Yield the numbers of lines that are too long; a row of a table and Markdown's code cannot be wrapped."""
    in_code = False
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").split("\n"), start=1):
        is_fence = path.suffix == ".md" and line.lstrip().startswith("```")
        in_code ^= is_fence
        is_code = in_code or (path.suffix == ".md" and line.startswith("    "))
        if len(line) > LONGEST and not is_code and not line.lstrip().startswith("|"):
            yield number


def test_yaml_and_docs_are_named_after_their_folder() -> None:
    wrong = {str(path) for path in files("models", "macros", "seeds", "tests") if not is_named_by_rule(path)}
    assert wrong == set()


def test_names_of_unit_tests_fit_into_every_engine() -> None:
    # dbt builds a relation of that name, and PostgreSQL refuses a longer one.
    names = [
        test["name"]
        for path in files("models")
        if path.suffix == ".yml"
        for test in yaml.safe_load((ROOT / path).read_text(encoding="utf-8")).get("unit_tests", [])
    ]
    assert names
    assert [name for name in names if len(name) > LONGEST_OF_POSTGRES] == []


def test_lines_are_no_longer_than_120_characters() -> None:
    found = {str(path): list(long_lines(path)) for path in files(".")}
    assert {name: lines for name, lines in found.items() if lines} == {}
