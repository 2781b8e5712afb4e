"""Let the wheel carry the plan of the dbt package's own settings, so that the first check compiles nothing either."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CODE = "import sys; from mesh_commons.hub.build import write_carried_plan; write_carried_plan(sys.argv[1])"


class PlanBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Compiles the plan where dbt is installed beside the builder; elsewhere the wheel carries none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the plan to a wheel that is no editable one."""
        if version == "editable":
            return
        self._scratch = tempfile.TemporaryDirectory(prefix="mesh-wheel-")
        plan = Path(self._scratch.name) / "carried.plan"
        # what stands there already leads to the packages that pip has put beside the builder
        paths = [str(Path(self.root) / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        command = [sys.executable, "-c", CODE, str(plan)]
        ended = subprocess.run(
            command, cwd=self._scratch.name, env=environment, capture_output=True, text=True, check=False
        )
        if ended.returncode:
            said = " ".join(ended.stderr.split())[-300:]
            self.app.display_warning(f"The wheel carries no plan, so the first check will compile one: {said}")
            return
        build_data["force_include"][str(plan)] = "mesh_commons/hub/carried.plan"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was added, now that it is in the wheel."""
        if version != "editable":
            self._scratch.cleanup()
