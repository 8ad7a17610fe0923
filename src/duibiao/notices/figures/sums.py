"""Parts that do not add up to the total that is told with them: 86家,其中学科类37家、非学科类51家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from duibiao.model import Text
from duibiao.notices.figures.amounts import Amount, Passage
from duibiao.notices.figures.clash import Clash, show_number
from duibiao.notices.figures.kinds import AMONG, FAILED, GRADES, LEFT_OVER, REST, are_one_kind, is_outcome, own_words
from duibiao.notices.figures.rates import add

#: The words of a total that comes after its parts: 共计 · 两项合计为
_TOTAL = re.compile(
    r"^(?:以上|全年|[两二三四五][项者类种个][一-鿿]{0,4})?(?:共计|合计|总计|总共|一共|总数|共)(?P<rest>[一-鿿]{0,8}?)(?:为|达到?|是|有)?$"
)
#: Parts told by what they have in common with other parts: they may overlap.
_OVERLAPS = re.compile(
    r"[女岁]|党员|学历|本科|研究生|硕士|博士|职称|民族|农民工|涉企|涉农|民营|小微|规上|重点|新增|首次|超过|以上|骨干|各|每|平均|人均|累计|老年|妇女|未成年|残疾|困难|低保|涉及|同比|议题|学法|听取"
)
#: Words of two parts that are all there is.
_HALVES = (
    (r"网上|线上", r"现场|窗口|线下"),
    (r"城镇|城市|城区", r"农村|乡村"),
    (r"一般程序|普通程序", r"简易程序|当场处罚"),
    (r"主办", r"协办|会办|分办"),
    (r"男", r"女"),
    (r"直(?:部门|单位|机关|属)?|本级|机关|部门", r"乡镇?|街道|苏木|镇|县区|区县|县市|基层"),
    (r"政府(?:名义)?(?:制定|印发|制发|发布|出台)?$", r"(?:政府)?办公[室厅](?:名义)?(?:制定|印发|制发|发布|出台)?$"),
    (r"建议", r"提案"),
    (r"专职", r"兼职"),
    (r"^(?:乡?镇|街道|乡镇\(街道\))级?$", r"^(?:村|社区|村\(社区\))级?$"),
    (r"即办", r"承诺"),
    (r"审结|办结|结案|完成|已整改|整改到位", r"未审结|未办结|未结|未完成|未整改|正在|在办"),
    (r"(?<!不)合格|(?<!未)通过|(?<!未)达标", r"不合格|未通过|未达标|不达标"),
)
#: What came of each document that was reviewed.
_KEPT, _REPEALED = re.compile(r"继续有效|保留"), re.compile(r"废止|失效")
#: What opens a list of parts without 其中: 316件(一般程序205件; and what shows that none was opened.
_OPENS, _CLOSES = re.compile(r"[(:][^():]*$"), re.compile(r"[,;。)]")
#: What parts a number from what may follow from it.
_APART = re.compile(r"[;。!?\n()]")
#: 收到申请97件,受理88件,不予受理9件
_RECEIVED, _ACCEPTED, _REFUSED = re.compile(r"收到|接收|接到|接件|申请"), re.compile(r"(?:其中|予以|决定|依法)*受理$"), re.compile(r"不予受理$")
#: Words that surely sum up: 合计300卷; 共 may begin a new count.
_STRONG = re.compile(r"共计|合计|总计")
#: What is left of a total: 其余14件正在审核 · 结转下年3件
_UNDONE = re.compile(r"^(?:其余|剩余|尚有|还有|未审结|未办结|未结|结转下一?年度?|在办|正在[办审]理)的?$")
#: How a list of powers was adjusted.
_CHANGED = re.compile(r"取消|新增|增加|变更|调整|下放|承接|合并|修改|删除|划转|拆分")
#: What came from the year before: 上年结转
_CARRIED = re.compile(r"结转|结存|旧存|上年|往年|历年|积案|遗留|存量")
#: How many more or fewer, no total: 比上年增加2件
_DIFFERENCE = re.compile(r"(?:[较比]|同比|环比)[^,]{0,20}$|(?:增加|减少|上升|下降|多|少)了?$")
_HARD_BORDER = re.compile(r"[;。!?\n]")
#: What was done with a part, or is said of it.
_DONE = re.compile(
    r"[开听办出提完成立移转送发印召组举查处结执参修采审备受收维驳撤终调和解化整满意涉及]|公开(?!信息)|通过|配备|建立|建成|聘|达|有|获|被|无|未|不|已|均|对|为|由|经|向|在|将|把|于|今年|新|注|取|增|减|调|吊|退|换"
)
#: A part that has parts of its own: 、民事纠纷1664件,民事纠纷中治安类
_NESTED = re.compile(r"[,、][一-鿿]{2,8}中[一-鿿]")
#: What outcomes are of: 抽查案卷120卷,优秀40卷
_BASE = re.compile(r"抽[查取检]|评查|受理|审结|结案|办结|办理|清理|梳理|收到|审理|审核|审查|参考|参加|考核|评议|评估|测评|检查|调处|判决")
_LONGEST_NAME = 8
_FEW = 9
_LONGEST_LABEL = 24
_SHORTEST_PART = 6


@dataclass(frozen=True, slots=True)
class _List:
    """A total, the parts told after it, and how: with 其中, in brackets or after a colon, or with nothing between."""

    total: Amount
    parts: tuple[Amount, ...]
    lead: str
    loose: bool
    """Whether only a comma leads to the last part."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of each part."""
        return tuple(own_words(part) for part in self.parts)


