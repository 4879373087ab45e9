"""What a publication is called: not the site's name, nor its column's; and the column's name itself."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract.body import Body
from crawler.extract.layouts import names_headline
from crawler.extract.outline import Line, Outline, tidy

_PARTS = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|[_|｜]+|\s*-{2,}\s*|\s*>>?\s*|(?<=[\u4e00-\u9fff）)])-(?=[\u4e00-\u9fff])")
_SITE_PART = re.compile(r"(?:网|网站|门户|平台|频道|政府|委员会|办公室|公司|[局厅委办院部])$")
_CUT = re.compile(r"(?:…|\.{2,})+$")
_CRUMB = re.compile(r"(?:当前|所在|现在|你的|您的).{0,6}位置\s*[:：]?|^位置\s*[:：]|(?<![\u4e00-\u9fff])首\s*页\s*(?=[>»›＞→/\\|·\-－]|&gt;)")
_WAY = re.compile(r"(?:当前|所在|现在|你的|您的).{0,6}位置|^位置\s*[:：]|(?<![\u4e00-\u9fff])首\s*[页頁]\s*(?:-*>|»|›|＞|→|》|&gt;)")
_CRUMB_STEP = re.compile(r"\s*(?:-*>+|»|›|＞+|→|/|\\|·|\||：|:|》|--?)\s*")
_CRUMB_ENDS = frozenset(("正文", "内容", "详情", "详细内容", "信息内容", "浏览文章", "查看", "文章正文", "信息详情"))
_CENTRED = re.compile(r"text-align\s*:\s*center|align=\"?center", re.IGNORECASE)
_BOLD = re.compile(r"<(?:b|strong|h[1-6])\b|font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_DAY_FORM = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
_OWN_DAY = re.compile(rf"[\[(（【〔]\s*{_DAY_FORM}\s*[\])）】〕]$|^[\[(（【〔]\s*{_DAY_FORM}\s*[\])）】〕]")
_OWN_DAY_ELEMENT = re.compile(rf">\s*[\[(（【〔]\s*({_DAY_FORM})\s*[\])）】〕]\s*<")
_ANY_DAY = re.compile(rf"(?:[\[(（【〔]\s*)?{_DAY_FORM}\s*[\])）】〕]?")
"""None begins with white space: a row of thousands of empty cells is nothing but tabs, tried from each of them."""
_SHORTEST_OVER = 6
_DAILY = re.compile(r"日报|每日|当日|行情|快报")
_SHORTEST = 8
_LONGEST_CRUMB = 160
_RIGHT_ABOVE = 2.6
"""More than an html title without a line of its own weighs, less than a headline that agrees with it."""
NUMBER_LINE = re.compile(r"[（(]?\s*[\u4e00-\u9fff]{1,15}\s*[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d+\s*号\s*[)）]?")


@dataclass(frozen=True)
class Naming:
    """What names are weighed with: the site's and the column's own name, the title the metadata table gives, and the line of
    date and source, right above which the headline stands, and the line the text begins with."""

    site_name: str
    column_name: str
    labelled: str
    source_line: int | None = None
    opening: int | None = None


def find_title(outline: Outline, body: Body | None, zones: Sequence[str], naming: Naming) -> str:
    """What the page calls itself, without the day that stands beside its headline."""
    return _without_day(_title(outline, body, zones, naming), outline)


def _title(outline: Outline, body: Body | None, zones: Sequence[str], naming: Naming) -> str:
    """Order: meta ArticleTitle, metadata table, headline that agrees with the html title, headline near the text,
    centred bold lines at the head of the text, the html title without its site."""
    taken = frozenset(bare(n) for n in (naming.site_name, naming.column_name) if n)
    meta = clean_title(outline.metas.get("articletitle", ""))
    if meta and bare(meta) not in taken and not _CUT.search(meta):
        return meta
    if len(naming.labelled) > 3 and not _CUT.search(naming.labelled):
        return clean_title(naming.labelled)
    own = html_title_parts(outline.html_title, taken)
    if len(naming.labelled) > 3:
        own = [clean_title(naming.labelled), *own]
    candidates = [*_headlines(outline, body, zones), *_over(outline, zones, naming.source_line)]
    chosen = _chosen(candidates, [meta, *own] if meta else own, taken)
    if not chosen and naming.opening and (not own or len(own[0]) < _SHORTEST or _SITE_PART.search(own[0])):
        chosen = _nearest_over(outline, zones, naming.opening)
    last = meta if meta and bare(meta) not in taken else own[0] if own else ""
    return chosen or (_centred(outline, body) if body else "") or _CUT.sub("", last)


def headline_line(outline: Outline, zones: Sequence[str]) -> int | None:
    """The line that the html title repeats; None where no line does."""
    wanted = [bare(_CUT.sub("", part)) for part in html_title_parts(outline.html_title, frozenset())]
    begins = frozenset(("\t", *(part[0] for part in wanted if part)))
    best: tuple[float, int] | None = None
    for at, line in enumerate(outline.lines):
        if line.text[0] not in begins or not 6 <= len(line.text) <= 160 or line.linked * 2 >= len(line.text) or zones[at] not in ("", "head"):
            continue
        plain = bare(line.text)
        if any(_agree(plain, part) for part in wanted):
            look = _look(outline, line, zones[at])
            if best is None or look > best[0]:
                best = look, at
    return best[1] if best else None


def _agree(plain: str, part: str) -> bool:
    """A line and a piece of the html title are the same words, or one begins with the other (cut titles)."""
    return len(part) >= 4 and (plain == part or (min(len(part), len(plain)) >= 8 and (plain.startswith(part) or part.startswith(plain))))


def day_beside(outline: Outline, line: Line) -> str:
    """The day in brackets that stands in an element of its own beside the headline; what a daily report is of belongs to its name."""
    if not _OWN_DAY.search(line.text) or _DAILY.search(line.text):
        return ""
    m = _OWN_DAY_ELEMENT.search(outline.opening(outline.blocks[line.block], 800))
    return m[1] if m and m[1] in line.text else ""


def _without_day(text: str, outline: Outline) -> str:
    """A headline without the day that only stands beside it."""
    if not _OWN_DAY.search(text):
        return text
    beside = next((day for line in outline.lines if clean_title(line.text) == text and (day := day_beside(outline, line))), "")
    return _OWN_DAY.sub("", text).strip() if beside else text


def bare(text: str) -> str:
    return "".join(text.split())


def clean_title(text: str) -> str:
    """
    >>> clean_title("关于&amp;quot;三公&amp;quot;经费 &nbsp;的公示")
    '关于"三公"经费 的公示'
    """
    for _ in range(2):
        text = html.unescape(text) if "&" in text else text
    return tidy(re.sub(r"<[^>]{1,80}>", "", text) if "<" in text else text)


def html_title_parts(title: str, taken: frozenset[str]) -> list[str]:
    """The html title and its longest piece, without the site's and the column's names.

    >>> html_title_parts("2017年9月财政收支情况 - 番禺区人民政府门户网站", frozenset())
    ['2017年9月财政收支情况']
    """
    title = clean_title(title)
    parts = [part.strip() for part in _PARTS.split(title) if part.strip() and bare(part) not in taken]
    while len(parts) > 1 and _SITE_PART.search(parts[-1]) and len(parts[-1]) < 30:
        parts.pop()
    if not parts:
        return []
    longest = max(parts, key=len)
    start = title.find(parts[0])
    whole = title[start : title.rfind(parts[-1]) + len(parts[-1])] if len(parts) > 1 else longest
    return list(dict.fromkeys((longest, whole)))


def _headlines(outline: Outline, body: Body | None, zones: Sequence[str]) -> list[tuple[float, str]]:
    """Lines above the text (and its first five) with a weight for how much they look like the headline."""
    end = min(len(outline.lines), body.first + 5) if body else len(outline.lines)
    found: list[tuple[float, str]] = []
    at = max(0, end - 120)
    while at < end:
        line, start = outline.lines[at], at
        text = line.text
        while at + 1 < end and outline.lines[at + 1].block == line.block and outline.blocks[line.block].tag in ("h1", "h2", "h3"):
            at += 1
            text += outline.lines[at].text
        at += 1
        if 4 <= len(text) <= 200 and line.linked * 2 < len(line.text) and zones[start] not in ("nav", "foot", "side", "related", "crumb") and "\t" not in text:
            found.append((_look(outline, line, zones[start]) + (0.5 * start / max(1, end)), text))
    return found


def _nearest_over(outline: Outline, zones: Sequence[str], opening: int) -> str:
    """Where the html title is only the site's: the nearest line above the text that is no line of facts."""
    for at in range(opening - 1, max(-1, opening - 4), -1):
        if not zones[at] and (over := _over(outline, zones, at + 1)):
            return clean_title(over[0][1])
    return ""


