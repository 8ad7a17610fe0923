"""Passages that stand twice in a report, word for word or with a word changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from duibiao.model import Document, Notice, Quote, Role, Sentence, Severity, Span, Text
from duibiao.notices.place import quote_at, section_at, shorten

_MOST_ALSO = 3
#: Lengths in characters of a key: of a statement, of one copied from work to plan, of a run of clauses, of one that is still compared
_SHORTEST, _SHORTEST_COPY, _SHORTEST_RUN, _LONGEST = 20, 24, 34, 400
_GRAM = 5
#: How many places of a gram are kept, how many earlier statements are looked at, how many comparisons a report is worth
_PLACES, _CANDIDATES, _COMPARISONS = 6, 3, 400
_SHARED_GRAMS = 0.4
_ALIKE = 0.85
#: In a text shorter than this one changed noun makes another statement: 加强食品…监督检查, 加强药品…监督检查
_LONG_ENOUGH = 36
_HEAD = 8

#: What leads into a statement: 一是 第一, (一) 1. 同时, 全县 连续三年
_OPENER = re.compile(
    r"^(?:[一二三四五六七八九十]是(?:要)?|第[一二三四五六七八九十][,、是]|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、]|[①-⑳]|同时,|此外,|另外,|首先,|其次,|再次,|最后,"
    r"|[全我][省市县区旗州盟镇乡局](?![一-鿿]?[委政长直级属域])|连续[\d两三四五六七八九十]{1,2}年|一年来,|今年以来,|全年)+"
)
#: What many reports say many times, and may: 以…为指导, 贯彻…精神, the enumerations of steps and systems, slogans
_FORMULA = re.compile(
    r"(?:坚持|始终坚持)?以习近平[^,。;\n]{0,40}(?:为指导|为指引|为遵循|为统领)"
    r"|(?:深入|全面|认真|切实|持续|系统|坚决)?(?:学习|贯彻|落实|宣传|领会|践行|学深悟透)[^,。;\n]{0,12}(?:习近平|党的)[^,。;\n]{0,40}(?:思想|精神|论述|指示|讲话)"
    r"|(?:运用|善用|用)法治思维和法治方式[^,。;\n]{0,50}(?:能力|水平|稳定|风险)?"
    r"|办事依法、遇事找法、解决问题用法、化解矛盾靠法"
    r"|依法治国、依法执政、依法行政共同推进|法治国家、法治政府、法治社会一体建设|科学立法、严格执法、公正司法、全民守法"
    r"|职能科学、权责法定、执法严明、公开公正[^,。;\n]{0,30}法治政府"
    r"|(?:党政)?主要负责人(?:切实|认真)?履行(?:推进)?法治建设第一责任人职责"
    r"|重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办"
    r"|增强四个意识、坚定四个自信、做到两个维护|两个确立[^,。;\n]{0,12}两个维护"
    r"|(?:在[^,。;\n]{2,30})(?:坚强|正确)?领导下"
    r"|(?:(?:调查研究|公众参与|专家论证|风险评估|合法性审[查核]|公平竞争审查|集体讨论(?:决定)?|(?:公开)?征求意见|评估论证|集体审议(?:决定)?|公开发布|向社会公布)[、和及,]?){3,8}"
    r"|(?:(?:全面)?(?:推行|落实|执行))?行政执法(?:信息)?公示(?:制度)?、(?:行政)?执法全过程记录(?:制度)?[、和及]重大(?:行政)?执法决定法制审核(?:制度)?(?:三项制度)?"
    r"|有件必备、有备必审、有错必纠|谁执法谁普法(?:、谁主管谁负责)?|谁主管谁普法|双随机、?一公开|严格规范公正文明执法|公正文明执法"
    r"|(?:充分)?发挥行政复议[^,。;\n]{0,16}主渠道作用|为[^,。;\n]{2,40}提供[^,。;\n]{0,6}法治保障"
    r"|(?:自觉)?接受[^,。;\n]{0,10}人大[^。;\n]{0,40}监督|政协[^,。;\n]{0,6}民主监督"
)
#: 《行政执法案卷评查办法》
_TITLE = re.compile(r"《[^》\n]{0,80}》")
#: a sentence has one of these; a name on a line of its own has none
_PUNCTUATED = re.compile(r"[,;。!?]")
#: what is no character of a word: ,、。() ; the marks of a title stay
_MARKS = re.compile(r"[^\w《》]|_")
#: 45件 100% 2023年 三项: figures in which two statements differ
_FIGURE = re.compile(r"\d[\d,.]*[%万亿]?")
#: Characters of the verbs and adverbs that a second version changes: 加强 for 强化, 深入 for 全面
_SOFT_WORDS = (
    "加强化推进深入全面持续积极严格认真切实不断一步大力扎实着力充分有效逐渐完善健全建立落贯彻执行"
    "开展组织做好抓提升高增促动及对并和与的了等各还又再更予以进"
)
_SOFT = frozenset(_SOFT_WORDS)
#: Characters that tell one body, level, place in order or stage from another: 县委 and 县政府, 事前 and 事后
_TELLING = frozenset("省市县区旗镇乡村社局委厅院所站街道前中后上下一二三四五六七八九十两年月季半级部府党")
_NEGATION = frozenset("不未没无非")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with the words it is compared by, its first verb left out: 加强… and 强化… are the same; and its own length."""

    span: Span
    key: str
    own: int