def find_sums(passage: Passage) -> Iterator[Clash]:
    """Yield the totals of *passage* that their parts do not add up to."""
    counts = [amount for amount in passage.amounts if amount.unit != "%"]
    for index, amount in enumerate(counts):
        if _TOTAL.match(amount.before):
            yield from _total_after(passage, counts[max(0, index - _FEW) : index], amount)
        yield from _total_before(passage, counts, index)
        yield from _done_and_rest(passage, counts, index)
        yield from _received(passage, counts, index)


# ---- 其中


def _total_before(passage: Passage, counts: Sequence[Amount], index: int) -> Iterator[Clash]:
    """Yield the clash of the parts that begin at *index* with the total before them."""
    lead = _lead_of(passage, counts, index)
    if lead is None:
        return
    parts = _parts_from(passage, counts, index, lead)
    same = [amount for amount in counts[max(0, index - _FEW) : index] if amount.unit == parts[0].unit]
    earlier = [amount for amount in same if not _after_hard_border(passage, amount, parts[0], lead) and not _DIFFERENCE.search(amount.before)]
    if not earlier or any(amount.rough for amount in (*parts, *earlier)):
        return
    loose = len(parts) > 1 and "," in passage.between(parts[-2], parts[-1])
    told = _List(earlier[-1], tuple(parts), lead, loose)
    if lead == "" and not _is_base(passage, told.total):
        return
    if _CARRIED.search(told.total.before) or told.total.value in [part.value for part in parts if len(parts) > 1]:
        return  # what came over from the year before is no total; where a part is as much as the whole, parts overlap
    if told.total in _inside(passage, counts, index) or _is_right(told, earlier):
        return
    if len(parts) == 1:
        yield from _part_over_total(passage, told, earlier)
        return
    if LEFT_OVER.match(own_words(parts[-1])) and add(parts[:-1]) > told.total.value:
        told = _List(told.total, told.parts[:-1], lead, loose)
    over = add(told.parts) - told.total.value
    if (over > _slack(told) and not _may_overlap(told)) or (over < -_slack(told) and _is_all(told)):
        yield _sum_clash(passage, told.parts, told.total)


def _is_base(passage: Passage, total: Amount) -> bool:
    """Whether *total* tells how many were dealt with, and is itself no part: outcomes may follow it without 其中."""
    start = max(passage.span.start, *(passage.text.rfind(mark, passage.span.start, total.span.start) for mark in "。;"))
    return not AMONG.search(passage.text, start, total.span.start) and bool(_BASE.search(total.label) or _TOTAL.match(total.before))


def _lead_of(passage: Passage, counts: Sequence[Amount], index: int) -> str | None:
    """Return what stands between the amount at *index* and the one before that makes it the first part of a list, or None."""
    if index == 0:
        return None
    words = passage.between(counts[index - 1], counts[index])
    if AMONG.search(words):
        return "其中"
    if _OPENS.search(words) and not _CLOSES.search(words):
        return "("
    before = counts[index - 1]
    ended = is_outcome(before) and not before.before.endswith("的")
    if is_outcome(counts[index]) and not ended and not _APART.search(words) and words.count(",") <= 1:
        return ""
    return None


def _parts_from(passage: Passage, counts: Sequence[Amount], index: int, lead: str) -> list[Amount]:
    """Return the parts of a list that begins at *index*: what follows in the same unit, in the same way."""
    parts = [counts[index]]
    for before, amount in pairwise(counts[index:]):
        words = passage.between(before, amount)
        if amount.unit != parts[0].unit or _ends_list(passage, words, lead) or not _is_item(passage, parts, amount, words, lead):
            break
        parts.append(amount)
    return parts


