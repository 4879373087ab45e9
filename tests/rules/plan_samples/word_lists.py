"""Word documents whose numbers, revisions, shared cells or traditional characters make them hard to read."""

from __future__ import annotations

from tests.rules.plan_samples.told import ANY, Sample, it, section
from tests.rules.plan_samples.word import Xml, deleted, docx, inserted, numbering, paragraph, paragraphs, table


def automatic_sections_and_items() -> bytes:
    def of(text: str) -> Xml:
        return paragraph(text, number=(1, 1))

    def head(text: str) -> Xml:
        return paragraph(text, number=(1, 0))

    lists = numbering([("chineseCounting", "%1、"), ("decimal", "%2.")])
    return docx(
        "天台市2025年政务公开工作任务分解",
        table([
            ["工作任务", "具体内容", "责任单位", "时限"],
            [head("助力高质量发展"), of("公开外商投资准入前国民待遇政策。"), "市商务局", "4月底前"],
            ["^", of("公布跨境贸易便利化措施清单。"), "市商务局、天台海关", "6月底前"],
            ["^", of("上线产业链供应链政策专栏。"), "市工业和信息化局", "8月底前"],
            [head("增强民生信息供给"), of("公布托育机构备案信息。"), "市卫生健康委", "每半年"],
            ["^", of("公布公交线网调整方案及听证情况。"), "市交通运输局", "调整前10日"],
            [head("夯实基础"), of("开展政策文件库质量抽查。"), "市政府办公室", "每季度"],
            ["^", of("规范依申请公开答复文书格式。"), "市司法局、市政府办公室", "11月底前"],
            ["^", of("网站信息同源发布、一数一源。"), "市政务服务数据管理局", "全年"],
        ]),
        lists=lists,
    )  # fmt: skip


AUTOMATIC = (
    *section(1, "助力高质量发展",
        it(1, "公开外商投资准入前国民待遇政策。", "市商务局", deadline="4月底前"),
        it(2, "公布跨境贸易便利化措施清单。", "市商务局 天台海关", deadline="6月底前"),
        it(3, "上线产业链供应链政策专栏。", "市工业和信息化局", deadline="8月底前")),
    *section(2, "增强民生信息供给",
        it(1, "公布托育机构备案信息。", "市卫生健康委", deadline="每半年"),
        it(2, "公布公交线网调整方案及听证情况。", "市交通运输局", deadline="调整前10日")),
    *section(3, "夯实基础",
        it(1, "开展政策文件库质量抽查。", "市政府办公室", deadline="每季度"),
        it(2, "规范依申请公开答复文书格式。", "市司法局 市政府办公室", deadline="11月底前"),
        it(3, "网站信息同源发布、一数一源。", "市政务服务数据管理局", deadline="全年")),
)  # fmt: skip


def two_levels() -> bytes:
    return docx(
        "凤山区2022年政务公开工作要点责任分解表",
        table([
            ["序号", "工作任务", "责任单位"],
            ["一、以公开促落实", "<", "<"],
            ["（一）重大决策公开", "<", "<"],
            ["1", "编制年度重大行政决策事项目录并向社会公布。", "区司法局、区政府办公室"],
            ["2", "决策草案公开征求意见不少于30日。", "区各部门"],
            ["（二）执行和结果公开", "<", "<"],
            ["1", "公开区政府重点工作、民生实事进展和完成情况。", "区政府督查室"],
            ["2", "公开重大项目开工、投产信息。", "区发展和改革局"],
            ["二、以公开强监管", "<", "<"],
            ["（一）执法信息公开", "<", "<"],
            ["1", "公示行政执法主体、职责、依据、程序。", "区各执法部门"],
            ["（二）公用事业信息公开", "<", "<"],
            ["1", "公开供水、供气、供热收费标准和服务承诺。", "区城市管理局"],
            ["2", "公开停水、停气计划。", "区城市管理局"],
        ]),
    )  # fmt: skip


def _deep(number: int, group: str, name: str, text: str, leads: str) -> object:
    return it(ANY, text, leads, label=ANY if group == "一" else f"（{group}）{number}", subsection=name)


TWO_LEVELS = (
    *section(1, "以公开促落实",
        _deep(1, "一", "重大决策公开", "编制年度重大行政决策事项目录并向社会公布。", "区司法局 区政府办公室"),
        _deep(2, "一", "重大决策公开", "决策草案公开征求意见不少于30日。", "区各部门"),
        _deep(1, "二", "执行和结果公开", "公开区政府重点工作、民生实事进展和完成情况。", "区政府督查室"),
        _deep(2, "二", "执行和结果公开", "公开重大项目开工、投产信息。", "区发展和改革局")),
    *section(2, "以公开强监管",
        _deep(1, "一", "执法信息公开", "公示行政执法主体、职责、依据、程序。", "区各执法部门"),
        _deep(1, "二", "公用事业信息公开", "公开供水、供气、供热收费标准和服务承诺。", "区城市管理局"),
        _deep(2, "二", "公用事业信息公开", "公开停水、停气计划。", "区城市管理局")),
)  # fmt: skip


