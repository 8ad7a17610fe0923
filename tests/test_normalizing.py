"""What differs between offices and says nothing is levelled, and every character still knows where it came from."""

from __future__ import annotations

from itertools import pairwise

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duibiao.model import Span
from duibiao.normalize import normalize_text, simplified_table

ORACLE = opencc.OpenCC("t2s")
#: 谘 is no traditional character but what careless converters make of 咨; OpenCC leaves it.
MISCONVERTED = {"谘": "咨"}
IDEOGRAPHS = range(0x4E00, 0xA000)

EXAMPLES = settings(max_examples=150, deadline=None, derandomize=True)
#: Characters at which levelling has something to decide.
TRICKY = "法治政府建设行顯著显着著名回覆瞭解计劃２1aＡ％% \u3000\t\n\r“”‘’\"'「」，,。.；;：:（）()《》〈〉、①一二是第章★\u200b\ufeff﹕ﬁ㈠⼯"
#: Characters that are converted by the word they stand in.
CONTEXTUAL = "著瞭覆"
LINES = st.lists(st.text("法治政府建设,。;、《》 1a", max_size=30), max_size=12).map("\n".join)
TEXTS = st.one_of(st.text(max_size=80), st.text(TRICKY, max_size=80), LINES)


def normal(text: str) -> str:
    """Return *text* as normalised."""
    return normalize_text(text).text


def settle(character: str) -> str:
    """Return what OpenCC makes of *character* once it changes it no more (薴 → 苧 → 苎)."""
    while (simpler := ORACLE.convert(character)) != character:
        character = simpler
    return character


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("法治政府建設", "法治政府建设"),
        ("規範性文件合法性審核機制", "规范性文件合法性审核机制"),
        ("行政執法責任製", "行政执法责任制"),
        ("谘詢委員會", "咨询委员会"),
        ("複議案件", "复议案件"),
        ("紮實推進", "扎实推进"),
        ("準確把握", "准确把握"),
        ("鄉裏", "乡里"),
        ("關係", "关系"),
        ("全麵", "全面"),
        ("麵製係谘複裏紮準", "面制系咨复里扎准"),
        ("领导小组全麵落实责任製,紮实推进", "领导小组全面落实责任制,扎实推进"),
        ("及時回覆", "及时回复"),
        ("瞭解情況", "了解情况"),
        ("工作計劃", "工作计划"),
        ("沿著法治軌道", "沿着法治轨道"),
        ("成效顯著", "成效显著"),
        ("著名著作", "著名著作"),
    ],
)
def test_traditional_and_misconverted_characters_become_simplified(written: str, meant: str) -> None:
    """A report says the same in traditional script, and where a converter took the wrong character."""
    assert normal(written) == meant


def test_the_table_is_that_of_opencc() -> None:
    """Each pair of the table is what OpenCC makes of the character, save the listed slip of other converters."""
    wrong = {chr(old): new for old, new in simplified_table().items() if new != MISCONVERTED.get(chr(old), settle(chr(old)))}

    assert not wrong
    assert len(simplified_table()) > 2500


def test_the_table_lacks_no_common_character() -> None:
    """Whatever OpenCC simplifies among the common ideographs stands in the table."""
    pairs = ((chr(code), settle(chr(code))) for code in IDEOGRAPHS)
    lacking = [old for old, new in pairs if old != new and ord(new) in IDEOGRAPHS and ord(old) not in simplified_table()]

    assert not lacking


def test_what_the_table_makes_is_left_alone_by_it() -> None:
    """No character is simplified twice, and none becomes more than one."""
    values = simplified_table().values()

    assert all(len(new) == 1 for new in values)
    assert not [new for new in values if ord(new) in simplified_table()]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("全縣依法行政工作紮實推進,規範性文件審核機制不斷健全", "traditional"),
        ("全县依法行政工作扎实推进,规范性文件审核机制不断健全", "simplified"),
        ("全县依法行政工作扎实推进,规范性文件合法性审核机制不断健全,责任製逐步落实", "mixed"),
        ("report 2021", "simplified"),
    ],
)
def test_the_script_is_told(text: str, script: str) -> None:
    """A few converted characters make a text mixed, many make it traditional."""
    assert normalize_text(text).script == script


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("２０２１年，共１２件（次）：９９％！？；", "2021年,共12件(次):99%!?;"),
        ("ＡＰＰ与ａｐｐ", "APP与app"),
        ("《〈办法〉实施细则》", "《《办法》实施细则》"),
        ("石委法〔2021〕1号", "石委法(2021)1号"),
        ("【清廉网】", "(清廉网)"),
        ("开展工作｡", "开展工作。"),
        ("⼯作", "工作"),
    ],
)
def test_width_and_brackets_are_levelled(written: str, meant: str) -> None:
    """Full-width letters, digits and marks, odd brackets and compatibility characters become the usual ones."""
    assert normal(written) == meant


@pytest.mark.parametrize("marks", ["“”", "‘’", "「」", "『』", "〝〞", '""', "''", "＂＂"])
def test_quotation_marks_are_dropped(marks: str) -> None:
    """A word between quotation marks is the same word."""
    assert normal(f"推行{marks[0]}三项制度{marks[1]}工作") == "推行三项制度工作"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\t", "\u2003", "\u200b", "\ufeff", "\u00ad"])
