"""The summary and findings of a built hub, for people and for machines. It selects; it decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SEVERITIES = ("error", "warn", "info")
METRICS = ("domains", "projects", "models", "cross_project_edges", "back_door_edges", "data_products")
LABELS = {
    "domains": "domains",
    "projects": "projects",
    "models": "own models",
    "cross_project_edges": "model-to-model edges between projects",
    "back_door_edges": "back doors",
    "data_products": "data products",
}


@dataclass(frozen=True)
class Finding:
    """One finding, as `fct_mesh__findings` has it."""

    policy: str
    severity: str
    domain: str
    project: str
    resource: str
    message: str
    fix: str


@dataclass(frozen=True)
class Report:
    """What a hub holds.

    Attributes:
        metrics: Figures of `fct_mesh__summary`.
        domains: Name, number of projects, of models and of data products of each domain.
        edges: Number of edges by parent's and child's domain, where the two differ.
        findings: Findings, the gravest first.
        unjudged: Policies that could not be judged, by project, reason and remedy.
    """

    metrics: dict[str, int]
    domains: list[tuple[str, int, int, int]]
    edges: dict[tuple[str, str], int]
    findings: list[Finding]
    unjudged: dict[tuple[str, str, str], list[str]]

    @property
    def errors(self) -> int:
        """Number of findings at error severity."""
        return sum(finding.severity == "error" for finding in self.findings)

    def as_object(self) -> dict[str, Any]:
        """Return the report as one object for JSON."""
        counts = Counter(finding.policy for finding in self.findings)
        summary: dict[str, Any] = {name: self.metrics.get(name) for name in METRICS}
        summary["findings_by_policy"] = dict(sorted(counts.items()))
        return {"summary": summary, "findings": [vars(finding) for finding in self.findings]}

    def as_text(self) -> str:
        """Return the report as text for people."""
        lines = ["The mesh"]
        lines += [f"  {self.metrics[name]:>7}  {LABELS[name]}" for name in METRICS if name in self.metrics]
        lines += ["", "Domains"]
        rows = [("domain", "projects", "models", "data products")]
        rows += [(name, str(projects), str(models), str(products)) for name, projects, models, products in self.domains]
        lines += _table(rows)
        lines += ["", "Edges between domains (read by)"]
        pairs = sorted(self.edges.items(), key=lambda item: (-item[1], item[0]))
        lines += [f"  {count:>7}  {parent} -> {child}" for (parent, child), count in pairs] or ["  none"]
        return "\n".join([*lines, "", *self._findings_as_text(), *self._unjudged_as_text()])

    def _unjudged_as_text(self) -> list[str]:
        lines = ["", "Not judged, which is not passed"] if self.unjudged else []
        for (project, reason, remedy), names in sorted(self.unjudged.items()):
            lines += [f"  {project}: {len(names)} policies ({', '.join(sorted(names))})"]
            lines += [f"        {reason}", f"        fix: {remedy}"]
        return lines

    def _findings_as_text(self) -> list[str]:
        if not self.findings:
            return ["Findings", "  none"]
        lines = ["Findings by policy and domain"]
        counted = Counter((item.severity, item.policy, item.domain) for item in self.findings)
        rows = [("severity", "policy", "domain", "findings")]
        rows += [(*key, str(counted[key])) for key in sorted(counted, key=lambda key: (_rank(key[0]), *key[1:]))]
        lines += [*_table(rows), "", "Findings"]
        for finding in self.findings:
            lines.append(f"  {finding.severity:<5} {finding.policy}  {finding.domain}: {finding.resource}")
            lines += [f"        {finding.message}", f"        fix: {finding.fix}"]
        found = ", ".join(
            f"{count} {name}" for name in SEVERITIES if (count := sum(f.severity == name for f in self.findings))
        )
        return [*lines, "", f"{len(self.findings)} findings: {found}."]


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Return findings in the order people read them: the gravest first, then by policy, domain and resource."""
    return sorted(
        findings,
        key=lambda item: (
            _rank(item.severity),
            item.policy,
            item.domain,
            item.project,
            item.resource,
            item.message,
        ),
    )


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lay rows out in columns, the first row their heads, numbers to the right."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    numeric = [len(rows) > 1 and all(row[index].isdecimal() for row in rows[1:]) for index in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]
