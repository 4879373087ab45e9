"""Numbers of automatic lists as Word writes them: number formats of ECMA-376 part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_IDEOGRAPH_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_UNWRITTEN = frozenset(("bullet", "none"))
_FULL_WIDTH_END = tuple("、．）：。，；】》〕」』 \u3000")


def written(number: int, number_format: str) -> str:
    """The number in one of Word's formats; plain digits where the format is unknown or does not reach so far.

    >>> [written(n, "chineseCountingThousand") for n in (3, 10, 11, 20, 101, 110)]
    ['三', '十', '十一', '二十', '一百零一', '一百一十']
    >>> [written(12, f) for f in ("decimalFullWidth", "ideographDigital", "decimalEnclosedCircleChinese", "upperRoman", "lowerLetter", "bullet")]
    ['１２', '一二', '⑫', 'XII', 'l', '']
    """
    if number_format in _UNWRITTEN:
        return ""
    writer = _WRITERS.get(number_format)
    return (writer(number) if writer and number > 0 else "") or str(number)


def with_gap(said: str) -> str:
    """A number with the blank that stands between it and the text; a wide mark at its end brings its own.

    >>> with_gap("1."), with_gap("一、"), with_gap("")
    ('1. ', '一、', '')
    """
    return f"{said} " if said and not said.endswith(_FULL_WIDTH_END) else said


def _counting(number: int) -> str:
    """一, 十, 二十一, 一百零一."""
    if number > 9999:
        return ""
    said, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += (_DIGITS[0] if gap and said else "") + _DIGITS[digit] + name
        gap = not digit
    return said.removeprefix("一") if said.startswith("一十") else said


def _japanese_counting(number: int) -> str:
    """As the Chinese count, without 零 and without 一 before a unit: 百一."""
    said = _counting(number).replace("零", "")
    for unit in "十百千":
        said = said.replace(f"一{unit}", unit)
    return said


def _digits(number: int) -> str:
    return "".join(_IDEOGRAPH_DIGITS[int(digit)] for digit in str(number))


def _from(first: str, most: int) -> Callable[[int], str]:
    """Numbers that are characters in a row, such as ① to ⑳."""
    return lambda number: chr(ord(first) + number - 1) if number <= most else ""


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else ""


def _letters(number: int) -> str:
    """A to Z, then AA, BB: Word repeats the letter."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 780 else ""


def _roman(number: int) -> str:
    if number > 3999:
        return ""
    said = ""
    for size, letters in _ROMAN:
        said += letters * (number // size)
        number %= size
    return said


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02}",
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese_counting,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": lambda number: _counting(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _counting(number).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
