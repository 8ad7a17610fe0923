"""Every seed and sample in the formats that offices use, made by real programs, and how each is judged beside its text.

From the folder ``tests``, ``python -m make.parity`` prints the table of docs/formats.md.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from playwright.sync_api import sync_playwright

from duibiao import check_file, check_text
from duibiao.model import Scorecard
from duibiao.normalize import normalize_text
from make.office import OFFICE, profile
from make.word import NAMESPACES, level, lists

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

ROOT = Path(__file__).parents[2]
CHROMIUM = "chromium"
#: How each format is made, in the order of the table.
FORMATS = {
    "docx": "python-docx",
    "docx-numbered": "python-docx，自动编号",
    "docx-office": "LibreOffice",
    "doc": "LibreOffice",
    "wps": "LibreOffice",
    "pdf-office": "LibreOffice",
    "pdf-browser": "Chromium",
    "html": "网站页面",
    "html-old": "旧式页面",
}
#: A file of WPS is read as one of old Word, one start of LibreOffice each: these will do.
SOME = ("000", "003", "table")
#: One report more than there are on file: a table in it is a table in every format.
TABLE = "table"
_ROWS = (
    "三、2021年执法办案情况表",
    "事项\t件数\t办理情况",
    "行政处罚\t126\t全部录入执法平台",
    "行政复议\t8\t纠错1件，其余维持",
    "行政诉讼\t3\t负责人出庭应诉3件",
    "特此报告。",
)

#: The numbers that reports type, outermost first, each with what Word would generate: “一、”, “（一）” or “(一)”, “1.”, “1、” or “1．”.
_TYPED = (
    re.compile(r"()([一二三四五六七八九十]{1,3})(、)"),
    re.compile(r"([（(])([一二三四五六七八九十]{1,3})([)）])"),
    re.compile(r"()([0-9]{1,2})([.．、])(?![0-9])"),
)
_FORMS = ("chineseCounting", "chineseCounting", "decimal")
_DIGITS = "零一二三四五六七八九十"
_LONGEST_HEADING = 40
_MARGIN = {"top": "2.5cm", "bottom": "2.5cm", "left": "2.6cm", "right": "2.6cm"}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the formats of a report must agree on: score, level, year and issuer, each element's status and ``specific``, the paragraphs."""

    about: Mapping[str, object]
    elements: Mapping[str, tuple[object, object]]
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, card: Scorecard) -> Verdicts:
        """Return those of a scorecard."""
        meta = card.document.meta
        return cls(
            {"score": card.value, "level": card.level, "year": meta.year, "issuer": meta.issuer},
            {scored.verdict.element.id: (scored.verdict.status, scored.verdict.specific) for scored in card.elements},
            tuple(card.document.normal.text.split("\n")),
        )

    def differences(self, other: Verdicts) -> tuple[str, ...]:
        """Return the names of what *other* says otherwise; "text" where not all paragraphs stand in it, whole and in this order."""
        pairs = ((self.about, other.about), (self.elements, other.elements))
        found = [name for one, two in pairs for name in one if one[name] != two[name]]
        rest = iter(other.paragraphs)
        return (*found, *(() if all(paragraph in rest for paragraph in self.paragraphs) else ("text",)))


def load_reports() -> dict[str, str]:
    """Return the text of every seed and sample by name, and of one report with a table."""
    paths = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests/labelled/samples").glob("*.txt"))]
    reports = {path.stem.partition("_")[0]: path.read_text("utf-8-sig") for path in paths}
    return reports | {TABLE: _with_table(reports["000"])}


def make_files(folder: Path, reports: Mapping[str, str]) -> dict[tuple[str, str], Path]:
    """Write each of *reports* in every format below *folder* and return the files by report and format."""
    lines = {name: _split_paragraphs(text) for name, text in reports.items()}
    for name, paragraphs in lines.items():
        _write(folder / "docx" / f"{name}.docx", _as_word(paragraphs, numbered=False))
        _write(folder / "docx-numbered" / f"{name}.docx", _as_word(paragraphs, numbered=True))
        _write(folder / "html" / f"{name}.html", _as_page(paragraphs).encode())
        _write(folder / "html-old" / f"{name}.html", _as_old_page(paragraphs).encode("gb18030"))
        _write(folder / "print" / f"{name}.html", _as_print(paragraphs).encode())
    with ThreadPoolExecutor(1) as pool:
        printed = pool.submit(_print_pages, folder, reports)
        _convert(folder, "docx", "docx-office", "docx:MS Word 2007 XML", reports)
        _convert(folder, "docx-numbered", "doc", "doc", reports)
        _convert(folder, "docx-numbered", "pdf-office", "pdf", reports)
        printed.result()
    for name in reports:
        _write(folder / "wps" / f"{name}.wps", (folder / "doc" / f"{name}.doc").read_bytes())
    return {(name, form): folder / form / f"{name}.{form.partition('-')[0]}" for name in reports for form in FORMATS if form != "wps" or name in SOME}


