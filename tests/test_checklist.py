"""The checklist: what the built-in profiles ask, how a checklist of one's own changes it, and how mistakes in it are told."""

from __future__ import annotations

import json
import re
import shutil

import jsonschema
import pytest
import yaml

from command import CHINESE, ROOT, SEEDS, call
from duibiao.checklist import lint_checklist, list_profiles, load_checklist
from duibiao.model import ChecklistError, Level, Need
from duibiao.prove import prove_checklist

PROFILES = ("outline-2015-2020", "outline-2021-2025")
EACH_PROFILE = pytest.mark.parametrize("profile", PROFILES)
NEEDS = {"R": Need.REQUIRED, "E": Need.EXPECTED, "O": Need.OPTIONAL, "F": Need.OFF}
#: What an Outline does not know and no other document of its years asks for: only shown, not scored.
ONLY_SHOWN = {
    "outline-2015-2020": {
        "lead.xi-thought",
        "lead.duty-report",
        "function.business-environment",
        "supervision.integrity",
        "emergency.system",
        "emergency.capability",
        "digital.platform",
        "digital.data-sharing",
        "digital.internet-supervision",
    },
    "outline-2021-2025": {"function.public-legal-service", "dispute.petition"},
}
#: Documents whose articles were compared with their text, and which articles; None where all of them were.
READ_ARTICLES: dict[str, set[int] | None] = {
    "重大行政决策程序暂行条例": None,
    "行政处罚法": {24, 39, 47, 48, 58},
    "行政复议法": {1, 4, 5, 6, 7, 8, 13, 23, 24, 27, 28, 49, 50, 51, 52, 53, 54, 62, 63, 64, 65, 66, 67, 68, 73, 74, 76, 77, 79},
    "行政诉讼法": {3, 96},
    "地方各级人民代表大会和地方各级人民政府组织法": {62, 67, 75},
    "立法法": {93},
    "政府信息公开条例": {49, 50},
    "优化营商环境条例": {58},
    "公平竞争审查条例": {7},
    "行政执法监督条例": {6, 11, 12, 15, 26, 27, 28, 29, 34},
    "行政复议法实施条例": {7, 8, 18, 66, 69},
    "法治宣传教育法": {9, 18, 37, 38, 45, 57, 58},
    "法治政府建设与责任落实督察工作规定": {24},
    "党政主要负责人履行推进法治建设第一责任人职责规定": {1, 2, 3, 4},
}
NUMERALS = "〇一二三四五六七八九"


def catalogue() -> list[tuple[str, str]]:
    """Id and needs by level of every element, from elements.txt."""
    lines = (ROOT / "tests/elements.txt").read_text("utf-8").splitlines()
    return [(identity, needs) for identity, needs in (line.split() for line in lines if not line.startswith("#"))]


# ---- what is asked


def test_the_built_in_profiles_are_known():
    """There are the profiles of the two Outlines, and no others."""
    assert list_profiles() == PROFILES


@EACH_PROFILE
def test_a_profile_carries_every_element_in_order(profile):
    """Both profiles hold the 71 elements of the catalogue in its order."""
    ids = [element.id for element in load_checklist(profile).elements]

    assert len(ids) == 71
    assert ids == [identity for identity, _ in catalogue()]


@EACH_PROFILE
def test_needs_are_those_of_the_catalogue(profile):
    """Each level is asked what the catalogue says; only what the Outline does not know is optional throughout."""
    found = {element.id: tuple(need for _, need in element.need) for element in load_checklist(profile).elements}
    wanted = {identity: tuple(NEEDS[letter] for letter in needs) for identity, needs in catalogue()}
    wanted |= {identity: (Need.OPTIONAL,) * len(Level) for identity in ONLY_SHOWN[profile]}

    assert found == wanted


