"""``duibiao explain``: which rule held where, what was set aside and why, and where a rule nearly held."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from command import CHINESE, ROOT, SEEDS, Outcome, call
from duibiao import check_text

#: A checklist with one more element, whose rules are the test's own.
CHECKLIST = """id: own
title: 自用清单
version: '1'
extends: outline-2021-2025
add: [local.yaml]
"""
ELEMENT = """group: local
title: 本地事项
title_en: Local matters

elements:
  - id: local.board
    title: 红黑榜
    title_en: Board of merits
    basis:
      other: [县办发〔2022〕5号]
    need: {province: off, city: off, county: required, township: off, department: off}
    advice: 写明红黑榜发布的次数。
    advice_en: State how often the board was published.
    rules:
      - 红黑榜
      - all: [乡贤, 议事厅]
      - all: [马背法庭, 巡讲]
        within: sentence
        without: [毡房]
      - all: [法治长廊]
        topic: [文化阵地]
    traps:
      - 信用红黑榜
    examples:
      specific: [全年发布红黑榜4期。]
      absent: [公布信用红黑榜。]
"""
#: What every passage of the report must come to: where it stands, its role, why it is set aside.
REPORT = """溪城县人民政府2023年法治政府建设年度报告
县政府高度重视红黑榜工作，现将有关情况报告如下。
一、主要工作
全年发布红黑榜4期，通报单位9个。
公布信用红黑榜2期。
按照建立红黑榜的要求，县司法局召开会议3次。
组织学习《溪城县红黑榜发布办法》。
在乡贤中选聘调解员；各村设立了议事厅11个。
邀请乡贤参加座谈6次。
马背法庭深入毡房，开展巡讲17场。
新建法治长廊200米。
二、存在的问题
红黑榜发布不够及时。
县直部门尚未建立红黑榜。
三、下一步打算
继续办好红黑榜。
"""
HITS = [
    ("县政府高度重视红黑榜工作", "other", "preamble"),
    ("全年发布红黑榜4期", "work", None),
    ("公布信用红黑榜2期", "work", "trap"),
    ("按照建立红黑榜的要求", "work", "background"),
    ("组织学习《溪城县红黑榜发布办法》", "work", "title"),
    ("红黑榜发布不够及时", "problem", None),
    ("县直部门尚未建立红黑榜", "problem", None),
    ("继续办好红黑榜", "plan", None),
]
#: quote, rule, what it lacks, barrier; those that lack nothing first
MISSES = [
    ("在乡贤中选聘调解员；各村设立了议事厅11个", ["乡贤", "议事厅"], [], "within"),
    ("马背法庭深入毡房，开展巡讲17场", ["马背法庭", "巡讲"], [], "without"),
    ("新建法治长廊200米", ["法治长廊"], [], "topic"),
    ("邀请乡贤参加座谈6次", ["乡贤", "议事厅"], ["议事厅"], None),
]
WORDS = {
    "zh": {
        "preamble": "标题或开头套话", "trap": "形近而意思不同", "background": "只是引用要求", "title": "只在文件名里",
        "within": "隔得太远", "without": "句中有规则排除的词", "topic": "上文没有规则要求的话题",
        "work": "工作", "problem": "问题", "plan": "计划", "other": "其他",
    },
    "en": {
        "preamble": "title or opening formula", "trap": "a look-alike", "background": "only cites a duty", "title": "only in the title of a document",
        "within": "too far apart", "without": "words stand there that the rule excludes", "topic": "the topic that the rule asks for does not stand above",
        "work": "work", "problem": "shortcomings", "plan": "plan", "other": "other",
    },
}  # fmt: skip
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """Nothing outside a test changes language or width, and relative names start in the repository."""
    for name in ("DUIBIAO_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


@pytest.fixture
def explain(capsys, tmp_path):
    """Explain an element of a report given as text, by the checklist above."""
    (tmp_path / "own.yaml").write_text(CHECKLIST, "utf-8")
    (tmp_path / "local.yaml").write_text(ELEMENT, "utf-8")

    def explained(*options: str, text: str = REPORT, element: str = "local.board", name: str = "report.txt") -> Outcome:
        (tmp_path / name).write_text(text, "utf-8", newline="")
        return call(capsys, "explain", "--profile", tmp_path / "own.yaml", *options, tmp_path / name, element)

    return explained


def shown(outcome: Outcome) -> str:
    """What the console shows, without spaces and line breaks, so that wrapping does not matter."""
    assert (outcome.code, outcome.err) == (0, "")
    return squeeze(outcome.out)


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


def quotes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of an explanation that quotes the text."""
    if isinstance(node, dict):
        if isinstance(node.get("quote"), str) and "start" in node:
            yield node
        for value in node.values():
            yield from quotes(value)
    elif isinstance(node, list):
        for value in node:
            yield from quotes(value)


