"""A command group whose commands are imported when they are asked for: `gongkai rules list` need not load what crawls."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name as "module:attribute"; `dress` is called once with each command that was loaded."""

    def __init__(self, *arguments: Any, **told: Any) -> None:
        super().__init__(*arguments, **told)
        self.elsewhere: dict[str, str] = {}
        self.dress: Callable[[click.Command], object] | None = None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *self.elsewhere})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.commands and name in self.elsewhere:
            module, _, attribute = self.elsewhere[name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            if self.dress is not None:
                self.dress(command)
            self.add_command(command, name)
        return super().get_command(ctx, name)
