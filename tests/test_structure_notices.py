"""Notices on how a report is built."""

from __future__ import annotations

import pytest
import yaml

from command import ROOT
from duibiao.check import open_document
from duibiao.checklist import load_checklist
from duibiao.judge import judge_elements
from duibiao.match import find_hits
from duibiao.model import Severity
from duibiao.notices.structure import find_structure
from duibiao.read import read_text

PROOF = yaml.safe_load((ROOT / "checklist/notices/structure.yaml").read_text("utf-8"))
CHECKLIST = load_checklist("outline-2021-2025")

WORK = """（一）加强领导。镇党委会学法6次，镇长履行推进法治建设第一责任人职责，带头讲法治课2次，听取司法所汇报4次。
（二）优化服务。便民服务中心进驻事项86项，全程代办1320件，村级证明清单压减到11项，办结热线工单560件。
（三）依法决策。重大事项由司法所和法律顾问双审核，审查合同41份、文件5件，垃圾中转站选址听证1次、征求意见46条。
（四）规范执法。承接赋权事项52项，综合行政执法队12人全部持证，巡查286次，立案9件，逐件公示、留痕、审核。
（五）化解纠纷。摸排矛盾纠纷213件，调解成功207件。作为被申请人的行政复议案件1件，按期提交答复。
（六）接受监督。办理镇人大代表建议14件，主动公开信息312条，组织普法宣讲38场、赶集日咨询12次。
"""
PROBLEMS = "一是执法人员业务能力不强，原因是多数人员半路出家；二是普法形式单一，主要是人手紧张造成的。\n"
PLAN = "组织执法队员跟班学习，开展菜单式普法，办好民生实事，争创法治示范镇。\n"


def report_of(work=WORK, problems=PROBLEMS, plan=PLAN, heads=("一、主要做法", "二、存在的不足和原因", "三、下一步打算")):
    """A short report of a township with these parts; a part that is None is left out with its heading."""
    parts = zip(heads, (work, problems, plan), strict=True)
    return "枫林镇人民政府关于2023年度法治政府建设情况的报告\n" + "".join(f"{head}\n{part}" for head, part in parts if part is not None)


def structure_of(text):
    """The notices on a report, judged by the built-in checklist."""
    document = open_document(read_text(text), CHECKLIST, level=None, year=None)
    return list(find_structure(CHECKLIST, document, judge_elements(CHECKLIST, document, find_hits(CHECKLIST, document))))


def told(text):
    """Severity and message of each notice on a report."""
    return [(notice.severity, notice.message.zh) for notice in structure_of(text)]


@pytest.mark.parametrize("sample", PROOF["faults"], ids=lambda sample: sample["text"][:12])
def test_a_planted_fault_is_found(sample):
    """Each faulty report brings a notice: at the quote, or on the whole report where none is given."""
    notices = structure_of(sample["text"])

    quotes = [notice.quote for notice in notices]
    if "quote" not in sample:
        assert None in quotes
        return
    start = sample["text"].index(sample["quote"])
    assert any(quote and quote.span.start < start + len(sample["quote"]) and start < quote.span.end for quote in quotes)
    for quote in filter(None, quotes):
        assert quote.text == sample["text"][quote.span.start : quote.span.end]
        assert len(quote.text) <= 100


@pytest.mark.parametrize("sample", PROOF["lookalikes"], ids=range(len(PROOF["lookalikes"])))
def test_an_odd_but_right_report_is_let_be(sample):
    """Order, numbering and voice are free as long as everything is told."""
    assert structure_of(sample["text"]) == []


def test_a_whole_report_brings_nothing():
    """A report with all its contents has nothing to be remarked."""
    assert told(report_of()) == []


def test_missing_contents_are_named_in_one_error():
    """What is missing is named once; causes are no matter of their own where no shortcoming is told."""
    work = WORK.replace("镇长履行推进法治建设第一责任人职责，带头讲法治课2次，听取司法所汇报4次。", "")
    more = "（七）防范风险。修订应急预案9件，开展防汛、森林防火演练6次，转移群众210人；追回欠薪86万元，涉及农民工93人；社区矫正对象17人无脱管漏管。\n"

    [(severity, message)] = told(report_of(work=work + more + more.replace("（七）", "（八）"), problems=None, plan=None))

    assert severity is Severity.ERROR
    assert all(name in message for name in ("3项", "不足和原因", "第一责任人", "主要安排"))