def several_items_in_a_cell() -> bytes:
    return docx(
        "沙河市2018年政务公开工作任务分工表",
        table([
            ["工作任务", "工作要求", "责任单位"],
            ["一、推进“放管服”改革信息公开", "1．公布取消下放的许可事项。\n2．公布“最多跑一次”清单。\n3．公布证明事项取消清单。", "市编办、市政务服务中心"],
            ["二、推进环境保护信息公开", "1．每日发布空气质量指数。\n2．公布重点排污单位名录。", "市环境保护局"],
            ["^", "3．公布河长名单和职责。\n4．公布入河排污口整治进展。", "市水利局"],
            ["三、推进教育信息公开", "1．公布民办学校年检结果。", "市教育局"],
        ]),
    )  # fmt: skip


SEVERAL = (
    *section(1, "推进“放管服”改革信息公开",
        it(1, "公布取消下放的许可事项。", "市编办 市政务服务中心"),
        it(2, "公布“最多跑一次”清单。", "市编办 市政务服务中心", inherited=ANY),
        it(3, "公布证明事项取消清单。", "市编办 市政务服务中心", inherited=ANY)),
    *section(2, "推进环境保护信息公开",
        it(1, "每日发布空气质量指数。", "市环境保护局"),
        it(2, "公布重点排污单位名录。", "市环境保护局", inherited=ANY),
        it(3, "公布河长名单和职责。", "市水利局"),
        it(4, "公布入河排污口整治进展。", "市水利局", inherited=ANY)),
    *section(3, "推进教育信息公开", it(1, "公布民办学校年检结果。", "市教育局")),
)  # fmt: skip


def marked_revisions() -> bytes:
    every = paragraph("1．", runs=f"{deleted('每季度')}{inserted('每月')}{paragraph_runs('公开财政收支情况。')}")
    owner = paragraph("区财政局", runs=f"{deleted('、区税务局')}{inserted('、区国资监管局')}")
    return docx(
        "平江新区2023年政务公开任务分工",
        table([
            ["任务", "具体事项", "责任单位", "完成时间"],
            ["一、财政金融", every, owner, "每月15日前"],
            ["^", *(paragraph(runs=deleted(text)) for text in ("2．公开隐性债务化解方案。", "区财政局", "6月底前"))],
            ["^", "2．公开地方金融组织名单。", "区金融工作局", "6月底前"],
            ["二、公共文化", "1．公布公共图书馆总分馆开放时间。", "区文化和旅游局", paragraph("", runs=deleted("9月底前") + inserted("10月底前"))],
            ["^", "2．公布非遗代表性项目名录。", "区文化和旅游局", "11月底前"],
            ["^", "3．公布体育场馆免费低收费开放清单。", "区教育体育局", "7月底前"],
        ], marked={2: "del", 6: "ins"}),
    )  # fmt: skip


def paragraph_runs(text: str) -> str:
    return paragraph(text).removeprefix("<w:p>").removesuffix("</w:p>")


REVISED = (
    *section(1, "财政金融",
        it(1, "每月公开财政收支情况。", "区财政局 区国资监管局", deadline="每月15日前"),
        it(2, "公开地方金融组织名单。", "区金融工作局", deadline="6月底前")),
    *section(2, "公共文化",
        it(1, "公布公共图书馆总分馆开放时间。", "区文化和旅游局", deadline="10月底前"),
        it(2, "公布非遗代表性项目名录。", "区文化和旅游局", deadline="11月底前"),
        it(3, "公布体育场馆免费低收费开放清单。", "区教育体育局", deadline="7月底前")),
)  # fmt: skip


def lead_and_support_blank() -> bytes:
    return docx(
        paragraphs("附件：", "临湖县2026年政务公开重点任务分工"),
        table(
            [
                ["重点任务", "具体举措", "牵头单位", "配合单位"],
                ["一、规范文件公开", "1．规章、行政规范性文件集中统一公开。", "县司法局", "县政府办公室"],
                ["", "2．建立文件有效性动态标注机制。", "", ""],
                ["", "3．汇编公开历史文件。", "县档案馆", ""],
                ["二、规范互动", "1．网站留言3个工作日内办结。", "县政府办公室", "各乡镇、县直各单位"],
                ["", "2．每月开展一次在线访谈。", "县融媒体中心", "县直各单位"],
                ["", "3．开展政府开放日活动。", "县城市管理局", ""],
                ["", "4．公开建议提案办理复文。", "县政府督查室", "县直各单位"],
            ]
        ),
    )


