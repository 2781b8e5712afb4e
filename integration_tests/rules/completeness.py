"""Say what a rule of the mesh still lacks: one sentence for each thing, with the file that it belongs into."""

from __future__ import annotations

import csv
from pathlib import Path

import catalogue
from catalogue import GOVERNANCE, POLICIES, SEED, UNFILLED, UNION, Rule, expects_rows

EXPECTED = Path("integration_tests/domains/expected_findings.csv")
DEMO = Path("integration_tests/domains/README.md")
# What fct_mesh__policy_coverage knows to be missing; anything else would always be judged.
EVIDENCE = {
    *("resources", "columns", "descriptions", "edges", "sources", "freshness", "tests", "readers", "consumers"),
    *("macros", "owners", "grants", "principals", "schemas", "packages", "access", "contracts"),
    *("materialized", "warehouse", "places", "relations", "parents", "published", "age", "statements"),
    *("column_names", "types", "all_types", "meta", "vocabulary", "all_columns", "descents"),
    *("rival_builders", "rival_claims", "rival_macros"),
}
# What shows only in a run with the hub open, which the projects of the demo have not: a test plants it.
NEWCOMER = Path("integration_tests/commons/test_newcomer.py")
# What a project of the demo would have to say in vain, beside all that it says in vain already.
GOVERNING = Path("integration_tests/hub/test_governing.py")
PLANTED_BY_A_TEST = {
    **{("policy_weakened", condition): NEWCOMER for condition in ("test", "left_out", "variable")},
    **{
        ("policy_weakened", condition): GOVERNING
        for condition in (
            "not_a_rule",
            "overtaken",
            "retired",
            "unknown_key",
            "unknown_tag",
            "wrong_place",
            "wrong_shape",
        )
    },
    **{("exception_invalid", condition): GOVERNING for condition in ("not_whole", "unknown_key")},
}
SENTENCES = ("owner", "evidence", "breaks_when", "example", "why", "message", "remedy")


def missing(root: Path) -> list[str]:
    """Return what the rules lack, each as `<id>: <what> (<file>)`; empty where every rule is whole.

    Args:
        root: The repository.
    """
    found = []
    for rule in catalogue.read(root):
        gaps = [*_seed_gaps(rule), *_page_gaps(root, rule)]
        gaps += _policy_gaps(root, rule) if rule.found_by == "policy" else _evaluator_gaps(rule)
        found += [f"{rule.rule_id}: {gap}" for gap in gaps]
    return found


def _seed_gaps(rule: Rule) -> list[str]:
    """What the rows of the seed lack."""
    if not rule.rows:
        return [f"no row in the seed ({SEED})"]
    gaps = []
    for row in rule.rows:
        where = f"of condition {row['condition']} ({SEED})"
        gaps += [f"no {column} {where}" for column in SENTENCES if not row[column].strip()]
        for column in ("message", "remedy"):
            unknown = catalogue.places(row[column]) - rule.places
            gaps += [f"nothing fills the place {{{place}}} in the {column} {where}" for place in sorted(unknown)]
            if "threshold" in catalogue.places(row[column]) and not row["threshold"].strip():
                gaps.append(f"no threshold for the {column} {where}")
        if rule.found_by == "policy":
            unknown = set(row["evidence"].split()) - EVIDENCE
            gaps += [f"nobody gathers the evidence {evidence} {where}" for evidence in sorted(unknown)]
            if rule.sql and row["family"] != rule.sql.parent.name:
                gaps.append(f"its family is not the folder {rule.sql.parent.name} {where}")
    return gaps


def _policy_gaps(root: Path, rule: Rule) -> list[str]:
    """What a policy's SQL, YAML and planted faults lack."""
    gaps = []
    if rule.sql is None:
        gaps.append(f"no model policy__{rule.rule_id}.sql ({POLICIES}/<family>)")
    if rule.details is None:
        gaps.append(f"not in the list of policies ({UNION})")
    looked_for = (root / UNFILLED).read_text(encoding="utf-8")
    gaps += [
        f"nobody looks for its place {{{detail}}} left open ({UNFILLED})"
        for detail in rule.details or []
        if f"'{detail}'" not in looked_for
    ]
    if not str(rule.model.get("description", "")).startswith("One row per"):
        gaps.append(f"no paragraph that begins with the grain, `One row per` ({rule.properties})")
    if rule.named_tests != [rule.rule_id]:
        gaps.append(f"no dbt test has_no_findings of its name ({rule.properties})")
    if not any(expects_rows(test) for test in rule.unit_tests):
        gaps.append(f"no unit test with a failing case, which expects rows ({rule.properties})")
    if not any(not expects_rows(test) for test in rule.unit_tests):
        gaps.append(f"no unit test with a passing case, which expects none ({rule.properties})")
    with (root / EXPECTED).open(encoding="utf-8", newline="") as file:
        planted = {(row["policy_id"], row["condition"], row["severity"]) for row in csv.DictReader(file)}
    gaps += [
        f"no planted fault of condition {row['condition']} and severity {row['severity']} ({EXPECTED})"
        for row in rule.rows
        if row["severity"] != "off"
        and (rule.rule_id, row["condition"], row["severity"]) not in planted
        and not _is_planted_by_a_test(root, rule.rule_id, row["condition"])
    ]
    faults = (root / DEMO).read_text(encoding="utf-8").split("## Planted faults")[1].split("\n## ")[0]
    if f"`{rule.rule_id}`" not in faults:
        gaps.append(f"not among the planted faults ({DEMO})")
    return gaps


def _is_planted_by_a_test(root: Path, policy: str, condition: str) -> bool:
    """Whether a test plants a condition of a policy and names both."""
    file = PLANTED_BY_A_TEST.get((policy, condition))
    return file is not None and f'("{policy}", "{condition}"' in (root / file).read_text(encoding="utf-8")


def _evaluator_gaps(rule: Rule) -> list[str]:
    """What a rule of the evaluator lacks."""
    gaps = []
    if rule.sql is None:
        gaps.append(f"no model stg_evaluator__{rule.rule_id}.sql ({catalogue.STAGING})")
    if rule.named_tests != [rule.rule_id]:
        gaps.append(f"no dbt test has_no_findings of its name ({GOVERNANCE})")
    return gaps


def _page_gaps(root: Path, rule: Rule) -> list[str]:
    """Whether the rule has its page."""
    page = catalogue.PAGES / f"{rule.rule_id}.md"
    return [] if (root / page).is_file() else [f"no page; run integration_tests/rules/write_pages.py ({page})"]
