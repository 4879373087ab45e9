"""The options that commands share: those that every command takes, before or after its name, and the day judged for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

DEFAULT_DB = "sqlite:///gongkai.db"


def _setting(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that puts an option's value into the command's settings."""

    def put(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value not in (None, (), False, 0):
            ctx.obj = replace(ctx.obj, **{field: not value if field == "progress" else value})

    return put


def _common_options() -> list[click.Option]:
    """The options that every command takes, before or after its name."""
    path = click.Path(path_type=Path)
    return [
        click.Option(
            ["--db", "common_db"], metavar="URL", help=f"数据库；默认 $GONGKAI_DB，再默认 {DEFAULT_DB}。", expose_value=False, callback=_setting("db_url")
        ),
        click.Option(
            ["--archive", "common_archive"], metavar="DIR", type=path, help="存档文件夹；默认 archive/。", expose_value=False, callback=_setting("archive")
        ),
        click.Option(
            ["--records", "common_records"],
            metavar="DIR",
            type=path,
            help="记录文件夹（申报、证明、豁免、在案事项）；默认 $GONGKAI_RECORDS，再默认 records/，没有则不计。",
            expose_value=False,
            callback=_setting("records"),
        ),
        click.Option(
            ["--units", "common_units"],
            metavar="FILE",
            type=path,
            help="单位文件；默认向上找 config/units.yaml。",
            expose_value=False,
            callback=_setting("units"),
        ),
        click.Option(["--rules", "common_rules"], metavar="DIR", multiple=True, help="规则集，可写多次。", expose_value=False, callback=_setting("rules")),
        click.Option(["--no-progress", "common_no_progress"], is_flag=True, help="不显示进度。", expose_value=False, callback=_setting("progress")),
        click.Option(["-q", "--quiet", "common_quiet"], is_flag=True, help="只说结果。", expose_value=False, callback=_setting("quiet")),
        click.Option(["-v", "--verbose", "common_verbose"], is_flag=True, help="出错时给出细节。", expose_value=False, callback=_setting("verbose")),
    ]


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --as-of, the same in every command that judges."""
    return click.option("--as-of", metavar="日期", help="核查到哪一天为止（含当天），如 2017-12-31；默认为最后一次抓取的那天。")(command)


def with_common_options(command: click.Command) -> click.Command:
    """A command, and all commands below it, with the common options they do not have of their own."""
    own = {name for p in command.params for name in p.opts}
    command.params.extend(o for o in _common_options() if not own & set(o.opts))
    if isinstance(command, click.Group):
        for below in command.commands.values():
            with_common_options(below)
    return command
