"""Read the rules of the mesh, policies and evaluator rules alike, from the seed, the SQL and the YAML."""

from __future__ import annotations

import ast
import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SEED = Path("seeds/hub/governance/mesh_policies.csv")
POLICIES = Path("models/hub/policies")
GOVERNANCE = Path("models/hub/governance/_governance.yml")
WORDING = Path("models/hub/governance/_governance__unit_tests.yml")
UNION = Path("models/hub/governance/int_mesh__policy_findings.sql")
# The one policy that has to know all other findings stands apart from the union.
EXCEPTIONS = Path("models/hub/governance/int_mesh__exception_findings.sql")
EVALUATOR_FINDINGS = Path("models/hub/evaluator/int_mesh__evaluator_findings.sql")
UNFILLED = Path("tests/hub/assert_every_place_of_a_finding_is_filled.sql")
STAGING = Path("models/hub/staging/evaluator")
PAGES = Path(".github/rules")
# Measurements, which the evaluator calls facts like its rules.
METRICS = ("fct_documentation_coverage", "fct_test_coverage")
# Where no evaluator is read there is nothing to count.
EVALUATOR_CONFIG = {"enabled": "{{ var('mesh_reads_evaluator', true) }}"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Rule:
    """A policy of the mesh, or a rule of dbt Project Evaluator, as far as the repository has it.

    Attributes:
        rule_id: The id.
        found_by: `policy` or `evaluator`.
        rows: Its rows of the seed, one per condition.
        sql: Its model, from the root of the repository; None where there is none.
        model: Its model's entry in the YAML beside the SQL; empty where there is none.
        unit_tests: Unit tests of its model.
        details: Columns of its own that the union fills into the templates; None where the union lacks it.
        named_tests: Names of the dbt tests that count its findings.
        places: What its templates may name.
    """

    rule_id: str
    found_by: str
    rows: list[dict[str, str]] = field(default_factory=list)
    sql: Path | None = None
    model: dict[str, Any] = field(default_factory=dict)
    unit_tests: list[dict[str, Any]] = field(default_factory=list)
    details: list[str] | None = None
    named_tests: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    @property
    def properties(self) -> Path:
        """Where the YAML of a policy stands: beside its SQL."""
        return (self.sql or POLICIES / f"policy__{self.rule_id}.sql").with_suffix(".yml")


def read(root: Path) -> list[Rule]:
    """Return every rule that the repository knows in one way or another, sorted by id.

    Args:
        root: The repository.
    """
    rules: dict[str, Rule] = {}
    with (root / SEED).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rules.setdefault(row["policy_id"], Rule(row["policy_id"], row["found_by"])).rows.append(row)
    for path in sorted((root / POLICIES).rglob("policy__*.sql")):
        rule_id = path.stem.removeprefix("policy__")
        rules.setdefault(rule_id, Rule(rule_id, "policy")).sql = path.relative_to(root)
    for rule_id, details in united(root).items():
        rules.setdefault(rule_id, Rule(rule_id, "policy")).details = details
    for path in sorted((root / STAGING).rglob("stg_evaluator__fct_*.sql")):
        rule_id = path.stem.removeprefix("stg_evaluator__")
        if rule_id not in METRICS:
            rules.setdefault(rule_id, Rule(rule_id, "evaluator")).sql = path.relative_to(root)
    for path in sorted((root / POLICIES).rglob("policy__*.yml")):
        properties = yaml_of(path)
        rule_id = path.stem.removeprefix("policy__")
        rule = rules.setdefault(rule_id, Rule(rule_id, "policy"))
        rule.model = next((model for model in properties.get("models", []) if model["name"] == path.stem), {})
        rule.unit_tests = [test for test in properties.get("unit_tests", []) if test["model"] == path.stem]
        rule.named_tests = [test["name"] for test in finding_tests(rule.model) if counts(test, rule_id)]
    properties = yaml_of(root / GOVERNANCE)
    [findings] = [model for model in properties["models"] if model["name"] == "fct_mesh__findings"]
    for test in finding_tests(findings):
        rule_id = test["arguments"]["policy_id"]
        rule = rules.setdefault(rule_id, Rule(rule_id, "evaluator"))
        rule.named_tests += [test["name"]] if counts(test, rule_id, EVALUATOR_CONFIG) else []
    # the places of every finding are those that the unit test of the wording fills
    [worded] = [
        test for test in yaml_of(root / WORDING)["unit_tests"] if test["name"] == "a_finding_is_worded_by_the_seed"
    ]
    of_verdicts = set(
        re.findall(r"'(\w+)': mesh_commons\._place_value\(", (root / EVALUATOR_FINDINGS).read_text(encoding="utf-8"))
    )
    for rule in rules.values():
        if rule.found_by == "policy":
            rule.places = places(str(worded["given"])) | set(rule.details or [])
        else:
            rule.places = of_verdicts | {"domain", "project", "threshold"}
    return [rules[rule_id] for rule_id in sorted(rules)]


def yaml_of(path: Path) -> dict[str, Any]:
    """Return the content of a properties file."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return content


def united(root: Path) -> dict[str, list[str]]:
    """Return the policies that the union lists, and the one apart, each with the details it fills in."""
    listed = re.search(r"set policies = (\{.*?\}) -%\}", (root / UNION).read_text(encoding="utf-8"), re.DOTALL)
    assert listed, f"{UNION} has no list of policies"
    policies: dict[str, list[str]] = ast.literal_eval(listed[1])
    apart = re.search(r"_policy_finding_rows\(\s*('\w+', \[.*?\])", (root / EXCEPTIONS).read_text(encoding="utf-8"))
    assert apart, f"{EXCEPTIONS} names no policy"
    policy, details = ast.literal_eval(apart[1])
    return {**policies, policy: details}


def finding_tests(model: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the has_no_findings tests of a model's entry."""
    return [test["has_no_findings"] for test in model.get("data_tests", []) if "has_no_findings" in test]


def counts(test: dict[str, Any], rule_id: str, config: dict[str, Any] | None = None) -> bool:
    """Return whether a has_no_findings test counts the findings of a rule, and all of them."""
    arguments = test.get("arguments", {})
    counted = {"policy_id": rule_id, **arguments} == {"policy_id": rule_id}
    return counted and test.get("config") == config and set(test) <= {"name", "arguments", "config"}


def expects_rows(test: dict[str, Any]) -> bool:
    """Return whether a unit test expects any row; in a CSV the first line is none."""
    rows = test["expect"]["rows"]
    return len(rows.strip().splitlines()) > 1 if isinstance(rows, str) else bool(rows)


def places(template: str) -> set[str]:
    """Return the places of a template, be they misspelt; what has a colon is of the YAML around it."""
    return set(re.findall(r"\{([^{}:]*)\}", template))