# ---- what holds


def test_every_hit_is_told_with_its_role_and_why_it_is_set_aside(explain):
    """Hits stand in reading order, each with its role and, where it supports nothing, the reason."""
    told = json.loads(explain("--format", "json").out)

    assert told["schema"] == "duibiao/explanation/1"
    assert (told["element"]["id"], told["element"]["status"], told["element"]["specific"]) == ("local.board", "covered", True)
    assert [(hit["quote"], hit["role"], hit["aside"]) for hit in told["hits"]] == HITS
    assert [(hit["lacks"], hit["barrier"]) for hit in told["hits"]] == [([], None)] * len(HITS)


def test_every_near_miss_is_told_with_what_is_missing(explain):
    """Near misses name what they lack or what kept the rule from holding, those that lack nothing first."""
    told = json.loads(explain("--format", "json").out)

    assert [(miss["quote"], miss["rule"]["all"], miss["lacks"], miss["barrier"]) for miss in told["misses"]] == MISSES
    assert [miss["aside"] for miss in told["misses"]] == [None] * len(MISSES)


def test_the_barrier_is_what_keeps_the_rule_from_holding(explain):
    """With the barrier taken away, each near miss becomes a hit."""
    mended = REPORT.replace("调解员；各村设立了议事厅11个", "骨干驻守议事厅").replace("深入毡房", "深入乡村")
    mended = mended.replace("新建法治长廊", "建设文化阵地，新建法治长廊")
    told = json.loads(explain("--format", "json", text=mended).out)

    assert [miss["quote"] for miss in told["misses"]] == [MISSES[-1][0]]
    assert {tuple(hit["rule"]["all"]) for hit in told["hits"]} >= {("乡贤", "议事厅"), ("马背法庭", "巡讲"), ("法治长廊",)}


def test_every_quote_is_verbatim(explain):
    """Every quote and term is the text from start to end, terms within their passage, in the report's own characters."""
    told = json.loads(explain("--format", "json").out)
    found = list(quotes(told))

    assert len(found) > len(HITS) + len(MISSES)
    assert [quote for quote in found if REPORT[quote["start"] : quote["end"]] != quote["quote"]] == []
    for passage in told["hits"] + told["misses"]:
        assert passage["terms"]
        assert all(passage["start"] <= term["start"] < term["end"] <= passage["end"] for term in passage["terms"])


def test_quotes_keep_traditional_characters_and_byte_order_marks(explain):
    """Positions count in the text as read; what is written in traditional characters is quoted so."""
    body = "溪城縣人民政府2023年法治政府建設年度報告\r\n一、主要工作\r\n全年發布紅黑榜4期。\r\n"
    text = body.replace("\r\n", "\n")
    told = json.loads(explain("--format", "json", text="\ufeff" + body).out)

    assert [hit["quote"] for hit in told["hits"]] == ["全年發布紅黑榜4期"]
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes(told))


def test_the_rule_is_told_by_file_and_line(explain, tmp_path):
    """File and line of a hit's rule lead to the line where it is written."""
    told = json.loads(explain("--format", "json").out)
    lines = ELEMENT.splitlines()
    for passage in told["hits"] + told["misses"]:
        assert (tmp_path / "local.yaml").as_posix().endswith(passage["rule"]["file"])
        assert passage["rule"]["all"][0] in lines[passage["rule"]["line"] - 1]


def test_the_rule_of_a_built_in_element_is_told_by_file_and_line(capsys):
    """So it is with the built-in checklist."""
    told = json.loads(call(capsys, "explain", "--format", "json", SEEDS[4], "lead.xi-thought").out)

    assert told["hits"]
    for hit in told["hits"]:
        line = (ROOT / "checklist" / hit["rule"]["file"]).read_text("utf-8").splitlines()[hit["rule"]["line"] - 1]
        assert hit["rule"]["all"][0] in line


