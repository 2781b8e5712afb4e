"""Change each condition of each policy's SQL, and say which changes no test sees.

`make mutants` builds the demo mesh and the hub on it, once. Then every condition (what stands between `and` and `or`,
and each `when`) is negated and left out, one at a time. A mutant is killed by a unit test of the policy, whose rows are
laid into tables of the hub's types here, or by the demo, in which the policy then has other rows than before. What
survives is listed; `survivors.yml` says why it may, and no more than that: a reason that no survivor needs is an error.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "integration_tests" / "helpers"))

import duckdb  # noqa: E402
import jinja2  # noqa: E402
import sqlglot  # noqa: E402
import yaml  # noqa: E402
from hub import ARTIFACTS_SCHEMA, HUB_SCHEMA, stage_hub  # noqa: E402
from sqlglot import exp  # noqa: E402

POLICIES = Path("models/hub/policies")
# The unit tests of policies that look at the clock are told this day; the demo is looked at on it too.
TODAY = "2026-03-31"
CHANGES = ("negated", "dropped")
SCRATCH = "mutants"
Rows = Counter[tuple[Any, ...]]


@dataclass(frozen=True)
class Mutant:
    """One change of a policy's SQL.

    Attributes:
        policy: The policy.
        change: `negated` or `dropped`.
        condition: What was changed, as SQL.
        sql: The whole query, changed.
    """

    policy: str
    change: str
    condition: str
    sql: str


@dataclass(frozen=True)
class Reason:
    """Why a mutant may survive.

    Attributes:
        policy: The policy.
        change: `negated` or `dropped`.
        part: A part of the condition, as the list of survivors has it.
        text: The reason, one sentence.
    """

    policy: str
    change: str
    part: str
    text: str

    def explains(self, mutant: Mutant) -> bool:
        """Whether this is the reason of a mutant."""
        return (self.policy, self.change) == (mutant.policy, mutant.change) and self.part in mutant.condition


def read_reasons(file: Path) -> list[Reason]:
    """Read the reasons of survivors: policy, change, part of the condition, reason."""
    reasons = []
    for policy, changes in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
        for change, parts in changes.items():
            if change not in CHANGES or not isinstance(parts, dict):
                raise SystemExit(f"{file.name}, {policy}: '{change}' is none of {CHANGES} with conditions under it.")
            reasons += [Reason(policy, change, part, text) for part, text in parts.items()]
    return reasons


def report(survivors: list[Mutant], reasons: list[Reason]) -> Iterator[tuple[bool, str]]:
    """Yield what to say of survivors and their reasons, and whether it is in order."""
    for mutant in survivors:
        found = [reason.text for reason in reasons if reason.explains(mutant)]
        line = f"{mutant.policy}: {mutant.change}: {mutant.condition}"
        yield (True, f"explained: {line}: {found[0]}") if found else (False, f"unexplained: {line}")
    for reason in reasons:
        if not any(reason.explains(mutant) for mutant in survivors):
            yield False, f"stale reason, no survivor needs it: {reason.policy}: {reason.change}: {reason.part}"


def conditions(tree: exp.Expression) -> list[exp.Expression]:
    """Return the smallest conditions of a query: the parts of its `where`, `on` and `when`, between `and` and `or`."""
    found: list[exp.Expression] = []

    def take(node: exp.Expression) -> None:
        inner = node.unnest()
        if isinstance(inner, (exp.And, exp.Or)):
            take(inner.left)
            take(inner.right)
        else:
            found.append(inner)

    for node in tree.walk():
        if isinstance(node, (exp.Where, exp.Having)):
            take(node.this)
        elif isinstance(node, exp.Join) and node.args.get("on"):
            take(node.args["on"])
        elif isinstance(node, exp.If):
            take(node.this)
    return found


def parse(sql: str) -> exp.Expression:
    """Parse a query; `case x when 1` becomes `case when x = 1`, so that each `when` has a condition."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for case in tree.find_all(exp.Case):
        if compared := case.args.get("this"):
            for branch in case.args["ifs"]:
                branch.set("this", exp.EQ(this=compared.copy(), expression=branch.this))
            case.set("this", None)
    return tree


def mutants(policy: str, sql: str) -> Iterator[Mutant]:
    """Yield the mutants of a policy."""
    count = len(conditions(parse(sql)))
    for number in range(count):
        for change in CHANGES:
            tree = parse(sql)
            condition = conditions(tree)[number]
            said = condition.sql(dialect="duckdb")
            if change == "negated":
                condition.replace(exp.Not(this=exp.Paren(this=condition.copy())))
            else:
                parent = condition.parent
                while isinstance(parent, exp.Paren):
                    parent = parent.parent
                condition.replace(exp.false() if isinstance(parent, (exp.Or, exp.If)) else exp.true())
            yield Mutant(policy, change, said, tree.sql(dialect="duckdb"))


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    """Return the rows of a query, in no order."""
    return Counter(connection.execute(query).fetchall())


