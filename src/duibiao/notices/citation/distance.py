"""How near a title is to the right one."""

from __future__ import annotations

import re
from collections import Counter

from duibiao.notices.citation.titles import PLACE_SIGNS, Name

#: short forms that name no document by themselves
GENERIC = frozenset(("纲要", "条例", "办法", "意见", "决定", "规定", "方案", "规划", "通知", "计划"))
#: what a law and its like are called, one easily taken for another
_FORMS_OF_LAW = frozenset(("条例", "规定", "办法", "法"))
#: another numeral makes another document: 八五普法, 七五普法
_NUMERALS = "一二三四五六七八九"
#: what makes another document of a title: the plan to carry it out, a book about it, a title on the same matter
_DERIVED = re.compile(
    r"实施|贯彻|落实|细则|方案|清单|台账|要点|任务|分工|解读|读本|释义|汇编|手册|问答|讲座|培训|宣传|试点|考核|评估|检查|督察|指引|知识|配套|暂行|试行"
    r"|加强|规范|推进|完善|深化|做好|开展|推动|健全|强化|改进|建立|优化"
)
#: characters that are typed for each other
_CONFUSED = tuple(
    frozenset(group)
    for group in (
        "治制置", "决绝诀", "策测册", "序续叙", "订定", "复覆腹", "议义意", "规归轨", "监检鉴", "察查", "施事实", "纲刚钢", "诉述", "讼颂诵",
        "罚法伐发", "处出初", "许需", "强抢墙", "公工共", "平评凭", "竞竟境", "争征证", "审申", "营赢盈", "境镜", "优尤忧", "化划画", "例列历",
        "政正整", "权全", "障章", "户护互", "享亨", "应映", "件建", "防妨", "污汗", "备务", "案按", "示是", "范犯", "导道", "促捉", "进近",
        "募慕", "援缓", "助住", "矫娇", "裁栽", "仲中", "险检", "保报", "信讯", "访仿", "须需", "立力", "级及", "预予", "部步", "管官",
    )
)  # fmt: skip
#: 经济经济
_TWICE = re.compile(r"(.{1,5})(?=\1)")
#: below the first length a title is too short to be missed by little; up to the others it is missed by one edit, and by which
SHORTEST, _SHORT, _MIDDLE = 5, 8, 12
_LONG, MOST_EDITS = 20, 3


def edits_for(key: str) -> int:
    """Return how many edits a title may be missed by."""
    return 1 if len(key) <= _MIDDLE else 2 if len(key) < _LONG else MOST_EDITS


def measure(written: Name, known: Name) -> int | None:
    """Return by how much *written* misses *known*, None where it is, or may be, another title."""
    if _is_slip(written.key, known.key) or _is_form_swapped(written, known):
        return 1
    if written.form != known.form or _is_another(written.key, known.key):
        return None
    if sorted(written.key) == sorted(known.key) or _is_stammered(written.key, known.key):
        return 1  # 生产安全法
    if known.form == "条例" and written.key == known.key.replace("暂行", ""):
        return 1
    limit = edits_for(known.key)
    if limit == 1:
        return 1 if _is_one_off(written.key, known.key) else None
    wrong, right = _strip_common(written.key, known.key)
    if len(wrong) == len(right) > 1 and not set(wrong) & set(right):
        return None  # another word: 代表法, 选举法
    return _count_edits(written.key, known.key, limit)


def _is_slip(written: str, known: str) -> bool:
    """Whether one character stands for another that is easily mistaken for it, 条列 for 条例, or the last one was lost."""
    if written == known[:-1] and len(known) > _SHORT and known[-2:] in GENERIC:
        return True
    wrong, right = _strip_common(written, known)
    return len(known) >= SHORTEST and len(wrong) == len(right) == 1 and any({wrong, right} <= group for group in _CONFUSED)


def _is_stammered(written: str, known: str) -> bool:
    """Whether only something is written twice: 民营经济经济促进法."""
    return len(written) > len(known) and any(written[: run.start()] + written[run.end() :] == known for run in _TWICE.finditer(written))


def _strip_common(one: str, two: str) -> tuple[str, str]:
    """Return what is left of both without the same beginning and the same end."""
    head = _count_same(one, two)
    one, two = one[head:], two[head:]
    tail = _count_same(one[::-1], two[::-1])
    return one[: len(one) - tail], two[: len(two) - tail]


def _count_same(one: str, two: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _is_form_swapped(written: Name, known: Name) -> bool:
    """Whether only the form is wrong: 暂行规定 for 暂行条例; but a province may well have a 条例 on what a law speaks of."""
    if written.form == known.form or not {written.form, known.form} <= _FORMS_OF_LAW or known.form == "法":
        return False
    rest = known.key.removesuffix(known.form)
    if written.key.removesuffix(written.form) != rest:
        return False
    return written.form == "法" or "暂行" in rest or len(rest) > _MIDDLE


def _is_another(written: str, known: str) -> bool:
    """Whether something tells that another document is meant: a word, a place, a numeral, a part left out."""
    if set(_DERIVED.findall(written)) - set(_DERIVED.findall(known)) or known.endswith(written) or known.startswith(written):
        return True
    if written.endswith(known):
        return not known.startswith(written.removesuffix(known))
    count, other = Counter(written), Counter(known)
    return any(count[sign] > other[sign] for sign in PLACE_SIGNS) or any(count[sign] != other[sign] for sign in _NUMERALS)


def _is_one_off(written: str, known: str) -> bool:
    """Whether one character is dropped, added or wrong; a short title with one added or wrong is likely that of another law: 环境保护税法."""
    wrong, right = _strip_common(written, known)
    return (not wrong and len(right) == 1) or (len(known) > _SHORT and len(wrong) <= 1 and len(right) <= 1)


def _count_edits(one: str, two: str, limit: int) -> int | None:
    """Return the edit distance of two titles, None where it is above *limit*."""
    row = list(range(len(two) + 1))
    for at, character in enumerate(one, 1):
        last, row = row, [at]
        for column, other in enumerate(two, 1):
            row.append(min(last[column] + 1, row[-1] + 1, last[column - 1] + (character != other)))
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
