"""Findings as a hub has them, in the order and the words in which people read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.rows import MAX_MESSAGE, shortened

SEVERITIES = ("error", "warn", "info")
_SPOKEN = {"error": "an error", "warn": "a warning", "info": "listed"}


@dataclass(frozen=True)
class Finding:
    """One finding, as `fct_mesh__findings` has it.

    Attributes:
        policy: The policy, or rule of the evaluator.
        severity: How grave it is.
        domain: Who can mend it.
        project: The project it is found in.
        resource: The unique id of what it is about.
        message: What is wrong.
        fix: What to do about it.
        is_excepted: Whether an exception holds for it: then it fails nobody.
        exception_reason: Why it is excepted; None where it is not.
        exception_expires_on: Last day of its exception, such as 2027-01-31; None where it is not excepted.
        coming_severity: The graver severity that is decided of it; None where none is.
        coming_on: First day of that severity; None where none is decided.
    """

    policy: str
    severity: str
    domain: str
    project: str
    resource: str
    message: str
    fix: str
    is_excepted: bool = False
    exception_reason: str | None = None
    exception_expires_on: str | None = None
    coming_severity: str | None = None
    coming_on: str | None = None


def listed(findings: list[Finding]) -> list[str]:
    """Lay findings out one below the other."""
    lines = []
    for finding in findings:
        lines.append(f"  {finding.severity:<5} {finding.policy}  {finding.domain}: {finding.resource}")
        lines += [f"        {finding.message}{_coming(finding)}"]
        if finding.is_excepted:
            reason = shortened(finding.exception_reason or "", MAX_MESSAGE)
            lines.append(f"        excepted until {finding.exception_expires_on}: {reason}")
        else:
            lines.append(f"        fix: {finding.fix}")
    return lines


def _coming(finding: Finding) -> str:
    """Say how grave a finding will be and from when, where that is decided."""
    if not finding.coming_severity:
        return ""
    return f" ({_SPOKEN.get(finding.coming_severity, finding.coming_severity)} from {finding.coming_on})"


def counted(findings: list[Finding], whose: str, excepted: list[Finding]) -> str:
    """Say in one line how many findings there are.

    Args:
        findings: Those that count.
        whose: Words on whose they are, with a blank in front; empty for all.
        excepted: Those of the same domains that are excepted.
    """
    counts = Counter(finding.severity for finding in findings)
    found = ", ".join(f"{counts[name]} {name}" for name in SEVERITIES if counts[name])
    apart = f"; {len(excepted)} excepted" if excepted else ""
    return f"{len(findings)} finding{'s' * (len(findings) != 1)}{whose}: {found or 'none'}{apart}."


def in_table(findings: list[Finding]) -> list[tuple[str, ...]]:
    """Return the number of findings by severity, policy and domain as the rows of a table, its head first."""
    counts = Counter((item.severity, item.policy, item.domain) for item in findings)
    rows: list[tuple[str, ...]] = [("severity", "policy", "domain", "findings")]
    return rows + [(*key, str(counts[key])) for key in sorted(counts, key=lambda key: (_rank(key[0]), *key[1:]))]


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Return findings in the order people read them: the gravest first, then by policy, domain and resource.

    Raises:
        MeshError: Nobody knows how grave one is: it would count as no error, whatever was meant by it.
    """
    for finding in findings:
        if finding.severity not in SEVERITIES:
            problem = f"has a finding of {finding.policy} of severity '{finding.severity}', not {', '.join(SEVERITIES)}"
            raise MeshError("fct_mesh__findings", problem, "Mend that severity in the seed mesh_policies.")
    return sorted(
        findings,
        key=lambda item: (_rank(item.severity), item.policy, item.domain, item.project, item.resource, item.message),
    )


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0
