"""Every rule of the mesh is whole: seed, SQL, YAML, tests, planted fault and page; and what is missing is named."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogue import (
    EVALUATOR_FINDINGS,
    EXCEPTIONS,
    GOVERNANCE,
    PAGES,
    POLICIES,
    SEED,
    STAGING,
    UNFILLED,
    UNION,
    WORDING,
)
from completeness import DEMO, EXPECTED, PLANTED_BY_A_TEST, missing
from hub import ROOT
from write_pages import pages

POLICY = "source_claimed_by_several_domains"
SQL = POLICIES / "sources" / f"policy__{POLICY}.sql"
YAML = SQL.with_suffix(".yml")
RULE = "fct_root_models"
# what these leave open: anything but personal data, some values, a period without rows
PROVE_NOTHING_ASKED = {"has_no_personal_data", "is_complete", "row_count_within_band"}
HEADER_ONLY = "    expect:\n      format: csv\n      rows: |\n        domain,unique_id\n\n"


def test_every_rule_has_all_that_it_needs() -> None:
    gaps = missing(ROOT)
    assert not gaps, "\n".join(["Some rules are not whole:", *gaps])


def test_each_generic_test_of_the_commons_counts_for_what_it_proves() -> None:
    made = {path.stem.removeprefix("test_") for path in (ROOT / "macros/commons/generic_tests").glob("test_*.sql")}
    with (ROOT / SEED).with_name("mesh_proving_tests.csv").open(encoding="utf-8", newline="") as file:
        proving = {row["test_name"] for row in csv.DictReader(file) if row["test_namespace"] == "mesh_commons"}
    assert sorted([*proving, *PROVE_NOTHING_ASKED]) == sorted(made)


def test_the_pages_say_what_the_seed_and_the_yaml_say() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / PAGES).glob("*.md")}
    texts = pages(ROOT)
    stale = sorted(name for name in {*written, *texts} if written.get(name) != texts.get(name))
    assert not stale, f"run integration_tests/rules/write_pages.py: {', '.join(stale)} in {PAGES}"


def test_the_links_of_the_pages_lead_somewhere() -> None:
    for name, text in pages(ROOT).items():
        for link in re.findall(r"\]\s*\(([^)]+)\)", text):
            path, _, heading = link.partition("#")
            assert (ROOT / PAGES / path).is_file(), f"{PAGES / name} links {link}"
            text_there = (ROOT / PAGES / path).read_text(encoding="utf-8")
            headings = {anchor(line) for line in text_there.splitlines() if line.startswith("#")}
            assert not heading or heading in headings, f"{PAGES / name} links {link}"


def anchor(heading: str) -> str:
    """Return what a link names a heading by."""
    return re.sub(r"[^a-z0-9 _-]", "", heading.strip("# ").lower()).replace(" ", "-")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of what the rules are made of."""
    for part in (
        *set(PLANTED_BY_A_TEST.values()),
        SEED,
        POLICIES,
        GOVERNANCE,
        WORDING,
        UNION,
        UNFILLED,
        EXCEPTIONS,
        EVALUATOR_FINDINGS,
        STAGING,
        PAGES,
        EXPECTED,
        DEMO,
    ):
        target = tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(ROOT / part, target) if (ROOT / part).is_dir() else shutil.copyfile(ROOT / part, target)
    return tmp_path


def without_rows(path: Path, policy_id: str) -> Callable[[Path], None]:
    """Return what takes a policy's rows out of a CSV file."""

    def take(root: Path) -> None:
        with (root / path).open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        with (root / path).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *[row for row in rows if row[0] != policy_id]])

    return take


def without_file(path: Path) -> Callable[[Path], None]:
    """Return what removes a file."""
    return lambda root: (root / path).unlink()


