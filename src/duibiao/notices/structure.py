"""How the report is built: contents that are missing, parts out of proportion, headings that are empty or misnumbered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from duibiao.model import Checklist, Document, Level, Need, Notice, Quote, Role, Section, Sentence, Severity, Span, Status, Text, Verdict
from duibiao.normalize import normalize_words
from duibiao.notices.document import find_document
from duibiao.notices.place import quote_at

_SHORTEST_REPORT = 250
_LONGEST_QUOTE = 100
_BASIS = "《法治政府建设与责任落实督察工作规定》"

# ---- mandatory contents

#: The elements that stand for the contents a report must have; the causes have a notice of their own where shortcomings are told.
_CONTENTS = {
    "report.achievements": Text("主要举措和成效", "the main measures and results"),
    "report.problems": Text("存在的不足和原因", "the shortcomings and their causes"),
    "lead.first-responsible": Text("党政主要负责人履行推进法治建设第一责任人职责情况", "how the principal leaders acted as first persons responsible"),
    "report.next-plan": Text("下一年度主要安排", "the plan for the next year"),
}
#: of how many characters a sentence tells of shortcomings, or of the future, that tells enough of it
_TOLD_IN_PASSING = 20
#: a paragraph on shortcomings, or on the future, amid chapters of work: 存在不足:…… 下一步,……
_OPENS = {
    Role.PROBLEM: re.compile(r"^.{0,12}(?:存在|不足|问题|短板|弱项|差距|缺憾|欠缺|薄弱|困难)"),
    Role.PLAN: re.compile(r"^.{0,4}(?:下一?步|下一?年|来年|明年|今后|新的?一年|20\d\d年,|[一二三四五六七八九十]、20\d\d年)"),
}
#: a heading of shortcomings in any words, that does not tell of mending them: 工作中的差距及剖析, 缺憾在哪
_LACKING = re.compile(
    r"不足|短板|弱项|差距|缺憾|欠缺|薄弱|检视|反思|查摆|自查|(?<![解决化整])(?:存在|面临|主要|突出|查找).{0,4}(?:问题|困难)"
)
#: said in passing, anywhere: 不足:证据照片不合格率偏高。 还有不尽如人意的地方; 2025年安排:…
_SAID = {
    Role.PROBLEM: re.compile(
        r"(?:不足|问题|短板|差距|弱项)(?:之处)?:|不尽如?人意|美中不足|(?<![解决])(?:存在|还有|仍有)[^,。;:]{0,8}(?:不足|短板|差距|问题)"
    ),
    Role.PLAN: re.compile(r"(?:20\d\d年|下一?步|明年|来年|下一?年度?)(?:的|工作)?(?:安排|计划|打算|目标|设想):"),
}
_MENDED = re.compile(r"解决|化解|整改|整治|破解|补齐|补强|补短|聚焦|坚持|攻坚|消除|缩小|弥补")
#: what a heading of shortcomings may promise too: 存在的问题和改进措施
_REMEDIES = re.compile(r"措施|对策|打算|安排|计划|思路|方向|整改|下一?步|怎么")
#: the head of the body and an act: 区委书记、区长当场签下责任书, 镇长任组长
_LEADER = re.compile(
    r"第一责任|主要负责(?:人|同志)|主要领导|一把手|党政正职|(?<!总)书记"
    r"|(?<![副市县区镇乡局厅])(?:[省市县区旗州盟镇乡局厅]长|主任)(?!办公|热线|信箱)"
)
_LEADING = re.compile(
    r"主持|带头|亲自|批示|听取|部署|组长|签[下订署字批]|督办|带队|研[究判]|过问|讲[课授]|报告|调度|挂帅"
    r"|责任|牵头|主抓|蹲点|批办|述了?法|学法|学了|商定|约定|包[案抓]|审阅|出庭|督促"
)
#: why something falls short; 问题主要是 only opens the list
_CAUSE = re.compile(
    r"[原成起诱]因|由于|因为|(?:^|[,;:是])因|归因|[源缘]于|在于|根源|症结|所致|导致|造成|[致迫]使|使得|以致|受限|限于|鉴于|加之|所以|缘何|作祟|背后"
    r"|受[^,;。]{1,12}(?:影响|制约|限制|所限)|与[^,;。]{2,30}(?:有关|相关|分不开)|系[^,;。]{2,20}所致|(?<!不)因[^,;。]{2,20}[而致]|为何|剖析"
    r"|(?<![题足板距现难节])主要是|有(?:直接|很大|一定|密切)?关系|为什么|说到底|归根"
)

# ---- proportions

_SLOGAN_SHARE, _SLOGAN_LEAST = 0.6, 12
_SHORTEST_PROBLEMS = 40
#: a shortcoming with a figure, or several of them: 仅有3人 一是……;二是……
_PARTICULAR = re.compile(r"\d|;|[二两三]是|其[二次]")

# ---- headings

_CN_DIGITS = "一二三四五六七八九"
#: A heading's number by its style: 第一部分 · 一、 · (一) · 1. · (1)
_STYLES = {
    "part": re.compile(r"第([一二三四五六七八九十]{1,3})(?:章|编|部分)"),
    "chapter": re.compile(r"([一二三四五六七八九十]{1,3})[、.,]"),
    "bracket": re.compile(r"\(([一二三四五六七八九十]{1,3})\)"),
    "arabic": re.compile(r"(\d{1,2})[、.](?!\d)"),
    "arabic-bracket": re.compile(r"\((\d{1,2})\)"),
}
#: Where a number that is due may hide: in the running text, or before another mark.
_DUE = {
    "part": r"第{0}",
    "chapter": r"(?<![(第]){0}[、.]|(?:^|\n){0}(?!是)",
    "bracket": r"\({0}\)",
    "arabic": r"(?<![(\d]){0}[、.](?!\d)|(?:^|\n){0}(?!\d)",
    "arabic-bracket": r"\({0}\)",
}
#: what stands under a report and is none of it: 清河县人民政府 2024年2月8日 附件:…
_SIGNATURE = re.compile(
    r"\s*(?:[一-鿿()·]{2,30}(?:政府|办事处|委员会|管委会|[局厅委办署院])|(?:20\d\d|二[〇○零][^年]{2})年.{1,4}月.{1,4}日|附件.*|特此报告.?|\(此件.*)$"
)
#: a heading that says something by itself: it ends as a sentence, counts, or tells that there is nothing
_STATEMENT = re.compile(r"[。;!?:,]$|\d|:|没有|未(?!来)|^无|无$|[一二三四五六七八九十两]+[件次个名场期]")
_YEAR = re.compile(r"(?:20\d\d|二[〇○零][一-鿿]{2})年度?")
_LONGEST_EMPTY = 30


def find_structure(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> Iterator[Notice]:
    """Yield what is wrong with the parts of the report, nothing for short texts and for texts of another kind."""
    report = _Report(document, {verdict.element.id: verdict for verdict in verdicts})
    if report.length < _SHORTEST_REPORT or any(find_document(checklist, document, verdicts)):
        return
    if document.source.complete:
        yield from _find_missing(report)
        yield from _find_causeless(report)
        yield from _find_empty(report)
    yield from _find_long_plan(report)
    yield from _find_slogans(verdicts)
    yield from _find_short_problems(report)
    yield from _find_misnumbered(report)


@dataclass(frozen=True)
class _Heading:
    """A section with where its heading stands in the normalised text, and its number if it has one."""

    section: Section
    span: Span
    style: str | None
    number: int


@dataclass(frozen=True)
class _Report:
    """A document with its verdicts, and what the checks need of both."""

    document: Document
    verdicts: Mapping[str, Verdict]

    @property
    def text(self) -> str:
        return self.document.normal.text

    @property
    def length(self) -> int:
        """How many characters the report has, without the frame of a web page."""
        return sum(sentence.span.end - sentence.span.start for sentence in self.document.sentences)

    @cached_property
    def characters(self) -> Mapping[Role, int]:
        """How many characters tell of work, of shortcomings, of the future; the headings of chapters are left out."""
        counted: dict[Role, int] = defaultdict(int)
        for sentence in self.document.sentences:
            for clause in () if _is_chapter_heading(self, sentence) else sentence.clauses:
                counted[clause.role] += clause.span.end - clause.span.start
        return counted

    @cached_property
    def paragraph_starts(self) -> frozenset[int]:
        """Where the first sentence of each paragraph begins."""
        first: dict[int, int] = {}
        for sentence in self.document.sentences:
            first.setdefault(sentence.paragraph, sentence.span.start)
        return frozenset(first.values())

    @property
    def last_chapter(self) -> int | None:
        """The index of the last section that has no parent."""
        return max((index for index, section in enumerate(self.document.sections) if section.parent is None), default=None)

    def root(self, section: int) -> int:
        """The index of the outermost section around a section."""
        while (parent := self.document.sections[section].parent) is not None:
            section = parent
        return section

    @cached_property
    def headings(self) -> Sequence[_Heading]:
        """The headings of all sections, in reading order."""
        found = []
        for sentence in self.document.sentences:
            if sentence.heading and sentence.section is not None:
                words = self.text[sentence.span.start : sentence.span.end]
                style, number = _read_number(words)
                found.append(_Heading(self.document.sections[sentence.section], sentence.span, style, number))
        return found

    @cached_property
    def namesakes(self) -> Mapping[str, int]:
        """How many headings have the same words, as in a table of contents."""
        return Counter(heading.section.words for heading in self.headings)

    @cached_property
    def siblings(self) -> Sequence[Sequence[_Heading]]:
        """The headings under each parent, in reading order."""
        families: dict[int | None, list[_Heading]] = defaultdict(list)
        for heading in self.headings:
            families[heading.section.parent].append(heading)
        return list(families.values())

    def status(self, element: str) -> Status | None:
        """The status of an element, None where it is not asked of this report."""
        verdict = self.verdicts.get(element)
        if verdict is None or dict(verdict.element.need).get(self.document.meta.level or Level.COUNTY) is Need.OFF:
            return None
        return verdict.status

    def body_length(self, heading: _Heading) -> int:
        """How many characters stand under a heading, sub-headings included."""
        body = self.document.source.text[heading.section.heading.end : heading.section.span.end]
        return sum(len("".join(line.split())) for line in body.splitlines() if not _SIGNATURE.match(normalize_words(line)))


def _read_number(words: str) -> tuple[str | None, int]:
    for style, numbering in _STYLES.items():
        if match := numbering.match(words):
            return style, _to_number(match[1])
    return None, 0


def _to_number(digits: str) -> int:
    """Return the value of 7, 七, 十, 十七, 二十, 二十七; 0 for what is none."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.partition("十")
    if not ten:
        return _CN_DIGITS.find(tens) + 1 if len(tens) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_CN_DIGITS.find(tens) + 1 if tens else 1) + (_CN_DIGITS.find(ones) + 1 if ones else 0)


