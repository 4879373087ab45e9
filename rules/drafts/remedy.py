"""One sentence that tells a unit what to do where a duty is not met."""

from __future__ import annotations

from rules.drafts.clause import Clause
from rules.rule import OWN
from rules.units import District

_PERIODS = {"month": "该月", "quarter": "该季度", "half": "该半年", "year": "本年度", "regular": "本年度"}
_SHOWN = 40


def remedy_of(clause: Clause, district: District) -> str:
    """Names the duty's places and nobody but 本单位.

    >>> from rules.rule import Places
    >>> from rules.units import District
    >>> asked = Clause("event", "产能置换情况", "产能置换情况", "公开", ("甲局",), ("公开产能置换情况",), places=Places(any_of=("own",)))
    >>> remedy_of(asked, District(1, "某区", (), ()))
    '请在本单位网站公开产能置换情况；没有的，请申报无此情形。'
    """
    where, what = _where(clause, district), clause.title.rstrip("。；")[:_SHOWN]
    if clause.kind == "standing" and what.endswith(("栏目", "专栏", "专题", "专区")):
        return f"请在{where}设置{what}，并保持更新。"
    if clause.kind == "interactive":
        return f"请在{where}开展{what}，并公布答复和结果。"
    if clause.kind == "reprint":
        return f"请在上级文件公布后及时在{where}转发、公开原文（{what}）。"
    if clause.kind == "paired":
        return f"请在{where}为政策性文件发布解读，并与文件相互链接（{what}）。"
    if clause.kind == "marked":
        return f"请在{where}的原文件页面上明确标注已废止或已失效；由门户网站管理机构标注的，请及时提请。"
    period = _PERIODS.get(clause.every or "", "")
    named = "，标题写明所属时期" if clause.every in ("month", "quarter", "half") else ""
    none = "；没有的，请申报无此情形" if clause.kind in ("event", "progress") else ""
    return f"请在{where}公开{period}{what}{named}{none}。"


def _where(clause: Clause, district: District) -> str:
    names = ["本单位网站" if name == OWN else _name(name, district) for name in clause.places.names]
    return ("和" if clause.places.all_of else "或").join(dict.fromkeys(names)) or "政府网站"


def _name(name: str, district: District) -> str:
    site = district.site_named(name)
    return site.name if site is not None else name