def test_section_and_paragraph_are_told(explain):
    """A passage names the heading over it and its paragraph, counted from 1."""
    hits = {hit["quote"]: hit for hit in json.loads(explain("--format", "json").out)["hits"]}

    assert (hits["全年发布红黑榜4期"]["section"], hits["全年发布红黑榜4期"]["paragraph"]) == ("主要工作", 4)
    assert hits["红黑榜发布不够及时"]["section"] == "存在的问题"
    assert hits["继续办好红黑榜"]["section"] == "下一步打算"


@pytest.mark.parametrize(
    ("left", "status", "role"),
    [(("尚未建立", "不够及时", "继续办好"), "problem", "problem"), (("继续办好",), "planned", "plan"), (("组织学习", "信用"), "absent", None)],
)
def test_the_verdict_is_the_one_of_check(explain, capsys, tmp_path, left, status, role):
    """The verdict explained is the verdict of `check`, and rests on hits of its own role that were not set aside."""
    lines = [line for line in REPORT.splitlines() if "榜" not in line or any(word in line for word in left)]
    text = "\n".join(lines) + "\n"
    if status == "problem":
        text = text.replace("继续办好红黑榜。\n", "")
    told = json.loads(explain("--format", "json", text=text).out)
    [result] = call(capsys, "check", "--format", "jsonl", "--profile", tmp_path / "own.yaml", tmp_path / "report.txt").results

    assert told["element"] == next(element for element in result["elements"] if element["id"] == "local.board")
    assert told["element"]["status"] == status
    assert {hit["role"] for hit in told["hits"] if hit["aside"] is None} == ({role} if role else set())


# ---- on a console


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_console_tells_the_same(explain, lang):
    """A console shows every passage with its role, its rule's place, and why it does not count or hold."""
    words = WORDS[lang]
    passages = [block for block in re.split(r"\n(?=  \S)", explain("--lang", lang).out) if "local.yaml" in block]

    assert len(passages) == len(HITS) + len(MISSES)
    for block, (quote, role, aside) in zip(passages, HITS, strict=False):
        told = squeeze(block)
        assert squeeze(quote) in told
        assert squeeze(words[role]) in told.partition("local.yaml")[0]
        reasons = [name for name in ("preamble", "trap", "background", "title") if squeeze(words[name]) in told.partition("local.yaml")[2]]
        assert reasons == ([aside] if aside else [])
    for block, (quote, _, lacks, barrier) in zip(passages[len(HITS) :], MISSES, strict=True):
        told = squeeze(block)
        assert squeeze(quote) in told
        assert [name for name in ("within", "without", "topic") if squeeze(words[name]) in told] == ([barrier] if barrier else [])
        assert [word for word in lacks if f"{'还缺：' if lang == 'zh' else 'lacks:'}{word}" not in told] == []


def test_the_console_shows_where_the_rule_stands(explain):
    """Beside each rule stands file:line of where it is written."""
    places = re.findall(r"local\.yaml:(\d+)", shown(explain()))
    lines = ELEMENT.splitlines()

    assert [lines[int(line) - 1].strip() for line in places[: len(HITS)]] == ["- 红黑榜"] * len(HITS)
    assert [MISSES[number][1][0] in lines[int(line) - 1] for number, line in enumerate(places[len(HITS) :])] == [True] * len(MISSES)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ("必备", "有实据", "自动核对,仅供参考")), ("en", ("required", "done, with particulars", "Checked by machine"))],
)
def test_the_head_names_need_and_verdict(explain, lang, words):
    """The explanation begins with the element and its verdict and ends with the disclaimer."""
    text = shown(explain("--lang", lang))

    assert text.startswith("红黑榜·local.board" if lang == "zh" else "Boardofmerits·local.board")
    assert [word for word in words if squeeze(word) not in text] == []


def test_an_english_explanation_is_english(explain):
    """With `--lang en` nothing but the report's and the checklist's own words is Chinese."""
    out = explain("--lang", "en").out
    own = [*(quote for quote, *_ in (*HITS, *MISSES)), "红黑榜", "乡贤", "议事厅", "马背法庭", "巡讲", "法治长廊"]
    for words in own:
        out = out.replace(words, "")

    assert CHINESE.findall(out) == []