def _notice(severity: Severity, message: Text, advice: Text, *, quote: Quote | None = None, section: str | None = None, basis: str | None = None) -> Notice:
    return Notice("structure", severity, message, advice, quote, (), section, basis)


def _at_heading(report: _Report, heading: _Heading, severity: Severity, message: Text, advice: Text) -> Notice:
    span = Span(heading.span.start, min(heading.span.end, heading.span.start + _LONGEST_QUOTE))
    return _notice(severity, message, advice, quote=quote_at(report.document, span), section=heading.section.title)


# ---- mandatory contents


def _find_missing(report: _Report) -> Iterator[Notice]:
    """Yield one error that names the mandatory contents of which nothing is found."""
    missing = [name for element, name in _CONTENTS.items() if report.status(element) is Status.ABSENT and not _told_in_passing(report, element)]
    if missing:
        yield _notice(
            Severity.ERROR,
            Text(
                f"年度报告应当写明的内容，文中未见{len(missing)}项：{'；'.join(name.zh for name in missing)}",
                f"of the contents that a report must have, {len(missing)} were not found: {'; '.join(name.en for name in missing)}",
            ),
            Text("补写所缺的内容，各设专门部分或在相应部分写明", "add what is missing, in a part of its own or in the part where it belongs"),
            basis=_BASIS,
        )