def _ends_list(passage: Passage, words: str, lead: str) -> bool:
    closes = ")" in words if lead == "(" and passage else "(" in words
    marked = bool(_NESTED.search(words) or AMONG.search(words))
    return closes or marked or "%" in words or bool(_HARD_BORDER.search(words)) or words.count(",") > 1 or len(words) > 2 * _LONGEST_LABEL


def _is_item(passage: Passage, parts: Sequence[Amount], amount: Amount, words: str, lead: str) -> bool:
    """Whether *amount* goes on with the list: after 、 or 和, or after a comma where its words are of the same kind."""
    if _TOTAL.match(amount.before):
        return False
    if lead == "" or (lead == "其中" and "," in words):
        begun = len(parts) > 1 and "," not in passage.between(parts[-2], parts[-1])
        return are_one_kind(parts[-1], amount) or (lead == "其中" and not begun and _are_names(parts[-1], amount))
    return True


def _are_names(one: Amount, other: Amount) -> bool:
    """Whether two parts are named only: 来信, 微信公众号; a part that tells what was done may overlap with others."""
    return all(1 < len(words) <= _LONGEST_NAME and not _DONE.search(words) for words in (own_words(one), own_words(other)))


def _after_hard_border(passage: Passage, amount: Amount, part: Amount, lead: str) -> bool:
    """Whether a full stop or semicolon parts *amount* from the list; a sentence that begins with 其中 goes on with the one before."""
    words = passage.between(amount, part)
    return bool(_HARD_BORDER.search(words.replace("。其中", "其中").replace(";其中", "其中") if lead == "其中" else words))


def _inside(passage: Passage, counts: Sequence[Amount], index: int) -> list[Amount]:
    """Return the amounts before *index* that stand in brackets closed before it: a note is no total."""
    text, end = passage.text, counts[index].span.start
    return [
        amount
        for amount in counts[max(0, index - _FEW) : index]
        if (close := text.find(")", amount.span.end, end)) >= 0 and "(" not in text[amount.span.end : close]
    ]


def _is_right(told: _List, earlier: Sequence[Amount]) -> bool:
    """Whether the parts add up to their total, or to an earlier amount; the last one may be no part where only a comma leads to it."""
    totals = {amount.value for amount in earlier} | {add(earlier[at:]) for at in range(len(earlier) - 1)}
    sums = [add(told.parts)]
    if len(told.parts) > 2 and told.loose:
        sums.append(add(told.parts[:-1]))
    return any(abs(sum_ - total) <= _slack(told) for sum_ in sums for total in totals)


def _slack(told: _List) -> Fraction:
    """Return how far rounded numbers may be off: 1.2万份 is not written to the last one; money is."""
    return sum((amount.step for amount in (told.total, *told.parts) if amount.unit != "元"), Fraction(0))


def _may_overlap(told: _List) -> bool:
    halves = _are_halves(told.labels)
    return not halves and any(_OVERLAPS.search(label) for label in told.labels)


def _is_all(told: _List) -> bool:
    """Whether the parts are all there are: with the rest, two halves of one thing, grades down to the worst."""
    labels = told.labels
    if any("等" in label[:1] for label in (part.after for part in told.parts)):
        return False
    if REST.search(labels[-1]):
        return not any(_OVERLAPS.search(label) for label in labels)
    if len(labels) == 2 and _are_halves(labels):
        return True
    if any(_KEPT.search(label) for label in labels) and any(_REPEALED.search(label) for label in labels):
        return True
    return all(GRADES.search(label) for label in labels) and any(FAILED.search(label) for label in labels)


def _are_halves(labels: Sequence[str]) -> bool:
    if len(labels) != 2:
        return False
    one, other = labels
    if re.sub(r"[非不未]", "", one) == re.sub(r"[非不未]", "", other) and one != other:
        return True
    return any(
        re.search(left, a) and re.search(right, b) and not re.search(right, a) for left, right in _HALVES for a, b in ((one, other), (other, one))
    )


def _part_over_total(passage: Passage, told: _List, earlier: Sequence[Amount]) -> Iterator[Clash]:
    part = told.parts[0]
    if told.lead == "其中" and part.value > max(amount.value for amount in earlier) and not _may_overlap(told):
        more, whole = show_number(part.value), show_number(told.total.value)
        message = Text(f"部分大于总数：其中{more}，总数{whole}", f"the part is more than the whole: {more} of {whole}")
        yield Clash(passage, (told.total, part), message)