@EACH_PROFILE
def test_only_what_the_outline_does_not_know_is_taken_back(profile):
    """An element that a profile makes optional has no basis in its Outline, and is asked for by the other profile."""
    checklist = load_checklist(profile)
    outline = {"2015": "2015-2020年", "2021": "2021-2025年"}[checklist.outline]
    for element in checklist.elements:
        if element.id in ONLY_SHOWN[profile]:
            assert not any(outline in basis.document for basis in element.basis), element.id


@EACH_PROFILE
def test_every_element_rests_on_a_document(profile):
    """No element is without a basis, a title in both languages and advice in both."""
    for element in load_checklist(profile).elements:
        assert element.basis, element.id
        assert CHINESE.search(element.title), element.id
        assert CHINESE.search(element.advice), element.id
        assert not CHINESE.search(element.advice_en), element.id
        assert re.search("[a-z]", element.title_en), element.id


@EACH_PROFILE
def test_articles_are_cited_only_where_they_were_read(profile):
    """An article number is printed only for documents, and articles of them, that were compared with their text."""
    doubtful = [
        (element.id, basis.document, basis.article)
        for element in load_checklist(profile).elements
        for basis in element.basis
        if "法治政府建设实施纲要" not in basis.document and not was_read(basis.document, basis.article)
    ]

    assert doubtful == []


def was_read(document: str, article: str | None) -> bool:
    numbers = article_numbers(f"{re.sub('[(（].*?[)）]', '', document)} {article or ''}")
    name = re.search(r"《(?:中华人民共和国)?([^》]*)》", document)
    known = READ_ARTICLES.get(name[1], set()) if name else set()
    return known is None or numbers <= known


def article_numbers(text: str) -> set[int]:
    """The articles that *text* names: 第三条, 第十四至十八条, 第39、47条."""
    found: set[int] = set()
    for run in re.findall(r"第([^第条]*)条", text):
        for part in re.split("[、和及,]", run):
            ends = [number(end) for end in re.split("[至到—-]", part)]
            found |= set(range(ends[0], ends[-1] + 1))
    return found


def number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, has_tens, ones = word.rpartition("十")
    return 10 * (NUMERALS.index(tens) if tens else has_tens == "十") + (NUMERALS.index(ones) if ones else 0)


@pytest.mark.parametrize(
    ("document", "article", "read"),
    [
        ("《重大行政决策程序暂行条例》(国务院令第713号)", "第十四至十八条", True),
        ("《法治政府建设与责任落实督察工作规定》", "第二十四条", True),
        ("《法治政府建设与责任落实督察工作规定》", "第二十五条", False),
        ("《党政主要负责人履行推进法治建设第一责任人职责规定》", "第六条", False),
        ("国办发〔2018〕118号", "第四条", False),
        ("国办发〔2018〕118号", None, True),
        ("《中华人民共和国行政复议法》(2023修订)", "第四条", True),
        ("《某条例》", "第九条", False),
    ],
)
def test_the_list_of_read_articles_tells_them_apart(document, article, read):
    """The list above accepts what was read and refuses what was not."""
    assert was_read(document, article) is read


# ---- is it sound


@EACH_PROFILE
def test_lint_finds_nothing(profile):
    """The built-in checklist is written soundly: no idle words, no repeated rules, enough examples."""
    assert [f"{finding.place}: {finding.message.zh}" for finding in lint_checklist(load_checklist(profile))] == []


@pytest.mark.slow
def test_every_example_is_judged_as_promised():
    """Every example of the built-in checklist gets the status that its author promised."""
    proof = prove_checklist(load_checklist(PROFILES[-1]))
    broken = [
        f"{item.example.place}: {item.example.status}/{item.example.specific}, was {item.verdict.status}/{item.verdict.specific}: {item.example.text}"
        for item in proof.broken
    ]

    assert proof.examples > 71 * 9
    assert broken == []


@pytest.mark.slow
def test_no_rule_or_trap_is_idle():
    """Every rule, exclusion and trap of the built-in checklist is used by an example."""
    assert [f"{finding.place}: {finding.message.zh}" for finding in prove_checklist(load_checklist(PROFILES[-1])).idle] == []


# ---- a checklist of one's own