def _over(outline: Outline, zones: Sequence[str], source: int | None) -> list[tuple[float, str]]:
    """The line right above the line of date and source: a headline, whatever it is made of and whatever the html title says."""
    if not source or source > len(outline.lines) or zones[source - 1] not in ("", "head"):
        return []
    line = outline.lines[source - 1]
    is_other = (
        line.linked * 2 >= len(line.text)
        or NUMBER_LINE.fullmatch(line.text)
        or "\t" in line.text
        or _CRUMB.search(line.text)
        or ":" in line.text
        or "：" in line.text
        or (_ANY_DAY.search(line.text) and len(_ANY_DAY.sub("", line.text).strip()) < _SHORTEST_OVER)
    )
    first = source - 1
    while first and source - first < 3 and _goes_on(outline, outline.lines[first - 1], line):
        first -= 1
    text = "".join(part.text for part in outline.lines[first:source])
    return [] if is_other or not _SHORTEST_OVER <= len(text) <= 160 else [(_RIGHT_ABOVE + _look(outline, line, ""), text)]


def _goes_on(outline: Outline, above: Line, line: Line) -> bool:
    """Whether two lines stand in one block, or in one cell, whose last line ends with its row."""
    block = outline.blocks[above.block]
    return not above.linked and (above.block == line.block or (block.tag in ("td", "th") and block.parent == line.block))


