"""Pages that look like the publication and are not: drafts, news, other years, other bodies, other months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from district.days import YEAR, at, month_end, working_day_near
from district.filler import paragraphs
from district.model import Sheet
from district.periods import period_words
from district.sheets import SHEETS
from district.stage import Stage
from district.wordings import WORDINGS

SUBJECTS: dict[str, str] = {
    "01-03a": "一般公共预算收支执行情况", "01-05a": "预算执行和其他财政收支审计", "01-05b": "审计查出问题整改情况", "01-05c": "重大政策措施落实跟踪审计",
    "02-03a": "进入电力市场新主体", "02-03b": "电力市场月度竞争交易", "03-01a": "固定资产投资重大项目批准", "03-01b": "重点项目建设进度",
    "05-04a": "前置许可审批事项和许可经营事项牵头管理部门一览表", "07-03a": "主要粮油价格", "07-03b": "粮油市场进销存情况", "07-03c": "粮油市场进销存情况",
    "11-01a": "消费市场运行情况", "13-04a": "集中式生活饮用水水源水质监测", "13-05a": "49条黑臭河涌污染“贡献”量化排名",
    "14-02a": "区属中专毕业生就业质量报告", "14-02b": "中专毕业生就业质量报告",
    "17-01a": "房地产市场交易信息", "17-03a": "违法违规房地产开发企业", "17-03b": "违法违规房地产中介", "18-06a": "安全生产行政许可", "19-04a": "建议提案办理",
    "19-04b": "建议提案办理",
}  # fmt: skip

_DRAFTS = ("{t}（征求意见稿）", "{t}（草案）", "{t}（送审稿）", "关于征求《{t}》意见的公告", "关于公开征求《{t}（讨论稿）》意见的通知")
_NEWS = (
    "{u}召开{p}{s}分析会", "区领导调研{s}工作", "{u}举办{s}业务培训班", "{u}督办{p}{s}公开工作", "{u}座谈研究{p}{s}", "{u}检查各单位{s}报送工作",
    "{u}部署{p}{s}有关工作", "区政府常务会议听取{p}{s}汇报", "{s}新闻通气会举行", "{u}组织学习{s}有关文件",
)  # fmt: skip
_NEIGHBOURS = ("南沙区", "天河区", "海珠区", "白云区")
_CITY_SOURCE = "广州市人民政府"


def _day(stage: Stage) -> date:
    return stage.in_time() if stage.cell.period else working_day_near(date(YEAR, stage.rng.randint(3, 11), stage.rng.randint(3, 25)))


def _plain_title(stage: Stage, said: str) -> str:
    return stage.fill(WORDINGS[stage.duty][0].text, said)


def draft(stage: Stage, place: str) -> None:
    """A draft of the very thing, asked for comments."""
    said = stage.said()
    title = stage.rng.choice(_DRAFTS).format(t=_plain_title(stage, said))
    sheet = Sheet(("现就有关内容公开征求意见，请于公告之日起15日内反馈。", *stage.sheet(said).paragraphs), stage.sheet(said).rows)
    stage.drop(place, stage.paper(title, _day(stage), sheet), "yjzj" if place == "portal" else "")


def news(stage: Stage, place: str) -> None:
    """A meeting, a visit, a training about it."""
    unit = stage.ground.register.units[stage.cell.unit]
    title = stage.rng.choice(_NEWS).format(u=unit.name, p=stage.said(), s=SUBJECTS[stage.duty])
    body = (f"会议听取了{stage.said()}{SUBJECTS[stage.duty]}的汇报，要求有关科室按时做好公开工作。", *paragraphs(unit.full, "有关工作", stage.rng))
    stage.drop(place, stage.paper(title, _day(stage), Sheet(body)), "mtbd" if place == "portal" else "gzdt")


def mention(stage: Stage, place: str) -> None:
    """News whose title says nothing of it and whose body has all the words."""
    unit = stage.ground.register.units[stage.cell.unit]
    title = stage.rng.choice(("{u}召开上半年工作总结会", "{u}党组中心组开展专题学习", "{u}领导到社区走访慰问", "{u}举办青年干部座谈会")).format(u=unit.name)
    body = (f"会上通报了{stage.said()}番禺区{SUBJECTS[stage.duty]}，与会人员进行了交流。", *paragraphs(unit.full, "机关建设", stage.rng))
    stage.drop(place, stage.paper(title, _day(stage), Sheet(body)), "mtbd" if place == "portal" else "gzdt")


def last_year(stage: Stage, place: str) -> None:
    """The same publication a year earlier, still on line."""
    period = stage.cell.period
    if period is None:
        text = _plain_title(stage, "").replace("2017", "\0").replace("2016", "2015").replace("\0", "2016")
        title, day, said = text if "2016" in text or "2015" in text else f"2016年{text}", date(2016, 10, 12), ""
    else:
        before = period.replace("2017", "2016")
        said = period_words(before, stage.rng)
        title, day = stage.title(said), stage.in_time() - timedelta(days=364)
    stage.drop(place, stage.paper(title, day, stage.sheet(said or "2016年")))


def other_month(stage: Stage, place: str) -> None:
    """The month before once more, where this month's should stand."""
    before = f"{YEAR}-{stage.month - 1:02d}"
    said = period_words(before, stage.rng)
    stage.drop(place, stage.paper(stage.title(said), stage.in_time(), stage.sheet(said)))


def _signed_by(stage: Stage, place: str, who: str, column: str) -> None:
    said = stage.said()
    text = _plain_title(stage, said)
    title = text.replace("番禺区", who, 1) if "番禺区" in text else who + text
    rows = SHEETS[stage.duty](said, stage.rng).rows
    if "49条" in title:
        title, rows = title.replace("49条", "35条"), rows[:36]
    paper = stage.paper(title, _day(stage), Sheet((f"{who}有关部门公布{said}情况，详见下表。",), rows))
    source = {"广州市": _CITY_SOURCE}.get(who, who if not who.endswith("区") else f"{who}人民政府")
    stage.drop(place, replace(paper, source=source, signed=""), column)


def neighbour(stage: Stage, place: str) -> None:
    """Another district's, reprinted."""
    _signed_by(stage, place, stage.rng.choice(_NEIGHBOURS), "xdqx" if place == "portal" else "")


def city(stage: Stage, place: str) -> None:
    """The city's, reprinted."""
    _signed_by(stage, place, "广州市", "szyw" if place == "portal" else "")


def town(stage: Stage, place: str) -> None:
    """A town's own, signed by the town."""
    _signed_by(stage, place, stage.rng.choice(("石碁镇", "沙湾镇", "化龙镇")), "")


def december_before(stage: Stage, place: str) -> None:
    """December 2016, published in January 2017: this year's day, last year's month."""
    said = f"{YEAR - 1}年12月"
    day = working_day_near(month_end(1) - timedelta(days=stage.rng.randint(12, 20)))
    paper = stage.paper(stage.title(said), day, stage.sheet(said))
    stage.drop(place, replace(paper, appears=at(day, 10)))


def year_before(stage: Stage, place: str) -> None:
    """The analysis of 2016, published in January 2017."""
    said = f"{YEAR - 1}年度"
    stage.drop(place, stage.paper(stage.title(said), date(YEAR, 1, 20), stage.sheet(said)))


DECOYS: dict[str, Callable[[Stage, str], None]] = {
    "draft": draft, "news": news, "mention": mention, "last_year": last_year, "other_month": other_month, "neighbour": neighbour, "city": city, "town": town,
}  # fmt: skip