def _told_in_passing(report: _Report, element: str) -> bool:
    """Whether the report speaks of a content after all, in words from which no more could be judged."""
    role = {"report.problems": Role.PROBLEM, "report.next-plan": Role.PLAN}.get(element)
    if role is not None and (_SAID[role].search(report.text) or any(_opens_paragraph(report, sentence, role) for sentence in report.document.sentences)):
        return True
    if role is Role.PLAN and any(heading.section.role is Role.PROBLEM and _REMEDIES.search(heading.section.words) for heading in report.headings):
        return True
    if role is not None:
        return any(_tells_apart(report, sentence, role) for sentence in report.document.sentences)
    if element == "lead.first-responsible":
        return any(_leads(report, sentence) for sentence in report.document.sentences) or any(
            _LEADER.search(heading.section.words) for heading in report.headings
        )
    return False


def _tells_apart(report: _Report, sentence: Sentence, role: Role) -> bool:
    """Whether a sentence tells enough of shortcomings or of the future, and not amid the chapters of work."""
    if _told_length(sentence, role) < _TOLD_IN_PASSING:
        return False
    if sentence.section is None:
        return True
    return sentence.span.start in report.paragraph_starts and (
        report.root(sentence.section) == report.last_chapter or _OPENS[role].search(report.text[sentence.span.start : sentence.span.end]) is not None
    )


