"""The lists every site has: which columns, where, holding what kinds of ordinary pages."""

from __future__ import annotations

from dataclasses import dataclass

PORTAL = "http://www.panyu.gov.cn/"


@dataclass(frozen=True)
class Plot:
    """One list to lay out. path is relative to the site; weight: how much of the site's ordinary pages it holds."""

    key: str
    name: str
    path: str
    kinds: tuple[str, ...]
    weight: int = 2


PORTAL_SECTIONS = (
    ("zwgk", "政务公开"), ("gzdt", "工作动态"), ("hdjl", "互动交流"), ("bsfw", "办事服务"), ("ztzx", "专题专栏"), ("zjpy", "走进番禺"), ("jgzy", "机构专页"),
)  # fmt: skip

PORTAL_PLOTS = (
    Plot("tzgg", "通知公告", "zwgk/tzgg/", ("notice",), 6),
    Plot("ghjh", "规划计划", "zwgk/ghjh/", ("paper",)),
    Plot("czxx", "财政信息", "zwgk/zdly/czxx/", ("paper",)),
    Plot("sjgg", "审计公告", "zwgk/zdly/sjgg/", ("paper",), 1),
    Plot("zdjsxm", "重大建设项目", "zwgk/zdly/zdjsxm/", ("notice",)),
    Plot("ggzy", "公共资源配置", "zwgk/zdly/ggzy/", ("notice",)),
    Plot("hjbh", "环境保护", "zwgk/zdly/hjbh/", ("notice",)),
    Plot("hzz", "河长制", "ztzx/hzz/", ("notice",)),
    Plot("jyly", "教育信息", "zwgk/zdly/jyly/", ("notice",)),
    Plot("wsjk", "卫生健康", "zwgk/zdly/wsjk/", ("notice",)),
    Plot("spyp", "食品药品安全", "zwgk/zdly/spyp/", ("notice",)),
    Plot("aqsc", "安全生产", "zwgk/zdly/aqsc/", ("notice",)),
    Plot("fdc", "房地产信息", "zwgk/zdly/fdc/", ("notice",)),
    Plot("jgsf", "价格与收费", "zwgk/zdly/jgsf/", ("notice",)),
    Plot("scjg", "市场监管", "zwgk/zdly/scjg/", ("notice",)),
    Plot("gyxx", "产业与商务", "zwgk/zdly/gyxx/", ("notice",)),
    Plot("shjz", "社会救助", "zwgk/zdly/shjz/", ("notice",)),
    Plot("tjsj", "统计数据", "zwgk/tjxx/tjsj/", ("stats",), 3),
    Plot("tjfx", "统计分析", "zwgk/tjxx/tjfx/", ("stats",)),
    Plot("rsrm", "人事任免", "zwgk/rsgk/rsrm/", ("people",)),
    Plot("zfcg", "政府采购", "zwgk/zfcg/", ("notice",)),
    Plot("yjgl", "应急管理", "zwgk/yjgl/", ("notice",)),
    Plot("yajytacl", "建议提案办理", "zwgk/yajytacl/2017/", ("paper",), 1),
    Plot("bmgzbg", "部门工作报告", "zwgk/zjgb/bmgzbg/2017/", ("paper",)),
    Plot("xxgknb", "信息公开年报", "zwgk/xxgknb/", ("paper",)),
    Plot("szyw", "省市要闻", "gzdt/szyw/", ("city",), 4),
    Plot("xdqx", "兄弟区动态", "gzdt/xdqx/", ("neighbour",), 3),
    Plot("mtbd", "媒体报道", "gzdt/mtbd/", ("news",), 3),
    Plot("yjzj", "意见征集", "hdjl/yjzj/", ("paper",), 1),
    Plot("zxft", "在线访谈", "hdjl/zxft/", ("news",), 1),
    Plot("xwfb", "新闻发布会", "hdjl/xwfb/", ("news",), 1),
    Plot("bszn", "办事指南", "bsfw/bszn/", ("guide",), 3),
    Plot("bmfw", "便民提示", "bsfw/bmfw/", ("guide",)),
    Plot("lyms", "旅游民俗", "zjpy/lyms/", ("news",)),
)
"""Beside these the portal has the columns its entry in units.yaml declares, and a 政策解读 column."""

