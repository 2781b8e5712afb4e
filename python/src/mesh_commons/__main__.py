"""Run the command as `mesh` and as `python -m mesh_commons`."""

from __future__ import annotations

import sys


def main() -> int:
    """Import the command and run it; what goes wrong while importing is no finding either."""
    try:
        from mesh_commons.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("mesh: stopped; what was stored before stays.\n")
        return 2
    except Exception as error:
        sys.stderr.write(f"mesh: cannot start ({error!r}). Install mesh-commons again.\n")
        return 2
    return run()


if __name__ == "__main__":
    # `python -m` looks for modules in the working directory first, where a checkout may hold one of any name.
    if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
        del sys.path[0]
    raise SystemExit(main())
