"""Build the reference seeds from the packages that requirements.txt pins.

    python integration_tests/reference/build_seeds.py
    python integration_tests/reference/build_seeds.py --check

The same packages always give the same bytes: each file is sorted by its key, in UTF-8, with Unix line
ends, and quoted only where it must be. With --check nothing is written; the exit code is 1 where a file
of the repository differs from what the packages say, and 2 where a package is missing or of another
version.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "commons" / "reference"


def seed_text(key: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    """Return the CSV of one table.

    Raises:
        SourceError: A key is empty or comes twice, a value has white space around it, or a value reads
            as null (dbt takes the text `null` for one).
    """
    from reference_seeds.sources import SourceError

    keys = Counter(row[key] for row in rows)
    if doubled := {value for value, count in keys.items() if not value or count > 1}:
        raise SourceError(f"{key} is empty or not unique: {', '.join(sorted(doubled))}. Decide in reference_seeds/.")
    for row in rows:
        for column, value in row.items():
            if value != value.strip() or value.lower() == "null":
                raise SourceError(
                    f"{column} of {row[key]} is {value!r}; a seed cannot carry it. Mend reference_seeds/."
                )
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row[key]))
    return text.getvalue()


def build() -> dict[str, str]:
    """Return the text of every seed by its file name.

    Raises:
        SourceError: A package is missing, of another version, or says what cannot be right.
    """
    from reference_seeds.sources import SOURCES, require_version

    for source in SOURCES:
        require_version(source)

    from reference_seeds import codes, time_zones, units

    readers = {
        "countries": codes.countries,
        "currencies": codes.currencies,
        "languages": codes.languages,
        "subdivisions": codes.subdivisions,
        "time_zones": time_zones.time_zones,
        "units_of_measure": units.units_of_measure,
        "us_states": codes.us_states,
    }
    texts = {}
    versions = []
    for source in SOURCES:
        rows = readers[source.reference_name]()
        texts[f"seed_reference__{source.reference_name}.csv"] = seed_text(source.key, source.columns, rows)
        versions.append(
            {
                "reference_name": source.reference_name,
                "source_authority": source.authority,
                "source_package": source.package,
                "source_version": source.version,
                "source_date": source.as_of,
                "source_licence": source.licence,
                "source_row_count": str(len(rows)),
            }
        )
    texts["seed_reference__sources.csv"] = seed_text("reference_name", tuple(versions[0]), versions)
    return texts


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--output",
        type=Path,
        default=SEEDS,
        help="folder that the seeds are written to (default: seeds/commons/reference)",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file would change")
    options = parser.parse_args(arguments)

    from reference_seeds.sources import SourceError

    try:
        texts = build()
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    changed = 0
    for name, text in texts.items():
        path = options.output / name
        same = path.is_file() and path.read_bytes() == text.encode()
        changed += not same
        if not options.check:
            path.write_bytes(text.encode())
        print(f"{'same' if same else 'changed':8}{text.count(chr(10)) - 1:6} rows  {name}")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
