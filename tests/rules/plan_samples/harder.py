"""Second round: catalogue columns, labels inside cells, spread-out heads, owners over sections, copies from a sheet, odd encodings."""

from __future__ import annotations

import io

from openpyxl import Workbook

from tests.rules.plan_samples.told import ANY, Sample, it, section
from tests.rules.plan_samples.word import Xml, docx, table


def catalogue_columns() -> bytes:
    return docx(
        "沐川州2021年基层政务公开重点领域工作任务",
        table([
            ["公开领域", "公开内容", "公开主体", "公开时限", "公开渠道"],
            ["社会救助", "公布低保审核确认结果和保障金额。", "州民政局", "信息形成之日起10个工作日内", "政府网站、公示栏"],
            ["^", "公布临时救助对象名单和救助事由。", "^", "20个工作日内", "公示栏"],
            ["养老服务", "公布养老机构备案信息。", "州民政局、各县民政局", "每季度", "政府网站"],
            ["公共法律服务", "公布法律援助机构地址和电话。", "州司法局", "长期公开", "政府网站"],
            ["^", "公布公证员执业信息。", "^", "长期公开", "政府网站"],
        ]),
    )  # fmt: skip


CATALOGUE = (
    *section(1, "社会救助",
        it(1, "公布低保审核确认结果和保障金额。", "州民政局", deadline="信息形成之日起10个工作日内", label=""),
        it(2, "公布临时救助对象名单和救助事由。", "州民政局", inherited=True, deadline="20个工作日内", label="")),
    *section(2, "养老服务", it(1, "公布养老机构备案信息。", "州民政局 各县民政局", deadline="每季度", label="")),
    *section(3, "公共法律服务",
        it(1, "公布法律援助机构地址和电话。", "州司法局", deadline="长期公开", label=""),
        it(2, "公布公证员执业信息。", "州司法局", inherited=True, deadline="长期公开", label="")),
)  # fmt: skip


def labels_inside_owner_cells() -> bytes:
    return docx(
        "安平市2023年政务公开工作重点任务分工",
        table([
            ["序\n号", "工 作 任 务", "工 作 措 施", "责 任\n单 位", "完 成\n时 限"],
            ["1", "一、\n聚焦\n企业", "发布惠企政策计算器。", "牵头单位：市工业和信息化局\n配合单位：市财政局、市税务局", "2023年\n6月底"],
            ["2", "^", "发布不见面开标事项清单。", "牵头：市公共资源交易中心\n配合：各区（市）", "2023年\n9月底"],
            ["3", "二、\n聚焦\n群众", "发布婴幼儿照护服务机构名单。", "市卫生健康委员会\n市教育局\n市民政局", "全年"],
            ["4", "^", "发布历史建筑保护图则。", "市自然资源和\n规划局", "^"],
            ["注：责任单位列第一位的为牵头单位。", "<", "<", "<", "<"],
        ]),
    )  # fmt: skip


LABELS = (
    *section(1, "聚焦企业",
        it(1, "发布惠企政策计算器。", "市工业和信息化局", "市财政局 市税务局", deadline="2023年6月底"),
        it(2, "发布不见面开标事项清单。", "市公共资源交易中心", "各区（市）", deadline="2023年9月底")),
    *section(2, "聚焦群众",
        it(ANY, "发布婴幼儿照护服务机构名单。", ANY, ANY, deadline="全年", label="3"),
        it(ANY, "发布历史建筑保护图则。", "市自然资源和规划局", deadline="全年", label="4")),
)  # fmt: skip


def owner_over_sections() -> bytes:
    return docx(
        "茶山县2020年政务公开工作任务分工",
        table(
            [
                ["工作任务", "重点工作", "责任单位"],
                ["一、抓好解读", "1.制定解读方案。", "县政府办公室，各乡（镇）人民政府"],
                ["^", "2.图解政策占比不低于60%。", "^"],
                ["二、抓好回应", "1.重大舆情5小时内发布权威信息。", "^"],
                ["^", "2.政务热线月度通报。", "县信访局（县12345热线办）"],
                ["三、抓好依申请公开", "1.渠道畅通。", "县司法局会同县政府办公室"],
                ["备注：以上任务均需在2020年12月底前完成。", "<", "<"],
            ]
        ),
    )


