"""The seeds are what the packages say, the YAML says what the seeds are, and every difference is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from build_seeds import SEEDS, build, main, seed_text
from check_seeds import NO_ROW, Difference, compare, find_differences, read_accepted
from reference_seeds.sources import SOURCES, SourceError, require_version

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def built():
    try:
        return build()
    except (ModuleNotFoundError, SourceError) as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def differences():
    try:
        return find_differences()
    except ModuleNotFoundError as error:
        pytest.skip(f"{error}. Run `pip install -r integration_tests/reference/requirements.txt`")


def _yaml(folder):
    return yaml.safe_load((ROOT / folder / "commons" / "reference" / "_reference.yml").read_text(encoding="utf-8"))[
        folder
    ]


def _macro_keys():
    text = (ROOT / "macros" / "commons" / "_helpers" / "_reference_keys.sql").read_text(encoding="utf-8")
    return dict(re.findall(r"'(\w+)': '(\w+)'", text))


def test_seeds_are_byte_for_byte_what_the_packages_say(built):
    assert {path.name: path.read_bytes() for path in SEEDS.glob("*.csv")} == {
        name: text.encode() for name, text in built.items()
    }


def test_build_writes_what_it_builds_and_check_tells_a_change(built, tmp_path, capsys):
    assert main(["--output", str(tmp_path), "--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert main(["--output", str(tmp_path)]) == 0
    assert main(["--output", str(tmp_path), "--check"]) == 0
    (tmp_path / "seed_reference__countries.csv").write_text("country_code\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["--output", str(tmp_path), "--check"]) == 1
    assert re.search(r"changed +249 rows  seed_reference__countries.csv", capsys.readouterr().out)


def test_build_refuses_another_version(built):
    with pytest.raises(SourceError, match=r"pycountry is .*, the seeds are built from 1\.0\. Run `pip install"):
        require_version(type(SOURCES[0])("countries", "", "pycountry", "1.0", "", "", "", ()))


def test_build_refuses_a_package_that_is_missing():
    with pytest.raises(SourceError, match=r"no-such-package is not installed\. Run `pip install"):
        require_version(type(SOURCES[0])("countries", "", "no-such-package", "1.0", "", "", "", ()))


@pytest.mark.parametrize("value", ["null", "NULL", " Aruba", "Aruba\n"])
def test_build_refuses_a_value_that_a_seed_cannot_carry(value):
    with pytest.raises(SourceError, match="name of AW is"):
        seed_text("code", ("code", "name"), [{"code": "AW", "name": value}])


@pytest.mark.parametrize("codes", [["AW", "AW"], ["AW", ""]])
def test_build_refuses_a_key_that_is_none(codes):
    with pytest.raises(SourceError, match="code is empty or not unique"):
        seed_text("code", ("code",), [{"code": code} for code in codes])


def test_requirements_pin_the_versions_of_the_sources():
    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", (HERE / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    assert {source.package: source.version for source in SOURCES}.items() <= pins.items()


@pytest.mark.parametrize("folder", ["seeds", "models"])
def test_yaml_gives_each_table_its_source_version_licence_and_date(folder):
    described = {resource["name"].split("__")[1]: resource["config"].get("meta") for resource in _yaml(folder)}
    for source in SOURCES:
        assert described[source.reference_name] == {
            "source": source.authority,
            "source_package": source.package,
            "source_version": source.version,
            "licence": source.licence,
            "as_of": source.as_of,
        }


def test_yaml_types_every_column_of_every_seed_as_text():
    for seed in _yaml("seeds"):
        header = (SEEDS / f"{seed['name']}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [column["name"] for column in seed["columns"]] == header
        assert list(seed["config"]["column_types"]) == header
        assert set(seed["config"]["column_types"].values()) == {
            "{{ 'string' if target.type in ('bigquery', 'databricks', 'spark') else 'varchar' }}"
        }


def test_macro_knows_every_table_and_its_key():
    keys = {}
    for model in _yaml("models"):
        (keys[model["name"].removeprefix("reference__")],) = (
            column["name"] for column in model["columns"] if "constraints" in column
        )
    assert _macro_keys() == keys
    models = (ROOT / "models" / "commons" / "reference").glob("*.sql")
    assert {path.stem.removeprefix("reference__") for path in models} == set(keys)


def test_every_model_is_public_owned_and_under_contract():
    for model in _yaml("models"):
        assert model["config"]["access"] == "public"
        assert model["config"]["group"] == "mesh_commons"
        assert model["config"]["contract"] == {"enforced": True}


def test_second_sources_differ_only_where_it_is_explained(differences):
    counts, found = differences
    print("\n".join(counts))
    accepted = read_accepted()
    assert [difference for difference in sorted(found) if difference not in accepted] == []
    assert sorted(accepted.keys() - set(found)) == [], "nothing left to explain"
    assert all(accepted.values())


def test_comparison_finds_codes_and_values_that_differ():
    ours = {"AW": {"code": "AW", "name": "Aruba"}, "NA": {"code": "NA", "name": "Namibia"}}
    theirs = {"NA": {"name": "South West Africa"}, "XK": {"name": "Kosovo"}}
    missing = Difference("t", "s", "code", "AW", "AW", NO_ROW)
    extra = Difference("t", "s", "code", "XK", NO_ROW, "XK")
    renamed = Difference("t", "s", "name", "NA", "Namibia", "South West Africa")
    assert list(compare("t", "s", ours, theirs)) == [missing, extra, renamed]
    assert list(compare("t", "s", ours, theirs, has_all=False)) == [extra, renamed]
    assert list(compare("t", "s", ours, theirs, has_more=True)) == [missing, renamed]
