"""Shares that do not follow from their parts: 197人参考,188人通过,通过率达93%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from duibiao.model import Severity, Text
from duibiao.notices.figures.amounts import Amount, Passage, is_rounded
from duibiao.notices.figures.clash import Clash, show_number, show_share
from duibiao.notices.figures.kinds import is_outcome

#: The end of the words before a share that is a rate: 通过率达 · 调解成功率为 · 办结率均达到
_RATE = re.compile(
    r"(?P<name>[一-鿿]{2,14}?)率(?:分别|同比|已|均|也|仅|只|约|高)*(?:提高至?|提升至?|上升至?|保持在?|维持在?|稳定在?|提高到|提升到|上升到|下降到|降至)?(?:达到?|达至|为|是|有|在)?了?[:(]?$"
)
#: Or all that are no worse: 合格以上占比
_NO_WORSE = re.compile(r"(?P<name>合格|达标|良好|优良|满意)(?:及)?以上(?:的|案卷)?(?:占比|比例|占)(?:为|达到?)?$")
#: The end of the words before a share that is a part's: 占 · 占比为 · 占案件总数的
_PART = re.compile(r"占(?:比|比重|比例)?(?P<base>[一-鿿]{0,12}?)的?(?:比例|比重)?(?:为|达到?|约|仅)?$")
_OF = re.compile(r"占[一-鿿]{0,10}$")
#: A base that stands elsewhere: 占全市总量的
_FAR_BASE = re.compile(r"[全本](?:国|省|区|市|州|县|旗|盟|镇|乡)|同类|同期|预算|人口|上年|去年|应|行业|地区")
#: Words that narrow a rate to what no number tells: 按期办结率
_NARROW = re.compile(r"按[期时]|及时|限[期时]|期限内|当场|一次|提前|首次|群众|即时|平均|法定|当日|当期|现场|自动|主动|综合")
#: Of those who appear in court only some: 正职出庭8件
_SOME_HEADS = re.compile(r"正职|主要|[厅处科]|分管|副|[省市县区镇乡局]长")
#: Which words of a part tell what a rate counts; other rates count what their last two characters say.
_COUNTED = {
    "办结": r"办结|审结|结案|办理完毕|办完|处理完毕|办复",
    "审结": r"审结|办结|结案",
    "结案": r"结案|审结|办结",
    "参考": r"实考|参考|参加考试|参加",
    "参训": r"参训|参加|实训",
    "出庭": r"出庭",
    "应诉": r"应诉|出庭",
    "化解": r"化解|调处|成功",
    "成功": r"成功|达成|调成",
    "办复": r"办复|答复|办结",
    "答复": r"答复|办复|办结|回复",
    "回复": r"回复|答复|办复",
    "通过": r"通过|合格",
    "及格": r"及格|合格",
    "整改": r"整改",
    "回收": r"回收|收回",
    "持证": r"持证|取得",
    "优良": r"优良",
    "占": r"",
}
#: Parts that together make a rate: 合格率 counts the excellent ones too.
_TOGETHER = {"合格": r"优秀|良好|合格|达标|优良|优等|良", "优良": r"优秀|良好|优|良", "良好": r"优秀|良好", "满意": r"满意", "达标": r"优秀|良好|合格|达标"}
#: What a rate counts that no single part tells for sure.
_LOOSE = frozenset({"纠错", "调撤", "覆盖", "知晓", "上诉", "发案"})
#: Rates of change, which are told by two values.
_CHANGES = frozenset({
    "压减", "下降", "增长", "减少", "精简", "压缩", "上升", "增加", "降低", "提升",
})
#: A number that says how many there are at all, not how many were dealt with: 现有612人
_STOCK = re.compile(r"共?[现实]有|共有|在册|在岗|在编|编制|总人数")
_OF_STOCK = frozenset({"持证", "参训", "参考", "覆盖", "配备", "接入", "建成", "安装", "聘请"})
_AMONG_ALL = re.compile(r"中,?$")
_COVERED = re.compile(r"已有|聘请|配备|建立|建成|设立|实现|完成|开展|覆盖")
#: What should be: 应到 · 应参训; and what was: 实到
_DUE, _DONE = re.compile(r"应(?:到|考|训|参|出|整改|报|办|缴|公开)[一-鿿]{0,6}$"), re.compile(r"实(?:际)?[到考训参出报办缴][一-鿿]{0,4}$|^已[一-鿿]{1,6}$")
_NOT = "不未非无没"
#: What ends a clause; what parts a share from the number before it.
_CLAUSE_END, _APART = re.compile(r"[,;。:]"), re.compile(r"[;。:、]")
#: All of them took part: 全部参加考试
_EVERY = re.compile(r"全部|全员|均|都")
_SEGMENT = re.compile(r"[;。!?\n]")
#: What tells a share's parts after it: 通过率93%(197人参考,188人通过) · 维持率62%,其中维持238件
_NOTE = re.compile(r"\([^()]{0,80}\)|,其中[^\d,;。]{1,10}")
_FEW = 7


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part and its whole, each one amount or several added up."""

    part: tuple[Amount, ...]
    whole: tuple[Amount, ...]
    rest: bool = False
    """Whether ``part`` is what is left out: 不合格 for 合格率."""

    @property
    def percent(self) -> Fraction:
        """The share of the part in per cent."""
        whole = add(self.whole)
        part = whole - add(self.part) if self.rest else add(self.part)
        return part * 100 / whole


