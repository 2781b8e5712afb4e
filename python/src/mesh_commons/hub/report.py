"""The summary and findings of a built hub, for people and for machines. It selects; it decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.hub.findings import Finding, counted, in_table, listed
from mesh_commons.output.escape import escaped, left, right, width
from mesh_commons.output.render import JSON, TEXT, renders

# Projects, and policies, that are named beside one reason; the JSON has them all.
MOST_NAMED = 10
METRICS = ("domains", "projects", "models", "cross_project_edges", "back_door_edges", "data_products")
LABELS = {
    "domains": "domains",
    "projects": "projects",
    "models": "own models",
    "cross_project_edges": "model-to-model edges between projects",
    "back_door_edges": "back doors",
    "data_products": "data products",
}


@dataclass(frozen=True, order=True)
class NotJudged:
    """What could not be judged, as `fct_mesh__policy_coverage` and `fct_evaluator__coverage` have it.

    Attributes:
        domain: The project's domain.
        project: The project.
        counterpart: The other project of a pair; empty for the project as a whole.
        reason: Why not.
        remedy: What to do about it.
    """

    domain: str
    project: str
    counterpart: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Report:
    """What a hub holds.

    Attributes:
        metrics: Figures of `fct_mesh__summary`.
        domains: Name, number of projects, of models and of data products of each domain.
        edges: Number of edges by parent's and child's domain, where the two differ.
        findings: Findings, the gravest first, the excepted ones among them.
        unjudged: Policies that could not be judged, by what they could not be judged for.
        judged_domains: Domains whose findings count; those of others are shown and fail nobody. Empty for all.
        outdated: What became of each project that is not stored as it was when the hub was built; None where that
            cannot be told.
    """

    metrics: dict[str, int]
    domains: list[tuple[str, int, int, int]]
    edges: dict[tuple[str, str], int]
    findings: list[Finding]
    unjudged: dict[NotJudged, list[str]]
    outdated: dict[str, str] | None = None
    judged_domains: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """Number of findings at error severity, not excepted, in the domains that are judged."""
        return sum(finding.severity == "error" for finding in self.open_findings if not self.is_foreign(finding))

    @property
    def open_findings(self) -> list[Finding]:
        """Findings that are not excepted."""
        return [finding for finding in self.findings if not finding.is_excepted]

    @property
    def is_judged_whole(self) -> bool:
        """Whether everything could be judged in the domains that are."""
        return all(self.is_foreign(unjudged) for unjudged in self.unjudged)

    def is_foreign(self, item: Finding | NotJudged) -> bool:
        """Return whether a finding, or what was not judged, is none of the domains that are judged."""
        return bool(self.judged_domains) and item.domain not in self.judged_domains

    def judging(self, domains: Sequence[str]) -> Report:
        """Return the report in which only the findings of some domains count.

        Args:
            domains: Their names; none for all.

        Raises:
            MeshError: One of them is no domain of the mesh, or nothing of it is known.
        """
        known_of = {name: projects + models for name, projects, models, _ in self.domains}
        for name in domains:
            if name not in known_of:
                known = ", ".join(sorted(known_of)) or "none"
                raise MeshError(f"--domain {name}", "is no domain of this mesh", f"Its domains: {known}.")
            if not known_of[name]:
                remedy = (
                    "Give `mesh` its artifacts too. Where they are among these, mesh_domains gives it a project or a "
                    "group that there is not by that name."
                )
                raise MeshError(f"--domain {name}", "is a domain of which nothing was gathered", remedy)
        return replace(self, judged_domains=tuple(domains))


@renders(JSON)
def report_as_json(report: Report) -> dict[str, Any]:
    """Render the report as one object for machines."""
    counts = Counter(finding.policy for finding in report.open_findings)
    summary: dict[str, Any] = {name: report.metrics.get(name) for name in METRICS}
    summary["findings_by_policy"] = dict(sorted(counts.items()))
    not_judged = [
        {
            "policy": policy,
            "domain": unjudged.domain,
            "project": unjudged.project,
            "counterpart": unjudged.counterpart or None,
            "reason": unjudged.reason,
            "remedy": unjudged.remedy,
        }
        for unjudged, policies in sorted(report.unjudged.items())
        for policy in sorted(policies)
    ]
    return {
        "summary": summary,
        "findings": [{**vars(finding), "is_foreign": report.is_foreign(finding)} for finding in report.findings],
        "not_judged": not_judged,
        "is_outdated": None if report.outdated is None else bool(report.outdated),
        "outdated": [{"project": project, "what": what} for project, what in sorted((report.outdated or {}).items())],
    }


@renders(TEXT)
def outdated_as_text(report: Report) -> list[str]:
    """Render that the hub is older than what is stored beside it, where it is."""
    if not report.outdated:
        return []
    changed = ", ".join(f"{project} ({what})" for project, what in sorted(report.outdated.items()))
    return [
        f"mesh: warning: the hub was built before what is stored now: {changed}. What is printed is about what was "
        "stored then. Run 'dbt build', or the check, again."
    ]


@renders(TEXT)
def report_as_text(report: Report) -> list[str]:
    """Render the report for people."""
    lines = ["The mesh"]
    lines += [f"  {report.metrics[name]:>7}  {LABELS[name]}" for name in METRICS if name in report.metrics]
    lines += ["", "Domains"]
    rows = [("domain", "projects", "models", "data products")]
    rows += [(name, str(projects), str(models), str(products)) for name, projects, models, products in report.domains]
    lines += _table(rows)
    lines += ["", "Edges between domains (read by)"]
    pairs = sorted(report.edges.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {count:>7}  {parent} -> {child}" for (parent, child), count in pairs] or ["  none"]
    return [*lines, "", *_findings(report), *_unjudged(report)]


def _unjudged(report: Report) -> list[str]:
    """Lay out what was not judged, what has one reason once."""
    alike: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
    for unjudged, names in sorted(report.unjudged.items()):
        subject = f"{unjudged.project} with {unjudged.counterpart}" if unjudged.counterpart else unjudged.project
        alike.setdefault((tuple(sorted(names)), unjudged.reason, unjudged.remedy), []).append(subject)
    lines = ["", "Not judged, which is not passed"] if alike else []
    for (policies, reason, remedy), subjects in alike.items():
        counted = f"{len(policies)} {'policies' if len(policies) > 1 else 'policy'} ({_named(policies)})"
        lines += [
            f"  {_named(subjects)}: {counted}",
            f"        {reason}",
            f"        fix: {remedy}",
        ]
    return lines


def _named(names: Sequence[str]) -> str:
    """Lay out names, the first of many only."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def _findings(report: Report) -> list[str]:
    """Lay out the findings: those that are judged, those of other domains, and those that are excepted."""
    findings = report.open_findings
    excepted = [finding for finding in report.findings if finding.is_excepted]
    if not report.findings:
        return ["Findings", "  none"]
    own = [finding for finding in findings if not report.is_foreign(finding)]
    foreign = [finding for finding in findings if report.is_foreign(finding)]
    named = f" of {', '.join(report.judged_domains)}" if report.judged_domains else ""
    lines = ["Findings by policy and domain", *_table(in_table(findings)), ""] if findings else []
    lines += [f"Findings{named}", *(listed(own) or ["  none"])]
    if foreign:
        lines += ["", "Findings of other domains, which fail nobody here", *listed(foreign)]
    if excepted:
        lines += ["", "Excepted findings, which fail nobody until their exception ends", *listed(excepted)]
    lines += ["", counted(own, named, [finding for finding in excepted if not report.is_foreign(finding)])]
    foreign_excepted = [finding for finding in excepted if report.is_foreign(finding)]
    if foreign or foreign_excepted:
        lines.append(counted(foreign, " of other domains", foreign_excepted))
    return lines


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lay rows out in columns, the first row their heads, numbers to the right."""
    # Escaped here already: what is shown for a character is wider than the character.
    columns = [[escaped(cell) for cell in column] for column in zip(*rows, strict=True)]
    laid = []
    for column in columns:
        pad = right if len(column) > 1 and all(cell.isdecimal() for cell in column[1:]) else left
        wide = max(map(width, column))
        laid.append([pad(cell, wide) for cell in column])
    return ["  " + "  ".join(cells).rstrip() for cells in zip(*laid, strict=True)]