@dataclass(frozen=True, slots=True)
class _Statement:
    """A run of clauses between full stops or semicolons, with the words it is compared by and how many of them are its own."""

    span: Span
    key: str
    own: int
    role: Role
    clauses: tuple[_Clause, ...]


@dataclass(slots=True)
class _Repeat:
    """Two places that say the same, the later one first; both grow by the statements that follow."""

    later: Span
    first: Span
    number: int
    copied: bool
    count: int = 1
    others: list[Span] = field(default_factory=list)


def find_repeats(document: Document) -> Iterator[Notice]:
    """Yield a warning for each passage that stands in the text before, a hint where a plan copies the work."""
    for repeat in _join_repeats(_pair_statements(_statements(document))):
        earlier = tuple(_quote_clauses(document, span) for span in [repeat.first, *repeat.others][:_MOST_ALSO])
        quote = _quote_clauses(document, repeat.later)
        severity = Severity.HINT if repeat.copied else Severity.WARNING
        yield Notice("repeat", severity, _message(repeat), _advice(repeat), quote, earlier, section_at(document, repeat.later))


def _message(repeat: _Repeat) -> Text:
    many = Text(f"从这里起有{repeat.count}句话", f"{repeat.count} statements from here on") if repeat.count > 1 else Text("这段话", "this passage")
    if repeat.copied:
        return Text(f"{many.zh}照抄了文中另一部分的原话", f"{many.en} copy another part of the report word for word")
    return Text(f"{many.zh}与前文重复，或只差个别字词", f"{many.en} stood in the text before, word for word or nearly so")


def _advice(repeat: _Repeat) -> Text:
    if repeat.copied:
        return Text("工作、问题与打算分开写：打算写明下一年做什么", "keep work, shortcomings and plans apart: let the plan say what the next year brings")
    return Text("删去重复的一处，或改写为不同的内容", "delete one of the two places, or let it say something else")


def _quote_clauses(document: Document, span: Span) -> Quote:
    """Return the words of *span*, or of as many of its clauses as a quote may hold."""
    short = shorten(document, span)
    if short != span:
        mark = max(document.normal.text.rfind(sign, short.start, short.end) for sign in ",;。")
        short = Span(short.start, mark if mark > short.start else short.end)
    return quote_at(document, short)


# ---- what is compared