OVER = (
    *section(1, "抓好解读",
        it(1, "制定解读方案。", "县政府办公室 各乡（镇）人民政府"),
        it(2, "图解政策占比不低于60%。", "县政府办公室 各乡（镇）人民政府", inherited=True)),
    *section(2, "抓好回应",
        it(1, "重大舆情5小时内发布权威信息。", "县政府办公室 各乡（镇）人民政府", inherited=True, deadline=ANY),
        it(2, "政务热线月度通报。", "县信访局", bracketed="县12345热线办")),
    *section(3, "抓好依申请公开", it(1, "渠道畅通。", ANY, ANY)),
)  # fmt: skip


def heads_that_say_little() -> bytes:
    """Neither head word of the left columns is common; the tasks are not numbered; the head is repeated."""
    head = ["重点", "任务描述", "抓落实单位", "办结时间"]
    return docx(
        "2025年度苍岩市政务公开任务书",
        table([
            head,
            ["助企纾困", "公布市级涉企专项资金申报指南和评审结果。", "市工信局", "3月31日"],
            ["^", "公布“免申即享”政策目录，并按月更新。", "市行政审批局", "每月末"],
            ["就学就医", "公布中小学课后服务收费标准。", "市教育局、市发改委", "8月25日"],
            head,
            ["就学就医", "公布二级以上医院门诊预约方式。", "市卫健委", "6月30日"],
            ["住有所居", "公布保租房房源和租金。", "市住建局", "9月30日"],
        ]),
    )  # fmt: skip


SAY_LITTLE = (
    *section(1, "助企纾困",
        it(1, "公布市级涉企专项资金申报指南和评审结果。", "市工信局", deadline="3月31日", label=""),
        it(2, "公布“免申即享”政策目录，并按月更新。", "市行政审批局", deadline="每月末", label="")),
    *section(2, "就学就医",
        it(1, "公布中小学课后服务收费标准。", "市教育局 市发改委", deadline="8月25日", label=""),
        it(2, "公布二级以上医院门诊预约方式。", "市卫健委", deadline="6月30日", label="")),
    *section(3, "住有所居", it(1, "公布保租房房源和租金。", "市住建局", deadline="9月30日", label="")),
)  # fmt: skip


def numeral_rows() -> bytes:
    """A section's row has its numeral in the number column and its name beside it; the number column goes on with the items."""
    return docx(
        "2024年澄江区政务公开工作台账",
        table(
            [
                ["序号", "工作任务", "责任单位", "配合单位", "完成时限", "完成情况"],
                ["一", "提升政策公开质效", "", "", "", ""],
                ["1", "汇集发布现行有效政策文件。", "区司法局", "区各有关部门", "8月底前", "已完成"],
                ["2", "提供文件多格式下载。", "区大数据中心", "", "5月底前", "推进中"],
                ["二", "提升解读回应质效", "", "", "", ""],
                ["1", "打造“局长讲政策”品牌。", "区政府办公室", "区各有关部门", "每月1期", ""],
                ["2", "解读材料关联原文。", "区政府办公室", "", "长期", ""],
                ["三", "提升平台质效", "", "", "", ""],
                ["1", "政务公开专区提供自助查询。", "区行政审批局", "各街道", "10月底前", ""],
            ]
        ),
    )


NUMERAL_ROWS = (
    *section(1, "提升政策公开质效",
        it(1, "汇集发布现行有效政策文件。", "区司法局", "区各有关部门", deadline="8月底前"),
        it(2, "提供文件多格式下载。", "区大数据中心", deadline="5月底前")),
    *section(2, "提升解读回应质效",
        it(1, "打造“局长讲政策”品牌。", "区政府办公室", "区各有关部门", deadline="每月1期"),
        it(2, "解读材料关联原文。", "区政府办公室", deadline="长期")),
    *section(3, "提升平台质效", it(1, "政务公开专区提供自助查询。", "区行政审批局", "各街道", deadline="10月底前")),
)  # fmt: skip


def inside_content_controls() -> bytes:
    """The table stands in a content control; full-width digits; items apart by a line break within one paragraph."""
    inner = table([
        ["重点任务", "任务分解", "责任部门", "进度安排"],
        ["一、公开标准化", Xml("<w:p><w:r><w:t>１．修订标准指引。</w:t><w:br/><w:t>２．开展对标检查。</w:t></w:r></w:p>"), "区政务公开办", "6月底前"],
        ["二、公开规范化", "１．统一栏目名称。", "区融媒体中心", "7月底前"],
        ["", "２．统一发布格式。", "", "7月底前"],
        ["", "３．规范公开审查登记。", "各单位", "8月底前"],
    ])  # fmt: skip
    return docx("望海区2022年政务公开工作任务分解表", Xml(f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))


