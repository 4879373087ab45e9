"""Papers of a district office that hold no plan: not one item may come of them."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

from tests.rules.plan_samples.told import Sample
from tests.rules.plan_samples.word import Xml, docx, paragraphs, table


def minutes_with_owners() -> bytes:
    return docx(
        paragraphs(
            "区政府专题会议纪要", "〔2022〕15号",
            "2022年5月11日上午，副区长陈立主持召开专题会议，研究河道清淤工作。现将会议议定事项纪要如下：",
            "一、会议听取了区水务局关于清淤方案的汇报。", "二、会议要求加快施工进度。", "会议议定事项分工如下：",
        ),
        table([
            ["议定事项", "责任单位", "完成时限"],
            ["落实施工便道用地", "江心镇", "5月底前"],
            ["拨付第一批工程款", "区财政局", "6月10日前"],
        ]),
        paragraphs("出席：陈立、吴刚、郑伟", "列席：刘敏", "记录：孙悦"),
    )  # fmt: skip


_MINUTES = """西屏县人民政府常务会议纪要
第12次
2021年6月3日，县长主持召开县政府常务会议。
一、审议并原则通过《西屏县畜禽养殖污染防治规划》。会议要求，由县农业农村局修改完善后印发。
二、研究了校车安全工作。会议指出：
（一）加强源头管理。县教育局要会同县公安局开展排查。
（二）加强宣传教育。
出席：赵一鸣  钱文
请假：孙立
"""

_NOTICE = """关于2023年国庆节放假安排的通知
各科室、各所属单位：
根据上级通知精神，现将放假安排通知如下。
一、9月29日至10月6日放假，共8天。
二、各科室要妥善安排值班（值班室电话：8220000），重要情况及时报告。
三、请于9月25日前将值班表报办公室（联系人：小赵）。
区统计局办公室
2023年9月20日
"""

_AGENDA = """全区政务公开工作推进会议程
时间：2024年3月12日（星期二）下午3:00
地点：区行政中心三楼会议室
主持人：区政府办公室主任  周航
一、区教育局、区卫生健康局作交流发言
二、区政府办公室通报2023年度第三方评估情况
三、副区长讲话
参会单位：区政府各部门、各街道办事处
"""

_NEWS = """<html><head><title>新闻中心</title></head><body><h2>工作动态</h2><ul>
<li><a href=1.html>1.区财政局举办政府采购培训班</a><span>2024-05-06</span></li><li><a href=2.html>2.我区召开政务公开工作会议</a><span>2024-05-04</span></li>
<li><a href=3.html>3.区审计局开展进点审计</a><span>2024-04-28</span></li><li><a href=4.html>4.区民政局走访慰问困难群众</a><span>2024-04-20</span></li>
</ul><div>首页 上一页 1 2 3 下一页 尾页</div></body></html>"""


def _book(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def budget_table() -> bytes:
    return _book(
        ["附表1", None, None, None], ["2022年一般公共预算支出表", None, None, None], ["单位：万元", None, None, None],
        ["科目编码", "科目名称", "责任单位", "预算数"], [201, "一、一般公共服务支出", "区财政局", 12000.5], [20101, "人大事务", "区人大办", 800],
        [205, "二、教育支出", "区教育局", 56000], [None, "合计", None, 68800.5],
    )  # fmt: skip


def contact_list() -> bytes:
    return _book(
        ["全区政务公开工作联络员名单"], ["序号", "单位名称", "分管领导", "联络员", "联系电话"],
        [1, "区发展改革局", "马晓", "林枫", 6620011], [2, "区教育局", "郭强", "沈洁", 6620012], [3, "望江街道办事处", "唐军", "何平", 6620013],
    )  # fmt: skip


def aims_and_measures() -> bytes:
    """A department's performance targets: its columns are named like a plan's, and nobody answers."""
    return docx(
        "2022年部门绩效目标",
        table([
            ["职责活动", "工作内容", "实施", "评价标准"],
            ["就业服务", "开展就业困难人员帮扶工作", "帮扶人数", "100%"], ["^", "组织专场招聘会", "举办场次", "≥12"],
            ["社会保险", "做好参保登记工作", "覆盖面持续扩大", "95%"], ["^", "按时足额发放养老金", "发放及时", "100%"],
            ["劳动关系", "处理劳动争议仲裁案件", "结案率", "≥90%"], ["^", "开展日常巡视检查", "按规定进行", "100%"],
        ]),
    )  # fmt: skip


def only_a_picture() -> bytes:
    drawing = "<w:p><w:r><w:drawing/></w:r></w:p>"
    held = io.BytesIO(docx(Xml(drawing)))
    with zipfile.ZipFile(held, "a") as package:
        package.writestr("word/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    return held.getvalue()


SAMPLES = (
    Sample("minutes_with_an_owner_table", ".docx", minutes_with_owners),
    Sample("minutes_in_prose", ".txt", _MINUTES.encode),
    Sample("holiday_notice", ".txt", _NOTICE.encode),
    Sample("meeting_agenda", ".txt", _AGENDA.encode),
    Sample("news_list", ".html", _NEWS.encode),
    Sample("budget_table", ".xlsx", budget_table),
    Sample("contact_list", ".xlsx", contact_list),
    Sample("aims_and_measures", ".docx", aims_and_measures, said=("责任单位一栏几乎都不是单位名称",)),
    Sample("empty_docx", ".docx", lambda: docx("")),
    Sample("picture_only_docx", ".docx", only_a_picture),
)