def _statements(document: Document) -> list[_Statement]:
    """Return the statements of the report's body in reading order; headings, openings, table rows and lists of names are none."""
    return [
        statement
        for sentence in document.sentences
        if _is_told(document, sentence)
        for statement in _split(document.normal.text, sentence)
    ]


def _is_told(document: Document, sentence: Sentence) -> bool:
    if sentence.heading or (document.sections and sentence.section is None):
        return False
    if not sentence.clauses or sentence.clauses[0].role is Role.OTHER:
        return False
    if not _PUNCTUATED.search(document.normal.text, sentence.span.start, sentence.span.end):
        return False
    own = document.normal.origin(sentence.span)
    return "\t" not in document.source.text[own.start : own.end] and document.source.cell_of(own.start) is None


def _split(text: str, sentence: Sentence) -> Iterator[_Statement]:
    run: list[_Clause] = []
    role = sentence.clauses[0].role
    for clause in sentence.clauses:
        if run and text[clause.span.start - 1] == ";":
            yield _statement(text, run, role)
            run = []
        if not run:
            role = clause.role
        key = _bare(text[clause.span.start : clause.span.end])
        run.append(_Clause(clause.span, key.lstrip(_SOFT_WORDS), _own_length(key)))
    if run:
        yield _statement(text, run, role)


def _statement(text: str, clauses: Sequence[_Clause], role: Role) -> _Statement:
    span = Span(clauses[0].span.start, clauses[-1].span.end)
    key = _bare(text[span.start : span.end])
    return _Statement(span, key, _own_length(key), role, tuple(clauses))


def _bare(words: str) -> str:
    """The words without what leads into them, set formulas and marks."""
    return _MARKS.sub("", _FORMULA.sub("", _OPENER.sub("", words)))


def _own_length(key: str) -> int:
    """How many characters a key has beside the titles of documents."""
    return len(_TITLE.sub("", key))


# ---- what is the same


def _pair_statements(statements: Sequence[_Statement]) -> Iterator[_Repeat]:
    """Yield each statement, or run of clauses in one, that stands before; in reading order."""
    index = _Index()
    for number, statement in enumerate(statements):
        first = index.find(statement) if statement.own >= _SHORTEST else None
        if first is not None:
            yield _Repeat(statement.span, first.span, number, first.role is not statement.role)
        else:
            run = index.find_run(statement)
            if run is not None:
                yield _Repeat(*run, number, copied=False)
        index.add(statement)