def add(amounts: Sequence[Amount]) -> Fraction:
    """Return the sum of *amounts*."""
    return sum((amount.value for amount in amounts), Fraction(0))


def find_rates(passage: Passage, earlier: Sequence[Amount]) -> Iterator[Clash]:
    """Yield the shares of *passage* that fit none of their possible parts and wholes; *earlier* are the amounts before it in its paragraph."""
    for share in passage.amounts:
        if share.unit != "%" or share.rough:
            continue
        ratio = _find_rate(passage, share, earlier) or _find_part(passage, share, earlier) or _find_told_whole(passage, share)
        if ratio is not None:
            yield _clash(passage, ratio, share)


def fits(share: Amount, percent: Fraction, slack: Fraction = Fraction(0)) -> bool:
    """Whether *share* is *percent*, rounded or cut off at the digits that it shows."""
    return is_rounded(share.value, share.places, percent, slack)


def _clash(passage: Passage, ratio: Ratio, share: Amount) -> Clash:
    whole = "+".join(show_number(amount.value) for amount in ratio.whole)
    part = "+".join(show_number(amount.value) for amount in ratio.part)
    if ratio.rest:
        part = f"({whole}-{part})"
    elif len(ratio.part) > 1:
        part = f"({part})"
    percent = f"{float(ratio.percent):.{max(share.places, 1)}f}"
    sign = show_share(share)
    return Clash(
        passage,
        (*ratio.whole, *ratio.part, share),
        Text(
            f"比率与前后数字不符：{part}÷{whole}={percent}%，文中写{sign}",
            f"the share does not follow from its parts: {part}÷{whole}={percent}%, the text says {sign}",
        ),
        Severity.ERROR,
    )


# ---- rates: 通过率


def _find_rate(passage: Passage, share: Amount, earlier: Sequence[Amount]) -> Ratio | None:
    match = _RATE.search(share.before) or _NO_WORSE.search(share.before)
    if match is None:
        return None
    stem = read_stem(match["name"])
    window = _window(passage, share)
    told = any(stem in amount.label or _AMONG_ALL.search(amount.after) or _STOCK.search(amount.before) for amount in window)
    if stem in _CHANGES or (stem in _LOOSE and not told):
        return None
    if any(amount.rough for amount in window):
        return None
    ratios = list(_rate_ratios(window, stem))
    if stem == "覆盖" and share.value == 100:
        ratios = [ratio for ratio in ratios if _AMONG_ALL.search(ratio.whole[0].after)]  # one station may serve several places
    near = [ratio for ratio in ratios if _is_near(passage, ratio, share) and _is_sure(passage, ratio, stem, match["name"])]
    if not near or any(_agrees(share, ratio) for ratio in ratios):
        return None
    wider = [*earlier, *(amount for amount in passage.amounts if amount.unit != "%")]
    counted = [ratio.part for ratio in near]
    if any(_agrees(share, Ratio(part, whole, near[0].rest)) for part in counted for whole in _wholes(wider, part)):
        return None
    return near[0]


