"""Write a page for each rule of the mesh, and their index, from the seed and the YAML into .github/rules."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import catalogue
from catalogue import Rule

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = {
    "resources": "its models and other resources",
    "columns": "the columns of its resources",
    "column_names": "some column of each of its public models",
    "types": "the types of its public keys that other domains have too",
    "all_types": "the types of its public columns that other domains have too",
    "meta": "the keys of its `meta`",
    "vocabulary": "on which keys of `meta` the domains have agreed, where it has others than this package reads",
    "descriptions": "their descriptions",
    "edges": "what reads what",
    "sources": "its sources",
    "freshness": "the freshness rules of its sources",
    "tests": "its data tests and constraints",
    "readers": "its exposures, metrics and semantic models",
    "consumers": "all that every project of the mesh reads",
    "macros": "its macros",
    "owners": "who owns its groups and models",
    "grants": "to whom its models are granted",
    "principals": "whom the registry lets read its domain",
    "schemas": "which domain owns which schema",
    "all_columns": "all columns of its public models",
    "descents": "all columns of what descends from personal data of another domain",
    "places": "where its domains build, by the registry, and that it was parsed for production",
    "age": "when its artifacts were written",
    "packages": "which of its resources an installed package brought",
    "access": "which of its models are public",
    "contracts": "which of its public models have a contract",
    "materialized": "how its public models are materialised",
    "warehouse": "which warehouse it is in, where another project on its engine may be in another",
    "relations": "that it was parsed for production, and so was, as a whole, each project whose relations its sources "
    "may be",
    "rival_builders": "each project that may build a relation of the same name",
    "rival_claims": "each project of another domain that may read a table that it reads",
    "rival_macros": "each project of another domain that may define a macro of the same name",
    "parents": "what it reads of other projects",
    "published": "which of what it reads of other projects is public",
    "statements": "what its resources and groups state in `meta.mesh`",
}
DECISIONS_LINK = "[mesh_policy_decisions.csv](../../seeds/hub/governance/mesh_policy_decisions.csv)"
GOVERNING = "../docs/governing.md"
# From these there is no exception.
UNEXCEPTED = ("exception_invalid", "policy_weakened")


def pages(root: Path) -> dict[str, str]:
    """Return the text of every page, by file name.

    Args:
        root: The repository.
    """
    # a rule that has no row in the seed has nothing to say; completeness.py names it
    rules = [rule for rule in catalogue.read(root) if rule.rows]
    return {"README.md": index(rules), **{f"{rule.rule_id}.md": page(rule) for rule in rules}}


def index(rules: list[Rule]) -> str:
    """Return the index: a table of the policies, and one of the evaluator's rules."""
    parts = [
        "# The rules of the mesh",
        "One page for each rule: when it breaks, an example, why it matters, how to mend it and how to except it.",
    ]
    for found_by, heading, text in (
        (
            "policy",
            "Policies of the mesh",
            "Each needs the whole mesh to be seen, or guards what one domain offers others.",
        ),
        (
            "evaluator",
            "Rules of dbt Project Evaluator",
            "Each is judged inside one project by the evaluator that runs there; the mesh collects the verdicts.",
        ),
    ):
        lines = ["| rule | breaks when | severity | who can mend it |", "| --- | --- | --- | --- |"]
        for rule in rules:
            if rule.found_by == found_by:
                shown = [f"[`{rule.rule_id}`]({rule.rule_id}.md)", *[""] * (len(rule.rows) - 1)]
                lines += [
                    f"| {name} | {row['breaks_when']} | {row['severity']} | {row['owner']} |"
                    for name, row in zip(shown, rule.rows, strict=True)
                ]
        parts += [f"## {heading}", text, "\n".join(lines)]
    return finished(parts)


def page(rule: Rule) -> str:
    """Return the page of a rule."""
    first = rule.rows[0]
    kind = "A policy of the mesh" if rule.found_by == "policy" else "A rule of dbt Project Evaluator"
    parts = [f"# {rule.rule_id}", f"{kind}, of the family *{first['family']}*. All rules: [index](README.md)."]
    parts += ["## When it breaks", conditions(rule)]
    if rule.model:
        parts.append(f"What is counted: {' '.join(str(rule.model['description']).split())}")
    parts += ["## Example that breaks it", *each(rule, "example")]
    parts += ["## Why it matters", *each(rule, "why")]
    parts += ["## How to mend it", *mending(rule)]
    parts += ["## How to except it", excepting(rule)]
    parts += ["## What must be known", evidence(rule)]
    return finished(parts)


