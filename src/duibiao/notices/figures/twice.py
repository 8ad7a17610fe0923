"""One quantity told with two values: 全区10个街道 here, 全区9个街道 there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duibiao.model import Document, Span
from duibiao.notices.figures.amounts import Amount, Passage
from duibiao.notices.figures.kinds import AMONG, own_words
from duibiao.notices.figures.tables import Table

#: Matters of which a report tells each step once for the year.
_MATTERS = (
    r"行政复议|一审行政诉讼|行政诉讼|行政应诉|法律援助|行政裁决|劳动人事争议仲裁|劳动仲裁|劳动争议|行政赔偿|依申请公开|政府信息公开申请|公证|行政处罚|行政许可|行政强制"
    r"|人大代表建议|人大建议|政协提案|行政规范性文件|规范性文件|矛盾纠纷|民间纠纷|行政调解|人民调解|执法案卷|行政执法案卷|司法建议|检察建议|重大行政决策|重大执法决定|政府合同|行政合同"
)
_MATTER = re.compile(_MATTERS)
#: What was done in the matter.
_ACT = re.compile(
    r"收到|受理|新收|审结|办结|结案|立案|败诉|胜诉|出庭应诉|出庭|开庭|撤销|维持|制定|印发|制发|出台|报备|废止|排查|化解|调解成功|办理|作出|查处|评查|答复"
)
#: Words that say no more of what was counted.
_FILLERS = re.compile(
    r"全年|年内|年度内|今年|本年度?|一年来|20\d\d年度?|[全我本该][省市县区旗州盟镇乡]|共计?|总共|合计|各类|依法|及时|已经?|均|了|的|案件|事项|合法|高效|以[省市县区旗州]政府为被告的?|县政府|市政府|区政府|、|以及|和"
)
#: Another time than the year as a whole.
TIME = re.compile(
    r"上半年|下半年|季度|月|截至|截止|以来|五年|三年|上一?年|去年|往年|历年|同期|累计|期间|目前|新增|第[一二三四]|试点|首批|计划|力争|目标|预计|专项|行动|结转|周期|届"
)
_YEAR = re.compile(r"(20\d\d)年")
#: Another body than the one that reports: 县公安局, 各乡镇
_BODY = re.compile(r"[一-鿿](?:局|委|办(?![理结案公法复])|厅|院|镇|乡|街道|科|所|中心|大队|支队|部门|单位|企业|公司|[市县区]级|两级|乡镇)")
#: All there are of a kind of place or body: 全区10个街道 · 辖12个乡镇
_ALL = re.compile(r"(?:全[省市县区旗州盟镇乡]|街道|辖区内?|下辖|所辖|辖|所有|全部)(?:的|共有?|现有|内)?$|^(?:现有|共有)$")
_STOCK = (
    r"(?:镇街|镇乡|乡镇|街道|苏木|行政村|社区|村居|镇|乡|村|县区|区县|县市区)(?:\((?:街道|社区|居|镇)\))?|(?:在岗|持证)?(?:行政)?执法(?:人员|主体|单位|机关)|持证人员"
    r"|公职律师|人民调解员|人民调解组织|人民调解委员会|法律明白人|司法所|政府法律顾问|行政执法监督员"
)
#: What all there are of is told after the number: 个乡镇均 · 名执法人员; not 个乡镇部门, which counts others.
_STOCK_AFTER = re.compile(
    rf"(?:{_STOCK})"
    r"(?!部门|干部|单位|机关|政府|街道|街办|司法所|人民|党委|办|级|领导|工作|班子|村|社区|\(|[和及与]|书记|主任|负责人|法治|中队|执法队|综合)"
)
#: Or before it: 全县行政执法主体38个
_STOCK_BEFORE = re.compile(rf"(?:全[省市县区旗州盟镇乡]|辖区内?|我[省市县区旗州镇乡])?(?:共有?|现有|总共有)?(?P<stock>{_STOCK})(?:共|总数|达到?|为|共有)*$")
#: A group that is named by what all its members have: 已联网重点排污单位
_GROUP = re.compile(r"(?P<group>(?:已|纳入|列入|在册|登记|取得)[一-鿿]{4,16}?)(?=[的中均都,;。]|全部)")
_GROUP_BEFORE = re.compile(r"(?:^|依托|全[省市县区旗州盟镇乡]|对|将|现有|目前|共有|所有)$")
#: A list of powers as it now stands: 现行78项权责清单 · 权责清单…调整后共86项
_POWERS = re.compile(r"(?:权责|权力|责任)(?:清单)?(?:事项)?|行政权力")
_STANDS_BEFORE = re.compile(r"(?:现行|现有|目前|保留|共有)$")
_STANDS_AFTER = re.compile(r"(?:调整|清理|修订|动态调整)后(?:共|为|保留|共有|的)?$")

#: A reference back to what was counted before: 4件败诉案件中 · 9卷不合格案卷主要存在
_BACK = re.compile(
    r"(?P<what>(?:败诉|不合格|被纠错|被撤销|重大行政|重大)的?(?:案件|案卷|决策(?:事项)?|行政诉讼案件))"
    r"(?=[中里,]|主要|均|暴露|反映|存在|集中|大多|都)"
)
#: 收到复议申请 is 收到复议; 政府信息公开申请 is a name.
_REQUEST = re.compile(r"(?<!公开)申请")
#: Some of them only: 其余9个街道
_SOME = re.compile(r"其他|其余|另外|部分|试点|首批")
#: What a row's label says beside the act: 收到复议申请数
_ROW_WORDS = re.compile(r"(?:行政)?(?:复议|应诉)|申请|数$")
_BACK_BEFORE = re.compile(r"^(?:上述|这|以上|从|对)?$")
_MOST = 100
_COMMON = re.compile(r"案件|案卷|事项|行政|诉讼|的")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity told once: what it is of (``key``), its value, where it stands in the normalised text or, of a table, as read."""

    key: tuple[str, ...]
    value: Fraction
    span: Span
    sentence: int
    table: bool = False


