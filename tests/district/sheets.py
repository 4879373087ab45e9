"""What a planted publication contains: sentences and tables with invented but plausible figures."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from district.model import Rows, Sheet

TOWNS = ("沙湾镇", "石碁镇", "新造镇", "南村镇", "化龙镇", "石楼镇", "市桥街", "沙头街", "东环街", "桥南街", "大石街", "洛浦街", "钟村街", "石壁街", "大龙街")
RIVER_COUNT = 49
_HEADS = "丹禾莲榕麦塘蕉荔石竹樟梅桂柳茶桥龙凤鹤鹭雁金银东西南北上下"
_TAILS = "岗坑滘洲沥围头尾基边"


def river_names(rng: Random, count: int) -> list[str]:
    """So many different invented rivers."""
    names = [f"{a}{b}涌" for a in _HEADS for b in _TAILS]
    return rng.sample(names, count)


def rivers(said: str, rng: Random, count: int = RIVER_COUNT) -> Sheet:
    """The ranking; fewer than 49 rows is what an incomplete one looks like."""
    loads = sorted((round(rng.uniform(0.2, 9.8), 2) for _ in range(count)), reverse=True)
    rows: list[tuple[str, ...]] = [("排名", "河涌名称", "所在镇（街）", "污染贡献值", "水质类别")]
    names = river_names(rng, count)
    rows += [(str(i + 1), names[i], rng.choice(TOWNS), f"{loads[i]:.2f}", rng.choice(("劣V类", "V类", "轻度黑臭", "重度黑臭"))) for i in range(count)]
    text = f"现将{said}我区黑臭河涌污染“贡献”量化排名情况公布如下，数据由区水务局委托检测单位每月采样分析得出。"
    return Sheet((text,), tuple(rows))


def _money(rng: Random, low: float, high: float) -> str:
    return f"{rng.uniform(low, high):.2f}"


def budget(said: str, rng: Random) -> Sheet:
    income, spent = _money(rng, 5, 95), _money(rng, 6, 120)
    text = (
        f"{said}，番禺区一般公共预算收入完成{income}亿元，同比增长{_money(rng, 1, 12)}%；一般公共预算支出{spent}亿元，同比增长{_money(rng, 1, 18)}%。",
        "收支执行总体平稳，民生支出占比保持在七成以上，主要项目见下表。",
    )
    items = ("税收收入", "其中：增值税", "企业所得税", "非税收入", "教育支出", "社会保障和就业支出", "医疗卫生与计划生育支出", "城乡社区支出", "农林水支出")
    rows = (("项目", "完成数（万元）", "同比（%）"), *((i, _money(rng, 900, 90000), _money(rng, -5, 30)) for i in items))
    return Sheet(text, rows)


INVESTED = "完成投资"
STARTED = "开工"


def projects(said: str, rng: Random, parts: tuple[str, ...] = (INVESTED, STARTED)) -> Sheet:
    """Progress of the key projects; `parts` says which of the two demanded parts are told."""
    texts = [f"{said}，我区纳入省、市、区计划的重点项目共{rng.randint(60, 140)}个。"]
    if INVESTED in parts:
        texts.append(f"总体完成投资情况：累计完成投资{_money(rng, 20, 260)}亿元，占年度计划的{_money(rng, 8, 99)}%。")
    if STARTED in parts:
        texts.append(f"开工投产情况：新开工项目{rng.randint(1, 15)}个，建成投产项目{rng.randint(1, 9)}个。")
    names = ("地铁支线番禺段", "市民中心二期", "智能网联产业园", "水质净化厂扩建", "莲花港改造", "万博商务区管廊", "创新城南岸", "妇幼医院新院区")
    head, cells = ["序号", "项目名称"], [[str(i + 1), n] for i, n in enumerate(names)]
    for part, title in ((INVESTED, "完成投资（万元）"), (STARTED, "开工、投产情况")):
        if part in parts:
            head.append(title)
            for row in cells:
                row.append(_money(rng, 300, 90000) if part == INVESTED else rng.choice(("已开工", "已投产", "未动工")))
    return Sheet(tuple(texts), (tuple(head), *(tuple(r) for r in cells)))


def grain_prices(said: str, rng: Random) -> Sheet:
    kinds = ("早籼米", "晚籼米", "丝苗米", "面粉", "花生油", "大豆油", "调和油", "菜籽油")
    rows: Rows = (("品种", "规格", "零售均价（元）", "环比（%）"), *((k, "500克", _money(rng, 2, 14), _money(rng, -3, 3)) for k in kinds))
    return Sheet((f"据监测，{said}番禺区各大市场主要粮油价格总体平稳，粮油供应充足。",), rows)


def grain_stocks(said: str, rng: Random) -> Sheet:
    text = (
        f"{said}，纳入统计的粮油经营企业购进粮食{_money(rng, 2, 30)}万吨，销售{_money(rng, 2, 30)}万吨，期末库存{_money(rng, 1, 12)}万吨。",
        "粮油市场进销存情况显示，货源充足，购销两旺，库存处于合理水平，预计后市价格平稳。",
    )
    rows: Rows = (("项目", "粮食（吨）", "食用油（吨）"), *((k, _money(rng, 9000, 99000), _money(rng, 900, 9900)) for k in ("购进", "销售", "期末库存")))
    return Sheet(text, rows)


def consumption(said: str, rng: Random) -> Sheet:
    text = (
        f"{said}，全区消费市场运行平稳，实现社会消费品零售总额{_money(rng, 250, 1200)}亿元，同比增长{_money(rng, 5, 11)}%。",
        f"从行业看，批发零售业零售额增长{_money(rng, 4, 11)}%，住宿餐饮业增长{_money(rng, 4, 11)}%；网上零售保持较快增长。",
    )
    return Sheet(text, ())


def power_results(said: str, rng: Random) -> Sheet:
    text = f"现将{said}广东电力市场月度竞争交易成交结果转发公布：参与交易的发电企业{rng.randint(30, 60)}家，售电公司{rng.randint(60, 130)}家。"
    rows: Rows = (
        ("指标", "数值"),
        ("成交电量（亿千瓦时）", _money(rng, 8, 40)),
        ("统一出清价差（厘/千瓦时）", _money(rng, -190, -20)),
        ("成交主体（家）", str(rng.randint(60, 160))),
    )
    return Sheet((text,), rows)


def housing(said: str, rng: Random) -> Sheet:
    kinds = ("商品住宅", "办公", "商业", "车位", "二手住宅")
    rows: Rows = (
        ("类别", "成交宗数", "成交面积（平方米）", "均价（元/平方米）"),
        *((k, str(rng.randint(40, 1900)), _money(rng, 3000, 99000), _money(rng, 9000, 28000)) for k in kinds),
    )
    return Sheet((f"{said}番禺区房地产市场交易信息如下，数据以网签备案为准。",), rows)


def audit(said: str, rng: Random) -> Sheet:
    return Sheet(
        (
            "根据审计法和区人大常委会的安排，区审计局依法对区级预算执行和其他财政收支情况进行了审计。",
            f"审计结果表明，预算执行总体良好；发现管理不够规范金额{_money(rng, 1, 40)}亿元，提出审计建议{rng.randint(12, 60)}条。",
            "对审计发现的问题，有关单位正在整改，结果将另行公告。",
        )
    )


def rectified(said: str, rng: Random) -> Sheet:
    return Sheet((f"审计查出的{rng.randint(30, 90)}个问题已整改{rng.randint(20, 30)}个，其余问题明确了责任单位和完成时限，现将整改情况报告如下。",))


def followed_up(said: str, rng: Random) -> Sheet:
    return Sheet(
        (
            "区审计局对重大政策措施落实情况开展了跟踪审计，重点检查简政放权、减税降费和重大项目推进。",
            f"共抽查{rng.randint(8, 20)}个单位，促进完善制度{rng.randint(2, 9)}项。",
        )
    )


def name_list(said: str, rng: Random) -> Sheet:
    trades = ("实业", "置业", "能源科技", "投资", "贸易", "地产顾问", "化工", "电器")
    rows = (
        ("序号", "名称", "说明"),
        *((str(i + 1), f"广州{rng.choice(_HEADS)}{rng.choice(_HEADS)}{rng.choice(trades)}有限公司", "详见公告") for i in range(rng.randint(6, 14))),
    )
    return Sheet(("根据有关规定，现将名单予以公布，欢迎社会监督。",), rows)


def who_leads(said: str, rng: Random) -> Sheet:
    items = ("食品生产", "药品经营", "危险化学品经营", "旅馆业", "出版物零售", "劳务派遣", "民办学校", "道路货运")
    rows = (("序号", "前置许可审批或许可经营事项", "牵头管理部门"), *((str(i + 1), n, "区相关主管部门") for i, n in enumerate(items)))
    return Sheet(("为方便申请人办理商事登记，现公布前置许可审批事项和许可经营事项的牵头管理部门。",), rows)


def graduates(said: str, rng: Random) -> Sheet:
    text = f"2017届毕业生共{rng.randint(700, 3900)}人，就业率{_money(rng, 95, 99)}%，对口就业率{_money(rng, 70, 90)}%，平均起薪{rng.randint(2300, 3600)}元。"
    return Sheet(("本报告从规模结构、就业去向、对口率、薪酬和满意度五方面反映毕业生就业质量。", text))


def handled(said: str, rng: Random) -> Sheet:
    return Sheet(
        (
            f"今年共收到区人大代表建议{rng.randint(60, 140)}件、政协委员提案{rng.randint(90, 190)}件，全部按期办复，代表委员满意率{_money(rng, 97, 100)}%。",
            "办理结果目录见下。",
        )
    )


def reply(said: str, rng: Random) -> Sheet:
    return Sheet(
        (
            "您提出的建议收悉。经研究并会同有关单位，现将办理结果答复如下：",
            "一、已将有关事项列入年度工作计划；二、将在明年继续推进。感谢您对政府工作的关心和支持。",
        )
    )


def drinking_water(said: str, rng: Random) -> Sheet:
    rows: Rows = (("水源地", "监测项目数", "达标率（%）", "水质类别"), *((p, "61", "100", rng.choice(("Ⅱ类", "Ⅲ类"))) for p in ("沙湾水道", "东涌水道")))
    return Sheet(("区环境监测站对集中式生活饮用水水源进行了监测，水质全部达标，结果如下。",), rows)


SHEETS: dict[str, Callable[[str, Random], Sheet]] = {
    "01-03a": budget, "01-05a": audit, "01-05b": rectified, "01-05c": followed_up, "02-03a": name_list, "02-03b": power_results,
    "03-01a": name_list, "03-01b": projects, "05-04a": who_leads, "07-03a": grain_prices, "07-03b": grain_stocks, "07-03c": grain_stocks,
    "11-01a": consumption, "13-04a": drinking_water, "13-05a": rivers, "14-02a": graduates, "14-02b": graduates, "17-01a": housing, "17-03a": name_list,
    "17-03b": name_list, "18-06a": name_list, "19-04a": handled, "19-04b": reply,
}  # fmt: skip
