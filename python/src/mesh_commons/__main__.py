"""Run the command as `python -m mesh_commons`."""

from mesh_commons.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
