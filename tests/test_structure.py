"""Headings, roles, the frame of a web page, and what a report says of itself; all texts are invented."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest

from duibiao import load_checklist
from duibiao.check import open_document
from duibiao.model import Document, Level, Role
from duibiao.read import read_text

CHECKLIST = load_checklist("outline-2021-2025")
TITLE = "溪岭县2023年度法治政府建设情况报告\n"
BODY = (
    "一、主要工作\n县政府审查合同9份,全部合同均由司法局会同法律顾问逐一出具书面审查意见。\n"
    "二、存在的问题\n法律顾问人数偏少。\n三、下一步打算\n举办执法培训班2期。\n"
)


def opened(text: str, **told: object) -> Document:
    """Return the document of *text*."""
    return open_document(read_text(text), CHECKLIST, **told)  # type: ignore[arg-type]


def outline(document: Document) -> list[tuple[str, int, str]]:
    """Return title, depth and role of each section in reading order."""
    return [(section.title, section.level, section.role.value) for section in document.sections]


def role_of(document: Document, words: str) -> str:
    """Return the role of the one clause that holds *words*."""
    text = document.normal.text
    clauses = [clause for sentence in document.sentences for clause in sentence.clauses]
    [role] = [clause.role for clause in clauses if words in text[clause.span.start : clause.span.end]]
    return role.value


def section_of(document: Document, words: str) -> str | None:
    """Return the title of the section in which the one sentence with *words* stands."""
    text = document.normal.text
    [section] = [sentence.section for sentence in document.sentences if not sentence.heading and words in text[sentence.span.start : sentence.span.end]]
    return None if section is None else document.sections[section].title


def noise_of(document: Document) -> str:
    """Return all lines that were taken for the frame of a web page."""
    return "\n".join(document.source.text[span.start : span.end] for span in document.noise)


# ---- headings


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一部分 ", "第二部分 "),
        ("第一章 ", "第二章 "),
        ("一、", "二、"),
        ("一.", "二."),
        ("（一）", "（二）"),
        ("(一)", "(二)"),
        ("(一)、", "(二)、"),
        ("1.", "2."),
        ("1、", "2、"),
        ("１．", "２．"),
        ("1.1 ", "1.2 "),
        ("1.1、", "1.2、"),
        ("(1)", "(2)"),
        ("（1）", "（2）"),
        ("①", "②"),
        ("★", "★"),
        ("●", "●"),
        ("", ""),
    ],
)
def test_every_numbering_makes_headings(first: str, second: str) -> None:
    """A short numbered line heads what follows, and its title goes without the number."""
    document = opened(
        f"{TITLE}{first}主要做法\n全年办理行政处罚案件37件,办结36件,罚没款项全部上缴国库。\n{second}存在的主要问题\n部分案卷制作较为粗糙,执法文书说理的部分仍然薄弱。\n"
    )

    assert outline(document) == [("主要做法", 1, "work"), ("存在的主要问题", 1, "problem")]
    assert section_of(document, "37件") == "主要做法"
    assert section_of(document, "案卷制作") == "存在的主要问题"


def test_numberings_nest() -> None:
    """An inner numbering stands under the outer one before it, and ends with the next of its own or an outer kind."""
    document = opened(
        TITLE + "一、主要工作\n(一)依法履职\n1.简政放权\n(1)编制目录\n①办事指南\n印制指南300册。\n②服务热线\n受理来电90个。\n(2)压减材料\n压减材料12份。\n"
        "2.公开透明\n公开信息80条。\n(二)依法决策\n审查合同9份。\n二、存在的问题\n人员偏少。\n"
    )

    assert [(title, level) for title, level, _ in outline(document)] == [
        ("主要工作", 1),
        ("依法履职", 2),
        ("简政放权", 3),
        ("编制目录", 4),
        ("办事指南", 5),
        ("服务热线", 5),
        ("压减材料", 4),
        ("公开透明", 3),
        ("依法决策", 2),
        ("存在的问题", 1),
    ]
    assert section_of(document, "压减材料12份") == "压减材料"
    assert section_of(document, "审查合同") == "依法决策"


def test_a_section_ends_with_what_stands_under_it() -> None:
    """The span of a section runs from its heading to the end of its last sub-section, and no further."""
    document = opened(TITLE + "一、主要工作\n(一)依法履职\n公开信息80条。\n(二)依法决策\n审查合同9份。\n二、存在的问题\n人员偏少。\n")
    spans = [document.source.text[section.span.start : section.span.end] for section in document.sections]

    assert spans == [
        "一、主要工作\n(一)依法履职\n公开信息80条。\n(二)依法决策\n审查合同9份。",
        "(一)依法履职\n公开信息80条。",
        "(二)依法决策\n审查合同9份。",
        "二、存在的问题\n人员偏少。",
    ]


def test_decimal_numberings_stand_under_their_chapter() -> None:
    """1.1 is a part of 1, whatever its own words are: the sub-headings of a plan are plan."""
    document = opened(
        TITLE + "1 主要工作\n1.1 组织领导\n县政府召开常务会议4次,研究法治工作。\n1.2 执法监督\n评查案卷50件。\n"
        "2 存在的问题\n2.1 机制方面\n乡镇与部门的职责划分时有争执。\n3 下步打算\n3.1 教育培训\n举办执法培训班2期。\n"
    )

    assert outline(document) == [
        ("主要工作", 1, "work"),
        ("组织领导", 2, "work"),
        ("执法监督", 2, "work"),
        ("存在的问题", 1, "problem"),
        ("机制方面", 2, "problem"),
        ("下步打算", 1, "plan"),
        ("教育培训", 2, "plan"),
    ]
    assert role_of(document, "举办执法培训班") == "plan"
    assert role_of(document, "时有争执") == "problem"


@pytest.mark.parametrize("mark", ["。", "："])
def test_a_heading_may_run_into_its_paragraph(mark: str) -> None:
    """A numbered first sentence heads the rest of its paragraph."""
    document = opened(
        f"{TITLE}一、主要工作\n(一)健全工作机制{mark}县政府印发法治政府建设年度工作要点,将任务分解到各部门,常务会议四次听取进展情况汇报,逐项督促落实。\n"
        f"二、存在的问题{mark}部分执法人员业务不精,案卷质量不高,执法文书的说理不充分,与新形势新任务的要求仍有差距,亟待改进提高。\n"
        f"三、下一步打算{mark}举办执法培训班两期,聘请法律顾问三名,组织旁听庭审四次,评查案卷一百件,逐件点评,结果在全县范围内通报。\n"
    )

    assert outline(document) == [("主要工作", 1, "work"), ("健全工作机制", 2, "work"), ("存在的问题", 1, "problem"), ("下一步打算", 1, "plan")]
    assert section_of(document, "印发") == "健全工作机制"
    assert role_of(document, "印发") == "work"
    assert role_of(document, "业务不精") == "problem"
    assert role_of(document, "法律顾问三名") == "plan"


def test_a_report_may_have_no_headings() -> None:
    """Without headings there are no sections, and every sentence is there all the same."""
    document = opened("2023年,溪岭县召开常务会议4次,研究法治工作。\n全县举办培训班2期,培训320人次。\n公开政府信息80条。")

    assert document.sections == ()
    assert {section_of(document, words) for words in ("常务会议", "培训班", "政府信息")} == {None}
    assert role_of(document, "培训班2期") == "work"


def test_a_numbered_paragraph_is_not_a_heading() -> None:
    """A long first sentence is text, however it is numbered."""
    document = opened(
        TITLE + "一、主要工作\n"
        "1.县政府全年召开常务会议4次专题研究法治政府建设工作并将三十七项重点任务逐一分解到二十八个部门和十二个乡镇,逐月调度。\n2.公开信息80条。\n"
    )

    assert "主要工作" in [title for title, _, _ in outline(document)]
    assert not [title for title, _, _ in outline(document) if "逐一分解" in title]
    assert section_of(document, "逐一分解") == "主要工作"


@pytest.mark.parametrize(
    "title",
    ["全面履行“放管服”改革职责", "“三项制度”全面推行", "深化《条例》学习宣传", "推行「双随机、一公開」監管", "打造“最多跑一次”"],
)
def test_a_title_keeps_its_own_characters(title: str) -> None:
    """The title of a section is as the report writes it, quotation marks and script included."""
    document = opened(f"{TITLE}一、{title}\n全年办理行政许可事项1200件,提前办结率98%,群众评价满意。\n二、存在的问题\n人员偏少。\n")

    assert document.sections[0].title == title


def test_every_sentence_stands_once_and_in_order() -> None:
    """No text is lost or doubled between headings and sentences."""
    document = opened(TITLE + BODY)
    text = document.normal.text
    spans = [sentence.span for sentence in document.sentences]

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join(text[span.start : span.end] for span in spans) == text.replace("\n", "")


@pytest.mark.parametrize("piece", ["聘请法律顾问", "聘请法律顾问,", "审查合同9份;", "一百", "12", "《法律顾问办法》", "、"])
def test_what_never_ends_is_cut(piece: str) -> None:
    """A run without a full stop, longer than any office writes, becomes sentences of bounded length that lose no character."""
    body = "法律顾问" + piece * (9000 // len(piece))
    document = opened(TITLE + body)
    text = document.normal.text
    spans = [sentence.span for sentence in document.sentences]

    assert "".join(text[span.start : span.end] for span in spans) == text.replace("\n", "")
    assert max(span.end - span.start for span in spans) <= 2000
    assert all(clause.span.end <= sentence.span.end for sentence in document.sentences for clause in sentence.clauses)


def test_a_cut_falls_behind_a_mark() -> None:
    """Where there are marks, no clause is cut in two."""
    document = opened(TITLE + "聘请法律顾问46名," * 900)
    text = document.normal.text
    clauses = {text[clause.span.start : clause.span.end] for sentence in document.sentences for clause in sentence.clauses if clause.role is not Role.OTHER}

    assert clauses == {"聘请法律顾问46名"}


# ---- roles of chapters

WORK = "主要工作\n审查合同9份。"
PROBLEM = "存在的问题\n案卷评查走样。"
PLAN = "明年工作安排\n举办培训班2期。"


@pytest.mark.parametrize("order", list(permutations((WORK, PROBLEM, PLAN))))
def test_chapters_come_in_any_order(order: tuple[str, ...]) -> None:
    """A chapter's role is told by its heading, not by its place."""
    document = opened(TITLE + "\n".join(f"{number}、{chapter}" for number, chapter in zip("一二三", order, strict=True)))

    assert (role_of(document, "审查合同"), role_of(document, "案卷评查"), role_of(document, "举办培训班")) == ("work", "problem", "plan")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("主要工作开展情况", "work"),
        ("主要做法及成效", "work"),
        ("法治政府建设推进情况", "work"),
        ("党政主要负责人履行第一责任人职责情况", "work"),
        ("2022年工作计划完成情况", "work"),
        ("规划编制和落实情况", "work"),
        ("坚持问题导向,补齐法治建设短板", "work"),
        ("破解难题,在服务企业上出实招", "work"),
        ("着眼长远,绘就法治建设蓝图", "work"),
        ("以整改促提升,抓实督察反馈问题整改", "work"),
        ("存在的主要问题", "problem"),
        ("存在问题及原因分析", "problem"),
        ("主要不足和原因", "problem"),
        ("问题与不足", "problem"),
        ("工作中的短板和差距", "problem"),
        ("面临的困难和挑战", "problem"),
        ("下一步工作打算", "plan"),
        ("2024年工作安排", "plan"),
        ("2024年度法治政府建设主要安排", "plan"),
        ("今后的努力方向", "plan"),
        ("下一年度工作思路", "plan"),
        ("明年重点工作", "plan"),
        ("2024年工作展望", "plan"),
        ("改进措施", "plan"),
    ],
)
def test_a_heading_gives_its_chapter_a_role(heading: str, role: str) -> None:
    """What a chapter is about is said by its heading, and slogans about problems or plans are headings of work."""
    document = opened(f"{TITLE}一、基层治理\n走访群众60户。\n二、{heading}\n开展案卷评查2次。\n")

    assert document.sections[1].role.value == role
    assert role_of(document, "案卷评查") == role


