"""What the tool says to its users, Chinese and English side by side."""

from __future__ import annotations

from importlib.metadata import version

from duibiao.model import Checklist, Text

STATUS = {
    "covered_specific": Text("有实据", "done, with particulars"),
    "covered_general": Text("笼统提及", "done, in general terms"),
    "planned": Text("仅列计划", "only planned"),
    "problem": Text("仅列问题", "only a shortcoming"),
    "absent": Text("文中未见", "not found"),
    "not_applicable": Text("不适用", "not applicable"),
}
NEED = {
    "required": Text("必备", "required"),
    "expected": Text("应有", "expected"),
    "optional": Text("可选", "optional"),
    "off": Text("不要求", "not asked"),
}
LEVEL = {
    "province": Text("省级", "province"),
    "city": Text("市级", "city"),
    "county": Text("县级", "county"),
    "township": Text("乡镇（街道）", "township"),
    "department": Text("部门", "department"),
}
ROLE = {
    "work": Text("工作", "work"),
    "problem": Text("问题", "shortcomings"),
    "plan": Text("计划", "plan"),
    "other": Text("其他", "other"),
}
REASONS = {
    "specific": Text("写明本年度已做，有数字、日期、文件或具体举措", "told as done this year, with a figure, date, document or concrete act"),
    "general": Text("写明本年度已做，但没有数字、日期、文件或具体举措", "told as done this year, without particulars"),
    "part": Text("报告有这一部分", "the report has this part"),
    "planned": Text("只在今后打算中提到", "only told as a plan"),
    "problem": Text("只在存在问题中提到，或明确写没有做", "only told as a shortcoming, or denied"),
    "not_found": Text("没有找到有关表述", "nothing about it was found"),
    "no_part": Text("没有找到这一部分", "this part was not found"),
    "only_trap": Text("只找到形近而意思不同的表述", "only look-alikes were found"),
    "only_title": Text("只在文件名中出现，没有写做了什么", "only stands in the title of a document"),
    "only_background": Text("只在引用要求时出现，没有写做了什么", "only stands where a duty is cited"),
    "only_preamble": Text("只在标题或开头套话中出现", "only stands in the title or the opening formula"),
    "off": Text("本级不要求，文中也未见", "not asked of this level, and not found"),
}
ASIDE = {
    "trap": Text("形近而意思不同（陷阱）", "a look-alike (trap)"),
    "title": Text("只在文件名里", "only in the title of a document"),
    "background": Text("只是引用要求", "only cites a duty"),
    "preamble": Text("标题或开头套话", "title or opening formula"),
}
BARRIER = {
    "without": Text("句中有规则排除的词", "words stand there that the rule excludes"),
    "topic": Text("上文没有规则要求的话题", "the topic that the rule asks for does not stand above"),
    "within": Text("词都有，但隔得太远或不在同一分句", "all words are there, but too far apart or not in one clause"),
}
DISCLAIMER = Text("自动核对,仅供参考,不作为考核结论", "Checked by machine, for reference only; not an official appraisal")


def reason(code: str, lang: str) -> str:
    """Return the sentence for a verdict's reason code."""
    return REASONS[code].say(lang)


def formula(checklist: Checklist, lang: str) -> str:
    """Return the formula of the score, spelled out with the checklist's own weights and points."""
    weights = dict(checklist.weights)
    points = dict(checklist.points)
    need = "、".join if lang == "zh" else ", ".join
    weighed = need(f"{NEED[key.value].say(lang)}{' ' if lang == 'en' else ''}{weight}" for key, weight in weights.items())
    return Text(
        f"得分 = 100 × Σ(权重×得点) ÷ Σ权重；权重：{weighed}；得点：有实据 {points['specific']:g}、笼统提及 {points['general']:g}、其余 0",
        f"score = 100 × Σ(weight × points) ÷ Σ weight; weights: {weighed}; "
        f"points: with particulars {points['specific']:g}, in general terms {points['general']:g}, otherwise 0",
    ).say(lang)


def tool() -> dict[str, str]:
    """Return the tool's name and version."""
    return {"name": "duibiao", "version": version("duibiao")}