def _look(outline: Outline, line: Line, zone: str) -> float:
    chain = [outline.blocks[b] for b in outline.chain(line.block, 2)]
    weight = {"h1": 3.0, "h2": 1.5, "h3": 1.0}.get(chain[0].tag, 0.0)
    if any(block.names and names_headline(block.names) for block in chain if block.last - block.first <= 4):
        weight += 1.5
    return weight - (2.5 if zone == "head" else 0.0)


def is_heading(outline: Outline, line: Line) -> bool:
    """Whether tag or name make a line the page's headline, not only what the line says."""
    return _look(outline, line, "") >= 1.0


def _chosen(candidates: list[tuple[float, str]], own: list[str], taken: frozenset[str]) -> str:
    """The best headline; one that the html title repeats, or begins where it was cut, outweighs every look."""
    own_name = bool(own) and len(own[0]) >= 8 and not _SITE_PART.search(own[0])
    best, text = (2.4 if own_name else 0.9), ""
    wanted = [bare(_CUT.sub("", part)) for part in own]
    for weight, candidate in candidates:
        plain = bare(candidate)
        if plain in taken:
            continue
        if any(_agree(plain, part) for part in wanted):
            weight += 4.0
        if weight > best:
            best, text = weight, candidate
    return clean_title(text)


def _centred(outline: Outline, body: Body) -> str:
    """The headline of a fragment: the first lines of the text while they are centred and bold, in one or more paragraphs."""
    text = ""
    for line in outline.lines[body.first : body.first + 4]:
        block = outline.blocks[line.block]
        markup = outline.opening(block, 600)
        if NUMBER_LINE.fullmatch(line.text) or not _CENTRED.search(markup) or not _BOLD.search(markup):
            break
        text += line.text
    return clean_title(text)


def breadcrumb(outline: Outline, zones: Sequence[str]) -> tuple[str, ...]:
    """The names on the way from the front page to here, the last one last."""
    for at, line in enumerate(outline.lines):
        if ("位置" in line.text or "首" in line.text) and (m := _CRUMB.search(line.text)):
            steps = _steps(line.text[m.start() :] if m[0].startswith("首") else line.text[m.end() :])
            if not steps and at + 1 < len(outline.lines):
                steps = _steps(outline.lines[at + 1].text)
            return steps
    inside = [line.text for line, zone in zip(outline.lines, zones, strict=True) if zone == "crumb"]
    return _steps(">".join(inside)) if inside and len(inside) < 10 else ()


def crumb_line(outline: Outline, zones: Sequence[str]) -> int | None:
    """The line of the way from the front page to here; None where no line shows it."""
    for at, line in enumerate(outline.lines):
        if zones[at] == "crumb":
            return at
        if ("位置" in line.text or "首" in line.text) and zones[at] in ("", "head") and len(line.text) < _LONGEST_CRUMB and _WAY.search(line.text):
            return at
    return None


def _steps(text: str) -> tuple[str, ...]:
    return tuple(step for step in (tidy(s) for s in _CRUMB_STEP.split(text[:300])) if step and step not in ("首页", "首 页"))


def column_of(outline: Outline, steps: Sequence[str], title: str, is_list: bool) -> str:
    """The column: meta ColumnName, else the breadcrumb's last name that is not the page itself."""
    if name := clean_title(outline.metas.get("columnname", "")):
        return name
    for step in reversed(steps):
        is_page = step in _CRUMB_ENDS or (title and not is_list and (bare(title).startswith(bare(_CUT.sub("", step))) or bare(step) == bare(title)))
        if not is_page and len(step) <= 30:
            return step
    return ""
