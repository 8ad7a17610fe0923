"""Notices of passages that stand twice; all texts are invented."""

from __future__ import annotations

import pytest

from duibiao import load_checklist
from duibiao.check import open_document
from duibiao.model import Notice, Severity
from duibiao.notices.repeat import find_repeats, is_alike
from duibiao.read import read_text

CHECKLIST = load_checklist("outline-2021-2025")
ONE = "镇领导对长期未结的疑难信访积案实行包案化解，逐案制定方案，全部按期办结。"
TWO = "司法所每周下沉村组开展巡回调解，当场制作调解协议，当场申请司法确认。"
OTHER = "公布重大行政决策目录，全部事项均已按程序办结归档。"


def repeats(text: str) -> list[Notice]:
    """Return the notices of repeated passages in *text*."""
    return list(find_repeats(open_document(read_text(text), CHECKLIST, level=None, year=None)))


def shown(notice: Notice) -> list[tuple[int, str]]:
    """Return where each quote of a notice begins, and its words, the later place first."""
    return [(quote.span.start, quote.text) for quote in (notice.quote, *notice.also) if quote is not None]


def test_the_later_place_is_quoted_and_the_first_shown_beside_it() -> None:
    """A sentence that stands twice brings one warning: the quote is the second place, the first stands in also."""
    text = f"一、主要工作\n{ONE}\n{OTHER}\n{ONE}\n"
    [notice] = repeats(text)
    assert notice.severity is Severity.WARNING
    assert shown(notice) == [(text.rindex("镇领导"), ONE[:-1]), (text.index("镇领导"), ONE[:-1])]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (ONE, ONE.replace("逐案制定", "逐案研究制定")),
        ("不断" + ONE, "持续" + ONE),
        ("一是" + ONE, "三是" + ONE),
        (TWO[:-1] + "，群众足不出村就能解决难题。", TWO[:-1].replace("协议", "文书") + "，群众足不出村就能解决难题。"),
        (ONE, "全县" + ONE),
    ],
)
def test_a_word_changed_is_still_a_repeat(first: str, later: str) -> None:
    """A word put in, a verb or one noun changed, another number in front: the sentence still stands twice."""
    assert len(repeats(f"一、主要工作\n{first}\n{OTHER}\n{later}\n")) == 1


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("受理行政复议案件45件，审结40件，全部按期办结并送达。", "受理行政复议案件12件，审结10件，全部按期办结并送达。"),
        ("县委常委会会议听取法治建设情况汇报，研究解决重点难点问题。", "县政府常务会议听取法治建设情况汇报，研究解决重点难点问题。"),
        ("加强食品生产经营单位监督检查，严厉查处各类违法违规行为。", "加强药品生产经营单位监督检查，严厉查处各类违法违规行为。"),
        ("审核不合格的文件，不得提交常务会议集体审议和讨论决定。", "审核合格的文件，可以提交常务会议集体审议和讨论决定。"),
    ],
)
def test_like_sentences_about_other_things_are_no_repeat(first: str, later: str) -> None:
    """Other figures, another body, another object, a negation: the sentences are built alike and say different things."""
    assert repeats(f"一、主要工作\n{first}\n{OTHER}\n{later}\n") == []


def test_sentences_repeated_one_after_the_other_are_one_notice() -> None:
    """A passage of several sentences copied as a whole is one notice, and its quotes are at most a hundred characters."""
    passage = ONE + TWO + OTHER
    [notice] = repeats(f"一、综合治理\n{passage}\n二、执法监督\n评查案卷六十卷。\n三、平安建设\n{passage}\n")
    assert "3" in notice.message.zh
    assert all(20 < len(words) <= 100 for _, words in shown(notice))


def test_a_run_of_clauses_may_be_repeated_within_longer_sentences() -> None:
    """Clauses that stand in two different sentences are quoted alone."""
    run = "聘请专职人民调解员驻所值班，建立矛盾纠纷排查台账和销号制度，做到排查不留死角"
    text = f"一、主要工作\n今年推进平安创建，{run}。\n{OTHER}\n各村完善网格员队伍和管理办法，组织村民议事协商，{run}，群众满意率有新的提高。\n"
    [notice] = repeats(text)
    assert [words for _, words in shown(notice)] == [run, run]


def test_a_plan_that_copies_the_work_is_a_hint() -> None:
    """A plan that copies a sentence of the work word for word is a hint; one that goes on in other words is nothing."""
    head = f"一、主要工作\n{TWO}\n二、下一步工作打算\n"
    [notice] = repeats(head + TWO)
    assert notice.severity is Severity.HINT
    assert repeats(head + TWO.replace("当场申请", "逐步推广当场申请")) == []


@pytest.mark.parametrize(
    "formula",
    [
        "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大精神，深入学习贯彻习近平法治思想。",
        "提升运用法治思维和法治方式深化改革、推动发展、化解矛盾、维护稳定、应对风险的能力。",
        "落实公众参与、专家论证、风险评估、合法性审查、集体讨论决定程序。",
        "执行《关于进一步加强和规范全县行政执法监督工作的实施意见》。",
    ],
)
def test_set_formulas_and_titles_may_stand_twice(formula: str) -> None:
    """What every report says, and the names of documents, are no repeat."""
    assert repeats(f"一、加强领导\n{formula}\n二、能力建设\n{formula}\n") == []


def test_headings_openings_and_tables_may_stand_twice() -> None:
    """A heading taken up by its first sentence, an opening that sums up, and like rows of a table are no repeat."""
    row = "县公安局及其下属各派出所办案单位\t全部按期办结，未发生超期情形\n"
    text = f"2023年，{ONE[:-1]}。现将情况报告如下：\n一、{OTHER[:-1]}\n{OTHER}\n{ONE}\n二、案件\n{row}{row}"
    assert repeats(text) == []


def test_a_text_that_is_all_one_sentence_is_one_notice() -> None:
    """A sentence written down a thousand times does not bring a thousand notices."""
    assert len(repeats("一、主要工作\n" + ONE * 1000)) == 1


def test_alike_holds_for_a_word_and_not_for_figures() -> None:
    """Two statements are alike with a figure more, not with another figure in its place."""
    base = "对行政执法人员实行全员轮训执法人员持证上岗率达100%各部门依法办事的自觉性明显增强"
    assert is_alike(base, "连续5年" + base)
    assert not is_alike(base, base.replace("100%", "95%"))