DEPARTMENT_PLOTS = (
    Plot("tzgg", "通知公告", "tzgg/", ("notice",), 5),
    Plot("gzdt", "工作动态", "gzdt/", ("news",), 9),
    Plot("zcfg", "政策法规", "zcfg/", ("paper",), 2),
    Plot("czyjs", "财政预决算", "czyjs/", ("paper",), 1),
    Plot("rsxx", "人事信息", "rsxx/", ("people",), 1),
    Plot("bszn", "办事指南", "bszn/", ("guide",), 2),
    Plot("gsl", "公示栏", "gsl/", ("notice",), 1),
)

SPECIAL_PLOTS: dict[str, tuple[Plot, ...]] = {
    "czj": (Plot("czsj", "财政数据", "czsj/", ("paper",), 1),),
    "sjj": (Plot("sjgg", "审计公告", "sjgg/", ("notice",), 1),),
    "fgj": (
        Plot("zdxm", "重点项目", "zdxm/", ("notice",), 1),
        Plot("lyxx", "粮油信息", "lyxx/", ("notice",), 1),
        Plot("tjsj", "统计数据", "tjsj/", ("stats",)),
    ),
    "kgsxj": (Plot("dlsc", "电力市场", "dlsc/", ("notice",), 1), Plot("smlt", "商贸流通", "smlt/", ("notice",), 1)),
    "swj": (Plot("hczl", "河涌治理", "hczl/", ("notice",), 1),),
    "gtghj": (Plot("fdcsc", "房地产市场", "fdcsc/", ("notice",), 1), Plot("tdgg", "土地公告", "tdgg/", ("notice",))),
    "zjj": (Plot("fdcjg", "房地产监管", "fdcjg/", ("notice",), 1), Plot("zfbz", "住房保障", "zfbz/", ("notice",))),
    "ajj": (Plot("aqsc", "安全生产", "aqsc/", ("notice",), 2),),
    "scjgj": (Plot("qyzc", "企业注册", "qyzc/", ("notice",)), Plot("spcj", "商品抽检", "spcj/", ("notice",))),
    "jyj": (Plot("zyjy", "职业教育", "zyjy/", ("notice",), 1), Plot("zsks", "招生考试", "zsks/", ("notice",))),
    "qfb": (Plot("yata", "建议提案", "yata/", ("paper",), 1),),
    "zwb": (Plot("zwfw", "政务服务", "zwfw/", ("notice",)),),
    "hbj": (Plot("xzxk", "行政许可", "xzxk/", ("notice",)),),
    "yjj": (Plot("xzxk", "行政许可", "xzxk/", ("notice",)),),
}
"""What only one unit's site has."""

OTHERS_PLOTS = (Plot("ywgk", "业务公开", "ywgk/", ("notice",)), Plot("tjsj", "统计数据", "tjsj/", ("stats",), 1))

SHELVES: dict[str, tuple[str, str]] = {
    "01-03a": ("czxx", "czsj"), "01-05a": ("sjgg", "sjgg"), "01-05b": ("sjgg", "sjgg"), "01-05c": ("sjgg", "sjgg"),
    "02-03a": ("gyxx", "dlsc"), "02-03b": ("gyxx", "dlsc"), "03-01a": ("zdjsxm", "zdxm"), "03-01b": ("zdjsxm", "zdxm"),
    "05-04a": ("scjg", "qyzc"), "07-03a": ("jgsf", "lyxx"), "07-03b": ("jgsf", "lyxx"), "07-03c": ("jgsf", "lyxx"),
    "11-01a": ("tjfx", "smlt"), "13-04a": ("hjbh", "hjzl"), "13-05a": ("hjbh", "hczl"), "14-02a": ("jyly", "zyjy"), "14-02b": ("jyly", "zyjy"),
    "17-01a": ("fdc", "fdcsc"), "17-03a": ("fdc", "fdcjg"), "17-03b": ("fdc", "fdcjg"), "18-06a": ("aqsc", "aqsc"),
    "19-04a": ("yajytacl", "yata"), "19-04b": ("yajytacl", "tzgg"),
}  # fmt: skip
"""Where each publication usually goes: the portal's column, the unit's own column."""