def test_blanks_inside_words_are_dropped(blank: str) -> None:
    """Blanks and invisible characters between Chinese characters, or between a number and its unit, part nothing."""
    assert normal(blank.join("法律顾问") + f"聘请{blank}3{blank}名") == "法律顾问聘请3名"


def test_blanks_between_latin_words_and_numbers_stay() -> None:
    """One blank parts two Latin words or two numbers, which would run into one without it."""
    assert normal("使用 Office 365 平台 12 个") == "使用Office 365平台12个"


@pytest.mark.parametrize("word", ["回覆", "答覆", "瞭解", "憑藉", "計劃", "成效顯著", "專著", "著名"])
@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_blanks_do_not_hide_a_phrase_from_the_conversion(word: str, blank: str) -> None:
    """A word of several characters is converted alike with blanks between its characters."""
    assert normal(blank.join(word)) == normal(word)


@pytest.mark.parametrize("width", range(20, 61, 5))
def test_hard_line_breaks_are_taken_out(width: int) -> None:
    """Paragraphs broken at a fixed width are put together again, and stay apart from one another."""
    first = "县人民政府常务会议全年研究法治政府建设工作四次,审议规范性文件十二件,听取行政复议和行政应诉工作情况汇报两次,部署开展行政执法专项监督检查。" * 2
    second = "全县行政执法人员参加年度法律知识培训并全部通过考试,执法证件按照规定完成换发,行政执法案卷评查结果在全县范围内通报,问题全部完成整改。" * 2
    broken = ["\n".join(part[at : at + width] for at in range(0, len(part), width)) for part in (first, second)]

    assert normal("\n\n".join(broken)) == f"{first}\n{second}"


def test_paragraphs_of_one_line_stay_apart() -> None:
    """Where each line is a paragraph, no two are run together."""
    text = "一、主要工作\n县政府召开常务会议四次,研究法治工作。\n二、存在的问题\n法律顾问人数偏少。\n三、下一步打算\n举办培训班两期。"

    assert normal(text) == text


def test_blank_lines_are_dropped() -> None:
    """Between paragraphs one line break is as good as three."""
    assert normal("主要工作。\n\n \n\u3000\n存在问题。\n") == "主要工作。\n存在问题。"


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_every_kind_of_line_break_breaks_a_line(mark: str) -> None:
    """A line break is one whichever system or office program wrote it."""
    assert normal(f"主要工作。{mark}存在问题。") == "主要工作。\n存在问题。"


@example("回 覆")
@example("1\n111111111\n111111111\n1111111111; 1")
@given(TEXTS)
@EXAMPLES
def test_normalising_twice_is_once(text: str) -> None:
    """A normalised text is normal."""
    once = normal(text)

    assert normal(once) == once


@given(TEXTS)
@EXAMPLES
def test_every_character_knows_where_it_came_from(text: str) -> None:
    """There is one offset for each character, inside the text, and offsets never turn back."""
    found = normalize_text(text)

    assert len(found.offsets) == len(found.text)
    assert found.source_length == len(text)
    assert all(0 <= offset < len(text) for offset in found.offsets)
    assert all(one <= other for one, other in pairwise(found.offsets))


@given(TEXTS)
@EXAMPLES
def test_a_character_comes_from_one_that_says_the_same(text: str) -> None:
    """The character at an offset, normalised by itself, holds the one it became."""
    found = normalize_text(text)
    strays = [
        (character, text[offset])
        for character, offset in zip(found.text, found.offsets, strict=True)
        if not (text[offset].isspace() if character.isspace() else character in normal(text[offset]) or text[offset] in CONTEXTUAL)
    ]

    assert not strays


@given(TEXTS, st.data())
@EXAMPLES
def test_the_origin_of_a_span_lies_in_the_text(text: str, data: st.DataObject) -> None:
    """Any span of the normalised text leads to one of the text as read that holds the origins of its characters."""
    found = normalize_text(text)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    origin = found.origin(Span(start, end))

    assert 0 <= origin.start <= origin.end <= len(text)
    assert (origin.start < origin.end) == (start < end)
    assert all(origin.start <= offset < origin.end for offset in found.offsets[start:end])


@given(st.text("法治政府建设行政执法责任制度123ab,。", min_size=1, max_size=60))
@EXAMPLES
def test_plain_text_is_left_as_it_is(text: str) -> None:
    """One line in simplified script and half width, without blanks or quotation marks, is normal already."""
    found = normalize_text(text)

    assert found.text == text
    assert found.offsets == tuple(range(len(text)))


def test_where_lines_begin_is_kept_when_they_are_joined() -> None:
    """The first character of each line as read is known, also behind blanks and inside a paragraph that was joined."""
    found = normalize_text("甲乙,\n  丙丁、\n\n \t戊己\n庚 辛")

    assert found.text == "甲乙,丙丁、戊己\n庚辛"
    assert [found.text[at] for at in sorted(found.line_starts) if found.text[at] != "\n"] == list("甲丙戊庚")
