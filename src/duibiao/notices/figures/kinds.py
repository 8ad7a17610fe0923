"""What the words of parts tell: grades, outcomes, and whether two parts are of one kind."""

from __future__ import annotations

import re

from duibiao.notices.figures.amounts import Amount

#: What leads to the parts of a total.
AMONG = re.compile(r"其中|包括|包含|(?<![不均])含")
#: Ways in which a case or a file can end, or be graded: each has one.
_OUTCOME = (
    r"维持|驳回|撤销|变更|确认违法|责令履行|终止|和解|调解|撤回|撤诉|胜诉|败诉|不予受理|优秀|优良|良好|一般|较差|合格|及格|达标|继续有效|现行有效|废止|失效|修改|保留"
    r"|未审结|未办结|在办|正在[办审]理|准予(?:备案|许可|登记)?|不予(?:许可|登记|备案|处理|公开)|退回(?:纠正|修改|补正)?|予以公开|部分公开|无法提供"
)
#: The words of an outcome end with it: 判决维持 · 驳回诉讼请求; 提出修改意见 is none.
OUTCOMES = re.compile(rf"(?:{_OUTCOME})(?:的|结案|处理|诉讼请求|起诉|申请|案件|案卷|文件|决定|等次|原行政行为)*$")
GRADES = re.compile(r"优秀|优良|良好|合格|及格|达标")
FAILED = re.compile(r"不合格|不及格|未达标|不达标|较差|差评")
#: Steps that a case passes through: 受理调解 is no outcome.
_STAGES = re.compile(r"受理|收到|新收|排查|办结|成功|开庭|应诉|完成|发放|抽查|评查")
#: The rest: with it, the parts are all.
REST = re.compile(r"其他|其它|剩余|其余(?!均|全)")
#: The rest of whatever was told before: 其余4件正在审理
LEFT_OVER = re.compile(r"^(?:其余|剩余|另有|尚有)")


def own_words(amount: Amount) -> str:
    """Return the words that tell what *amount* counts as a part: those before it, or where there are none those after."""
    return AMONG.sub("", amount.before) or amount.after


def is_outcome(amount: Amount) -> bool:
    """Whether *amount* counts how cases ended or files were graded."""
    words = own_words(amount)
    return OUTCOMES.search(words) is not None and not _STAGES.search(words)


def are_one_kind(one: Amount, other: Amount) -> bool:
    """Whether two parts are told in one way: both outcomes, 行政许可 and 行政处罚, 学科类 and 非学科类."""
    first, second = own_words(one), own_words(other)
    if not first or not second:
        return False
    if (is_outcome(one) and is_outcome(other)) or REST.search(second):
        return True
    return first[:2] == second[:2] or (len(first) > 1 and first[-2:] == second[-2:]) or (first[-1] == second[-1] and first[-1] in "类级型案")