CONTROLS = (
    *section(1, "公开标准化",
        it(1, "修订标准指引。", "区政务公开办", deadline="6月底前"),
        it(2, "开展对标检查。", "区政务公开办", inherited=ANY, deadline="6月底前")),
    *section(2, "公开规范化",
        it(1, "统一栏目名称。", "区融媒体中心", deadline="7月底前"),
        it(2, "统一发布格式。", "区融媒体中心", inherited=True, deadline="7月底前"),
        it(3, "规范公开审查登记。", "各单位", deadline="8月底前")),
)  # fmt: skip


def data_above_a_repeated_head() -> bytes:
    """A short row stands directly above the head that a new page repeats."""
    head = ["序号", "任务内容", "责任单位", "完成时限"]
    return docx(
        "铁山港区2019年政务公开工作任务表",
        table([
            head, ["1", "公布工作要点", "区政府办公室", "4月"], ["2", "公布公开指南", "区政府办公室", "5月"],
            head, ["3", "公布目录", "各部门", "6月"], ["4", "公布年报", "各部门", "次年1月"],
        ]),
    )  # fmt: skip


ABOVE_A_HEAD = (
    it(1, "公布工作要点", "区政府办公室", deadline="4月"), it(2, "公布公开指南", "区政府办公室", deadline="5月"),
    it(3, "公布目录", "各部门", deadline="6月"), it(4, "公布年报", "各部门", deadline="次年1月"),
)  # fmt: skip


def workbook_off_the_corner() -> bytes:
    """The table begins at B3, a sheet for each part; blank rows between."""
    book = Workbook()
    for at, (name, rows) in enumerate((
        ("重点领域", [["一、财政信息", "1.公开预算绩效目标。", "区财政局", "3月底"], [None, "2.公开政府采购监管处罚信息。", None, "随时"]]),
        ("保障机制", [["二、监督考核", "1.开展第三方评估。", "区政府办公室", "11月底"], [None, "2.通报评估结果。", "区政府办公室（区督查室）", "12月底"]]),
    )):  # fmt: skip
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = name
        for column, text in enumerate(("工作任务", "工作内容", "责任单位", "完成时间"), 2):
            sheet.cell(3, column, text)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells, 2):
                sheet.cell(5 + row, column, text)
    book.worksheets[0]["B1"] = "金水区2018年政务公开任务分工"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


CORNER = (
    *section(1, "财政信息",
        it(1, "公开预算绩效目标。", "区财政局", deadline="3月底"),
        it(2, "公开政府采购监管处罚信息。", "区财政局", inherited=True, deadline="随时")),
    *section(2, "监督考核",
        it(1, "开展第三方评估。", "区政府办公室", deadline="11月底"),
        it(2, "通报评估结果。", "区政府办公室", bracketed="区督查室", deadline="12月底")),
)  # fmt: skip

_COPIED = """莲花县2023年政务公开任务清单
序号\t工作任务\t具体内容\t责任单位\t完成时限
1\t涉企信息\t公布纾困政策汇编。\t县发展改革局\t4月底前
2\t\t公布清理拖欠账款举报渠道。\t县工业信息化局\t5月底前
3\t民生信息\t公布家庭医生签约服务包。\t县卫生健康局\t6月底前
4\t\t公布校园周边食品抽检结果。\t县市场监管局、县教育局\t每学期
"""

COPIED = (
    *section(1, "涉企信息",
        it(1, "公布纾困政策汇编。", "县发展改革局", deadline="4月底前"), it(2, "公布清理拖欠账款举报渠道。", "县工业信息化局", deadline="5月底前")),
    *section(2, "民生信息",
        it(ANY, "公布家庭医生签约服务包。", "县卫生健康局", deadline="6月底前", label="3"),
        it(ANY, "公布校园周边食品抽检结果。", "县市场监管局 县教育局", deadline="每学期", label="4")),
)  # fmt: skip

_QUOTED = (
    "工作任务\t工作内容\t责任单位\t备注\r\n"
    '一、公开惠民政策\t"1.公布补贴清单。\n2.公布“一卡通”发放情况。"\t"县财政局\n县乡村振兴局"\t\r\n'
    "二、公开收费信息\t1.公布涉企收费目录。\t县发改局\t每年更新\r\n"
)

QUOTED = (
    *section(1, "公开惠民政策",
        it(1, "公布补贴清单。", "县财政局 县乡村振兴局"), it(2, "公布“一卡通”发放情况。", "县财政局 县乡村振兴局", inherited=ANY)),
    *section(2, "公开收费信息", it(1, "公布涉企收费目录。", "县发改局")),
)  # fmt: skip