def test_sub_headings_have_the_role_of_their_chapter() -> None:
    """Under a chapter of plans even a heading that sounds like work is plan."""
    document = opened(TITLE + "一、存在的问题\n(一)执法监督\n评查流于表面。\n二、下一步打算\n(一)加强执法监督\n评查案卷50件。\n1.组织领导\n召开会议4次。\n")

    assert outline(document) == [
        ("存在的问题", 1, "problem"),
        ("执法监督", 2, "problem"),
        ("下一步打算", 1, "plan"),
        ("加强执法监督", 2, "plan"),
        ("组织领导", 3, "plan"),
    ]
    assert (role_of(document, "评查案卷"), role_of(document, "召开会议")) == ("plan", "plan")


def test_problems_and_plan_may_share_a_chapter_with_sub_headings() -> None:
    """In a merged chapter the sub-heading decides."""
    document = opened(TITLE + "一、主要工作\n审查合同9份。\n二、存在问题和下一步打算\n(一)存在问题\n法律顾问人数偏少。\n(二)下一步打算\n聘请法律顾问3名。\n")

    assert (role_of(document, "人数偏少"), role_of(document, "聘请")) == ("problem", "plan")


def test_problems_and_plan_may_share_a_chapter_and_a_paragraph() -> None:
    """In a merged chapter the sentence that turns to the future turns all that follow it in the chapter."""
    document = opened(
        TITLE + "一、主要工作\n审查合同9份。\n二、存在的问题及下一步打算\n"
        "法律顾问人数偏少,案卷评查走样。下一步,县政府将加大投入。聘请法律顾问3名。\n评查案卷100件。\n三、其他情况\n印发通报2期。\n"
    )

    assert (role_of(document, "人数偏少"), role_of(document, "走样")) == ("problem", "problem")
    assert (role_of(document, "加大投入"), role_of(document, "聘请"), role_of(document, "评查案卷")) == ("plan", "plan", "plan")
    assert role_of(document, "通报") == "work"