def compare_files(files: Mapping[tuple[str, str], Path], reports: Mapping[str, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what each of *files* says otherwise than the text of its report, two files at a time."""
    expected = {name: Verdicts.of(check_text(text)) for name, text in reports.items()}
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda path: Verdicts.of(check_file(path)), files.values())
        return {key: expected[key[0]].differences(verdicts) for key, verdicts in zip(files, found, strict=True)}


def draw_table(differences: Mapping[tuple[str, str], tuple[str, ...]], reports: Iterable[str]) -> str:
    """Return *differences* as a table in Markdown: whether a file agrees with its text, else in how many points it does not."""
    rows = [["报告 · report", *FORMATS], ["---"] * (len(FORMATS) + 1), ["", *FORMATS.values()]]
    for name in reports:
        found = (differences.get((name, form)) for form in FORMATS)
        rows.append([name, *("" if points is None else f"{len(points)} 处不同" if points else "一致" for points in found)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _with_table(text: str) -> str:
    return text.rstrip() + "\n" + "\n".join(_ROWS) + "\n"


def _split_paragraphs(text: str) -> list[str]:
    """Return the lines of a report that are not blank, with a title of two lines in one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title = 2 if "\n" not in normalize_text("\n".join(lines[:2])).text else 1
    return ["".join(lines[:title]), *lines[title:]]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


# ---- Word


def _as_word(paragraphs: list[str], *, numbered: bool) -> bytes:
    """Return a Word file with a paragraph for each line and a table for each run of rows.

    *numbered*: the title and the headings have styles, and the numbers that Word can generate are generated.
    """
    made = docx.Document()
    numbers = _Numbers(paragraphs)
    if numbered:
        made.part.numbering_part._element = parse_xml(numbers.write_list())
    for is_row, group in groupby(paragraphs, lambda line: "\t" in line):
        if is_row:
            _add_table(made, [line.split("\t") for line in group])
            continue
        for line in group:
            taken = numbers.take(line) if numbered else None
            if taken is None:
                made.add_paragraph(line, style="Title" if numbered and line == paragraphs[0] else None)
            else:
                at, rest = taken
                _number(made.add_paragraph(rest, style=f"Heading {at + 1}" if _is_heading(line) else None), at)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add_table(made: WordDocument, rows: list[list[str]]) -> None:
    grid = made.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


def _number(paragraph: Paragraph, at: int) -> None:
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {NAMESPACES}><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>'))


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in "。；！"


class _Numbers:
    """One list of three levels that counts as Word does, with the marks that a report first uses on each."""

    def __init__(self, paragraphs: list[str]) -> None:
        found = [[match for line in paragraphs if (match := pattern.match(line))] for pattern in _TYPED]
        self._marks = [(matches[0][1], matches[0][3]) if matches else ("", "、") for matches in found]
        self._counts = [0, 0, 0]

    def write_list(self) -> str:
        """Return the list as the part of a Word file."""
        levels = (level(at, _FORMS[at], f"{opening}%{at + 1}{closing}") for at, (opening, closing) in enumerate(self._marks))
        return lists({0: "".join(levels)}, {1: (0, "")})

    def take(self, line: str) -> tuple[int, str] | None:
        """Return the level and the words of *line* where the list would number it as it is typed, None where not."""
        for at, pattern in enumerate(_TYPED):
            match = pattern.match(line)
            words = line[match.end() :].strip() if match else ""
            if match and words:
                fits = (match[1], match[3]) == self._marks[at] and _value(match[2]) == self._counts[at] + 1 and all(self._counts[:at])
                if not fits:
                    return None
                self._counts[at:] = [self._counts[at] + 1, *[0] * (2 - at)]
                return at, words
        return None


def _value(number: str) -> int:
    """Return the value of a number up to 99."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_DIGITS.find(tens or "一") * 10 if ten else 0) + (_DIGITS.find(ones) if ones else 0)


# ---- pages


def _blocks(paragraphs: list[str], line: str, row: str, table: str) -> str:
    """Return *paragraphs* in mark-up: the patterns of a line, of a cell and of a table with its rows."""
    written = ""
    for is_row, group in groupby(paragraphs, lambda text: "\t" in text):
        lines = [html.escape(text) for text in group]
        if is_row:
            written += table.format("".join(f"<tr>{''.join(row.format(cell) for cell in text.split(chr(9)))}</tr>" for text in lines))
        else:
            written += "".join(line.format(text) for text in lines)
    return written


def _as_page(paragraphs: list[str]) -> str:
    """Return a report on the page of a government's site: menu, index table, related links, footer."""
    title = html.escape(paragraphs[0])
    menu = "".join(f"<li><a href=/{number}>{name}</a></li>" for number, name in enumerate(("首页", "政务公开", "政务服务", "互动交流", "走进石桥"), 1))
    index = "".join(
        f"<tr><td><b>{left}</b></td><td>{value}</td><td><b>{right}</b></td><td>{more}</td></tr>"
        for left, value, right, more in (("索引号：", "01234567-8/2022-00012", "主题分类：", "其他"), ("发布日期：", "2022-01-28", "有效性：", "有效"))
    )
    links = "".join(f"<li><a href=/n{number}>关于做好第{number}批项目申报工作的通知</a></li>" for number in range(1, 9))
    body = _blocks(paragraphs[1:], "<p style='text-indent:2em'>{}</p>", "<td>{}</td>", "<table border=1>{}</table>")
    return f"""<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>{title}_门户网站</title>
<style>p{{margin:0}}</style><script>var visits = 1;</script></head><body>
<header><div class=logo>门户网站</div><nav><ul>{menu}</ul></nav></header>
<div class=position>当前位置：<a href=/>首页</a> &gt; <a href=/2>政务公开</a> &gt; 正文</div>
<table class=index>{index}</table>
<h1>{title}</h1><div class=info>发布时间：2022-01-28　来源：本站　浏览次数：<span id=n>35</span>　字体：【大 中 小】</div>
<div id=zoom class=TRS_Editor>{body}</div>
<div class=tools>【打印本页】 【关闭窗口】</div><div class=related><h3>相关信息</h3><ul>{links}</ul></div>
<footer><p>主办：办公室　版权所有</p><p>某ICP备12345678号　网站标识码：4400000001</p></footer></body></html>"""


def _as_old_page(paragraphs: list[str]) -> str:
    """Return a report as sites wrote it when pages were laid out by tables and lines ended in breaks."""
    body = _blocks(paragraphs[1:], "&nbsp;&nbsp;&nbsp;&nbsp;{}<br><br>\n", "<td>{}</td>", "<table border=1>{}</table><br>")
    title = html.escape(paragraphs[0])
    return f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>{title}</title></head>
<body bgcolor=#ffffff><table width=900 align=center><tr><td colspan=2><font size=6>门户网站</font></td></tr>
<tr><td width=150 valign=top><a href=a.htm>机构设置</a><br><a href=b.htm>政策文件</a><br><a href=c.htm>工作动态</a></td>
<td><table width=100%><tr><td align=center><font size=4><b>{title}</b></font></td></tr>
<tr><td><font size=3>{body}</font></td></tr></table></td></tr>
<tr><td colspan=2 align=center>版权所有：办公室　建议使用1024×768分辨率浏览</td></tr></table></body></html>"""


def _as_print(paragraphs: list[str]) -> str:
    """Return a report as a page to print."""
    body = _blocks(paragraphs[1:], "<p>{}</p>", "<td>{}</td>", "<table>{}</table>")
    return f"""<!doctype html><meta charset=utf-8><style>body{{font:16px/1.8 'Noto Serif CJK SC'}}h1{{text-align:center;font-size:24px}}
p{{text-indent:2em;margin:0 0 .5em}}td{{border:1px solid}}table{{border-collapse:collapse;width:100%}}</style>
<h1>{html.escape(paragraphs[0])}</h1>{body}"""


# ---- programs


def _convert(folder: Path, given: str, made: str, target: str, reports: Iterable[str]) -> None:
    """Let LibreOffice turn all Word files of *given* into *target* in one go."""
    files = [str(folder / given / f"{name}.docx") for name in reports]
    command = [OFFICE, f"-env:UserInstallation={profile()}", "--headless", "--norestore", "--convert-to", target, "--outdir", str(folder / made)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)


def _print_pages(folder: Path, reports: Iterable[str]) -> None:
    """Let one Chromium print all reports, with numbers of pages at their feet."""
    foot = "<div style='font-size:9px;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True).new_page()
        for name in reports:
            page.goto((folder / "print" / f"{name}.html").as_uri())
            data = page.pdf(format="A4", display_header_footer=True, header_template="<p></p>", footer_template=foot, margin=_MARGIN)
            _write(folder / "pdf-browser" / f"{name}.pdf", data)
        browser.close()


def main() -> None:
    """Make the files, compare them and print the table."""
    reports = load_reports()
    with tempfile.TemporaryDirectory() as folder:
        differences = compare_files(make_files(Path(folder), reports), reports)
    print(draw_table(differences, reports), end="")  # noqa: T201 - a script's result


if __name__ == "__main__":
    main()