def find_twice(passages: Sequence[Passage], tables: Sequence[Table], document: Document) -> Iterator[tuple[Mention, Mention]]:
    """Yield pairs of mentions of one quantity whose values differ, each quantity once: the value told less often first."""
    mentions: dict[tuple[str, ...], list[Mention]] = {}
    for mention in [*_read_text(passages, document), *_read_rows(tables, document.meta.year)]:
        mentions.setdefault(mention.key, []).append(mention)
    named = Counter((amount.value, amount.unit, amount.after[:2]) for passage in passages for amount in passage.amounts)
    for key, told in mentions.items():
        counted = Counter(mention.value for mention in told)
        odd = min(told, key=lambda mention: (counted[mention.value], named[mention.value, key[-1], key[-2][:2]]))
        other = next((mention for mention in told if mention.value != odd.value and mention.sentence != odd.sentence), None)
        if other is not None:
            yield odd, other


def _read_text(passages: Sequence[Passage], document: Document) -> Iterator[Mention]:
    year = document.meta.year
    for number, passage in enumerate(passages):
        for amount in passage.amounts:
            if amount.unit == "%" or amount.rough or amount.step:
                continue
            key = _key_of(passage, amount, year)
            if key is not None:
                yield _mention(amount, key, number)


def _key_of(passage: Passage, amount: Amount, year: int | None) -> tuple[str, ...] | None:
    return _stock_key(passage, amount) or _flow_key(passage, amount, year)


def _flow_key(passage: Passage, amount: Amount, year: int | None) -> tuple[str, ...] | None:
    """Return the act and the matter that *amount* counts for the whole year and the whole body, or None."""
    start = max(passage.span.start, passage.text.rfind("。", passage.span.start, amount.span.start) + 1, amount.span.start - 200)
    sentence = passage.text[start : amount.span.start]
    label = amount.label
    if not _ACT.search(label) or AMONG.search(sentence) or TIME.search(sentence + amount.after) or _BODY.search(sentence):
        return None
    if any(int(told) != year for told in _YEAR.findall(sentence)):
        return None
    words = _FILLERS.sub("", label)
    if words.startswith("收到"):
        words = _REQUEST.sub("", words)
    acts, matters = _ACT.findall(words), _MATTER.findall(words)
    if not matters and words in ("受理", "审结", "办结"):
        named = set(_MATTER.findall(sentence))
        return (words, named.pop()) if len(named) == 1 else None
    if len(acts) != 1 or len(matters) != 1 or len(words) != len(acts[0]) + len(matters[0]):
        return None
    return acts[0], matters[0]


