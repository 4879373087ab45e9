"""Options that many commands share: which units file, which rule sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from rules.load import find_units


def _found_units(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path:
    """The units file to use; raises InvalidInput listing the places looked at."""
    value = value or getattr(context.obj, "units", None)  # given before the command's name
    from_environment = context.get_parameter_source(str(parameter.name)) is ParameterSource.ENVIRONMENT
    explicit, env = (None, str(value)) if from_environment else (value, None)
    return find_units(explicit, env, Path.cwd())


def units_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--units FILE as `units_path: Path`, found already: the option, $GONGKAI_UNITS, upward from the working folder."""
    add = click.option(
        "--units", "units_path", metavar="FILE", type=click.Path(path_type=Path), envvar="GONGKAI_UNITS", callback=_found_units,
        help="单位文件。默认 $GONGKAI_UNITS，再从当前文件夹逐级向上找 config/units.yaml。",
    )  # fmt: skip
    return add(command)


def _asked_rules(context: click.Context, _: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return value or tuple(getattr(context.obj, "rules", ()))


def rules_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--rules DIR, repeatable, as `rules_folders: tuple[str, ...]`; empty where the units file is to say."""
    add = click.option(
        "--rules", "rules_folders", metavar="DIR", multiple=True, callback=_asked_rules,
        help="规则集文件夹，可写多次。默认用单位文件 rule_sets 里的，再默认随程序安装的 panyu-2017。",
    )  # fmt: skip
    return add(command)