def test_paragraphs_without_headings_say_what_they_are_about() -> None:
    """An opening sentence that looks back at what is owed, or ahead, gives its paragraph and the counted ones after it their role."""
    document = opened(
        TITLE + "今年,县政府召开会议4次,研究法治工作。全县举办培训班2期。\n"
        "回头看,我们还有不少欠账。一是法律顾问人手紧。二是案卷制作粗糙。\n三是执法装备陈旧。\n"
        "明年打算从三个方面加把劲。一是聘请法律顾问3名。二是组织旁听庭审。\n三是评查案卷50件。\n"
    )

    assert (role_of(document, "会议4次"), role_of(document, "培训班")) == ("work", "work")
    assert {role_of(document, words) for words in ("欠账", "人手紧", "粗糙", "陈旧")} == {"problem"}
    assert {role_of(document, words) for words in ("加把劲", "聘请", "旁听", "评查")} == {"plan"}


@pytest.mark.parametrize(
    ("opening", "role"),
    [
        ("对照上级要求,我们的工作还存在一些不足。", "problem"),
        ("与先进地区相比,我县仍有不小差距。", "problem"),
        ("主要问题有:", "problem"),
        ("同时,我们也清醒地看到,工作中还有薄弱环节。", "problem"),
        ("下一步,我们重点抓好以下工作。", "plan"),
        ("接下来,要在三件事上用力。", "plan"),
        ("2024年,我县将重点做好以下工作。", "plan"),
        ("针对上述问题,我们将采取以下措施。", "plan"),
    ],
)
def test_an_opening_sentence_carries_its_paragraph(opening: str, role: str) -> None:
    """The counted sentences that follow an opening sentence are about the same."""
    document = opened(f"{TITLE}2023年,溪岭县审查合同9份,公开信息80条。\n{opening}一是执法人员培训。二是行政应诉。\n")

    assert role_of(document, "审查合同") == "work"
    assert (role_of(document, "执法人员培训"), role_of(document, "行政应诉")) == (role, role)