SEVERITY = {
    "error": Text("错误", "error"),
    "warning": Text("注意", "warning"),
    "hint": Text("提示", "hint"),
}
NOTICE = {
    "profile": Text("核对设置", "how it was checked"),
    "reading": Text("读取", "reading"),
    "document": Text("文种", "kind of document"),
    "figures": Text("数字矛盾", "contradictory figures"),
    "citation": Text("文件引用", "citations"),
    "year": Text("年度", "years"),
    "actor": Text("职权", "powers"),
    "structure": Text("结构", "structure"),
    "repeat": Text("重复", "repetition"),
    "deadline": Text("时限", "deadline"),
}
#: The kinds of notices that tell how the check was set up rather than what is wrong in the report.
SETUP = frozenset(("profile", "reading", "document"))
_SAYINGS = {
    "written": Text("已写到 {path}", "written to {path}"),
    "unchecked": Text("无法核对", "Not checked"),
    "unknown-issuer": Text("制发机关未识别", "issuer unknown"),
    "unknown-year": Text("年份未识别", "year unknown"),
    "year": Text("{year}年度", "report for {year}"),
    "title": Text("标题", "title"),
    "file": Text("文件", "file"),
    "against": Text("对照", "against"),
    "read": Text("读取", "read"),
    "note": Text("说明", "note"),
    "score": Text("得分", "score"),
    "counts": Text("要素", "elements"),
    "formula": Text("算法", "formula"),
    "characters": Text("{count} 字", "{count} characters"),
    "script-simplified": Text("", ""),
    "script-traditional": Text("繁体", "traditional script"),
    "script-mixed": Text("简繁混排", "mixed script"),
    "complete": Text("全文已读", "read in full"),
    "incomplete": Text("有内容未读出", "not read in full"),
    "required-met": Text("必备要素均已写到", "All required elements are covered"),
    "fix-first": Text("先补这 {count} 项必备要素", "Mend first: required elements not covered ({count})"),
    "missing-count": Text("缺必备 {count} 项", "{count} required not covered"),
    "none-missing": Text("必备齐全", "all required covered"),
    "basis": Text("依据", "basis"),
    "advice": Text("建议", "advice"),
    "nearest": Text("最接近", "nearest"),
    "notices": Text("提示 {count} 条", "Notices ({count})"),
    "paragraph": Text("第{number}段", "paragraph {number}"),
    "also": Text("另一处", "also"),
    "not-scored": Text("不计分", "not scored"),
    "need": Text("要求", "need"),
    "verdict": Text("判定", "verdict"),
    "reason": Text("理由", "reason"),
    "hits": Text("命中 {count} 处", "{count} hits"),
    "misses": Text("差一点的 {count} 处", "{count} near misses"),
    "by-rule": Text("规则", "rule"),
    "set-aside": Text("不作数：", "set aside:"),
    "lacks": Text("还缺：", "lacks:"),
    "kept-by": Text("未成立：", "does not hold:"),
    "phrases": Text("清单还不认识的词 {count} 个", "{count} words that the checklist does not know"),
    "phrase": Text("{words}  {count} 次，{reports} 份报告", "{words}  {count} times, {reports} reports"),
    "lookalikes": Text("像某要素而没有命中的句子 {count} 个", "{count} sentences that look like an element but hit nothing"),
    "mined-note": Text(
        "这些只是线索：是不是同义的说法，要不要写进规则，由清单维护人判断。",
        "These are hints only: whether they are synonyms, and whether they belong into a rule, is for the checklist keeper to judge.",
    ),
    "flips": Text("判定变了 {count} 处（{reports} 份报告）", "{count} verdicts differ ({reports} reports)"),
    "by-element": Text("按要素", "by element"),
    "never": Text("在这批报告里从不成立的规则 {count} 条", "{count} rules that hold in none of these reports"),
    "always": Text("在每份报告里都成立的规则 {count} 条", "{count} rules that hold in every report"),
    "kinds": Text("提示的种类", "Kinds of notices"),
    "no-element": Text("没有这个要素", "no such element"),
    "profiles": Text("内置清单：{names}", "Built-in checklists: {names}"),
    "lint-clean": Text("清单写法没有问题。", "The checklist is written soundly."),
    "lint-findings": Text("有 {count} 处要改。", "{count} findings."),
    "example-broken": Text(
        "{place}： {element} 应为“{promised}”，判为“{judged}”：{text}", "{place}: {element} should be “{promised}”, was judged “{judged}”: {text}"
    ),
    "sample-missed": Text("{place}： “{kind}”没有发现：{text}", "{place}: “{kind}” was not found: {text}"),
    "sample-wrong": Text("{place}： 误报“{kind}”（{message}）：{text}", "{place}: wrongly found “{kind}” ({message}): {text}"),
    "proof": Text(
        "例句 {examples} 个，不符 {broken} 个；没有例句用到的规则和陷阱 {idle} 条。",
        "{examples} examples, {broken} broken; {idle} rules and traps that no example needs.",
    ),
    "legend": Text(
        "+ 有实据  ~ 笼统提及  > 仅列计划  ! 仅列问题  - 文中未见。“文中未见”只说明没有找到有关文字，不表示没有做。",
        "+ with particulars  ~ in general terms  > only planned  ! only a shortcoming  - not found. "
        "“Not found” says that no such words were found, not that nothing was done.",
    ),
}


def say(key: str, lang: str, **values: object) -> str:
    """Return a saying in *lang*, its places filled with *values*."""
    return _SAYINGS[key].say(lang).format(**values)


def verdict_name(status: str, specific: bool | None, lang: str) -> str:
    """Return the name of a status for users, with its particulars where they are told."""
    if status == "covered" and specific is None:
        return Text("已写到", "covered").say(lang)
    return STATUS[f"covered_{'specific' if specific else 'general'}" if status == "covered" else status].say(lang)
