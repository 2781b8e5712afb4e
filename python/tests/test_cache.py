"""What is kept is whole, is nobody else's, and is never needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mesh_commons.errors import MeshError
from mesh_commons.hub.cache import KEPT, VARIABLE, Cache


def sound(data: bytes) -> bytes:
    if data != b"sound" * 1000:
        raise MeshError("it", "is damaged", "Make it again.")
    return data


SOUND = b"sound" * 1000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "above" / "cache"


def kept(place: Path, key: str = "key") -> bytes | None:
    return Cache(place).get(key, sound)


def test_what_is_kept_is_found_again(place: Path) -> None:
    assert kept(place) is None
    Cache(place).put("key", SOUND)
    assert kept(place) == SOUND
    assert kept(place, "other") is None
    assert [path.name for path in place.iterdir()] == ["key.plan"]


def test_nobody_else_can_read_or_write_it(place: Path) -> None:
    before = os.umask(0)
    try:
        Cache(place).put("key", SOUND)
    finally:
        os.umask(before)
    assert place.stat().st_mode & 0o777 == 0o700
    assert (place / "key.plan").stat().st_mode & 0o777 == 0o600


def test_what_is_damaged_is_not_found_and_can_be_kept_anew(place: Path) -> None:
    Cache(place).put("key", SOUND)
    (place / "key.plan").write_bytes(SOUND[:-1])
    assert kept(place) is None
    Cache(place).put("key", SOUND)
    assert kept(place) == SOUND


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
def test_a_directory_that_others_can_write_is_neither_read_nor_written(place: Path, mode: int) -> None:
    Cache(place).put("key", SOUND)
    place.chmod(mode)
    assert kept(place) is None
    Cache(place).put("other", SOUND)
    assert [path.name for path in place.iterdir()] == ["key.plan"]


def test_an_entry_that_others_can_write_is_not_read(place: Path) -> None:
    Cache(place).put("key", SOUND)
    (place / "key.plan").chmod(0o666)
    assert kept(place) is None


def test_a_directory_that_others_can_put_another_in_the_place_of_is_not_read(place: Path) -> None:
    Cache(place).put("key", SOUND)
    place.parent.chmod(0o777)
    assert kept(place) is None
    # In a sticky directory, as /tmp is, nobody can rename what is another's.
    place.parent.chmod(0o1777)
    assert kept(place) == SOUND


def test_another_users_directory_is_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(place).put("key", SOUND)
    somebody = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody)
    assert kept(place) is None


@pytest.mark.parametrize("what", ["link", "pipe", "directory"])
def test_only_a_plain_file_is_read(place: Path, tmp_path: Path, what: str) -> None:
    Cache(place).put("key", SOUND)
    entry = place / "key.plan"
    entry.rename(tmp_path / "elsewhere")
    if what == "link":
        entry.symlink_to(tmp_path / "elsewhere")
    elif what == "pipe":
        os.mkfifo(entry)
    else:
        entry.mkdir()
    assert kept(place) is None


def test_a_link_to_a_directory_is_not_used(place: Path, tmp_path: Path) -> None:
    Cache(place).put("key", SOUND)
    link = tmp_path / "link"
    link.symlink_to(place)
    assert kept(link) is None


def test_the_entries_longest_unused_go(place: Path) -> None:
    for number in range(KEPT + 3):
        Cache(place).put(f"key{number}", SOUND)
        os.utime(place / f"key{number}.plan", (number, number))
        if number == KEPT - 1:
            assert kept(place, "key0") == SOUND  # used, so it is young again
    left = {path.stem for path in place.iterdir()}
    assert len(left) == KEPT
    assert "key0" in left
    assert "key1" not in left


@pytest.mark.parametrize("directory", ["file/cache", "/proc/nowhere/cache", "nul\0"])
def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path, directory: str) -> None:
    (tmp_path / "file").touch()
    Cache(tmp_path / directory).put("key", SOUND)
    assert kept(tmp_path / directory) is None


def test_a_full_disk_leaves_nothing_half_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    Cache(place).put("key", SOUND)
    assert list(place.iterdir()) == []


def test_two_processes_that_keep_at_once_never_show_half_of_it(place: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom mesh_commons.hub.cache import Cache\n"
        "for _ in range(200): Cache(Path(sys.argv[1])).put('key', b'sound' * 1000)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(place)]) for _ in range(2)]
    found = set()
    while any(writer.poll() is None for writer in writers):
        found.add(Cache(place).get("key", lambda data: data))
    assert [writer.returncode for writer in writers] == [0, 0]
    assert found <= {None, SOUND}
    assert kept(place) == SOUND
    assert [path.name for path in place.iterdir()] == ["key.plan"]


def test_the_environment_names_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    Cache.of_user().put("key", SOUND)
    assert kept(tmp_path / "named") == SOUND
    monkeypatch.setenv(VARIABLE, "off")
    Cache.of_user().put("key", SOUND)
    assert Cache.of_user().get("key", sound) is None


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG's directories are not used there")
def test_else_it_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for named, expected in [(str(tmp_path / "xdg"), "xdg"), ("relative", "home/.cache"), ("", "home/.cache")]:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        Cache.of_user().put("key", SOUND)
        assert kept(tmp_path / expected / "mesh-commons") == SOUND