def given_rows(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of an input or expectation of a unit test, whether written as YAML or as CSV."""
    if given.get("format") != "csv":
        return given["rows"] or []
    read = csv.DictReader(io.StringIO(given["rows"].strip()))
    return [{name.strip(): (value or "").strip() or None for name, value in row.items()} for row in read]


def fill(connection: duckdb.DuckDBPyConnection, table: str, like: str, given: dict[str, Any]) -> None:
    """Make a table like one of the hub, with the rows of an input or expectation in it."""
    connection.execute(f"create or replace table {table} as select * from {like} limit 0")
    if given.get("format") == "sql":
        connection.execute(f"insert into {table} by name {jinja2.Template(given['rows']).render()}")
        return
    for row in given_rows(given):
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


class Case:
    """A unit test, its inputs laid into a schema of their own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, number: int, test: dict[str, Any]) -> None:
        """Lay the inputs of a unit test into tables."""
        self.connection, self.schema, self.name = connection, f"{SCRATCH}_{number}", str(test["name"])
        connection.execute(f"drop schema if exists {self.schema} cascade")
        connection.execute(f"create schema {self.schema}")
        for given in test["given"]:
            found = re.search(r"'([a-z0-9_]+)'\)", given["input"])
            assert found is not None, given["input"]
            fill(connection, f"{self.schema}.{found[1]}", f"{HUB_SCHEMA}.{found[1]}", given)
        expected = given_rows(test["expect"])
        self.columns = ", ".join(expected[0]) if expected else "count(*)"
        model = f"{HUB_SCHEMA}.{test['model']}"
        fill(connection, f"{self.schema}.expected", model, test["expect"])
        self.expected = rows(connection, f"select {self.columns} from {self.schema}.expected")

    def passes(self, sql: str) -> bool:
        """Whether a query gives what the test expects."""
        query = sql.replace(f"{HUB_SCHEMA}.", f"{self.schema}.").replace(f'"{HUB_SCHEMA}".', f"{self.schema}.")
        return rows(self.connection, f"select {self.columns} from ({query}) as found") == self.expected


def build(directory: Path) -> Path:
    """Build the hub on the artifacts of the demo in a directory; return its database."""
    hub = stage_hub(directory, "duckdb")
    demo = ROOT / "integration_tests" / "domains" / "target" / "mesh.duckdb"
    if not demo.is_file():
        raise SystemExit(f"{demo} is not there. Run `make demo` first.")
    with duckdb.connect(hub.database) as connection:
        connection.execute(f"attach '{demo}' as demo (read_only)")
        connection.execute(f"create schema if not exists {ARTIFACTS_SCHEMA}")
        tables = connection.execute(
            "select table_name from information_schema.tables where table_catalog = 'demo' and table_schema = ?",
            [ARTIFACTS_SCHEMA],
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"create table {ARTIFACTS_SCHEMA}.{table} as from demo.{ARTIFACTS_SCHEMA}.{table}")
    day = json.dumps({"mesh_today": TODAY, "mesh_reads_evaluator": False})
    registry = yaml.safe_load((ROOT / "integration_tests/domains/mesh_domains.yml").read_text(encoding="utf-8"))
    hub.settings(**registry)
    selected = ["--select", "+path:models/hub/policies", "--exclude-resource-type", "test", "unit_test"]
    hub.dbt("build", "--vars", day, *selected)
    return Path(hub.database)


def main() -> int:
    """Try all mutants and print what became of them; 1 where a survivor has no reason, or a reason no survivor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path, help="an empty directory to build the hub in")
    parser.add_argument("--policy", action="append", help="only this policy; may be given several times")
    arguments = parser.parse_args()
    files = {file.stem.removeprefix("policy__"): file for file in sorted((ROOT / POLICIES).glob("*/policy__*.sql"))}
    if unknown := sorted(set(arguments.policy or ()) - set(files)):
        parser.error(f"there is no policy {', '.join(unknown)}")
    reasons = [
        reason
        for reason in read_reasons(Path(__file__).parent / "survivors.yml")
        if not arguments.policy or reason.policy in arguments.policy
    ]
    # dbt runs in it, where a relative path would lead elsewhere
    directory = arguments.directory.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    database = build(directory)
    killed: Counter[str] = Counter()
    tried, survivors = 0, []
    with duckdb.connect(str(database)) as connection:
        connection.execute("set threads = 2")
        for policy, file in files.items():
            model = file.stem
            if arguments.policy and policy not in arguments.policy:
                continue
            compiled = directory / "target/compiled/mesh_commons" / file.relative_to(ROOT)
            sql = compiled.read_text(encoding="utf-8").replace('"hub".', "")
            properties = yaml.safe_load(file.with_suffix(".yml").read_text(encoding="utf-8"))
            cases = [
                Case(connection, number, test)
                for number, test in enumerate(properties["unit_tests"])
                if test["model"] == model
            ]
            for case in cases:
                if not case.passes(sql):
                    raise SystemExit(f"{case.name} does not pass here although nothing was changed.")
            usual = rows(connection, sql)
            for mutant in mutants(policy, sql):
                tried += 1
                try:
                    if not all(case.passes(mutant.sql) for case in cases):
                        killed["unit test"] += 1
                    elif rows(connection, mutant.sql) != usual:
                        killed["demo"] += 1
                    else:
                        survivors.append(mutant)
                except duckdb.Error:
                    killed["database"] += 1
    print(f"{tried} mutants, {sum(killed.values())} killed ({dict(killed)}), {len(survivors)} survived")
    failed = False
    for is_in_order, line in report(survivors, reasons):
        failed = failed or not is_in_order
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