def changed(path: Path, old: str, new: str) -> Callable[[Path], None]:
    """Return what changes a text in a file, everywhere; a regular expression over lines."""

    def change(root: Path) -> None:
        text, count = re.subn(old, new, (root / path).read_text(encoding="utf-8"), flags=re.DOTALL)
        assert count, f"nothing of {path} changed"
        (root / path).write_text(text, encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("take_away", "named"),
    [
        (without_rows(SEED, POLICY), f"{POLICY}: no row in the seed"),
        (without_rows(SEED, RULE), f"{RULE}: no row in the seed"),
        (changed(SEED, r"Two cleanings[^.]*\.", ""), f"{POLICY}: no why of condition always"),
        (changed(SEED, "{owner_domain}", "{owner}"), f"{POLICY}: nothing fills the place {{owner}} in the remedy"),
        (changed(SEED, "The model '{name}' has no p", "{resource} h"), f"{RULE}: nothing fills the place {{resource}}"),
        (changed(SEED, "resources edges", "resources edge"), f"{POLICY}: nobody gathers the evidence edge"),
        (changed(SEED, "always,policy,sources", "always,policy,graph"), f"{POLICY}: its family is not the folder"),
        (changed(SEED, "{owner_domain}", "{ owner_domain }"), f"{POLICY}: nothing fills the place {{ owner_domain }}"),
        (changed(SEED, "{owner_domain}", "{owner domain}"), f"{POLICY}: nothing fills the place {{owner domain}}"),
        (changed(SEED, "{owner_domain}", "{threshold}"), f"{POLICY}: no threshold for the remedy"),
        (changed(UNFILLED, "'owner_domain'", "'owner'"), f"{POLICY}: nobody looks for its place {{owner_domain}}"),
        (without_file(SQL), f"{POLICY}: no model policy__{POLICY}.sql"),
        (without_file(STAGING / f"stg_evaluator__{RULE}.sql"), f"{RULE}: no model stg_evaluator__{RULE}.sql"),
        (changed(UNION, f" *'{POLICY}': [^\n]*\n", ""), f"{POLICY}: not in the list of policies"),
        (
            changed(UNION, "'domains', 'owner_domain'", "'domains'"),
            f"{POLICY}: nothing fills the place {{owner_domain}}",
        ),
        (
            changed(EXCEPTIONS, "'excepted_policy', ", ""),
            "exception_invalid: nothing fills the place {excepted_policy}",
        ),
        (without_file(YAML), f"{POLICY}: no paragraph that begins with the grain"),
        (changed(YAML, "One row per", "Lists each"), f"{POLICY}: no paragraph that begins with the grain"),
        (changed(YAML, f"name: {POLICY}\n", f"name: a_{POLICY}\n"), f"{POLICY}: no dbt test"),
        (changed(YAML, r"    data_tests:.*?\n\n", "\n"), f"{POLICY}: no dbt test"),
        (changed(YAML, f"policy_id: {POLICY}", "policy_id: x"), f"{POLICY}: no dbt test"),
        (
            changed(YAML, rf"arguments: .policy_id: {POLICY}.", "\\g<0>\n          config: {enabled: false}"),
            f"{POLICY}: no dbt test",
        ),
        (changed(GOVERNANCE, r'"\{\{ var\([^"]*"', "false"), f"{RULE}: no dbt test"),
        (changed(GOVERNANCE, f"name: {RULE},", "name: roots,"), f"{RULE}: no dbt test"),
        (
            changed(YAML, r"  - name: \w+_spares_.*\n\n(?=  - name: \w+_passes_)", ""),
            f"{POLICY}: no unit test with a failing case",
        ),
        (changed(YAML, r"    expect:\n.*?\n\n", HEADER_ONLY), f"{POLICY}: no unit test with a failing case"),
        (changed(YAML, r"\n  - name: \w+_passes_.*", ""), f"{POLICY}: no unit test with a passing case"),
        (without_rows(EXPECTED, POLICY), f"{POLICY}: no planted fault of condition always and severity warn"),
        (changed(DEMO, POLICY, "a policy"), f"{POLICY}: not among the planted faults"),
        (without_file(PAGES / f"{POLICY}.md"), f"{POLICY}: no page"),
        (without_file(PAGES / f"{RULE}.md"), f"{RULE}: no page"),
    ],
)
def test_what_is_taken_away_is_named(copy: Path, take_away: Callable[[Path], None], named: str) -> None:
    take_away(copy)
    assert [gap for gap in missing(copy) if gap.startswith(named)], missing(copy)