_TITLED_PROSE = """　　2020年桃源市政务公开工作要点任务分解

　　一、围绕“六稳”“六保”加强公开
　　（一）做好市场主体信息公开。及时发布减税降费、金融支持政策，提高知晓率。（牵头单位：市发展改革委；配合单位：市税务局、市金融办）
　　（二）做好就业信息公开。发布就业供求信息，开展在线培训。（责任单位：市人力资源社会保障局，各县区人民政府）
　　二、围绕权力运行加强公开
　　（三）做好机构职能公开。动态调整权责清单。【责任单位：市委编办】
　　（四）做好基层公开。编制标准目录，2020年底前全部完成。（责任单位：市政务公开办；完成时限：2020年12月）
"""

TITLED_PROSE = (
    *section(1, "围绕“六稳”“六保”加强公开",
        it(1, "做好市场主体信息公开。及时发布减税降费、金融支持政策，提高知晓率。", "市发展改革委", "市税务局 市金融办", label=ANY),
        it(2, "做好就业信息公开。发布就业供求信息，开展在线培训。", "市人力资源社会保障局 各县区人民政府", label=ANY)),
    *section(2, "围绕权力运行加强公开",
        it(ANY, "做好机构职能公开。动态调整权责清单。", "市委编办", label=ANY),
        it(ANY, "做好基层公开。编制标准目录，2020年底前全部完成。", "市政务公开办", label=ANY, deadline="2020年12月")),
)  # fmt: skip


def prose_page() -> bytes:
    body = "".join(f"<p style='text-indent:2em'>{line.strip()}</p>" for line in _TITLED_PROSE.splitlines()[1:] if line.strip())
    head = "<div class=nav><a href=/>首页</a>&gt;<a href=/gk/>政务公开</a></div><h2>2020年桃源市政务公开工作要点任务分解</h2>"
    return f"<html><head><meta charset=gbk><title>桃源市人民政府</title></head><body>{head}<div id=zoom>{body}</div><p>扫一扫</p></body></html>".encode("gbk")


_LOST = """西湖县2022年政务公开工作任务分工
工作任务
具体内容
责任单位
一、抓好公开
二、抓好解读
"""


SAMPLES = (
    Sample("docx_catalogue", ".docx", catalogue_columns, CATALOGUE, "沐川州2021年基层政务公开重点领域工作任务", 2021, clean=True),
    Sample("docx_labels_in_owner_cells", ".docx", labels_inside_owner_cells, LABELS, "安平市2023年政务公开工作重点任务分工", 2023),
    Sample("docx_owner_over_sections", ".docx", owner_over_sections, OVER, "茶山县2020年政务公开工作任务分工", 2020, said=("12月底前完成",)),
    Sample("docx_heads_that_say_little", ".docx", heads_that_say_little, SAY_LITTLE, "2025年度苍岩市政务公开任务书", 2025, clean=True),
    Sample("docx_numeral_rows", ".docx", numeral_rows, NUMERAL_ROWS, "2024年澄江区政务公开工作台账", 2024, clean=True),
    Sample("docx_content_control", ".docx", inside_content_controls, CONTROLS, "望海区2022年政务公开工作任务分解表", 2022, clean=True),
    Sample("docx_data_above_a_head", ".docx", data_above_a_repeated_head, ABOVE_A_HEAD, "铁山港区2019年政务公开工作任务表", 2019, clean=True),
    Sample("xlsx_off_the_corner", ".xlsx", workbook_off_the_corner, CORNER, "金水区2018年政务公开任务分工", 2018, clean=True),
    Sample("txt_copied_from_a_sheet", ".txt", _COPIED.encode, COPIED, "莲花县2023年政务公开任务清单", 2023, clean=True),
    Sample("txt_utf16", ".txt", lambda: _COPIED.encode("utf-16"), COPIED, "莲花县2023年政务公开任务清单", 2023, clean=True),
    Sample("txt_quoted_cells", ".txt", lambda: _QUOTED.encode("utf-16"), QUOTED, clean=True),
    Sample("txt_titled_prose", ".txt", lambda: _TITLED_PROSE.encode("utf-8-sig"), TITLED_PROSE, "2020年桃源市政务公开工作要点任务分解", 2020, clean=True),
    Sample("html_prose_gbk", ".html", prose_page, TITLED_PROSE, ANY, 2020),
    Sample("txt_cells_lost", ".txt", _LOST.encode, (), ANY, 2022),
)  # fmt: skip