# ---- roles of single sentences and clauses


@pytest.mark.parametrize(
    ("sentence", "words", "role"),
    [
        # turns to the future
        ("下一步,将聘请法律顾问3名。", "聘请", "plan"),
        ("明年还将建设统一的执法平台。", "执法平台", "plan"),
        ("全年审查合同9份,下一步将建立合同台账。", "台账", "plan"),
        ("全年审查合同9份,下一步将建立合同台账。", "合同9份", "work"),
        ("2024年将开展案卷评查。", "案卷评查", "plan"),
        ("计划于明年建成法治广场。", "法治广场", "plan"),
        ("力争三年内实现法律顾问全覆盖。", "法律顾问", "plan"),
        ("执法平台预计明年上线。", "执法平台", "plan"),
        # seems to
        ("将法治建设纳入年度综合考核。", "综合考核", "work"),
        ("县政府将复议案件列为督办事项。", "复议案件", "work"),
        ("按照年度立法计划完成调研2项。", "调研2项", "work"),
        # shortcomings and denials
        ("全县举办培训班2期,但法治宣传覆盖面不够。", "培训班", "work"),
        ("全县举办培训班2期,但法治宣传覆盖面不够。", "覆盖面", "problem"),
        ("县政府尚未建立行政复议委员会。", "行政复议委员会", "problem"),
        ("我县至今没有出台裁量基准。", "裁量基准", "problem"),
        ("重大决策后评估尚未开展。", "后评估", "problem"),
        ("乡镇均未配备法律顾问。", "法律顾问", "problem"),
        ("个别单位没有按要求公示执法结果。", "公示", "problem"),
        ("部分乡镇执法力量薄弱。", "执法力量", "problem"),
        ("执法人员培训仍需加强。", "培训", "problem"),
        # past shortcomings told as work, and good news in the negative
        ("针对执法人员不足的问题,招录执法人员12名。", "招录", "work"),
        ("针对执法人员不足的问题,招录执法人员12名。", "不足", "work"),
        ("围绕案卷质量不高等短板,开展专项评查2次。", "评查", "work"),
        ("整改执法不规范问题37个。", "整改", "work"),
        ("督察反馈的5个问题全部整改到位。", "5个问题", "work"),
        ("聚焦基层法律服务资源不足,选派律师20名。", "选派", "work"),
        ("全年未发生行政败诉案件。", "败诉", "work"),
        ("全年没有收到行政复议纠错决定。", "复议", "work"),
        ("填补了乡镇法律顾问空白。", "空白", "work"),
    ],
)
def test_a_sentence_may_turn_inside_a_chapter_of_work(sentence: str, words: str, role: str) -> None:
    """Inside the work chapter each clause says whether it is done, ahead, or lacking; solved problems are work."""
    document = opened(f"{TITLE}一、主要工作\n县委统筹部署。{sentence}全县公开信息80条。\n二、其他情况\n印发通报2期。\n")

    assert role_of(document, words) == role
    assert role_of(document, "公开信息") == "work"