def test_shortcomings_without_causes_are_told_at_their_heading():
    """Shortcomings whose causes are nowhere told bring one warning."""
    [notice] = structure_of(report_of(problems="一是部分干部法治意识有待增强，学用结合不够紧密；二是普法形式不够丰富，群众参与度不高。\n"))

    assert notice.severity is Severity.WARNING
    assert notice.quote.text == "二、存在的不足和原因"
    assert "原因" in notice.message.zh


def test_a_plan_that_outgrows_the_work_is_told_with_both_counts():
    """The warning gives the characters of both."""
    plan = "".join(f"（{n}）健全制度机制，加强队伍建设，深化执法监督，推进普法宣传，优化营商环境。\n" for n in "一二三四五六七八九")

    [(severity, message)] = told(report_of(work="".join(WORK.splitlines(keepends=True)[:2]), plan=plan))

    assert severity is Severity.WARNING
    assert sum(part.isdecimal() for part in message.replace("约", " ").replace("字", " ").split()) == 2


def test_an_empty_heading_is_quoted():
    """A sub-heading of work with nothing under it is told; a line that says something by itself is not."""
    lines = WORK.splitlines(keepends=True)

    assert [notice.quote.text for notice in structure_of(report_of(work="".join([*lines[:3], "（四）规范执法\n", *lines[4:]])))] == ["（四）规范执法"]
    assert told(report_of(work="".join([*lines[:3], "（四）规范执法，立案9件，审核9件。\n", *lines[4:]]))) == []


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("一、主要做法", "二、存在的不足和原因", "四、下一步打算"), ["三、"]),
        (("一、主要做法", "二、存在的不足和原因", "二、下一步打算"), ["三、"]),
        (("一、主要做法", "三、存在的不足和原因", "三、下一步打算"), ["二、"]),
        (("十、主要做法", "十一、存在的不足和原因", "十三、下一步打算"), ["十二、"]),
        (("一、主要做法", "一、存在的不足和原因", "一、下一步打算"), []),
        (("主要做法", "存在的不足和原因", "下一步打算"), []),
    ],
)
def test_a_slip_in_the_numbering_is_told_once_with_the_number_due(heads, expected):
    """A number used twice or left out brings one hint; numbering that begins anew brings none."""
    notices = structure_of(report_of(heads=heads))

    assert [notice.severity for notice in notices] == [Severity.HINT] * len(expected)
    assert all(f"应为“{number}”" in notice.message.zh for notice, number in zip(notices, expected, strict=True))


def test_an_item_in_running_text_keeps_its_number():
    """（二） at the head of a long paragraph is no heading, but its number is not missing."""
    long = "（二）" + "为了让群众办事少跑腿，我们把窗口延伸到村里，把证明压减到最少，把流程公开到墙上，把电话留给每一户，" * 2 + "全年代办1320件。\n"

    assert told(report_of(work=WORK.replace(WORK.splitlines(keepends=True)[1], long))) == []


def test_short_texts_and_other_papers_are_let_be():
    """A text of a few lines, and one that is no such report, are not held against the contents of a report."""
    assert told("枫林镇人民政府关于2023年度法治政府建设情况的报告\n一、主要做法\n镇党委会学法6次。\n") == []
    assert told("枫林镇2024年法治政府建设工作要点\n" + WORK) == []


@pytest.mark.parametrize(
    "text", ["", "一、", "一、\n一、\n二、\n" * 200, "99.甲\n101.乙\n" * 40, "(二)(二)" * 300, "十十、甲乙丙\n" * 80, "第百部分 甲\n第千部分 乙\n" * 60]
)
def test_no_text_brings_it_down(text):
    """Numbering without sense is read to its end."""
    whole = report_of() + text

    assert all(notice.quote is None or notice.quote.text in whole for notice in structure_of(whole))