class _Index:
    """The statements met so far, by their words, by the grams in them and by their clauses."""

    def __init__(self) -> None:
        self._statements: list[_Statement] = []
        self._by_key: dict[tuple[str, Role], _Statement] = {}
        self._by_words: dict[str, _Statement] = {}
        self._by_gram: dict[str, list[int]] = {}
        self._by_clause: dict[tuple[str, Role], tuple[_Statement, int]] = {}
        self._comparisons = 0

    def add(self, statement: _Statement) -> None:
        """Take *statement* in; of what stands in several places, the first ones are kept."""
        for at, clause in enumerate(statement.clauses):
            self._by_clause.setdefault((clause.key, statement.role), (statement, at))
        if statement.own < _SHORTEST or (statement.key, statement.role) in self._by_key:
            return
        self._by_key[statement.key, statement.role] = statement
        self._by_words.setdefault(statement.key, statement)
        if len(statement.key) <= _LONGEST:
            for gram in _grams(statement.key):
                places = self._by_gram.setdefault(gram, [])
                if len(places) < _PLACES:
                    places.append(len(self._statements))
        self._statements.append(statement)

    def find(self, statement: _Statement) -> _Statement | None:
        """Return the earlier statement that says the same: in the same role nearly, in another one exactly."""
        exact = self._by_key.get((statement.key, statement.role))
        if exact is not None:
            return exact
        if len(statement.key) <= _LONGEST:
            grams = _grams(statement.key)
            votes = Counter(place for gram in grams for place in self._by_gram.get(gram, ()))
            for place, shared in votes.most_common(_CANDIDATES):
                other = self._statements[place]
                if shared >= _SHARED_GRAMS * len(grams) and other.role is statement.role and self._is_same(other.key, statement.key):
                    return other
        copied = self._by_words.get(statement.key)
        return copied if statement.own >= _SHORTEST_COPY else None

    def find_run(self, statement: _Statement) -> tuple[Span, Span] | None:
        """Return the longest run of two or more clauses of *statement* that stands in an earlier one, and where it stands there."""
        best: tuple[int, Span, Span] | None = None
        at = 0
        while at < len(statement.clauses):
            length, first = self._run_at(statement, at)
            run = statement.clauses[at : at + length]
            own = sum(clause.own for clause in run)
            if first is not None and length > 1 and own >= _SHORTEST_RUN and (best is None or own > best[0]):
                best = own, Span(run[0].span.start, run[-1].span.end), first
            at += max(length, 1)
        return best[1:] if best else None

    def _run_at(self, statement: _Statement, at: int) -> tuple[int, Span | None]:
        """How many clauses from *at* on stand one after the other in an earlier statement, and where."""
        found = self._by_clause.get((statement.clauses[at].key, statement.role))
        if found is None:
            return 0, None
        other, begin = found
        length = 0
        for own, earlier in zip(statement.clauses[at:], other.clauses[begin:], strict=False):
            if own.key != earlier.key:
                break
            length += 1
        return length, Span(other.clauses[begin].span.start, other.clauses[begin + length - 1].span.end)

    def _is_same(self, first: str, later: str) -> bool:
        if self._comparisons >= _COMPARISONS:
            return False
        self._comparisons += 1
        return is_alike(first, later)


def _grams(key: str) -> set[str]:
    return {key[at : at + _GRAM] for at in range(len(key) - _GRAM + 1)}


def is_alike(first: str, later: str) -> bool:
    """Whether two statements, without marks, say the same but for a word: not where figures, bodies, stages or objects differ."""
    figures, others = Counter(_FIGURE.findall(first)), Counter(_FIGURE.findall(later))
    if not (figures <= others or others <= figures):
        return False
    matcher = SequenceMatcher(None, first, later, autojunk=False)
    return matcher.ratio() >= _ALIKE and _changes_little(matcher, first, later)


def _changes_little(matcher: SequenceMatcher[str], first: str, later: str) -> bool:
    nouns = 0
    for kind, begin, end, start, stop in matcher.get_opcodes():
        old, new = first[begin:end], later[start:stop]
        if kind == "equal" or (set(old + new) <= _SOFT):
            continue
        if set(old + new) & _NEGATION:
            return False
        if kind == "replace":
            if begin < _HEAD or max(len(old), len(new)) > 2 or set(old + new) & _TELLING:
                return False
            nouns += 1
    return nouns == 0 or (nouns == 1 and len(later) >= _LONG_ENOUGH)


# ---- runs of repeated statements


def _join_repeats(repeats: Iterator[_Repeat]) -> Iterator[_Repeat]:
    """Yield the repeats, those that follow each other as one."""
    last: _Repeat | None = None
    for repeat in repeats:
        if last is not None and repeat.copied is last.copied and repeat.number <= last.number + 2:
            _extend(last, repeat)
            continue
        if last is not None:
            yield last
        last = repeat
    if last is not None:
        yield last


def _extend(last: _Repeat, repeat: _Repeat) -> None:
    last.later = Span(last.later.start, repeat.later.end)
    last.number = repeat.number
    last.count += 1
    first = last.others[-1] if last.others else last.first
    if 0 <= repeat.first.start - first.end <= 2:
        first = Span(first.start, repeat.first.end)
        if last.others:
            last.others[-1] = first
        else:
            last.first = first
    elif len(last.others) < _MOST_ALSO and repeat.first not in (last.first, *last.others):
        last.others.append(repeat.first)