def test_a_plan_inside_the_problem_chapter_is_a_plan() -> None:
    """The sentence that turns to the future is plan, and the next problem is a problem again."""
    document = opened(TITLE + "一、存在的问题\n法律顾问人手紧。下一步,聘请法律顾问3名。\n案卷制作粗糙。\n二、主要工作\n审查合同9份。\n")

    assert (role_of(document, "人手紧"), role_of(document, "聘请"), role_of(document, "粗糙")) == ("problem", "plan", "problem")


def test_title_and_preamble_count_for_nothing() -> None:
    """The title, the salutation and all up to 现将……如下 are neither work nor plan."""
    document = opened(
        "溪岭县人民政府关于2023年度法治政府建设情况的报告\n县委依法治县办:\n"
        "今年来,全县坚持依法行政,加强法治宣传。根据上级通知要求,现将有关情况报告如下:\n" + BODY
    )

    assert {role_of(document, words) for words in ("关于2023年度", "县委依法治县办", "法治宣传", "报告如下")} == {"other"}
    assert role_of(document, "审查合同") == "work"


def test_an_opening_without_the_formula_is_work() -> None:
    """Without 现将……如下 the first paragraph tells of work like any other."""
    document = opened(TITLE + "2023年,县政府召开常务会议4次,研究法治工作,组织领导干部旁听庭审2次。\n" + BODY)

    assert role_of(document, "旁听庭审") == "work"


@pytest.mark.parametrize(
    ("sentence", "words", "background"),
    [
        ("按照《重大行政决策程序暂行条例》要求,修订决策目录。", "暂行条例", True),
        ("按照《重大行政决策程序暂行条例》要求,修订决策目录。", "决策目录", False),
        ("坚持以习近平法治思想为指导,召开会议4次。", "法治思想", True),
    ],
)
def test_a_duty_that_is_only_cited_is_background(sentence: str, words: str, background: bool) -> None:
    """A clause that names what was demanded is background; the one that says what was done is not."""
    document = opened(f"{TITLE}一、主要工作\n{sentence}\n")
    text = document.normal.text

    assert [clause.background for item in document.sentences for clause in item.clauses if words in text[clause.span.start : clause.span.end]] == [background]


# ---- the frame of a web page