BASE = "id: own\ntitle: 自用清单\nversion: '1'\nextends: outline-2021-2025\n"
ELEMENT = """group: local
title: 本地要求
title_en: Local requirements

words:
  本地·红黄蓝: [红黄蓝预警, 三色预警]

elements:
  - id: local.warning
    title: 三色预警
    title_en: Three-colour warnings
    basis:
      other:
        - 本县法治建设考核办法
    need: {province: "off", city: "off", county: required, township: expected, department: optional}
    advice: 写明三色预警发出多少次。
    advice_en: State how many warnings were given.
    rules:
      - all: [<本地·红黄蓝>]
        without: [天气]
    traps:
      - 空气质量三色预警
    examples:
      specific: [全年发出红黄蓝预警12次。]
      absent: [发布天气三色预警9次。, 空气质量三色预警3次。]
"""


def write_own(folder, text="", element=None):
    """Write a checklist that extends the built-in one, with *text* after its head; lines count from 5 on."""
    if element is not None:
        (folder / "local.yaml").write_text(element, "utf-8")
        text = "add: [local.yaml]\n" + text
    path = folder / "own.yaml"
    path.write_text(BASE + text, "utf-8")
    return path


def test_extends_alone_asks_the_same(tmp_path):
    """A checklist that only extends another has its elements, weights and years under a name of its own."""
    own, base = load_checklist(write_own(tmp_path)), load_checklist("outline-2021-2025")

    assert (own.id, own.title, own.version) == ("own", "自用清单", "1")
    assert own.elements == base.elements
    assert (own.weights, own.points, own.years, own.outline) == (base.weights, base.points, base.years, base.outline)


def test_drop_takes_elements_out(tmp_path):
    """Dropped elements are gone, the others stay in their order."""
    own = load_checklist(write_own(tmp_path, "drop: [lead.inspection, report.causes]\n"))

    kept = [identity for identity, _ in catalogue() if identity not in ("lead.inspection", "report.causes")]
    assert [element.id for element in own.elements] == kept


def test_add_brings_elements_of_a_group_of_their_own(tmp_path):
    """Added elements stand after the built-in ones, and are found in reports by their rules and words."""
    own = load_checklist(write_own(tmp_path, element=ELEMENT))

    assert own.elements[-1].id == "local.warning"
    assert own.groups[-1].title == "本地要求"
    assert dict(own.elements[-1].need)[Level.COUNTY] is Need.REQUIRED
    proof = prove_checklist(own, chosen=["local"])
    assert (proof.examples, proof.broken, proof.idle) == (3, (), ())


def test_add_to_a_built_in_group_keeps_the_group_together(tmp_path):
    """An added element of a known group stands at the end of that group, not of the checklist."""
    element = ELEMENT.replace("local", "lead").replace("lead.warning", "lead.warnings")
    ids = [element.id for element in load_checklist(write_own(tmp_path, element=element)).elements]

    assert ids.index("lead.warnings") == ids.index("lead.annual-report") + 1


def test_elements_change_need_and_weight(tmp_path):
    """A need is changed for one level or for all, a weight for one element; the others stay."""
    text = "elements:\n  lead.inspection: {need: {county: required}}\n  lead.appraisal: {need: optional}\n  lead.duty-report: {weight: 5}\n"
    own = {element.id: element for element in load_checklist(write_own(tmp_path, text)).elements}
    base = {element.id: element for element in load_checklist("outline-2021-2025").elements}

    assert dict(own["lead.inspection"].need) == dict(base["lead.inspection"].need) | {Level.COUNTY: Need.REQUIRED}
    assert set(dict(own["lead.appraisal"].need).values()) == {Need.OPTIONAL}
    assert own["lead.duty-report"].weight == 5
    assert own["lead.deployment"] == base["lead.deployment"]