def read_stem(name: str) -> str:
    """Return what a rate counts: 通过 of 考试通过, 不合格 of 案卷不合格."""
    return name[-3:] if len(name) > 2 and name[-3] in _NOT else name[-2:]


def _window(passage: Passage, share: Amount) -> list[Amount]:
    """Return the amounts that a share may be of: those before it up to a semicolon, and those in brackets after it."""
    counts = [amount for amount in passage.amounts if amount.unit != "%"]
    told = [amount for amount in counts if amount.span.end <= share.span.start][-2 * _FEW :]
    before = [amount for amount in told if not _SEGMENT.search(passage.between(amount, share).replace("。其中", ",其中").replace(";其中", ",其中"))]
    note = _NOTE.match(passage.text, share.span.end)
    inside = [amount for amount in counts if note and note.start() < amount.span.start <= note.end()]
    return [*before, *inside]


def _rate_ratios(window: Sequence[Amount], stem: str) -> Iterator[Ratio]:
    """Yield the ratios that a rate may tell, the likeliest first: the parts whose words say what it counts, and all wholes."""
    for whole_, part_ in pairwise(window):
        if part_.unit == whole_.unit and 0 < part_.value <= whole_.value and _are_due_and_done(whole_, part_, stem):
            yield Ratio((part_,), (whole_,))
    for part in _counted(window, stem):
        for whole in _wholes(window, part):
            yield Ratio(part, whole)
    lacking = [amount for amount in window if re.search(rf"[{_NOT}](?:予)?{stem}", amount.label)] if stem[0] not in _NOT else []
    for amount in reversed(lacking):
        for whole in _wholes(window, (amount,)):
            yield Ratio((amount,), whole, rest=True)


def _are_due_and_done(whole: Amount, part: Amount, stem: str) -> bool:
    """Whether two amounts are told as what should be and what was: 应到42人,实到40人; or as all and how many of them: 21个村中,已有19个聘请."""
    if _DUE.search(whole.before) and _DONE.search(part.before):
        return True
    if stem != "覆盖" or not _COVERED.search(part.label):
        return False
    return bool(_AMONG_ALL.search(whole.after) or _STOCK.search(whole.before))


def _counted(window: Sequence[Amount], stem: str) -> Iterator[tuple[Amount, ...]]:
    words = _COUNTED.get(stem, re.escape(stem))
    own = re.compile(words if stem[0] in _NOT else rf"(?<![{_NOT}])(?:{words})")
    together = re.compile(rf"(?<![{_NOT}])(?:{_TOGETHER[stem]})") if stem in _TOGETHER else None
    grades = [amount for amount in window if together and together.search(amount.label)]
    if len(grades) > 1:
        yield tuple(grades)
    for amount in reversed(window):
        if own.search(amount.before or amount.after) or own.search(amount.label):
            yield (amount,)


def _wholes(window: Sequence[Amount], part: Sequence[Amount]) -> Iterator[tuple[Amount, ...]]:
    """Yield what *part* may be a part of: each amount of its unit that is no less, then those that stand together, added up."""
    unit, least = part[0].unit, add(part)
    others = [amount for amount in window if amount.unit == unit and amount not in part]
    singles = [amount for amount in others if amount.value >= least and amount.value > 0]
    before = [amount for amount in singles if amount.span.end <= part[0].span.start]
    yield from ((amount,) for amount in reversed(before))
    yield from ((amount,) for amount in singles if amount not in before)
    same = [amount for amount in window if amount.unit == unit][-_FEW:]
    listed = not any(not is_outcome(amount) for amount in before)
    for first, last in combinations(range(len(same)), 2):
        run = same[first : last + 1]
        if add(run) >= least and add(run) > 0 and _is_run(run, part, listed=listed):
            yield tuple(run)


def _is_run(run: Sequence[Amount], part: Sequence[Amount], *, listed: bool) -> bool:
    """Whether amounts may make a whole together: all told before the part, or, where none is (``listed``), the list of outcomes that holds it."""
    outcomes = [is_outcome(amount) for amount in run]
    if part[0] in run:
        return listed and all(outcomes)
    return not any(outcomes) and all(amount.span.end <= part[0].span.start for amount in run)