def _opens_paragraph(report: _Report, sentence: Sentence, role: Role) -> bool:
    """Whether a paragraph, or a chapter, says at its head that it is about shortcomings or the future, and goes on to tell of it."""
    if sentence.span.start not in report.paragraph_starts:
        return False
    words = report.text[sentence.span.start : sentence.span.end]
    line_end = report.text.find("\n", sentence.span.start)
    line = report.text[sentence.span.start : line_end if line_end >= 0 else len(report.text)]
    if role is Role.PROBLEM:
        head = _LACKING.search(words[:20])
        return head is not None and not _MENDED.search(words[:20]) and (len(line) >= _TOLD_IN_PASSING + 10 or sentence.heading)
    year = report.document.meta.year
    if year is not None and words.startswith(f"{year}年"):
        return False
    return _OPENS[role].search(words) is not None and (len(line) >= _TOLD_IN_PASSING or sentence.heading)


def _told_length(sentence: Sentence, role: Role) -> int:
    return sum(clause.span.end - clause.span.start for clause in sentence.clauses if clause.role is role)


def _speaks_of(sentence: Sentence, role: Role) -> bool:
    return bool(sentence.clauses) and all(clause.role is role for clause in sentence.clauses)


def _leads(report: _Report, sentence: Sentence) -> bool:
    words = report.text[sentence.span.start : sentence.span.end]
    return any(clause.role is Role.WORK for clause in sentence.clauses) and bool(_LEADER.search(words)) and bool(_LEADING.search(words))


def _find_causeless(report: _Report) -> Iterator[Notice]:
    """Yield a warning where shortcomings are told and no words say why."""
    verdict = report.verdicts.get("report.problems")
    if verdict is None or report.status("report.problems") is not Status.COVERED or report.status("report.causes") is not Status.ABSENT:
        return
    if any(_CAUSE.search(report.text[sentence.span.start : sentence.span.end]) for sentence in _shortcomings(report)):
        return
    evidence = verdict.evidence[0]
    headed = any(heading.section.heading.start == evidence.quote.span.start for heading in report.headings)
    yield _notice(
        Severity.WARNING,
        Text("写了存在的不足，文中未见产生不足的原因", "shortcomings are told; their causes were not found"),
        Text("在各条不足之后写明原因（思想认识、制度机制、人员力量、经费保障等）", "say after each shortcoming what caused it"),
        quote=evidence.quote if headed else _first_shortcoming(report) or evidence.quote,
        section=evidence.section,
        basis=_BASIS,
    )


