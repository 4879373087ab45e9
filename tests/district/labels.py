"""Chinese names of cases and outcomes, for the tables people read."""

from __future__ import annotations

OUTCOME_NAMES = {
    "met": "达标", "late": "逾期", "incomplete": "不全", "misplaced": "位置", "unmet": "未公开",
    "unverified": "待核实", "not_checked": "未检测", "not_due": "未到期", "manual": "人工", "not_applicable": "无情形", "waived": "豁免",
}  # fmt: skip

CASE_NAMES = {
    "plain": "按时公开", "odd": "说法少见", "no_year": "标题不写年份", "in_body": "期间只在正文", "in_file": "期间只在附件", "cumulative": "累计数（1至本月）",
    "on_due_day": "到期当天公开", "by_xlsx": "内容全在 xlsx", "by_docx": "内容全在 docx", "early": "当月之前公开", "shared": "一个地址列在两处",
    "external": "条目链到外站", "backdated": "日期在前、上线在后", "withdrawn": "按时公开后撤下", "vanished": "两次抓取之间来去", "dated_ahead": "日期写在以后",
    "one_two": "1至2月合并（1月）", "second_of_two": "1至2月合并（2月）", "late_both": "两处都逾期", "late_one": "一处逾期", "late_any": "逾期",
    "late_by_a_day": "逾期一天", "rows_html": "网页表格缺行", "rows_xlsx": "xlsx 缺行", "rows_docx": "docx 缺行", "rows_one": "一处缺行",
    "rows_mended": "缺行后补齐",
    "no_investment": "缺完成投资", "no_start": "缺开工投产", "no_start_docx": "docx 缺开工投产", "mended": "缺项后补齐", "portal_only": "只在门户",
    "own_only": "只在本单位", "draft_elsewhere": "另一处只有草案", "news_elsewhere": "另一处只有新闻", "picture": "内容是图片", "scan": "附件是扫描件",
    "broken": "附件打不开", "gone": "附件已失效", "undated": "没有发布日期", "unmet_nothing": "什么都没有", "unmet_other_month": "只有别的月份",
    "unmet_draft": "只有草案", "unmet_news": "只有新闻", "unmet_mention": "新闻里提到", "unmet_last_year": "只有上年的", "unmet_neighbour": "只有外区的",
    "unmet_city": "只有市里的", "unmet_town": "只有镇街的", "not_due": "还没到期",
    "shown": "已公开", "shown_by_docx": "已公开（docx）", "shown_odd": "已公开，说法少见", "only_portal": "一次性：只在门户", "only_own": "一次性：只在本单位",
    "portal_and_draft": "一次性：另一处是草案", "own_and_news": "一次性：另一处是新闻", "silent": "一次性：什么都没有", "silent_but_draft": "一次性：只有草案",
    "silent_but_news": "一次性：只有新闻", "silent_but_mention": "一次性：新闻里提到", "silent_but_last_year": "一次性：只有上年的",
    "silent_but_neighbour": "一次性：只有外区的", "stands_since_long": "往年文件仍在", "taken_away": "常设文件已撤下", "school": "学校报告",
    "school_odd": "学校报告，说法少见", "class_of_2016": "只有上届的", "reply_own": "答复在本单位", "reply_portal": "答复在门户", "reply_odd": "答复，说法少见",
    "reply_last_year": "只有上年的答复", "reply_news": "只有办理新闻", "living": "栏目有更新", "living_late": "栏目年中开设", "living_odd": "栏目名少见",
    "old_entries": "栏目全年未更新", "blank": "空白栏目", "no_column": "没有栏目", "no_site": "网址不是该单位", "garbled": "栏目是乱码",
    "entry_on_portal": "镇街解读在门户栏目",
}  # fmt: skip