def _agrees(share: Amount, ratio: Ratio) -> bool:
    slack = sum((amount.step for amount in (*ratio.part, *ratio.whole)), Fraction(0)) * 100 / add(ratio.whole)
    return fits(share, ratio.percent, slack)


def _is_near(passage: Passage, ratio: Ratio, share: Amount) -> bool:
    """Whether the part stands by its share: only parts of it or items of its list between."""
    if len(ratio.whole) > 1:
        return False
    last = ratio.part[-1]
    if last.span.start > share.span.start:
        return True
    others = [amount for amount in passage.amounts if amount.unit == last.unit and amount not in ratio.whole]
    between = [amount for amount in others if last.span.end <= amount.span.start < share.span.start]
    if not between:
        return True
    words = passage.between(last, between[0])
    return "其中" in words or all(not _CLAUSE_END.search(passage.between(one, other)) for one, other in zip([last, *between], between, strict=False))


def _is_sure(passage: Passage, ratio: Ratio, stem: str, name: str) -> bool:
    """Whether the part is of that whole: not of all there are, unless all took part; and on time where the rate says so."""
    whole, part = ratio.whole[0], ratio.part[0]
    if _NARROW.search(name) and name not in part.label:
        return False
    if stem in ("出庭", "应诉") and _SOME_HEADS.search(part.label):
        return False
    return not _STOCK.search(whole.label) or stem in _OF_STOCK or _EVERY.search(passage.between(whole, part)) is not None


# ---- parts: 占


def _find_part(passage: Passage, share: Amount, earlier: Sequence[Amount]) -> Ratio | None:
    match = _PART.search(share.before)
    if match is None or match.start() > 0 or _FAR_BASE.search(match["base"]):
        return None
    counts = [amount for amount in passage.amounts if amount.unit != "%" and amount.span.end <= share.span.start]
    if not counts or counts[-1].rough:
        return None
    part = counts[-1]
    between = passage.between(part, share)
    if between.count(",") + between.count("(") > 1 or _APART.search(between):
        return None
    wholes = [amount for amount in counts[:-1] if amount.unit == part.unit and amount.value >= part.value and amount.value > 0]
    sure = [amount for amount in wholes if not amount.rough and not _has_share(passage, amount) and _is_whole(passage, amount, part)]
    every = [*earlier, *(amount for amount in passage.amounts if amount.unit != "%")]
    if not sure or any(amount.rough for amount in wholes) or any(_agrees(share, Ratio((part,), whole)) for whole in _wholes(every, (part,))):
        return None
    return Ratio((part,), (sure[-1],))


def _find_told_whole(passage: Passage, share: Amount) -> Ratio | None:
    """Return the ratio of a part to the whole that is named with its share: 化解63件,占受理总数118件的58.4%."""
    counts = [amount for amount in passage.amounts if amount.unit != "%" and amount.span.end <= share.span.start]
    if share.before != "的" or len(counts) < 2:
        return None
    part, whole = counts[-2:]
    told = part.unit == whole.unit and not part.rough and not whole.rough and 0 < part.value <= whole.value
    if not told or not _OF.search(whole.before) or passage.between(part, whole).count(",") > 1 or _APART.search(passage.between(part, whole)):
        return None
    return None if _agrees(share, Ratio((part,), (whole,))) else Ratio((part,), (whole,))


def _has_share(passage: Passage, amount: Amount) -> bool:
    """Whether *amount* is itself told as a part: 民事120件,占60%."""
    after = next((other for other in passage.amounts if other.span.start >= amount.span.end), None)
    return after is not None and after.unit == "%" and _PART.search(after.before) is not None


def _is_whole(passage: Passage, whole: Amount, part: Amount) -> bool:
    """Whether the words between say that *part* is of *whole*, or nothing else stands between."""
    words = passage.between(whole, part)
    return "其中" in words or not any(whole.span.end <= amount.span.start < part.span.start and amount.unit == part.unit for amount in passage.amounts)
