"""Click in Chinese: headings of the help pages, and what is said of wrong use."""

from __future__ import annotations

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(ctx.get_help())
        ctx.exit()


def speak_chinese(command: click.Command) -> None:
    """Give a command, and all below it, Chinese headings and a Chinese --help."""
    command.context_class = _Context
    command.add_help_option = False
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            speak_chinese(below)
    command.options_metavar = "[选项]"
    help_option = click.Option(["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help, help="显示这段说明。")
    command.params.append(help_option)


def usage_message(error: click.ClickException) -> str:
    """What was wrong with the use of a command, and where its help is."""
    ctx = getattr(error, "ctx", None)
    where = f"用 {ctx.command_path} --help 看用法。" if ctx else ""
    return f"用法不对：{_wrong(error)}。{where}"


def _wrong(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        nearest = f"；是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{nearest}"
    if isinstance(error, click.MissingParameter):
        is_option = isinstance(error.param, click.Option)
        return f"缺少{' ' if is_option else ''}{_name(error)}{_example(error)}"
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param else None
        allowed = f"；允许的是 {'、'.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""
        return f"{_name(error)} 的值不对{allowed}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少它的值，或不该有值"
    message = error.format_message().rstrip(".")
    return message.replace("No such command", "没有命令").replace("Missing command", "没有写命令").replace("Got unexpected extra argument", "多出参数")


def _example(error: click.MissingParameter) -> str:
    """The command with all it cannot do without, each value by its kind; "" where click does not say which command."""
    if error.ctx is None:
        return ""
    required = [p for p in error.ctx.command.params if p.required]
    words = [_placeholder(p) for p in required if isinstance(p, click.Argument)]
    words += [f"{p.opts[0]} {_placeholder(p)}" for p in required if isinstance(p, click.Option)]
    return f"；例如 {' '.join([error.ctx.command_path, *words])}"


def _placeholder(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return param.human_readable_name
    if isinstance(param.type, click.Path) and not param.type.file_okay:
        return "文件夹"
    return param.metavar or "值"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    return error.param.opts[0] if isinstance(error.param, click.Option) else f"参数 {error.param.human_readable_name}"