def conditions(rule: Rule) -> str:
    """Return the table of the rule's conditions; where it has one only, without their names."""
    several = len(rule.rows) > 1
    lines = ["| condition | when | severity | who can mend it |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{row['condition']}` | {row['breaks_when']} | {row['severity']} | {row['owner']} |" for row in rule.rows
    ]
    return "\n".join(lines if several else ["|" + line.split("|", 2)[2] for line in lines])


def each(rule: Rule, column: str) -> list[str]:
    """Return a column of the rule's rows: one paragraph, or a list by condition."""
    if len(rule.rows) == 1:
        return [rule.rows[0][column]]
    return ["\n".join(f"- `{row['condition']}`: {row[column]}" for row in rule.rows)]


def mending(rule: Rule) -> list[str]:
    """Return what the finding says and what to do; the places are shown as they are filled in."""
    parts = []
    for row in rule.rows:
        if len(rule.rows) > 1:
            parts.append(f"### `{row['condition']}`")
        parts += [shown(row["remedy"]), "The finding says:", f"> {shown(row['message'])}"]
    return parts


def shown(template: str) -> str:
    """Return a template with its places in italics."""
    for place in sorted(catalogue.places(template)):
        template = template.replace(f"{{{place}}}", f"*{place.replace('_', ' ')}*")
    return template


def excepting(rule: Rule) -> str:
    """Return how one gets rid of the finding without mending it."""
    whole = (
        f"For the whole mesh: a decision, a row of {DECISIONS_LINK} in your copy of the package, which is released "
        f"with it ([a policy's life]({GOVERNING}#a-policys-life))."
    )
    if rule.rule_id in UNEXCEPTED:
        return f"There is no exception for a single resource or domain: it would be one from all others.\n{whole}"
    one = (
        "For one resource, or a group of them: beside it, in `config.meta.mesh.exceptions`, with the policy "
        f"`{rule.rule_id}`, a reason, who approved it and its last day ([exceptions]({GOVERNING}#exceptions))."
    )
    if rule.found_by == "evaluator":
        return (
            f"{one}\nIn one project, without an end: a row (`fct_name,column_name,id_to_exclude,comment`) in the "
            "evaluator's own seed there, `dbt_project_evaluator_exceptions`; the mesh takes over what the evaluator "
            f"then says.\n{whole}"
        )
    return f"{one}\n{whole}"


def evidence(rule: Rule) -> str:
    """Return what has to be known of a project for a verdict."""
    if rule.found_by == "evaluator":
        return (
            f"The table `{rule.rule_id}` that dbt Project Evaluator 1.x builds in the project. A project without it is "
            "not judged, which is not passed: `fct_evaluator__coverage` names it and says what to do."
        )
    known = [EVIDENCE[part] for part in rule.rows[0]["evidence"].split()]
    place = rule.sql.as_posix() if rule.sql else ""
    return (
        f"Of a project: {'; '.join(known)}. A project of which this is not known is not judged, which is not "
        "passed: `fct_mesh__policy_coverage` names it and says what to do. The rule itself: "
        f"[SQL](../../{place}), [cases](../../{rule.properties.as_posix()})."
    )


def finished(parts: list[str]) -> str:
    """Return paragraphs as one text, wrapped, with a note on where it comes from."""
    note = "<!-- Written by integration_tests/rules/write_pages.py from the seed and the YAML. Change those. -->"
    return "\n\n".join(wrapped(part) for part in [*parts, note]) + "\n"


def wrapped(part: str) -> str:
    """Return a paragraph, list or quotation in lines of at most 120 characters; tables stay as they are."""
    if part.startswith(("|", "<!--", "#")):
        return part
    indent = "> " if part.startswith("> ") else "  " if part.startswith("- ") else ""
    return "\n".join(
        textwrap.fill(line, 120, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        for line in part.splitlines()
    )


def main() -> int:
    """Write the pages, remove those of rules that are gone, and return 0."""
    directory = ROOT / catalogue.PAGES
    directory.mkdir(exist_ok=True)
    texts = pages(ROOT)
    for stale in {path.name for path in directory.glob("*.md")} - set(texts):
        (directory / stale).unlink()
    for name, text in texts.items():
        (directory / name).write_text(text, encoding="utf-8")
    print(f"{catalogue.PAGES}: {len(texts) - 1} rules and their index")
    return 0


if __name__ == "__main__":
    sys.exit(main())