def test_no_more_than_five_near_misses(explain):
    """Of many near misses the nearest five are told."""
    told = json.loads(explain("--format", "json", text=REPORT + "".join(f"邀请乡贤座谈{number}次。\n" for number in range(2, 9))).out)

    assert len(told["misses"]) == 5
    assert [miss["barrier"] for miss in told["misses"][:3]] == ["within", "without", "topic"]


def test_nothing_found_is_said(explain):
    """A report without any such words has no hits, no near misses, and a verdict that says so."""
    text = "溪城县人民政府2023年法治政府建设年度报告\n一、主要工作\n印发文件3份。\n"
    told = json.loads(explain("--format", "json", text=text).out)

    assert (told["hits"], told["misses"], told["element"]["status"]) == ([], [], "absent")
    assert "文中未见" in shown(explain(text=text))


# ---- what goes wrong, and what would


@pytest.mark.parametrize(("lang", "advice"), [("zh", "checklist list"), ("en", "checklist list")])
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_an_unknown_element_is_one_line(explain, lang, advice, form):
    """An element that the checklist has not exits with 2, one line that names it and says where to look, and no output."""
    outcome = explain("--lang", lang, "--format", form, element="local.nowhere")
    [line] = outcome.err.splitlines()

    assert (outcome.code, outcome.out) == (2, "")
    assert line.startswith("duibiao: ")
    assert "local.nowhere" in line
    assert advice in line
    assert bool(CHINESE.search(line)) == (lang == "zh")


def test_a_report_that_cannot_be_read_is_one_line(capsys, tmp_path):
    """So is a report that is not there or holds no text."""
    (tmp_path / "empty.txt").write_bytes(b"")
    for name in ("nowhere.txt", "empty.txt"):
        outcome = call(capsys, "explain", tmp_path / name, "adviser.appointment")
        [line] = outcome.err.splitlines()
        assert (outcome.code, outcome.out) == (2, "")
        assert name in line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_cannot_command_the_console(explain, lang):
    """Control characters of a report, of its name and of an element's name are shown as U+FFFD, markup as it is."""
    text = REPORT.replace("全年发布红黑榜4期", "全年\x1b[2J发布[red]红黑榜\u202e[/red]4\x9b期").replace("邀请乡贤", "邀请\x07乡贤\u2066")
    outcome = explain("--lang", lang, text=text, name="a\x1b[31m\u202eb.txt")
    unknown = explain("--lang", lang, text=text, element="x\x1b[31my")

    assert OBEYED.findall(outcome.out + outcome.err) == []
    assert "全年\ufffd[2J发布[red]红黑榜\ufffd[/red]4\ufffd期" in shown(outcome)
    assert "邀请\ufffd乡贤\ufffd参加座谈6次" in shown(outcome)
    assert "a\ufffd[31m\ufffdb.txt" in shown(outcome)
    assert OBEYED.findall(unknown.err) == []
    assert "x\ufffd[31my" in unknown.err


def test_hostile_text_stays_verbatim_in_json(explain):
    """In JSON such characters are escaped, and the quotes still the report's own."""
    text = REPORT.replace("全年发布红黑榜4期", "全年\x1b[2J发布红黑榜\u202e4期")
    outcome = explain("--format", "json", text=text)
    told = json.loads(outcome.out)

    assert "\x1b" not in outcome.out
    assert "全年\x1b[2J发布红黑榜\u202e4期" in [hit["quote"] for hit in told["hits"]]
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes(told))


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_the_same_bytes_every_time(explain, form):
    """Two explanations of the same report are the same."""
    first, second = (explain("--format", form).out for _ in range(2))

    assert first == second
    assert "红黑榜" in first


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("根据《重大行政决策程序暂行条例》有关要求，抓好落实。", ("what", "count", "document", "date")),
        ("5月组织学习《重大行政决策程序暂行条例》2次。", ("what",)),
    ],
)
def test_the_nearest_passage_says_what_it_lacks(sentence, lacks):
    """A passage that supports nothing is named with the particulars that it does not bring, and only those."""
    card = check_text(f"东山县人民政府2023年度法治政府建设工作报告\n一、主要工作\n{sentence}\n", level="county", year=2023)
    verdict = next(item.verdict for item in card.elements if item.verdict.element.id == "decision.system")

    assert verdict.status == "absent"
    assert verdict.nearest is not None
    assert verdict.nearest.lacks == lacks
