"""Workbooks, a web page and text files, among them one in GBK and one flattened to a line."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

from tests.rules.plan_samples.told import ANY, Sample, it, section


def _saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def workbook_with_contacts() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "任务分工"
    rows = [
        ["竹溪县2024年政务公开重点任务分工表"],
        ["序号", "工作任务", "具体事项", "责任单位", "完成时限"],
        [1, "优化政策服务", "上线“政策问答”知识库。", "县政府办公室", date(2024, 6, 30)],
        [2, None, "公布政策解读质量评估结果。", None, date(2024, 9, 30)],
        [3, None, "政策兑现“免申即享”清单上网。", "县发展改革局\n县财政局", date(2024, 3, 15)],
        [4, "公开重点领域", "发布招商引资项目册。", "县招商中心", "每季度首月"],
        [5, None, "公布农机购置补贴申领结果。", "县农业农村局", date(2024, 12, 20)],
        [6, None, "公布城乡供水水质。", "县水利局", "每月"],
        [7, "强化监督", "接受社会评议。", "县政府办公室、各乡镇", date(2024, 11, 1)],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    for span in ("B3:B5", "B6:B8", "D3:D4"):
        sheet.merge_cells(span)
    contacts = book.create_sheet("联络员名单")
    for row in (["政务公开联络员名单"], ["序号", "单位", "姓名", "电话"], [1, "县政府办公室", "许静", 5221001], [2, "县水利局", "罗成", 5221002]):
        contacts.append(row)
    contacts.merge_cells("A1:D1")
    return _saved(book)


WORKBOOK = (
    *section(1, "优化政策服务",
        it(1, "上线“政策问答”知识库。", "县政府办公室", deadline="2024年6月30日"),
        it(2, "公布政策解读质量评估结果。", "县政府办公室", inherited=True, deadline="2024年9月30日"),
        it(3, "政策兑现“免申即享”清单上网。", "县发展改革局 县财政局", deadline="2024年3月15日")),
    *section(2, "公开重点领域",
        it(ANY, "发布招商引资项目册。", "县招商中心", deadline="每季度首月", label="4"),
        it(ANY, "公布农机购置补贴申领结果。", "县农业农村局", deadline="2024年12月20日", label="5"),
        it(ANY, "公布城乡供水水质。", "县水利局", deadline="每月", label="6")),
    *section(3, "强化监督", it(ANY, "接受社会评议。", "县政府办公室 各乡镇", deadline="2024年11月1日", label="7")),
)  # fmt: skip


def workbook_with_line_breaks() -> bytes:
    """Several items in a cell, apart by the line breaks of Alt+Enter; section rows over the whole width."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["附件2"],
        ["石门市2021年政务公开工作任务清单"],
        ["任务内容", "责任单位", "完成时限", "备注"],
        ["一、做好规划信息公开"],
        ["1.主动公开本市“十四五”规划纲要。\n2.做好历史规划归集。", "市发展改革委", "2021年8月", None],
        ["3.公布专项规划编制进展。", "市直有关部门", "2021年12月", None],
        ["二、做好公共企事业单位信息公开"],
        ["1.公开供电服务价格。\n2.公开供气安全检查记录。", "市城市管理局、国网石门供电公司", "持续推进", None],
        ["3.公开公交运营时刻。", "市交通运输局", "持续推进", "含夜班车"],
    ):
        sheet.append(row)
    for row in (1, 2, 4, 7):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    return _saved(book)


LINE_BREAKS = (
    *section(1, "做好规划信息公开",
        it(1, "主动公开本市“十四五”规划纲要。", "市发展改革委", deadline="2021年8月"),
        it(2, "做好历史规划归集。", "市发展改革委", inherited=ANY, deadline="2021年8月"),
        it(3, "公布专项规划编制进展。", "市直有关部门", deadline="2021年12月")),
    *section(2, "做好公共企事业单位信息公开",
        it(1, "公开供电服务价格。", "市城市管理局 国网石门供电公司", deadline="持续推进"),
        it(2, "公开供气安全检查记录。", "市城市管理局 国网石门供电公司", inherited=ANY, deadline="持续推进"),
        it(3, "公开公交运营时刻。", "市交通运输局", deadline="持续推进")),
)  # fmt: skip

