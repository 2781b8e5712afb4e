"""What the README and the pages beside it show is there: links, revision, YAML, registry and command lines."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from mesh_commons.cli import build_parser
from mesh_commons.settings.checks import checked_settings

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / ".github").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(mesh [^`]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
# a setting of the environment, or a directory gone to, stands before the command itself
BEFORE_THE_COMMAND = re.compile(r"^(?:[A-Z_]+=\S+ +|cd \S+ +&& +)*")


def blocks(page: Path, language: str) -> list[str]:
    """Return the code blocks of a page that are marked with a language; with '', those that are marked with none."""
    return [text for marked, text in FENCE.findall(page.read_text(encoding="utf-8")) if marked == language]


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """Return the names by which the headings of a page are linked."""
    headings = re.findall(r"^#+ +(.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead to no file, or to no heading of the file."""
    wrong = []
    for link in LINK.findall(prose(page)):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if re.match(r"[a-z]+:", link):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    return wrong


def shown_commands(page: Path) -> list[str]:
    """Return the command lines of `mesh` on a page: in its blocks, and in a sentence where arguments are given."""
    lines = [BEFORE_THE_COMMAND.sub("", line.strip()) for block in blocks(page, "") for line in block.splitlines()]
    found = [line for line in lines if re.match(r"mesh [a-z-]", line)]
    return found + [inline for inline in INLINE.findall(prose(page)) if " " in inline.removeprefix("mesh ")]


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask git about this repository."""
    return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)


def installed_package() -> dict[str, Any]:
    """Return the entry for packages.yml that the README gives."""
    (package,) = yaml.safe_load(blocks(README, "yaml")[0])["packages"]
    return dict(package)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert broken(page) == []


def test_the_revision_that_the_readme_installs_resolves() -> None:
    if shutil.which("git") is None or git("rev-parse", "--git-dir").returncode:
        pytest.skip("This is no git repository; whether README's revision resolves was not looked at.")
    revision = installed_package()["revision"]
    # a detached clone has its remote's branches only
    if any(
        not git("rev-parse", "--verify", "--quiet", f"{at}{revision}^{{commit}}").returncode for at in ("", "origin/")
    ):
        return
    if git("rev-parse", "--is-shallow-repository").stdout.strip() == "true":
        pytest.skip(f"This clone is shallow and has no '{revision}'; whether it resolves was not looked at.")
    pytest.fail(f"README.md installs the revision '{revision}', which this repository does not have.")


def test_the_readme_shows_yaml_that_packages_yml_takes() -> None:
    first, *others = (yaml.safe_load(block) for block in blocks(README, "yaml"))
    listed = [*first["packages"], *(entry for other in others for entry in other)]
    assert [sorted(entry) for entry in listed] == [["git", "revision"], ["package", "version"]]
    assert others, "README no longer shows how to list Project Evaluator; mend this test with it"


def test_the_registry_in_the_readme_is_one() -> None:
    (shown,) = (block for block in blocks(README, "") if block.startswith("'mesh_domains'"))
    settings = ast.literal_eval("{" + shown + "}")
    assert [domain["name"] for domain in checked_settings(settings, README)["mesh_domains"]] == ["finance"]


def is_refused(shown: str) -> bool:
    """Whether mesh's own parser refuses a command line; help and version end it with 0."""
    try:
        build_parser().parse_args(shlex.split(shown, comments=True)[1:])
    except SystemExit as end:
        return end.code != 0
    return False


@pytest.mark.parametrize("page", [page for page in PAGES if shown_commands(page)], ids=lambda page: page.name)
def test_every_command_line_shown_parses(page: Path) -> None:
    assert [shown for shown in shown_commands(page) if is_refused(shown)] == []


def test_the_readme_shows_command_lines() -> None:
    assert {line.split()[1] for line in shown_commands(README)} >= {"check", "gather", "report"}
