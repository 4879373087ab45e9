"""Text tables without tabs: columns aligned by spaces, cells apart by commas."""

from __future__ import annotations

from tests.rules.plan_samples.told import Sample, it

_SPACED = """凤台县2022年政务公开任务分工

工作任务                  责任单位                完成时限
1.公布水库除险加固进度。    县水利局/县应急局        每季度
2.公布农村公路养护计划。    县交通运输局            4月底前
3.公布茶叶产业扶持政策。                            5月底前
4.公布景区最大承载量。      县文旅局                长期
"""

SPACED = (
    it(1, "公布水库除险加固进度。", "县水利局 县应急局", deadline="每季度"),
    it(2, "公布农村公路养护计划。", "县交通运输局", deadline="4月底前"),
    it(4, "公布景区最大承载量。", "县文旅局", deadline="长期"),
)

_COMMAS = """南浦区2024年政务公开任务分工
序号,工作任务,责任单位,完成时限
1,公布停车泊位收费标准。,区城管局,6月底前
2,公布托育机构备案名单。,区卫健局、区教育局,8月底前
"""

COMMAS = (
    it(1, "公布停车泊位收费标准。", "区城管局", deadline="6月底前"),
    it(2, "公布托育机构备案名单。", "区卫健局 区教育局", deadline="8月底前"),
)

SAMPLES = (
    Sample("txt_aligned_by_spaces", ".txt", _SPACED.encode, SPACED, "凤台县2022年政务公开任务分工", 2022, said=("公布茶叶产业扶持政策",)),
    Sample("txt_commas", ".txt", lambda: _COMMAS.encode("gbk"), COMMAS, "南浦区2024年政务公开任务分工", 2024, clean=True),
)