HEADS = [
    "首页 > 政务公开 > 法治政府建设\n索引号:XL001/2024-0001\n发布机构:溪岭县司法局\n发布日期:2024-02-28\n字号:[大 中 小] 打印 关闭\n",
    "索引号\n01145506X/2024-15651\n主题分类\n政务公开\n发文日期\n2024年02月28日 16:40:00\n发布机构\n溪岭县司法局\n文号\n溪政函〔2024〕5号\n",
    "当前位置:首页 > 信息公开 > 年报\n发布时间:2024-02-28 16:40  来源:县司法局  浏览次数:120\n",
]
FEET = [
    "上一篇:溪岭县2022年度政务公开年报\n下一篇:没有了\n版权所有:溪岭县人民政府 主办单位:县政府办公室\n备案序号:某ICP备05001234号\n",
    "【打印本页】【关闭窗口】\n联系我们 网站地图\n政府网站标识码:4200000001\n",
    "责任编辑:县司法局\n相关链接\n某省人民政府\n某市人民政府\n",
]


@pytest.mark.parametrize("foot", FEET, ids=["links", "buttons", "neighbours"])
@pytest.mark.parametrize("head", HEADS, ids=["bar", "table", "line"])
@pytest.mark.parametrize("above", [True, False], ids=["head-above-title", "head-below-title"])
def test_the_frame_of_a_web_page_is_no_part_of_the_report(above: bool, head: str, foot: str) -> None:
    """What a page puts above and below a report is listed as noise, and title, sections and sentences are as without it."""
    plain = opened(TITLE + BODY)
    framed = opened((head + TITLE if above else TITLE + head) + BODY + foot)

    assert noise_of(framed).split() == (head + foot).split()
    assert [framed.normal.text[item.span.start : item.span.end] for item in framed.sentences] == [
        plain.normal.text[item.span.start : item.span.end] for item in plain.sentences
    ]
    assert outline(framed) == outline(plain)
    assert (framed.meta.title, framed.meta.issuer, framed.meta.year, framed.meta.published) == (plain.meta.title, plain.meta.issuer, 2023, "2024-02-28")


def test_a_label_without_a_value_takes_no_heading_for_one() -> None:
    """Where the head table leaves a value out, the heading that follows is still the report's."""
    document = opened(TITLE + "索引号\nXL001/2024-0001\n发文日期\n2024年2月28日\n文号\n" + BODY)

    assert outline(document) == outline(opened(TITLE + BODY))
    assert "主要工作" not in noise_of(document)


def test_a_report_without_a_frame_has_no_noise() -> None:
    """No line of a plain report is taken for noise, words of the frame in a sentence included."""
    document = opened(TITLE + BODY + "四、信息公开\n县政府网站首页增设法治专栏,附件下载1200次,来源可查。\n溪岭县人民政府\n2024年1月20日\n")

    assert document.noise == ()
    assert role_of(document, "附件下载") == "work"


LONG = "县政府把法治政府建设摆在全局工作的重要位置,常务会议定期听取情况汇报,推动各部门各乡镇把依法行政的要求落到每一个环节," * 3 + "全年工作平稳有序。"


def test_each_row_of_a_flattened_table_is_a_sentence() -> None:
    """Rows that came out of a table as lines are neither joined nor taken for headings."""
    rows = ["项目\t数量\t单位", "行政复议案件\t12\t件", "行政应诉案件\t7\t件", "执法培训\t3\t期"]
    document = opened(TITLE + f"一、主要工作\n{LONG}\n" + "\n".join(rows) + "\n二、存在的问题\n人员偏少。\n")
    text = document.normal.text
    sentences = [text[item.span.start : item.span.end] for item in document.sentences]

    assert sentences[-6:-2] == ["项目数量单位", "行政复议案件12件", "行政应诉案件7件", "执法培训3期"]
    assert [section_of(document, words) for words in ("案件12件", "案件7件", "培训3期")] == ["主要工作"] * 3
    assert [title for title, _, _ in outline(document)] == ["主要工作", "存在的问题"]


def test_rows_of_like_length_are_not_joined() -> None:
    """A short report whose rows happen to be of one length was not broken by hand."""
    document = opened(
        TITLE + "一、主要工作\n序号\t事项\t完成情况\n"
        "1\t行政复议\t受理12件,审结11件\n2\t执法培训\t举办3期,参训210人\n3\t行政应诉\t应诉12件,出庭12人\n"
    )
    text = document.normal.text
    sentences = [text[item.span.start : item.span.end] for item in document.sentences]

    assert [sum(words in sentence for words in ("行政复议", "执法培训", "行政应诉")) for sentence in sentences].count(1) == 3


