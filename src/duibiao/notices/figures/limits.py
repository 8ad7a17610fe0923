"""More than there can be: more passed than sat the examination, a rate over 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Severity, Text
from duibiao.notices.figures.amounts import Amount, Passage
from duibiao.notices.figures.clash import Clash, show_number, show_share

#: Rates that count a part of a whole; 完成率 and 增长率 may exceed it.
_PART_RATE = re.compile(
    r"(?:合格|满意|通过|出庭|应诉|办结|审结|结案|成功|化解|覆盖|参考|参训|参会|整改|回复|答复|办复|采纳|公开|及时|准确|胜诉|败诉|纠错|优秀|优良|好评|持证|知晓|支持|履行|审查|审核|备案|参与|及格|达标|回收|维持|调解|到位)"
    r"率[^,率]{0,6}$"
)
#: Steps of which the later cannot exceed the earlier: what was done first, what was done of it; whether cases of the year before may come in.
_STEPS = (
    (r"应考|报名|参考|参加|应试|参试", r"实考|通过|合格|及格", False),
    (r"应训|应参训", r"实训|参训", False),
    (r"开庭|应出庭|通知出庭", r"出庭", False),
    (r"抽查|抽取|评查|抽检|检测|送检|抽样", r"(?<![不未])合格|优秀|达标", False),
    (r"发放|发出", r"回收|收回", False),
    (r"提出", r"采纳", False),
    (r"调解|调处", r"(?:调解|调处)?成功|达成协议", False),
    (r"排查|摸排", r"化解", True),
    (r"受理|接收|接办|承办|收到|申请|交办|转办", r"审结|办结|结案|办理完毕|办复", True),
    (r"交办|反馈|查摆|发现", r"整改到位|完成整改|整改完成|已?整改|办结", True),
)
#: Where cases of earlier years come in.
_CARRIED = re.compile(r"结转|历年|往年|上一?年|去年|积案|存量|旧存|遗留|跨年|累计|结存|陈案|以来|新收|新增|当年")
#: Nothing came from the year before: 上年无结转
_NONE_CARRIED = re.compile(r"(?:无|没有)(?:上年)?(?:度)?(?:结转|结存|积案)")
#: 上年结转3件, 新收41件, 审结46件
_LEFT, _NEW, _SETTLED = re.compile(r"结转|结存|遗留"), re.compile(r"新收|受理|收到|接收|登记|新增"), re.compile(r"审结|办结|结案|办理完毕")
#: 全县18个乡镇中,有
_OUT_OF = re.compile(r"^[一-鿿]{2,14}(?:\([一-鿿]{2,4}\))?中,?(?:共?有|已有|已|共)?[^\d,;。]{0,6}$")
#: Another body that did it: 人民调解组织调解成功
_OTHER_BODY = re.compile(r"组织|委员会|法院|中心|部门|单位")
#: What parts two steps that are no two steps of one thing: ; 、 brackets
_BREAK = re.compile(r"[;。:!?\n()、]")
#: What makes the second number another count: 共化解, 累计办结
_NO_STEP = re.compile(r"共|累计|其中")
_STOP = re.compile(r"[;。!?\n]")
_NOT = r"(?<![不未非无])"


def find_limits(passage: Passage) -> Iterator[Clash]:
    """Yield the amounts of *passage* that are more than they can be."""
    before: Amount | None = None
    yield from _find_carried(passage)
    for amount in passage.amounts:
        if amount.unit == "%":
            if amount.value > 100 and _PART_RATE.search(amount.before):
                share = show_share(amount)
                yield Clash(
                    passage,
                    (amount,),
                    Text(f"比率不可能超过100%，文中写{share}", f"such a rate cannot exceed 100%, the text says {share}"),
                )
            continue
        if before is not None and before.unit == amount.unit and amount.value > before.value and not before.rough and not amount.rough:
            if _OUT_OF.match(passage.between(before, amount)):
                yield _more(passage, before, amount, Severity.ERROR)
            else:
                yield from _step(passage, before, amount)
        before = amount


def _step(passage: Passage, first: Amount, second: Amount) -> Iterator[Clash]:
    words = passage.between(first, second)
    place = passage.span.start, passage.span.end
    none = _NONE_CARRIED.search(passage.text, *place) is not None
    if not set(_OTHER_BODY.findall(second.before)) <= set(_OTHER_BODY.findall(first.before)):
        return
    if _BREAK.search(words) or words.count(",") != (2 if none and _NONE_CARRIED.search(words) else 1) or _NO_STEP.search(second.before):
        return
    for step, result, carried in _STEPS:
        if not re.search(_NOT + rf"(?:{step})", first.label) or not re.search(_NOT + rf"(?:{result})", second.before or second.after):
            continue
        if re.search(_NOT + rf"(?:{result})", first.label) or (carried and not none and _CARRIED.search(passage.text, *place)):
            return
        yield _more(passage, first, second, Severity.WARNING if carried and not none else Severity.ERROR)
        return


def _more(passage: Passage, first: Amount, second: Amount, severity: Severity) -> Clash:
    more, less = show_number(second.value), show_number(first.value)
    return Clash(passage, (first, second), Text(f"后一数不应大于前一数：{more}大于{less}", f"more than there were: {more} of {less}"), severity)


def _find_carried(passage: Passage) -> Iterator[Clash]:
    """Yield what was settled where it is more than what was left from the year before and what came in."""
    for left, new, settled in zip(passage.amounts, passage.amounts[1:], passage.amounts[2:], strict=False):
        told = (left, new, settled)
        if len({amount.unit for amount in told}) > 1 or any(amount.rough for amount in told) or _STOP.search(passage.between(left, settled)):
            continue
        if not _LEFT.search(left.before) or _LEFT.search(new.before) or not _NEW.search(new.before) or not _SETTLED.search(settled.before):
            continue
        if settled.value > left.value + new.value:
            sum_ = f"{show_number(left.value)}+{show_number(new.value)}={show_number(left.value + new.value)}"
            more = show_number(settled.value)
            yield Clash(passage, told, Text(f"办结多于结转与新收之和：{sum_}，文中写{more}", f"more settled than carried over and received: {sum_}, {more}"))
