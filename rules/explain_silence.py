"""What it means that nothing was found, by kind of duty and as the rule or the policy softens it."""

from __future__ import annotations

from rules.policy import Policy
from rules.rule import Duty, Kind

_SEARCHED = "应查的栏目全部查完、隔时复查一遍仍然没有的"
_BY_KIND: dict[Kind, tuple[str, ...]] = {
    "periodic": (f"到期后，{_SEARCHED}，这一期判未公开。",),
    "one_off": (f"到期后，{_SEARCHED}，判未公开。",),
    "standing": (f"{_SEARCHED}，判未公开；撤下的也判未公开。",),
    "reprint": ("上级文件到期没有转发的，对那一件判未公开。", "没有登记在案的上级文件时，没有查到为待核实。"),
    "paired": (f"{_SEARCHED}，对没有解读的那一件判未公开。", "没有查到政策文件时为待核实。"),
    "marked": ("原文件还在网上、到期没有标注的，对那一件判未公开；原文件不在网上的，不判不达标。", "没有查到废止失效文件时为待核实。"),
    "progress": ("没有查到任何阶段的，待核实：是否有这样的对象，网站上看不出。", "后面的阶段有了而前面的确实没有，判内容不全，写明缺哪个阶段。"),
    "interactive": (f"{_SEARCHED}，没有这样的栏目判未公开；有栏目而没有本年度内容或答复的，判内容不全。",),
    "timely": ("只看已经公开的文件是否及时，没有文件不判不达标。",),
    "manual": ("由人工根据书面证明核查，网站抓取不作结论。",),
    "event": (),
}
_UNREAD = "网站打不开、栏目没有读全的，一律为未能检测，不判未公开。"


def silence_told(duty: Duty, policy: Policy) -> tuple[str, ...]:
    """Sentences; what a rule softens stands in place of what its kind would say."""
    if duty.silence is not None:
        return (f"没有查到的，为待核实，不判未公开：{duty.silence.reason}。", _UNREAD)
    told = _event(policy) if duty.kind == "event" else _BY_KIND[duty.kind]
    return told if duty.kind in ("manual", "timely") else (*told, _UNREAD)


def _event(policy: Policy) -> tuple[str, ...]:
    never = policy.event_silence == "unverified"
    first = "没有查到的，为待核实：是否有应公开的事项，网站上看不出。" if never else "年底以前没有查到的，为待核实；过了年底仍没有的，判未公开（按本办口径）。"
    return (first, "本单位说明没有这样的事项的，为无此情形。", "登记在案的事项，到期没有公开的，对那一件判未公开。")
