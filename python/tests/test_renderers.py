"""Nothing from outside acts on a terminal or a CI: every renderer, whatever it renders, with hostile text in it."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import io
import json
import pkgutil
import random
import re
import types
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import mesh_commons
from command import Mesh
from factory import column, model, project, write
from mesh_commons.errors import MeshError
from mesh_commons.hub.report import Report, report_as_text
from mesh_commons.output.escape import escaped, width
from mesh_commons.output.render import JSON, RENDERERS, TEXT, Renderer
from mesh_commons.progress import Progress

MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(mesh_commons.__path__, "mesh_commons.")
    # A store imports a driver that need not be installed; a script is for running.
    if not module.name.endswith(("__main__", ".serve", "store.postgres"))
]
TYPES = {name: item for module in MODULES for name, item in vars(module).items() if inspect.isclass(item)}

PIECES = (
    *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))),
    *"\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ud800\udcff\U000e0001",
    *(
        "::",
        ":",
        "::error::x",
        "::stop-commands::t",
        "::add-mask::a",
        "##[error]",
        "##[",
        "##",
        "##vso[task.complete]x",
    ),
    *("##teamcity[", "#", "[", "[group]", "---", "--- a", "+++", "~~~ b", "^^^ +++", "\x1b]0;t\x07", "\x1b[2J", "\r\n"),
    *("orders", " ", "\t", "\u00a0", "\u3000", "表_受注", "naïve", "e\u0301", "\u06cc\u200c\u0646", "👩\u200d💻"),
    *('"', "'", "\\", "<b>", "|", "`", "%0A", "%25", "{{", "$(x)"),
)
# What each CI takes for a command: GitHub (both ways), Azure, TeamCity, Buildkite's groups.
COMMANDS = re.compile(r"^\s*::|##\w*\[|^\s*(---|\+\+\+|~~~|\^\^\^)(\s|$)")


def unprintable(text: str) -> list[str]:
    harmful = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [item for item in text if unicodedata.category(item) in harmful and item not in "\u200c\u200d"]


def text_is_harmless(rendered: str) -> None:
    for line in rendered.split("\n"):
        assert not unprintable(line), repr(line)
        assert not COMMANDS.search(line), repr(line)


def json_is_harmless(rendered: str) -> None:
    text_is_harmless(rendered)
    assert "\n" not in rendered
    assert rendered.isascii()
    json.loads(rendered)


# A new kind of output needs its oracle here, and is then tried with every renderer of it.
ORACLES: dict[str, Callable[[str], None]] = {TEXT.name: text_is_harmless, JSON.name: json_is_harmless}


class Maker:
    """Makes any subject out of hostile text, by its type hints."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def text(self) -> str:
        return "".join(self._random.choices(PIECES, k=self._random.randint(0, 5)))

    def make(self, hint: Any) -> Any:
        kind, parts = get_origin(hint) or hint, get_args(hint)
        if kind in (Union, types.UnionType):
            return self.make(self._random.choice(parts))
        if kind in (list, tuple, dict):
            return self._several(kind, parts)
        if kind in (int, float):
            return kind(self._random.randint(0, 10**6))
        if kind is bool:
            return self._random.random() < 0.5
        if kind in (str, Any):
            return self.text()
        if kind is type(None):
            return None
        if kind is Path:
            return Path(self.text().replace("\0", ""))
        if kind is BaseException:
            return self._raised(RuntimeError(self.text()))
        hints = get_type_hints(kind if dataclasses.is_dataclass(kind) else kind.__init__, localns=TYPES)
        return kind(**{name: self.make(part) for name, part in hints.items() if name != "return"})

    def _several(self, kind: Any, parts: Any) -> Any:
        if kind is tuple and parts[-1] is not Ellipsis:
            return tuple(map(self.make, parts))
        count = range(self._random.randint(1, 3))
        if kind is dict:
            return {self.make(parts[0]): self.make(parts[1]) for _ in count}
        return kind(self.make(parts[0]) for _ in count)

    @staticmethod
    def _raised(error: BaseException) -> BaseException:
        try:
            raise error
        except RuntimeError as caught:
            return caught


def name_of(renderer: Renderer) -> str:
    return f"{renderer.render.__module__}.{renderer.render.__name__}"


def subject_hint(renderer: Renderer) -> Any:
    (hint, *more) = [hint for name, hint in get_type_hints(renderer.render, localns=TYPES).items() if name != "return"]
    assert not more
    return hint


def test_every_kind_has_an_oracle() -> None:
    assert {renderer.kind for renderer in RENDERERS} == ORACLES.keys()


@pytest.mark.parametrize("renderer", RENDERERS, ids=name_of)
def test_no_renderer_lets_anything_act(renderer: Renderer) -> None:
    hint = subject_hint(renderer)
    rendered = [renderer.render(Maker(seed).make(hint)) for seed in range(300)]
    for text in rendered:
        ORACLES[renderer.kind](text)
    assert len(set(rendered)) > 100


