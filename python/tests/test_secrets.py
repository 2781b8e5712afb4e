"""No secret of a profile or of the environment is printed, whatever is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Mesh, Ran
from factory import project, write
from mesh_commons.cli import main
from mesh_commons.output import secrets
from mesh_commons.output.secrets import redacted

SECRET = "S3cr3t-Hu5h"
UNREACHABLE = "host: 127.0.0.1, port: 1, user: u, dbname: d, schema: s"


Gather = Callable[..., Ran]


@pytest.fixture
def gather(mesh: Mesh, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gather:
    """Gather by a profile in this process; then a good project into a file beside it."""
    good = write(mesh.directory / "good/target", project("good"))
    monkeypatch.chdir(mesh.directory)
    # What another test has had hidden shall not hide what this one prints.
    monkeypatch.setattr(secrets, "_seen", set())

    def run(fields: str, *words: str, target: str = "x", kind: str = "postgres") -> Ran:
        content = f"mesh_commons:\n  target: {target}\n  outputs:\n    x: {{type: {kind}, {fields}}}\n"
        (mesh.directory / "profiles.yml").write_text(content, encoding="utf-8")
        capsys.readouterr()
        code = main(["gather", str(good), "--profiles-dir", ".", *words])
        ran = Ran(code, *capsys.readouterr())
        assert main(["gather", str(good), "--database", str(mesh.database)]) == 0
        assert mesh.rows("select project_name from projects") == [("good",)]
        return ran

    return run


@pytest.mark.parametrize(
    "password",
    [
        f"!{SECRET}",
        f"!!int {SECRET}",
        f"!!python/name:{SECRET} x",
        f"*{SECRET}",
        f"'{SECRET}",
        f"@{SECRET}",
        f"%{SECRET}",
        f'"\\q{SECRET}"',
        f"{SECRET}: b: c",
        f"[{SECRET}]",
        f"{{a: {SECRET}}}",
        f'"{SECRET}"',
        f"\"{SECRET}{{{{ env_var('NOT_SET_HERE') }}}}\"",
        f"\"{{{{ '{SECRET}' | no_such_filter }}}}\"",
        f'"{SECRET}{{{{ "',
        f'"{{{{ 1 / 0 }}}}{SECRET}"',
        f'"{SECRET}\\0"',
    ],
)
@pytest.mark.parametrize("field", ["password", "host"])
def test_a_profile_that_is_wrong_shows_nothing_of_it(gather: Gather, field: str, password: str) -> None:
    others = UNREACHABLE.replace("host:", "other:") if field == "host" else UNREACHABLE
    ran = gather(f"{others}, {field}: {password}", "--debug")
    assert ran.code == 2
    assert ran.err.startswith("mesh: ")
    assert "Traceback" not in ran.err
    if field == "password" or not password.strip('"').startswith(SECRET):
        assert SECRET not in ran.err + ran.out


@pytest.mark.parametrize("field", ["password", "pass"])
def test_a_rendered_secret_is_hidden_in_errors_and_tracebacks(mesh: Mesh, field: str) -> None:
    code = (
        "import psycopg\n"
        f"def fail(*words, **named): raise {{error}}('no good: {SECRET} ' + str(words))\n"
        "psycopg.connect = fail"
    )
    for error in ("psycopg.OperationalError", "RuntimeError"):
        good = write(mesh.directory / "good/target", project("good"))
        fields = f"{UNREACHABLE}, {field}: \"{{{{ env_var('MY_VARIABLE') }}}}\""
        content = f"mesh_commons: {{target: x, outputs: {{x: {{type: postgres, {fields}}}}}}}"
        (mesh.directory / "profiles.yml").write_text(content)
        ran = mesh(
            *("gather", good, "--profiles-dir", ".", "--debug"),
            preamble=code.format(error=error),
            MY_VARIABLE=SECRET,
        )
        assert ran.code == 2
        assert "no good: ***" in ran.err
        assert SECRET not in ran.err


def test_an_environment_variable_that_is_not_set_is_named(gather: Gather) -> None:
    ran = gather(UNREACHABLE.replace("user: u", "user: \"{{ env_var('NOT_SET_HERE') }}\""))
    assert ran.code == 2
    assert "`user` that cannot be rendered: the environment variable 'NOT_SET_HERE' is not set" in ran.err
    ran = gather(UNREACHABLE + ", password: \"{{ env_var('NOT_SET_HERE') }}\"")
    assert ran.code == 2
    assert "`password` that cannot be rendered: an environment variable in it is not set" in ran.err


@pytest.mark.parametrize("target", ["[a]", "{a: b}", "2.5", "[[[a]]]", "nowhere", "'{{ 1 }}'"])
def test_a_target_that_is_no_name_is_refused(gather: Gather, target: str) -> None:
    ran = gather(UNREACHABLE, target=target)
    assert ran.code == 2
    assert "target" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "fields",
    [
        UNREACHABLE.replace("port: 1", "port: abc"),
        UNREACHABLE.replace("port: 1", "port: -1"),
        UNREACHABLE.replace("port: 1", "port: 65536"),
        UNREACHABLE.replace("port: 1", "port: [1]"),
        UNREACHABLE.replace("port: 1", "port: 1.5"),
        UNREACHABLE.replace("user: u", "user: true"),
        UNREACHABLE + ", connect_timeout: soon",
        UNREACHABLE + f", password: [{SECRET}]",
        UNREACHABLE + ", sslmode: nonsense",
    ],
)
def test_a_field_that_cannot_be_one_is_named(gather: Gather, fields: str) -> None:
    ran = gather(fields)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "failed unexpectedly" not in ran.err
    assert SECRET not in ran.err


def test_a_host_that_does_not_answer_is_given_up_soon(gather: Gather) -> None:
    # An address that is reserved for documentation: whatever the network makes of it, waiting is bounded.
    start = time.monotonic()
    ran = gather(UNREACHABLE.replace("127.0.0.1", "192.0.2.1") + f", password: {SECRET}")
    assert ran.code == 2
    assert "PostgreSQL database d on 192.0.2.1 cannot be used" in ran.err
    assert time.monotonic() - start < 30
    assert SECRET not in ran.err


@pytest.mark.parametrize("path", ["':memory:'", "''", "[a]", "null", "5"])
def test_a_duckdb_target_without_a_file_is_refused(gather: Gather, path: str) -> None:
    ran = gather(f"path: {path}", kind="duckdb")
    assert ran.code == 2
    assert "names no file in `path`" in ran.err


@pytest.mark.parametrize(("encoding", "code"), [("utf-8-sig", 0), ("utf-16", 2), ("utf-16-le", 2), ("latin-1", 2)])
def test_a_profile_in_another_encoding_is_read_or_gets_a_hint(mesh: Mesh, encoding: str, code: int) -> None:
    good = write(mesh.directory / "good/target", project("good"))
    content = f"mesh_commons: {{target: x, outputs: {{x: {{type: duckdb, path: {mesh.database}, pass: é}}}}}}"
    (mesh.directory / "profiles.yml").write_bytes(content.encode(encoding))
    ran = mesh("gather", good, "--profiles-dir", ".")
    assert ran.code == code, ran.err
    if code:
        assert "profiles.yml is not written in UTF-8. Save it as UTF-8." in ran.err or "is no valid YAML" in ran.err


def test_a_secret_of_the_environment_or_of_an_url_is_hidden(mesh: Mesh) -> None:
    ran = mesh("gather", f"nowhere-{SECRET}", "--database", mesh.database, MY_API_TOKEN=SECRET)
    assert ran.code == 2
    assert "nowhere-***" in ran.err
    ran = mesh("gather", "x", "--database", f"postgres://me:{SECRET}@host/db")
    assert SECRET not in ran.err
    ran = mesh("report", f"--password={SECRET}")
    assert SECRET not in ran.err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgres://u:pw@h/d", "postgres://u:***@h/d"),
        ("host=h password=pw dbname=d", "host=h password=*** dbname=d"),
        ("password = 'p w' x", "password = *** x"),
        ("md:?motherduck_token=abc&x=1", "md:?motherduck_token=***&x=1"),
        ("https://example.com/a@b", "https://example.com/a@b"),
        ("no secret in here", "no secret in here"),
    ],
)
def test_a_secret_in_a_text_is_blanked_out(text: str, shown: str) -> None:
    assert redacted({"a": [text, 1]}) == {"a": [shown, 1]}


def test_a_missing_profile_is_named(mesh: Mesh, tmp_path: Path) -> None:
    ran = mesh("gather", write(tmp_path / "good/target", project("good")), "--profiles-dir", "x" * 5000)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "File name too long" in ran.err
