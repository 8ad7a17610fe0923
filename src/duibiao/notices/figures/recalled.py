"""A number told before and named again with another value: 新收案件93件, later 新收的89件案件中."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from duibiao.model import Span
from duibiao.notices.figures.amounts import Amount, Passage
from duibiao.notices.figures.kinds import AMONG
from duibiao.notices.figures.twice import TIME, Mention

#: What a number is of, told after it: 件行政复议案件主要集中在 · 名持证行政执法人员中
_THING = re.compile(r"(?P<thing>[一-鿿]{4,14}?)(?P<all>[中里]|均|全部|都|主要|集中)")
_BARE_THING = re.compile(r"(?P<thing>[一-鿿]{4,14})")
#: What makes it all of them: 全县 · 全年 · 全县现有的
_ALL = re.compile(r"(?:^|[对将从给在])(?:全[年省市县区旗州盟镇乡])(?:现有|共有)?的?$")
#: Or what was done with them: 新收的 · 查处的
_DONE = re.compile(r"(?P<act>[一-鿿]{2})的$")
#: Acts that tell how many there are, where only 全县 says so again.
_COUNTING = re.compile(r"(?:现有|共有|培养|聘请|选聘|组建|设立|开展|组织开展|举办|建成|[有共]|^(?:全[省市县区旗州盟镇乡])?)$")
_LONGEST = 24
_LONG_ENOUGH = 9
#: What makes two numbers of the same words differ: another year, part or place
_OTHERWISE = re.compile(r"\d{4}年|其中|其余|分别|新|每|人均|平均|各")


def find_recalled(passages: Sequence[Passage]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the words that take up a number with another value, and the number, where it was told once before."""
    told: dict[str, list[tuple[int, Amount]]] = defaultdict(list)
    said: set[str] = set()
    for number, passage in enumerate(passages):
        for amount in passage.amounts:
            if amount.unit == "%" or amount.rough or amount.step:
                continue
            recalled = _find_first(passage, amount, told[amount.unit], number)
            if recalled is not None and recalled[1] not in said:
                first, thing = recalled
                said.add(thing)
                yield _mention(amount, thing, number), _mention(first[1], thing, first[0])
        for amount in passage.amounts:
            if amount.unit != "%" and not amount.rough and not AMONG.search(amount.before):
                told[amount.unit].append((number, amount))
                del told[amount.unit][:-100]


def find_restated(passages: Sequence[Passage]) -> Iterator[tuple[Mention, Mention]]:
    """Yield a number that is told twice in the same long words with different values: 县政府常务会议会前学法10次, later 12次."""
    told: dict[tuple[str, str], list[tuple[int, Amount]]] = defaultdict(list)
    for number, passage in enumerate(passages):
        for amount in passage.amounts:
            words = amount.before[-_LONG_ENOUGH:]
            exact = amount.unit != "%" and not amount.rough and not amount.step
            if exact and len(words) == _LONG_ENOUGH and not _OTHERWISE.search(amount.before) and not TIME.search(amount.before):
                told[words, amount.unit].append((number, amount))
    for (words, _), mentions in told.items():
        (first, one), (last, other) = mentions[0], mentions[-1]
        nested = one.before.endswith(other.before) or other.before.endswith(one.before)
        if len(mentions) == 2 and one.value != other.value and passages[first].paragraph != passages[last].paragraph and nested:
            yield _mention(other, words, last), _mention(one, words, first)


def _find_first(passage: Passage, amount: Amount, told: Sequence[tuple[int, Amount]], number: int) -> tuple[tuple[int, Amount], str] | None:
    """Return the one earlier number that *amount* takes up though its value is another, and what both are of."""
    done, everything = _DONE.search(amount.before), _ALL.search(amount.before)
    if TIME.search(amount.before) or not (done or everything):
        return None
    after = passage.text[amount.span.end : min(passage.span.end, amount.span.end + _LONGEST)]
    match = _THING.match(after) or (_BARE_THING.match(after) if everything else None)
    if match is None:
        return None
    acts = re.compile(re.escape(done["act"]) + "$") if done else _COUNTING
    found = [(at, other, thing) for at, other in told if (thing := _common(other.before, match["thing"], exact="all" in match.groupdict())) is not None]
    found = [(at, other, thing) for at, other, thing in found if at != number and _tells(other.before.removesuffix(thing), acts)]
    if not found or len({other.value for _, other, _ in found}) > 1 or found[-1][1].value == amount.value:
        return None
    at, other, thing = found[-1]
    return (at, other), thing


def _tells(words: str, acts: re.Pattern[str]) -> bool:
    return acts.search(words) is not None and not TIME.search(words)


def _common(before: str, thing: str, *, exact: bool) -> str | None:
    """Return what both are of: the whole *thing*, or where its end is not known the longest beginning that ends *before*."""
    shortest = len(thing) if exact else 4
    return next((thing[:end] for end in range(len(thing), shortest - 1, -1) if before.endswith(thing[:end])), None)


def _mention(amount: Amount, thing: str, sentence: int) -> Mention:
    span = Span(amount.span.start - min(len(amount.before), 40), amount.span.end + min(len(amount.after), 20))
    return Mention((thing, amount.unit), amount.value, span, sentence)