def test_extends_may_be_a_chain(tmp_path):
    """A county's checklist may extend its province's, and both changes hold."""
    write_own(tmp_path, "drop: [lead.inspection]\n")
    county = tmp_path / "county.yaml"
    county.write_text("id: county\ntitle: 县\nversion: '2'\nextends: own\ndrop: [lead.appraisal]\n", "utf-8")
    ids = {element.id for element in load_checklist(county).elements}

    assert {identity for identity, _ in catalogue()} - ids == {"lead.inspection", "lead.appraisal"}


def test_weights_and_points_of_ones_own_move_the_score(tmp_path, capsys):
    """A checklist may weigh and score otherwise, and the formula says so."""
    path = write_own(tmp_path, "weights: {required: 10, expected: 1, optional: 0}\npoints: {specific: 1, general: 0.25}\n")
    seed = ROOT / SEEDS[0]
    [result] = call(capsys, "check", "--format", "jsonl", "--profile", path, seed).results

    assert "10" in result["score"]["formula"]
    assert "0.25" in result["score"]["formula"]
    assert result["score"]["possible"] == sum({"required": 10, "expected": 1}.get(element["need"], 0) for element in result["elements"])
    assert {element["points"] for element in result["elements"] if element["specific"] is False} == {0.25}


# ---- the hash


def copy_builtin(folder, name, file="groups.yaml", old="", new=""):
    """A copy of the built-in checklist with one change; the sha256 of its newest profile."""
    copy = folder / name
    shutil.copytree(ROOT / "checklist", copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return load_checklist(copy / "outline-2021-2025.yaml").sha256


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("elements/adviser.yaml", "    rules:\n", "    rules:\n      - 法律顾问新规则\n"),
        ("elements/adviser.yaml", "    traps:\n", "    traps:\n      - 法律顾问新陷阱\n"),
        ("elements/adviser.yaml", "county: required", "county: expected"),
        ("synonyms.yaml", "法核", "法核查"),
        ("language.yaml", "    - 亮点\n", "    - 亮点\n    - 看点\n"),
        ("outline-2021-2025.yaml", "general: 0.5", "general: 0.4"),
    ],
)
def test_the_hash_changes_with_what_is_asked(tmp_path, file, old, new):
    """A change of a rule, trap, need, word, cue or point changes the sha256."""
    assert copy_builtin(tmp_path, "changed", file, old, new) != load_checklist("outline-2021-2025").sha256


def test_the_hash_does_not_change_with_examples_or_places(tmp_path):
    """Another folder, a comment, a moved line or one example more leaves the sha256 as it is."""
    builtin = load_checklist("outline-2021-2025").sha256

    assert copy_builtin(tmp_path, "same") == builtin
    assert copy_builtin(tmp_path, "comment", "elements/adviser.yaml", "    rules:\n", "    # 说明\n\n    rules:\n") == builtin
    more = "      general:\n        - 又一个例句,落实法律顾问制度。\n"
    assert copy_builtin(tmp_path, "example", "elements/adviser.yaml", "      general:\n", more) == builtin


def test_the_profiles_have_hashes_of_their_own():
    """The two profiles ask different things, so their hashes differ."""
    assert len({load_checklist(profile).sha256 for profile in PROFILES}) == 2


# ---- mistakes