# ---- what a report says of itself


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("云泽省人民政府", Level.PROVINCE),
        ("梧岭壮族自治区人民政府", Level.PROVINCE),
        ("重庆市人民政府", Level.PROVINCE),
        ("襄河市人民政府", Level.CITY),
        ("雅灵州人民政府", Level.CITY),
        ("雅灵藏族自治州人民政府", Level.CITY),
        ("金草盟行政公署", Level.CITY),
        ("溪岭县人民政府", Level.COUNTY),
        ("河原自治县人民政府", Level.COUNTY),
        ("沙渚区人民政府", Level.COUNTY),
        ("重庆市南岸区人民政府", Level.COUNTY),
        ("襄河市沙渚区人民政府", Level.COUNTY),
        ("乌兰旗人民政府", Level.COUNTY),
        ("南湖经济开发区管理委员会", Level.COUNTY),
        ("襄河高新区管委会", Level.COUNTY),
        ("柳林驿镇人民政府", Level.TOWNSHIP),
        ("溪岭县青石乡人民政府", Level.TOWNSHIP),
        ("城关街道办事处", Level.TOWNSHIP),
        ("青山街道", Level.TOWNSHIP),
        ("溪岭县教育局", Level.DEPARTMENT),
        ("溪岭县市场监督管理局", Level.DEPARTMENT),
        ("溪岭县卫生健康委员会", Level.DEPARTMENT),
        ("溪岭县人民政府办公室", Level.DEPARTMENT),
        ("云泽省司法厅", Level.DEPARTMENT),
        ("国家税务总局溪岭县税务局", Level.DEPARTMENT),
        ("襄河市公安局沙渚分局", Level.DEPARTMENT),
    ],
)
@pytest.mark.parametrize("form", ["{}关于2023年度法治政府建设情况的报告", "{}2023年法治政府建设工作总结"])
def test_the_issuer_tells_the_level(form: str, issuer: str, level: Level) -> None:
    """Whose report it is stands in its title, in any of the usual forms, and decides what is asked of it."""
    meta = opened(form.format(issuer) + "\n" + BODY).meta

    assert (meta.title, meta.issuer, meta.level) == (form.format(issuer), issuer, level)


@pytest.mark.parametrize("issuer", ["溪岭县人民政府", "溪岭县教育局", "柳林驿镇人民政府"])
def test_a_title_may_begin_with_about(issuer: str) -> None:
    """关于 at the beginning of a title is no part of the issuer's name."""
    assert opened(f"关于{issuer}2023年度法治政府建设情况的报告\n{BODY}").meta.issuer == issuer


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("全市12个乡镇、3个街道均聘请法律顾问。", Level.COUNTY),
        ("各镇街道均设立司法所。", Level.COUNTY),
        ("全市3个县、2个区均聘请法律顾问。", Level.CITY),
        ("各县区均建立述法制度,乡镇(街道)参照执行。", Level.CITY),
    ],
)
def test_a_city_without_counties_is_a_county_level_city(text: str, level: Level) -> None:
    """A 市 that speaks of its townships and of no county is judged as a county."""
    assert opened(f"襄河市2023年度法治政府建设情况报告\n一、主要工作\n{text}\n").meta.level is level


@pytest.mark.parametrize(
    "text",
    [
        "溪岭县人民政府2021年度法治政府建设情况报告\n" + BODY,
        "法治政府建设情况报告\n2021年,溪岭县坚持依法行政。\n" + BODY,
        "法治政府建设情况报告\n2021年,我们坚持依法行政。\n" + BODY + "溪岭县人民政府\n2022年1月8日\n",
        "2021年,溪岭县以法治政府建设为主线,扎实推进依法行政,各项工作取得新的进展。\n" + BODY,
    ],
)
def test_the_issuer_is_found_in_title_text_or_signature(text: str) -> None:
    """Who reports is said in the title, else by the subject of the first sentence, else below the report."""
    meta = opened(text).meta

    assert (meta.issuer, meta.level, meta.year) == ("溪岭县人民政府", Level.COUNTY, 2021)


