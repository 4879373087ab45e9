"""Who issued a publication, and whether it is about this district at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.attribute import Attributor, OtherPlace
from rules.load import load_district
from rules.units import District

DISTRICT = load_district(Path(__file__).parents[2] / "config" / "units.yaml")
ATTRIBUTOR = Attributor(DISTRICT)


@pytest.mark.parametrize(
    ("source", "title", "site", "unit", "by"),
    [
        ("番禺区财政局", "3月财政收支", "portal", "czj", "来源"),
        ("区统计局", "3月统计", "portal", "fgj", "来源"),
        (None, "区审计局关于审计结果的公告", "portal", "sjj", "标题"),
        ("互联网", "3月财政收支", "czj", "czj", "网址"),
        (None, "3月财政收支", "portal", None, "未署名"),
        (None, "石楼镇2017年预算公开", "portal", "slz", "标题"),
        (None, "番禺区石楼镇“3·14”突发环境事件调查结论", "portal", None, "未署名"),
        (None, "石楼镇“5·1”假期值班安排", "portal", "slz", "标题"),
        (None, "石楼镇赤岗村集体建设用地使用权出租公告", "portal", None, "未署名"),
        (None, "南村镇兴业大道北侧地块征地公告", "gtghj", "gtghj", "网址"),
    ],
)
def test_issuer_is_found_by_source_then_title_then_address(source, title, site, unit, by):
    issuer = ATTRIBUTOR.issuer(source, title, site)
    assert (issuer.unit, issuer.by) == (unit, by)


def test_joint_paper_counts_for_every_unit_it_names():
    assert ATTRIBUTOR.units_in("区财政局、区审计局") >= {"czj", "sjj"}


@pytest.mark.parametrize(
    ("source", "elsewhere"),
    [
        ("广州日报", True),
        ("南方日报", True),
        ("新华社", True),
        ("省财政厅", True),
        ("市发展改革委", True),
        ("广州市发展和改革委员会", True),
        ("财政部", True),
        ("国家税务总局", True),
        ("南沙区政府", True),
        ("番禺日报", False),
        ("广州市番禺区某某服务中心", False),
        ("区某某办公室", False),
        ("市场监管科", False),
        ("市桥城区管理所", False),
        ("宣传部", False),
        ("本网", False),
        ("政策法规科", False),
    ],
)
def test_a_source_that_is_no_body_of_the_district_is_told(source, elsewhere):
    issuer = ATTRIBUTOR.issuer(source, "3月财政收支", "portal")
    assert (issuer.unit, bool(issuer.elsewhere)) == (None, elsewhere)


def test_a_unit_named_beside_a_medium_or_in_the_title_signed_it():
    assert ATTRIBUTOR.issuer("广州日报、区财政局", "3月财政收支", "portal").unit == "czj"
    assert ATTRIBUTOR.issuer("广州日报", "区财政局公布3月财政收支", "portal").elsewhere == ""


def test_joint_paper_whose_title_begins_with_its_signers_is_told():
    title = "番禺区发展和改革局 番禺区财政局 番禺区科技工业商务和信息化局关于发布申报指南的通知"
    assert ATTRIBUTOR.signers_in(title) == {"fgj", "czj", "kgsxj"}
    assert ATTRIBUTOR.signers_in("关于区财政局预算的批复") == frozenset()


def test_title_the_government_office_speaks_in_is_its_signature():
    assert ATTRIBUTOR.issuer(None, "番禺区人民政府办公室关于印发河长制工作方案的通知", "portal").is_signature
    assert not ATTRIBUTOR.issuer(None, "区政府办公室信息公开年报", "portal").is_signature


@pytest.mark.parametrize(
    "title",
    [
        "番禺区2017年3月一般公共预算收支执行情况",
        "我市公布番禺区黑臭河涌治理进展",
        "全市统一清明扫墓日区民政局服务安排",
        "全市场信用监管工作方案",
        "市场价格监测情况",
        "广州市番禺区2017年3月一般公共预算收支执行情况",
        "2017年3月我区财政收支情况",
        "全区消费市场运行情况",
        "粮油市场价格信息",
        "消费市场运行分析",
        "房地产市场交易信息月报",
        "关于公布番禺区重点项目的通知",
        "沙湾镇2017年财政收支",
        "区政协十四届一次会议第12号提案答复",
        "城市更新项目批复",
        "街道办事处建议答复",
        "2017年04月番禺楼市网签简况",
    ],
)
def test_title_of_this_district_names_no_other_place(title):
    assert ATTRIBUTOR.other_place(title) is None


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("南沙区2017年3月一般公共预算收支执行情况", "南沙区"),
        ("广州市天河区消费市场运行情况", "天河区"),
        ("广州市2017年5月黑臭河涌排名", "广州市"),
        ("2017年5月广东省电力市场成交结果", "广东省"),
        ("关于转发佛山市粮油价格的通知", "佛山市"),
    ],
)
def test_title_of_another_place_is_noticed(title, place):
    assert ATTRIBUTOR.other_place(title) == OtherPlace(place, True)


@pytest.mark.parametrize(("title", "place", "is_sure"), [("我市分批公告企业名单", "我市", True), ("全省电力交易情况", "全省", False)])
def test_title_about_the_whole_city_or_province_is_another_places(title, place, is_sure):
    assert ATTRIBUTOR.other_place(title) == OtherPlace(place, is_sure)


def test_a_city_speaks_of_itself_as_our_city():
    city = Attributor(District(1, "定州市", (), ()))
    assert city.other_place("我市公布企业名单") is None
    assert not city.is_elsewhere("市财政局")
    assert city.is_elsewhere("省财政厅")


def test_name_that_only_looks_like_a_place_is_told_as_not_sure():
    assert ATTRIBUTOR.other_place("禾塘区2017年3月财政收支") == OtherPlace("禾塘区", False)