def _first_shortcoming(report: _Report) -> Quote | None:
    """Return the first clauses of a sentence that tells of nothing but shortcomings."""
    told = next((sentence for sentence in report.document.sentences if not sentence.heading and _speaks_of(sentence, Role.PROBLEM)), None)
    if told is None:
        return None
    last = [clause.span.end for clause in told.clauses if clause.span.end - told.span.start <= _LONGEST_QUOTE // 2]
    return quote_at(report.document, Span(told.span.start, last[-1] if last else min(told.span.end, told.span.start + _LONGEST_QUOTE)))


def _is_chapter_heading(report: _Report, sentence: Sentence) -> bool:
    return sentence.heading and (sentence.section is None or report.document.sections[sentence.section].parent is None)


def _shortcomings(report: _Report) -> Iterator[Sentence]:
    """Yield the sentences that tell of shortcomings, and those that follow one."""
    before = False
    for sentence in report.document.sentences:
        told = any(clause.role is Role.PROBLEM for clause in sentence.clauses) or _stands_with_problems(report, sentence)
        if (told or before) and not _is_chapter_heading(report, sentence):
            yield sentence
        before = told


def _stands_with_problems(report: _Report, sentence: Sentence) -> bool:
    section = sentence.section
    return section is not None and report.document.sections[report.root(section)].role is Role.PROBLEM


# ---- proportions


def _find_long_plan(report: _Report) -> Iterator[Notice]:
    work, plan = report.characters[Role.WORK], report.characters[Role.PLAN]
    if 0 < 1.1 * work < plan:  # a few characters more are no matter
        yield _notice(
            Severity.WARNING,
            Text(
                f"写下一步安排的文字约{plan}字，多于写主要举措和成效的约{work}字",
                f"the plan for the next year has about {plan} characters, more than the {work} on measures and results",
            ),
            Text("以本年度做了什么、取得什么成效为主，精简下一步安排", "make the year's measures and results the main part, and shorten the plan"),
        )


def _find_slogans(verdicts: Sequence[Verdict]) -> Iterator[Notice]:
    covered = [verdict for verdict in verdicts if verdict.status is Status.COVERED and verdict.element.part is None]
    general = sum(verdict.specific is False for verdict in covered)
    if len(covered) >= _SLOGAN_LEAST and general >= _SLOGAN_SHARE * len(covered):
        yield _notice(
            Severity.WARNING,
            Text(
                f"全文多为笼统提及：已写到的{len(covered)}个要素中，{general}个没有数字、日期、文件或具体举措",
                f"the report speaks mostly in general terms: of {len(covered)} elements covered, {general} have no figure, date, document or act",
            ),
            Text("逐项写明做了什么、数量多少、结果如何", "state for each what was done, how much, and with what outcome"),
        )


def _find_short_problems(report: _Report) -> Iterator[Notice]:
    """Yield a hint where all that a report says of its shortcomings is a chapter of one general phrase."""
    sections = report.document.sections
    chapters = [heading for heading in report.headings if heading.section.role is Role.PROBLEM and not _within(sections, heading.section, Role.PROBLEM)]
    if len(chapters) != 1 or not report.body_length(chapters[0]):
        return
    told = [
        report.text[sentence.span.start : sentence.span.end]
        for sentence in report.document.sentences
        if sentence.span != chapters[0].span and _told_length(sentence, Role.PROBLEM)
    ]
    length = sum(map(len, told))
    if len(told) == 1 and length < _SHORTEST_PROBLEMS and not _PARTICULAR.search(told[0]) and not _CAUSE.search(told[0]):
        yield _at_heading(
            report,
            chapters[0],
            Severity.HINT,
            Text(f"写不足的部分只有{length}字，未指明具体问题", f"the part on shortcomings has only {length} characters and names no particular one"),
            Text("逐条写明是哪项工作、在哪些单位或环节、差在哪里", "name for each the work concerned, the units or steps, and what falls short"),
        )


def _within(sections: Sequence[Section], section: Section, role: Role) -> bool:
    return section.parent is not None and sections[section.parent].role is role


# ---- headings


def _find_empty(report: _Report) -> Iterator[Notice]:
    """Yield a warning for each heading with nothing under it, among headings that have text under them."""
    if report.document.source.omissions:
        return
    for family in report.siblings:
        empty = [_is_empty(report, heading) for heading in family]
        if 2 * sum(empty) > len(family):
            continue  # a list of one line each
        for number, heading in enumerate(family):
            beside = empty[max(0, number - 1) : number] + empty[number + 1 : number + 2]
            if empty[number] and beside and not any(beside) and _asks_for_text(report, heading):
                yield _at_heading(
                    report,
                    heading,
                    Severity.WARNING,
                    Text("标题下面没有内容", "nothing stands under this heading"),
                    Text("补写这一部分，或删去标题", "write this part, or take the heading out"),
                )


def _is_empty(report: _Report, heading: _Heading) -> bool:
    return report.body_length(heading) == 0


def _asks_for_text(report: _Report, heading: _Heading) -> bool:
    """Whether a heading is no statement by itself; under a chapter of shortcomings or plans, each line is one."""
    section = heading.section
    words = report.text[heading.span.start : heading.span.end]
    if len(section.words) > _LONGEST_EMPTY or _STATEMENT.search(_YEAR.sub("", _without_number(words))):
        return False
    if section.parent is not None and section.role is not Role.WORK:
        return False
    return report.namesakes[section.words] == 1


def _without_number(words: str) -> str:
    for numbering in _STYLES.values():
        if match := numbering.match(words):
            return words[match.end() :]
    return words


def _find_misnumbered(report: _Report) -> Iterator[Notice]:
    """Yield a hint for each numbered heading that repeats the number before it, or leaves one out, under the same parent.

    One slip is told of once: in 一、二、二、四 the second 二, in 一、三、三、四 the first 三.
    """
    for family in report.siblings:
        for style, run in groupby(family, key=lambda heading: heading.style):
            allowed: frozenset[int] = frozenset()
            for before, heading in pairwise(run):
                expected = before.number + 1
                doubled = heading.number == before.number > 1
                wrong = (doubled or heading.number > expected) and heading.number not in allowed
                if style and before.number and wrong and not _numbered_between(report, style, before, heading):
                    yield _misnumbering(report, heading, expected, doubled=doubled)
                allowed = frozenset({heading.number, heading.number + 2}) if wrong else frozenset()


def _numbered_between(report: _Report, style: str, before: _Heading, heading: _Heading) -> bool:
    """Whether the number that is due stands between two headings after all, or a number of their style begins a line or sentence there."""
    start, text = before.span.end, report.text[before.span.end : heading.span.start]
    if re.search(_DUE[style].format(str(before.number + 1) if style.startswith("arabic") else _in_chinese(before.number + 1)), text):
        return True
    return any(
        _to_number(match[1]) and (match.start() == 0 or text[match.start() - 1] in "\n。;:" or start + match.start() in report.document.normal.line_starts)
        for match in _STYLES[style].finditer(text)
    )


def _misnumbering(report: _Report, heading: _Heading, expected: int, *, doubled: bool) -> Notice:
    words = report.text[heading.span.start : heading.span.end]
    match = _STYLES[heading.style or ""].match(words)
    label = match.group() if match else ""
    right = label.replace(match[1], str(expected) if match[1].isdecimal() else _in_chinese(expected), 1) if match else ""
    shown, wanted = (each.replace("(", "（").replace(")", "）") for each in (label, right))
    return _at_heading(
        report,
        heading,
        Severity.HINT,
        Text(
            f"标题编号{'重复' if doubled else '跳号'}：这里是“{shown}”，按次序应为“{wanted}”",
            f"the number of this heading is {'used twice' if doubled else 'out of order'}: it is “{shown}” where “{wanted}” is due",
        ),
        Text("核对是否漏了一部分，改正编号", "see whether a part was left out, and correct the number"),
    )


def _in_chinese(number: int) -> str:
    """Return 7 as 七, 17 as 十七, 27 as 二十七."""
    tens, ones = divmod(min(number, 99), 10)
    return (_CN_DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_CN_DIGITS[ones - 1] if ones else "")