_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>长岭区2020年政务公开工作分工-长岭区人民政府门户网站</title></head><body>
<div class="top"><a href="/">网站首页</a> | <a href="/zwgk/">政务公开</a> | <a href="/hd/">互动交流</a></div>
<div class="path">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a>通知公告</a></div>
<h1>长岭区2020年政务公开工作分工</h1>
<div class="info">发布时间：2020-04-16 10:22 来源：区政府办公室 浏览次数：318 字体：[大 中 小]</div>
<div class="TRS_Editor"><p>各镇人民政府、街道办事处，区直各部门：</p><p>现将《长岭区2020年政务公开工作分工》印发给你们，请认真贯彻执行。</p>
<table border="1" cellspacing="0"><tbody>
<tr><td><p><strong>工作任务</strong></p></td><td><p><strong>具体公开事项</strong></p></td><td><p><strong>责任单位</strong></p></td></tr>
<tr><td rowspan="3"><p>一、稳企业保就业</p></td><td><p>1．公布中小微企业贷款贴息政策。</p></td><td rowspan="2"><p>区工信局、区金融服务中心</p></td></tr>
<tr><td><p>2．公布应急转贷资金申报指南。</p></td></tr>
<tr><td><p>3．公布春季线上招聘活动安排。</p></td><td><p>区人力资源社会保障局</p></td></tr>
<tr><td rowspan="2"><p>二、打好三大攻坚战</p></td><td><p>1．公开中央环保督察反馈问题整改情况。</p></td><td><p>长岭生态环境分局</p></td></tr>
<tr><td><p>2．公开财政专项扶贫资金<br>安排和使用情况。</p></td><td><p>区扶贫办（区财政局）</p></td></tr>
<tr><td><p>三、做好政民互动</p></td><td><p>1．开设“我为政府找错”专栏。</p></td><td><p>区政务公开办&nbsp;</p></td></tr>
</tbody></table></div>
<div class="tool"><a>【打印本页】</a><a>【关闭窗口】</a></div><div class="rel"><h3>相关链接</h3><ul><li><a>2019年政务公开工作要点</a></li></ul></div>
<div class="foot">主办：长岭区人民政府 网站标识码：4400000000 <table><tr><td>联系我们</td><td>网站地图</td></tr></table></div></body></html>"""

PAGE = (
    *section(1, "稳企业保就业",
        it(1, "公布中小微企业贷款贴息政策。", "区工信局 区金融服务中心"),
        it(2, "公布应急转贷资金申报指南。", "区工信局 区金融服务中心", inherited=True),
        it(3, "公布春季线上招聘活动安排。", "区人力资源社会保障局")),
    *section(2, "打好三大攻坚战",
        it(1, "公开中央环保督察反馈问题整改情况。", "长岭生态环境分局"),
        it(2, "公开财政专项扶贫资金安排和使用情况。", "区扶贫办", bracketed="区财政局")),
    *section(3, "做好政民互动", it(1, "开设“我为政府找错”专栏。", "区政务公开办")),
)  # fmt: skip

_TABBED = """广济区2018年政务公开工作要点任务分工

\t工作任务
\t具体事项
\t责任单位
\t完成时限

\t一、围绕建设法治政府抓好公开
\t1．公布立法性文件意见征集采纳情况。
\t区法制办
\t全年

\t
\t2．公开行政复议决定书。
\t
\t作出决定后20个工作日内

\t
\t3．完善利益相关方列席会议制度。
\t区政府办公室（区政务公开办）
\t10月底前

\t二、围绕民生改善抓好公开
\t1．公开就业困难人员认定和补贴发放情况。
\t区人力社保局
\t每季度

