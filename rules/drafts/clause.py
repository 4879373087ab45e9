"""What one clause of an item asks for, before any words to look for are chosen; plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from rules.rule import Due, Every, Kind, Places, Role, Soften


@dataclass(frozen=True)
class Clause:
    """One duty as the item's words give it: everything a `Duty` holds but what is looked for (match, column, content, …).

    subject: the thing to be published, without act and place (一般公共预算收支执行情况); for manual duties what is to be done.
    act: the word that asks for it (公开, 公布, 解读, 转发 …). quotes: the item's words it rests on, literally, as in `Duty`.
    context: words of the item that say what the subject is about where it does not (困难对象 for 考核结果); filled by draft.in_context.
    listed: parts the item enumerates as the contents of this one thing (招生范围, 招生计划, …).
    review: what a person must look at, each as 方面：要看什么 (拆分, 方式, 周期, 位置, 单位, 期限, 用词, 内容).
    """

    kind: Kind
    title: str
    subject: str
    act: str
    units: tuple[str, ...]
    quotes: tuple[str, ...]
    every: Every | None = None
    role: Role = "lead"
    jointly: bool = False
    places: Places = Places()
    due: Due | None = None
    silence: Soften | None = None
    reason: str = ""
    proof: str = ""
    context: str = ""
    listed: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