def test_hostile_text_is_hostile() -> None:
    # What the property rests on: unescaped, the same text fails the oracle.
    texts = [Maker(seed).text() for seed in range(300)]
    assert sum(bool(unprintable(text) or COMMANDS.search(text)) for text in texts) > 200


def test_escaping_twice_changes_nothing() -> None:
    for seed in range(3000):
        once = escaped(Maker(seed).text())
        text_is_harmless(once)
        assert escaped(once) == once


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\r\nb\tc", r"a\r\nb\tc"),
        ("\x9b0m", r"\x9b0m"),
        ("user\u202efdp.exe", r"user\u202efdp.exe"),
        ("::error::x", r"\x3a:error::x"),
        ("   ::error::x", r"   \x3a:error::x"),
        ("##[error]x", r"#\x23[error]x"),
        ("a ##vso[task.complete]", r"a #\x23vso[task.complete]"),
        ("--- group", r"\x2d-- group"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_acts_is_shown_by_its_code(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize(
    "name",
    [
        "表_受注",
        "naïve",
        "Ünïcödé",
        "e\u0301",
        "\u0645\u06cc\u200c\u062e",
        "👩\u200d💻",
        "a::b",
        "C:\\x\\n",
        "#1",
        "-- a",
        "---a",
    ],
)
def test_a_legitimate_name_stays_as_it_is(name: str) -> None:
    assert escaped(name) == name


def test_tables_stay_aligned() -> None:
    names = ["plain", "表_受注", "e\u0301té", "\x1b[2J", "a\nb"]
    report = Report({}, [(name, 1, 2, 3) for name in names], {}, [], {})
    lines = report_as_text(report).split("\n")
    table = lines[lines.index("Domains") + 1 :][: len(names) + 1]
    assert len({width(line) for line in table}) == 1


def test_progress_stays_on_its_line() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for seed in range(200):
        stream = Terminal()
        progress = Progress(stream=stream)
        progress.step(1, 2, Maker(seed).text() * 9)
        progress.clear()
        shown = stream.getvalue().split("\r")
        assert {width(part) for part in shown} == {0, 78}
        for part in shown:
            text_is_harmless(part)


def test_only_one_module_writes_to_the_standard_streams() -> None:
    writing = set()
    for path in Path(mesh_commons.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                writing.add(path.name)
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"):
                writing.add(path.name)
    # `__main__` has nothing else yet when an import fails; workers answer on theirs; progress is tried above.
    assert writing <= {"streams.py", "__main__.py", "progress.py", "serve.py"}


def test_an_error_is_one_line() -> None:
    from mesh_commons.cli.problems import error_as_text

    assert error_as_text(MeshError("a\n::error::b", "is \x1b[2J", "Mend.")) == r"mesh: a\n::error::b is \x1b[2J. Mend."


HOSTILE = "::error::\x1b[2J\r\n::stop-commands::x\u202e\x9b ##vso[x]y\x07"


def test_hostile_names_in_a_manifest_reach_no_output(mesh: Mesh) -> None:
    # No control character gets as far as a project's name or an id; other hostile text does.
    printed = "::error::##vso[x]y\u202e"
    node = model(printed, "shop", description=HOSTILE, access="public", columns={HOSTILE: column(HOSTILE)})
    node |= {"name": HOSTILE, "original_file_path": HOSTILE}
    broken = model(HOSTILE, "shop", columns=[HOSTILE])
    hostile = write(mesh.directory / "hostile/target", project("shop", node, broken))
    named = write(mesh.directory / "named/target", project(f"shop{HOSTILE}"))
    good = write(mesh.directory / "good/target", project("good", model("x", "good")))
    refused = write(mesh.directory / "a::error::\x1b[2J/target", "{")
    ran = mesh("check", hostile, named, good, refused, "--database", mesh.database)
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err
    assert "no name that dbt allows" in ran.err
    assert "public_model_without_contract" in ran.out
    assert r"\x1b[2J" in ran.out
    assert r"\x1b[2J" in ran.err
    for again in ([], ["--json"]):
        reported = mesh("report", "--database", mesh.database, *again)
        text_is_harmless(reported.out)
    for text in (ran.out, ran.err):
        text_is_harmless(text)
    gathered = mesh.gather(hostile, good, refused, f"nowhere{HOSTILE.replace(chr(0), '')}")
    text_is_harmless(gathered.out)
    text_is_harmless(gathered.err)


@pytest.mark.parametrize(
    "words", [["gather", "--workers", HOSTILE], [HOSTILE], ["report", HOSTILE], ["report", "--database", HOSTILE]]
)
def test_hostile_arguments_are_not_echoed_as_they_are(mesh: Mesh, words: list[str]) -> None:
    ran = mesh(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    text_is_harmless(ran.err)
    assert r"\x1b[2J" in ran.err