BLANK_SUPPORT = (
    *section(1, "规范文件公开",
        it(1, "规章、行政规范性文件集中统一公开。", "县司法局", "县政府办公室"),
        it(2, "建立文件有效性动态标注机制。", "县司法局", "县政府办公室", inherited=True),
        it(3, "汇编公开历史文件。", "县档案馆")),
    *section(2, "规范互动",
        it(1, "网站留言3个工作日内办结。", "县政府办公室", "各乡镇 县直各单位", deadline=ANY),
        it(2, "每月开展一次在线访谈。", "县融媒体中心", "县直各单位"),
        it(3, "开展政府开放日活动。", "县城市管理局"),
        it(4, "公开建议提案办理复文。", "县政府督查室", "县直各单位")),
)  # fmt: skip


def traditional_table() -> bytes:
    return docx(
        "海灣區2019年政務公開工作任務分工表",
        table(
            [
                ["工作任務", "具體事項", "牽頭單位", "配合單位", "完成時限"],
                ["一、推進財政資訊公開", "1．公開財政預算、決算報告。", "區財政局", "各部門", "人大批准後20日內"],
                ["", "2．公開政府採購結果。", "區財政局", "", "5個工作日內"],
                ["二、推進民生資訊公開", "1．公開醫療機構校驗結果。", "區衛生健康局", "", "每季度"],
                ["", "2．公開學校收費項目。", "區教育局", "區發展和改革局", "開學前"],
                ["", "3．公開公共租賃住房分配結果。", "", "", "分配後10日內"],
            ]
        ),
    )


TRADITIONAL = (
    *section(1, "推進財政資訊公開",
        it(1, "公開財政預算、決算報告。", "區財政局", "各部門", deadline="人大批准後20日內"),
        it(2, "公開政府採購結果。", "區財政局", deadline="5個工作日內")),
    *section(2, "推進民生資訊公開",
        it(1, "公開醫療機構校驗結果。", "區衛生健康局", deadline="每季度"),
        it(2, "公開學校收費項目。", "區教育局", "區發展和改革局", deadline="開學前"),
        it(3, "公開公共租賃住房分配結果。", "區教育局", "區發展和改革局", inherited=True, deadline="分配後10日內")),
)  # fmt: skip


def numbered_sections_in_a_column() -> bytes:
    """The section's number stands in a merged column of its own; the owner stands before the text."""
    return docx(
        "2020年沧水区政务公开工作重点任务及责任分工",
        table([
            ["序号", "重点任务", "责任单位", "具体任务"],
            ["一", "加强疫情防控信息公开", "区卫健局", "1.发布疫情防控权威信息。"],
            ["^", "^", "^", "2.普及防护知识。"],
            ["^", "^", "区人社局", "3.公开援企稳岗政策和返还名单。"],
            ["二", "加强权力运行公开", "区委编办、区司法局", "1.公布权责清单。"],
            ["^", "^", "区司法局", "2.公布机构职能和办公信息。"],
            ["三", "加强基层公开", "区政务公开办，各镇街", "1.编制26个领域标准目录。"],
            ["^", "^", "^", "2.村（居）务与政务公开衔接。"],
        ]),
    )  # fmt: skip


NUMBERED_SECTIONS = (
    *section(1, "加强疫情防控信息公开",
        it(1, "发布疫情防控权威信息。", "区卫健局"),
        it(2, "普及防护知识。", "区卫健局", inherited=True),
        it(3, "公开援企稳岗政策和返还名单。", "区人社局")),
    *section(2, "加强权力运行公开",
        it(1, "公布权责清单。", "区委编办 区司法局"),
        it(2, "公布机构职能和办公信息。", "区司法局")),
    *section(3, "加强基层公开",
        it(1, "编制26个领域标准目录。", "区政务公开办 各镇街"),
        it(2, "村（居）务与政务公开衔接。", "区政务公开办 各镇街", inherited=True)),
)  # fmt: skip


SAMPLES = (
    Sample("docx_automatic_sections", ".docx", automatic_sections_and_items, AUTOMATIC, "天台市2025年政务公开工作任务分解", 2025, clean=True),
    Sample("docx_two_levels", ".docx", two_levels, TWO_LEVELS, "凤山区2022年政务公开工作要点责任分解表", 2022, clean=True),
    Sample("docx_several_items_in_a_cell", ".docx", several_items_in_a_cell, SEVERAL, "沙河市2018年政务公开工作任务分工表", 2018, clean=True),
    Sample("docx_revisions", ".docx", marked_revisions, REVISED, "平江新区2023年政务公开任务分工", 2023, said=("修订",)),
    Sample("docx_lead_and_support_blank", ".docx", lead_and_support_blank, BLANK_SUPPORT, "临湖县2026年政务公开重点任务分工", 2026),
    Sample("docx_traditional", ".docx", traditional_table, TRADITIONAL, "海灣區2019年政務公開工作任務分工表", 2019, clean=True),
    Sample("docx_numbered_sections", ".docx", numbered_sections_in_a_column, NUMBERED_SECTIONS, "2020年沧水区政务公开工作重点任务及责任分工", 2020, clean=True),
)