def test_a_title_may_be_broken_over_two_lines() -> None:
    """A title that was broken by hand, with a frame below it, is one title and no noise."""
    document = opened(
        "溪岭县人民政府2021年度法治政\n府建设情况报告\n\n信息来源:县司法局  发布日期: 2022-03-11\n\n"
        "2021年,溪岭县落实《法治政府建设实施纲要(2021-2025年)》,依法行政水平稳步提升,现将有关情况报告如下:\n" + BODY
    )

    assert "".join((document.meta.title or "").split()) == "溪岭县人民政府2021年度法治政府建设情况报告"
    assert (document.meta.issuer, document.meta.year, document.meta.published) == ("溪岭县人民政府", 2021, "2022-03-11")
    assert "法治政" not in noise_of(document)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("溪岭县2021年度法治政府建设情况报告\n发布日期:2022-01-20\n", 2021),
        ("溪岭县2021年度法治政府建设情况报告\n发布日期:2021-12-30\n", 2021),
        ("溪岭县二〇二二年度法治政府建设情况报告\n", 2022),
        ("溪岭县二○一九年法治政府建设工作总结\n", 2019),
        ("溪岭县２０２２年度法治政府建设情况报告\n", 2022),
        ("溪岭县2015年依法行政工作总结\n2016年将推进改革。2016年再加力。2016年还要巩固。\n", 2015),
        ("溪岭县法治政府建设情况报告\n发布日期:2024-01-20\n2023年,我县召开会议4次。\n", 2023),
        ("溪岭县法治政府建设情况报告\n2023年以来,我县坚持依法行政。\n", 2023),
        ("溪岭县法治政府建设情况报告\n按照《法治政府建设实施纲要(2021-2025年)》和《溪岭县2022年工作要点》,2023年,我县召开会议4次。\n", 2023),
    ],
)
def test_the_year_is_the_one_reported_on(text: str, year: int) -> None:
    """Title and text tell the year; dates of publication, titles of other documents and plans do not."""
    assert opened(text + BODY).meta.year == year


@pytest.mark.parametrize(
    "text",
    [
        "法治政府建设情况报告\n发布日期:2024-01-15\n我们坚持依法行政。\n" + BODY,
        "法治政府建设情况报告\n我们坚持依法行政。\n" + BODY + "溪岭县司法局\n2024年1月8日\n",
    ],
)
def test_the_date_of_a_report_is_not_its_year(text: str) -> None:
    """A report published or signed in January is not about the year that has just begun."""
    assert opened(text).meta.year in (2023, None)


@pytest.mark.parametrize(("year", "name"), [(2016, "2015"), (2020, "2015"), (2021, "2021"), (2025, "2021")])
def test_the_year_tells_the_outline(year: int, name: str) -> None:
    """Reports up to 2020 stand under the outline of 2015, later ones under that of 2021."""
    assert opened(f"溪岭县{year}年度法治政府建设情况报告\n" + BODY).meta.outline == name


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("发布日期:2024-02-28", "2024-02-28"),
        ("发布时间:2024/2/8 16:40", "2024-02-08"),
        ("发文日期:2024年2月8日", "2024-02-08"),
        ("来源:县司法局 时间:2024-02-08 09:10 浏览次数:12", "2024-02-08"),
        ("发布日期:2024-13-45", None),
        ("来源:县司法局", None),
    ],
)
def test_the_date_of_publication_is_read_from_the_frame(line: str, date: str | None) -> None:
    """The page says when it was published, as an ISO date; an impossible date is none."""
    assert opened(f"{TITLE}{line}\n{BODY}").meta.published == date


def test_what_a_text_does_not_say_is_unknown() -> None:
    """Nothing is guessed: without issuer, year and date there is null for each."""
    meta = opened("工作总结\n我们认真做好各项工作。\n" + BODY).meta

    assert (meta.issuer, meta.level, meta.year, meta.outline, meta.published) == (None, None, None, None, None)


def test_level_and_year_may_be_told() -> None:
    """What the user says replaces what the report says, and the outline follows the year."""
    meta = opened(TITLE + BODY, level=Level.CITY, year=2018).meta

    assert (meta.level, meta.year, meta.outline) == (Level.CITY, 2018, "2015")
    assert (meta.title, meta.issuer) == (TITLE.strip(), "溪岭县人民政府")


def test_a_year_that_is_told_moves_the_plan() -> None:
    """The year after the one told is the future."""
    text = "溪岭县法治政府建设情况报告\n一、主要工作\n审查合同9份。\n二、2022年工作安排\n举办培训班2期。\n"

    assert opened(text, year=2021).sections[1].role is Role.PLAN
    assert role_of(opened(text, year=2021), "培训班") == "plan"