MISTAKES = {
    "unknown key": ("colour: red\n", None, "own.yaml", 5, "colour"),
    "unknown key of a change": ("elements:\n  lead.inspection: {wieght: 3}\n", None, "own.yaml", 6, "wieght"),
    "unknown level": ("elements:\n  lead.inspection: {need: {village: required}}\n", None, "own.yaml", 6, "village"),
    "unknown need": ("elements:\n  lead.inspection: {need: must}\n", None, "own.yaml", 6, "must"),
    "wrong type: list wanted": ("drop: lead.inspection\n", None, "own.yaml", 5, ""),
    "wrong type: mapping wanted": ("elements: [lead.inspection]\n", None, "own.yaml", 5, ""),
    "wrong type: number wanted": ("elements:\n  lead.inspection: {weight: heavy}\n", None, "own.yaml", 6, "heavy"),
    "wrong type: years": ("years: [2021]\n", None, "own.yaml", 5, "years"),
    "wrong type: points": ("points: {specific: much, general: 0.5}\n", None, "own.yaml", 5, "much"),
    "duplicate key": ("drop: [lead.inspection]\ndrop: [lead.appraisal]\n", None, "own.yaml", 6, "drop"),
    "unknown element to drop": ("drop:\n  - lead.inspection\n  - lead.nothing\n", None, "own.yaml", 7, "lead.nothing"),
    "unknown element to change": ("elements:\n  lead.nothing: {weight: 3}\n", None, "own.yaml", 6, "lead.nothing"),
    "missing file to add": ("add: [nowhere.yaml]\n", None, "own.yaml", 5, "nowhere.yaml"),
    "broken YAML": ("drop: [lead.inspection\nadd: x\n", None, "own.yaml", 6, ""),
    "a tab": ("drop:\n\t- lead.inspection\n", None, "own.yaml", 6, ""),
    "unknown key of an element": ("", ELEMENT.replace("    advice: ", "    advise: x\n    advice: "), "local.yaml", 16, "advise"),
    "missing key of an element": ("", ELEMENT.replace("    advice_en: State how many warnings were given.\n", ""), "local.yaml", 9, "advice_en"),
    "unknown kind of example": ("", ELEMENT.replace("      absent:", "      missing:"), "local.yaml", 25, "missing"),
    "duplicate id within": ("", ELEMENT + ELEMENT.partition("elements:\n")[2], "local.yaml", 26, "local.warning"),
    "duplicate id of the built-in": ("", ELEMENT.replace("local", "lead").replace("lead.warning", "lead.inspection"), "local.yaml", 9, "lead.inspection"),
    "id of another group": ("", ELEMENT.replace("id: local.", "id: lokal."), "local.yaml", 9, "lokal.warning"),
    "unknown word group": ("", ELEMENT.replace("[<本地·红黄蓝>]", "[<没有这组>]"), "local.yaml", 19, "没有这组"),
    "unbalanced brackets": ("", ELEMENT.replace("[<本地·红黄蓝>]", "[(红/黄]"), "local.yaml", 19, "(红/黄"),
    "a rule of gaps alone": ("", ELEMENT.replace("[<本地·红黄蓝>]", "[…#]"), "local.yaml", 19, "…#"),
    "a broken trap": ("", ELEMENT.replace("- 空气质量三色预警\n", "- 空气)\n"), "local.yaml", 22, "空气)"),
    "unknown reach": ("", ELEMENT.replace("        without:", "        within: page\n        without:"), "local.yaml", 20, "page"),
    "a word group given twice": ("", ELEMENT.replace("本地·红黄蓝: [红黄蓝预警, 三色预警]", "审查: [红黄蓝预警]"), "local.yaml", 6, "审查"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "element", "file", "line", "named"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path, text, element, file, line, named):
    """A mistake is told with file, line and column, names what is wrong, and says what to do."""
    path = write_own(tmp_path, text, element)
    with pytest.raises(ChecklistError) as caught:
        load_checklist(path)

    places = re.findall(rf"{re.escape(file)}:(\d+):\d+", caught.value.message.zh)
    assert [int(place) for place in places][:1] == [line - (element is not None and file == "own.yaml")]
    assert named in caught.value.message.zh + caught.value.advice.zh
    assert CHINESE.search(caught.value.advice.zh)


@pytest.mark.parametrize("name", ["outline-1999", "../own.txt"])
def test_an_unknown_extends_is_told_with_its_place(tmp_path, name):
    """What is extended but not there is told at its line, with the checklists there are."""
    path = tmp_path / "own.yaml"
    path.write_text(BASE.replace("outline-2021-2025", name), "utf-8")
    with pytest.raises(ChecklistError, match=rf"own\.yaml:4:\d+.*{re.escape(name)}") as caught:
        load_checklist(path)

    assert "outline-2021-2025" in caught.value.advice.zh


@pytest.mark.parametrize("names", [("own",), ("own", "second"), ("own", "second", "third")])
def test_a_circle_of_extends_is_told_with_its_place(tmp_path, names):
    """Checklists that extend each other in a circle are told so at the line of an `extends`, and do not hang."""
    for name, target in zip(names, (*names[1:], names[0]), strict=True):
        (tmp_path / f"{name}.yaml").write_text(f"id: {name}\ntitle: x\nversion: '1'\nextends: {target}\n", "utf-8")
    with pytest.raises(ChecklistError, match=r"\.yaml:4:\d+: .*extends") as caught:
        load_checklist(tmp_path / "own.yaml")

    assert caught.value.advice.zh


def test_a_group_without_a_file_is_told_with_its_place(tmp_path):
    """A group that groups.yaml names, but that has no file, is told at its place."""
    shutil.copytree(ROOT / "checklist", tmp_path / "checklist")
    (tmp_path / "checklist/groups.yaml").write_text("groups:\n  - lead\n  - nothing\n", "utf-8")
    with pytest.raises(ChecklistError, match=r"groups\.yaml:3:5: .*nothing"):
        load_checklist(tmp_path / "checklist/outline-2021-2025.yaml")


@pytest.mark.parametrize("content", [b"", "id: 清单".encode("gb18030"), b"\x00\x01", b"- a\n- b\n", b"hello"])
def test_a_file_that_is_no_checklist_is_told(tmp_path, content):
    """An empty file, one in another encoding, or no mapping at all is told with its name and what to do."""
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    with pytest.raises(ChecklistError, match=r"own\.yaml") as caught:
        load_checklist(path)

    assert caught.value.advice.zh


def test_a_broken_checklist_ends_the_run_in_one_line(tmp_path, capsys):
    """The command exits with 2 and tells the mistake in one line, for every command that reads a checklist."""
    path = write_own(tmp_path, "colour: red\n")
    seed = ROOT / SEEDS[0]
    for arguments in (["check", "--profile", path, seed], *(["checklist", command, "--profile", path] for command in ("list", "show", "lint", "test"))):
        outcome = call(capsys, *arguments)
        assert outcome.code == 2
        assert outcome.out == ""
        assert len(outcome.err.splitlines()) == 1
        assert re.search(r"own\.yaml:5:\d+", outcome.err)


def test_findings_end_the_run_with_1(tmp_path, capsys):
    """`checklist lint` and `checklist test` exit with 1 where they find something, with 0 where a checklist is sound."""
    assert call(capsys, "checklist", "lint", "--profile", write_own(tmp_path, element=ELEMENT)).code == 1
    assert call(capsys, "checklist", "test", "--profile", tmp_path / "own.yaml", "local").code == 0
    (tmp_path / "wrong").mkdir()
    wrong = write_own(tmp_path / "wrong", element=ELEMENT.replace("specific: [全年", "absent: [全年").replace("absent: [发布", "planned: [发布"))
    assert call(capsys, "checklist", "test", "--profile", wrong, "local").code == 1


@pytest.mark.parametrize("path", sorted((ROOT / "checklist/elements").glob("*.yaml")), ids=lambda path: path.stem)
def test_each_group_meets_the_schema_that_editors_use(path):
    """What the loader takes, the schema takes: an editor marks no sound file."""
    schema = json.loads((ROOT / "checklist/elements.schema.json").read_text("utf-8"))

    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(path.read_text("utf-8")))] == []


def test_the_schema_marks_what_the_loader_refuses():
    """An unknown key, a missing need and a status that does not exist are marked."""
    schema = jsonschema.Draft202012Validator(json.loads((ROOT / "checklist/elements.schema.json").read_text("utf-8")))
    sound = yaml.safe_load((ROOT / "checklist/elements/litigation.yaml").read_text("utf-8"))
    for change in ({"rulez": []}, {"need": {"city": "required"}}, {"examples": {"done": ["x"]}}):
        broken = sound | {"elements": [sound["elements"][0] | change]}
        assert list(schema.iter_errors(broken)), change