\t
\t2．公开棚户区改造年度任务完成情况。
\t区住建局牵头，各街道配合
\t12月底前
"""

TABBED = (
    *section(1, "围绕建设法治政府抓好公开",
        it(1, "公布立法性文件意见征集采纳情况。", "区法制办", deadline="全年"),
        it(2, "公开行政复议决定书。", "区法制办", inherited=True, deadline="作出决定后20个工作日内"),
        it(3, "完善利益相关方列席会议制度。", "区政府办公室", bracketed="区政务公开办", deadline="10月底前")),
    *section(2, "围绕民生改善抓好公开",
        it(1, "公开就业困难人员认定和补贴发放情况。", "区人力社保局", deadline="每季度"),
        it(2, "公开棚户区改造年度任务完成情况。", "区住建局", "各街道", deadline="12月底前")),
)  # fmt: skip

_PIPED = """# 云顶县2025年政务公开工作任务分工

| 序号 | 重点任务 | 任务内容 | 责任单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 公开涉企信息 | 公布行政执法检查扫码入企要求。 | 县司法局 | 2025年6月底前 |
| 2 | 公开涉企信息 | 公布涉企收费目录清单。 | 县发展改革局、县财政局 | 2025年4月底前 |
| 3 | 公开涉民信息 | 公布消费品以旧换新补贴细则。 | 县商务局 | 细则印发后3个工作日内 |
| 4 | 公开涉民信息 | 公布学位预警。 | 县教育局 | 2025年3月底前 |
| 5 | 提升平台 | 网站接入智能问答。 | 县数据局 | 2025年10月底前 |
"""

PIPED = (
    *section(1, "公开涉企信息",
        it(1, "公布行政执法检查扫码入企要求。", "县司法局", deadline="2025年6月底前"),
        it(2, "公布涉企收费目录清单。", "县发展改革局 县财政局", deadline="2025年4月底前")),
    *section(2, "公开涉民信息",
        it(ANY, "公布消费品以旧换新补贴细则。", "县商务局", deadline="细则印发后3个工作日内", label="3"),
        it(ANY, "公布学位预警。", "县教育局", deadline="2025年3月底前", label="4")),
    *section(3, "提升平台", it(ANY, "网站接入智能问答。", "县数据局", deadline="2025年10月底前", label="5")),
)  # fmt: skip

_FLAT = (
    "白石区2017年政务公开工作任务分工表 工作任务 具体事项 责任单位 一、推进规划公开 1．公布区总体规划修编成果。 区规划局 "
    "2．公布控制性详细规划调整公告。 区规划局 二、推进住房公开 1．公布商品房预售许可信息。 区房管局 2．公布物业服务企业信用档案。 区房管局、各街道办事处\n"
)

FLAT = (
    *section(1, "推进规划公开",
        it(1, "公布区总体规划修编成果。", "区规划局"), it(2, "公布控制性详细规划调整公告。", "区规划局")),
    *section(2, "推进住房公开",
        it(1, "公布商品房预售许可信息。", "区房管局"), it(2, "公布物业服务企业信用档案。", "区房管局 各街道办事处")),
)  # fmt: skip


SAMPLES = (
    Sample("xlsx_dates_and_contacts", ".xlsx", workbook_with_contacts, WORKBOOK, "竹溪县2024年政务公开重点任务分工表", 2024),
    Sample("xlsx_line_breaks", ".xlsx", workbook_with_line_breaks, LINE_BREAKS, "石门市2021年政务公开工作任务清单", 2021),
    Sample("html_article", ".html", _PAGE.encode, PAGE, "长岭区2020年政务公开工作分工", 2020),
    Sample("txt_tabbed_lines", ".txt", _TABBED.encode, TABBED, "广济区2018年政务公开工作要点任务分工", 2018, clean=True),
    Sample("txt_tabbed_gbk", ".txt", lambda: _TABBED.replace("\n", "\r\n").encode("gbk"), TABBED, "广济区2018年政务公开工作要点任务分工", 2018, clean=True),
    Sample("txt_markdown_pipes", ".txt", _PIPED.encode, PIPED, ANY, 2025),
    Sample("txt_flattened", ".txt", _FLAT.encode, FLAT, ANY, 2017),
)
