"""Hold the reference seeds against second sources and print counts and every difference.

    python integration_tests/reference/check_seeds.py

accepted_differences.csv explains, one by one, the differences that are known. The exit code is 1 where a
difference is not explained, or an explanation has nothing left to explain, and 2 where a package is missing.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[1] / "seeds" / "commons" / "reference"
ACCEPTED = HERE / "accepted_differences.csv"
NO_ROW = "(no row)"


@dataclass(frozen=True, order=True)
class Difference:
    """One value that the seed and a second source give differently; `NO_ROW` where one has no such code."""

    reference_name: str
    second_source: str
    column: str
    code: str
    ours: str
    theirs: str


def read_seed(name: str, folder: Path = SEEDS) -> dict[str, dict[str, str]]:
    """Return the rows of one seed by the first column, which is its key."""
    with (folder / f"seed_reference__{name}.csv").open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def read_accepted(path: Path = ACCEPTED) -> dict[Difference, str]:
    """Return the reason of each accepted difference."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {Difference(*(row[field] for field in Difference.__dataclass_fields__)): row["reason"] for row in rows}


def compare(
    reference_name: str,
    second_source: str,
    ours: dict[str, dict[str, str]],
    theirs: dict[str, dict[str, str]],
    has_all: bool = True,
    has_more: bool = False,
) -> Iterator[Difference]:
    """Give the codes that only one side has, where that counts, and every value of theirs that is not ours."""
    key = next(iter(next(iter(ours.values()))))
    for code in sorted(ours.keys() - theirs.keys() if has_all else ()):
        yield Difference(reference_name, second_source, key, code, code, NO_ROW)
    for code in sorted(() if has_more else theirs.keys() - ours.keys()):
        yield Difference(reference_name, second_source, key, code, NO_ROW, code)
    for code in sorted(ours.keys() & theirs.keys()):
        for column, value in theirs[code].items():
            if ours[code][column] not in value.split(" or "):
                yield Difference(reference_name, second_source, column, code, ours[code][column], value)


def find_differences(folder: Path = SEEDS) -> tuple[list[str], list[Difference]]:
    """Return a line of counts per second source, and all differences."""
    from reference_seeds.second_sources import SECOND_SOURCES

    counts = []
    differences: list[Difference] = []
    for source in SECOND_SOURCES:
        ours, theirs = read_seed(source.reference_name, folder), source.read()
        found = list(compare(source.reference_name, source.name, ours, theirs, source.has_all, source.has_more))
        values = sum(len(theirs[code]) for code in ours.keys() & theirs.keys())
        counts.append(
            f"{source.reference_name:17}{len(ours):6} rows  {source.name:20}{len(theirs):6} codes "
            f"{len(ours.keys() & theirs.keys()):6} shared {values:6} values compared {len(found):5} differences"
        )
        differences += found
    return counts, differences


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="print the explained differences too, each with its reason")
    options = parser.parse_args(arguments)
    try:
        counts, differences = find_differences()
    except ModuleNotFoundError as error:
        print(f"{error}. Run `pip install -r integration_tests/reference/requirements.txt`.", file=sys.stderr)
        return 2
    print("\n".join(counts))
    accepted = read_accepted()
    unexplained = [difference for difference in differences if difference not in accepted]
    stale = accepted.keys() - set(differences)
    for difference in sorted(differences if options.all else unexplained):
        reason = accepted.get(difference, "NOT EXPLAINED")
        print(
            f"{difference.reference_name}.{difference.column} {difference.code}: {difference.ours!r}, "
            f"{difference.second_source} has {difference.theirs!r}. {reason}"
        )
    for difference in sorted(stale):
        print(f"Nothing left to explain: {difference}. Take it out of {ACCEPTED.name}.")
    for reason, count in Counter(accepted[difference] for difference in differences if difference in accepted).items():
        print(f"{count:5} explained: {reason}")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