def _stock_key(passage: Passage, amount: Amount) -> tuple[str, ...] | None:
    """Return the kind of which *amount* tells how many there are in all, or None."""
    text, end = passage.text, amount.span.end
    if _SOME.search(amount.before):
        return None
    stock = _STOCK_AFTER.match(text, end, passage.span.end)
    if stock and _ALL.search(amount.before):
        return "全部", _plain(stock.group())
    stock = _STOCK_BEFORE.match(amount.before)
    if stock and stock.start("stock") > 0:
        return "全部", _plain(stock["stock"])
    group = _GROUP.match(text, end, passage.span.end)
    if group and _GROUP_BEFORE.search(amount.before):
        return (group["group"],)
    powers = _POWERS.match(text, end, passage.span.end)
    if powers and amount.unit == "项" and _STANDS_BEFORE.search(amount.before):
        return "现有", powers.group()[:2]
    if amount.unit == "项" and _STANDS_AFTER.search(amount.before):
        named = _POWERS.findall(text, passage.span.start, amount.span.start)
        return ("现有", named[-1][:2]) if named else None
    return None


def _plain(stock: str) -> str:
    return stock.removeprefix("行政") if "执法" in stock else stock


# ---- references back: 4件败诉案件中


def find_backs(passages: Sequence[Passage]) -> Iterator[tuple[Mention, Mention]]:
    """Yield references back to a number told before, where it was told once and otherwise."""
    told: dict[str, list[tuple[int, Amount]]] = {}
    said: set[tuple[str, str]] = set()
    for number, passage in enumerate(passages):
        for amount in passage.amounts:
            back = _BACK.match(passage.text, amount.span.end, passage.span.end) if not amount.rough and _BACK_BEFORE.search(amount.before) else None
            stem = _COMMON.sub("", back["what"]) if back else ""
            before = [item for item in told.get(amount.unit, []) if len(stem) > 1 and _COMMON.sub("", own_words(item[1])).endswith(stem)]
            values = {other.value for _, other in before}
            if len(values) == 1 and (stem, amount.unit) not in said and amount.value not in values and passages[before[0][0]].paragraph != passage.paragraph:
                first, other = before[0]
                yield _mention(other, (stem,), first), _mention(amount, (stem,), number)
                said.add((stem, amount.unit))
            if amount.unit != "%" and not TIME.search(amount.before):
                told.setdefault(amount.unit, []).append((number, amount))
                del told[amount.unit][:-_MOST]


def _mention(amount: Amount, key: tuple[str, ...], sentence: int) -> Mention:
    span = Span(amount.span.start - min(len(amount.before), 40), amount.span.end + min(len(amount.after), 40))
    return Mention((*key, amount.unit), amount.value, span, sentence)


# ---- tables


def _read_rows(tables: Sequence[Table], year: int | None) -> Iterator[Mention]:
    """Yield what the rows of tables tell: an act, in the matter that the row, one above or the caption names."""
    for number, table in enumerate(tables):
        matter = _only(_MATTER.findall(table.caption))
        for row in table.rows:
            label = row[0].text
            if "复议" in label:
                matter = "行政复议"
            elif any(word in label for word in ("诉讼", "应诉", "被告")):
                matter = "行政诉讼"
            act = _ACT.fullmatch(_ROW_WORDS.sub("", _FILLERS.sub("", label)))
            column = 1 if len(row) == 2 else _column_of(table, year)
            if matter and act and 0 < column < len(row) and (value := row[column].value) is not None:
                yield Mention((act.group(), matter, "件"), value, Span(row[0].span.start, row[column].span.end), -1 - number, table=True)


def _column_of(table: Table, year: int | None) -> int:
    """Return the column of the report's year, or 0 where none is named so."""
    return next((at for at, cell in enumerate(table.rows[0]) if year is not None and f"{year}年" in cell.text), 0)


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(set(found)) == 1 else None