def _sum_clash(passage: Passage, parts: Sequence[Amount], total: Amount) -> Clash:
    sum_ = f"{'+'.join(show_number(part.value) for part in parts)}={show_number(add(parts))}"
    told = show_number(total.value)
    message = Text(f"分项之和与总数不符：{sum_}，文中写{told}", f"the parts do not add up to the total: {sum_}, the text says {told}")
    return Clash(passage, (total, *parts), message)


def _received(passage: Passage, counts: Sequence[Amount], index: int) -> Iterator[Clash]:
    """Yield what was received where what was accepted and what was not are more: 收到97件,受理92件,不予受理9件."""
    if index < 2 or not _REFUSED.match(counts[index].before):
        return
    total, taken, refused = counts[index - 2 : index + 1]
    words = passage.between(total, taken) + passage.between(taken, refused)
    if not _RECEIVED.search(total.before) or not _ACCEPTED.match(taken.before):
        return
    if {total.unit, taken.unit} != {refused.unit}:
        return
    if taken.value + refused.value > total.value and not any(amount.rough for amount in (total, taken, refused)) and not _HARD_BORDER.search(words):
        yield _sum_clash(passage, (taken, refused), total)


def _done_and_rest(passage: Passage, counts: Sequence[Amount], index: int) -> Iterator[Clash]:
    """Yield the clash of a total with what was done of it and the rest: 受理732件,办结718件,其余12件正在办理."""
    if index < 2:
        return
    total, done, rest = told = counts[index - 2 : index + 1]
    first, second = passage.between(total, done), passage.between(done, rest)
    if len({amount.unit for amount in told}) > 1 or any(amount.rough for amount in told) or is_outcome(total) or not _is_rest(done, rest):
        return
    if first.count(",") != 1 or _APART.search(first + second) or AMONG.search(first + second):
        return
    start = max(passage.span.start, passage.text.rfind("。", passage.span.start, total.span.start))
    if done.value + rest.value != total.value and not _CARRIED.search(passage.text, start, done.span.end):
        yield _sum_clash(passage, (done, rest), total)


def _is_rest(done: Amount, rest: Amount) -> bool:
    """Whether *rest* is what is left beside *done*: 其余14件, 不合格36批次 beside 合格."""
    return bool(_UNDONE.search(rest.before)) or (rest.before[:1] in ("不", "未") and len(rest.before) > 2 and done.before.endswith(rest.before[1:]))


# ---- 合计


def _total_after(passage: Passage, before: Sequence[Amount], total: Amount) -> Iterator[Clash]:
    """Yield the clash of a total with the parts told before it in the same sentence."""
    parts = _run_before(passage, before, total)
    if len(parts) < 2 or total.rough or any(part.rough for part in parts) or not _is_plain_total(total, parts):
        return
    slack = sum((amount.step for amount in (*parts, total)), Fraction(0)) if total.unit != "元" else Fraction(0)
    pool = [amount for amount in before if amount.unit == total.unit]
    if any(amount.value == total.value for amount in pool if amount not in parts):
        return
    for size in range(2, len(pool) + 1):
        for run in combinations(pool, size):
            if abs(add(run) - total.value) <= slack:
                return
    yield _sum_clash(passage, parts, total)


def _run_before(passage: Passage, before: Sequence[Amount], total: Amount) -> list[Amount]:
    """Return the amounts of the total's unit that stand before it without a break, in order."""
    run: list[Amount] = []
    after = total
    for amount in reversed(before):
        words = passage.between(amount, after)
        if amount.unit != total.unit or _HARD_BORDER.search(words) or words.count(",") > 1 or _is_total(amount):
            break
        if run and "," in words and not are_one_kind(amount, after) and not _STRONG.search(total.before):
            break
        run.append(amount)
        after = amount
    return run[::-1]


def _is_total(amount: Amount) -> bool:
    """Whether an amount sums up what stands before it: 共15件 does, 共评查行政处罚案卷180卷 names a part."""
    told = _TOTAL.match(amount.before)
    return told is not None and (len(told["rest"]) < _SHORTEST_PART or _STRONG.search(amount.before) is not None)


def _is_plain_total(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the total counts what the parts do: nothing else is named before or after it."""
    labels = "".join(part.label for part in parts)
    told = _TOTAL.match(total.before)
    rest = told["rest"] if told else ""
    if rest in ("清理", "评查", "审结", "抽查", "审核") and all(map(is_outcome, parts)):
        return True
    if rest in ("调整", "动态调整") and all(_CHANGED.search(part.before) for part in parts):
        return True
    return set(rest) <= set(labels) and (not total.after or total.after[-2:] in labels)
