"""The commands of `mesh`: one module each, with its options, its help and what it runs.

A new command is a module here and its name below, nothing else.
"""

from __future__ import annotations

from typing import Final

from mesh_commons.cli.command import Command
from mesh_commons.cli.commands import check, forget, gather, report

# In the order in which help lists them.
COMMANDS: Final[tuple[Command, ...]] = (gather.COMMAND, check.COMMAND, report.COMMAND, forget.COMMAND)
