"""Web pages give the report and nothing of the site around it, however the page is built."""

from __future__ import annotations

import html
import random
import sys
from pathlib import Path

import pytest

from duibiao import check_file
from duibiao.model import ReadError, Source
from duibiao.normalize import normalize_text
from duibiao.read import read_bytes
from duibiao.read.extract import Limits
from duibiao.read.html import extract_html, read_html

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
TITLE = "石桥县2021年度法治政府建设情况报告"
SENTENCE = "全县坚持以习近平法治思想为指导，扎实推进法治政府建设，组织执法培训{}场次，取得了明显成效。"
BODY = [SENTENCE.format(number) for number in range(11, 19)]
SIGNED = ["石桥县人民政府", "2022年1月20日"]
TOP = (
    "<div class=top><a href=/>首页</a> | <a href=/a>政务公开</a> | <a href=/b>互动交流</a></div>"
    "<div>当前位置：<a href=/>首页</a> &gt; <a href=/z>政务公开</a> &gt; 正文</div>"
)
FOOT = (
    "<div>上一篇：<a href=/1>某镇2021年法治政府建设情况报告</a></div><div>【打印】 【关闭】</div>"
    "<div id=foot><p>版权所有：石桥县人民政府　主办：石桥县人民政府办公室</p><p>某ICP备12345678号 网站标识码4400000001"
    "</p><p>建议使用1024×768分辨率浏览本网站</p></div>"
)
RELATED = "<div><h3>相关链接</h3><ul>" + "<li><a href=/x>关于公开征求意见的通知，欢迎社会各界踊跃参与，提出宝贵意见和建议</a></li>" * 60 + "</ul></div>"


def paragraphs(lines: list[str]) -> str:
    """Paragraphs as editors write them, indented by blanks."""
    return "".join(f"<p>　　{html.escape(line)}</p>" for line in lines)


PAGES = {
    "editor": f"{TOP}<h1>{TITLE}</h1><div class=TRS_Editor>{paragraphs(BODY)}<p align=right>{SIGNED[0]}</p><p align=right>{SIGNED[1]}</p></div>{FOOT}",
    "breaks": f"<table><tr><td>{TOP}</td></tr><tr><td width=20%><a href=1>栏目一</a><br><a href=2>栏目二</a></td><td><table><tr><td align=center><b>{TITLE}</b>"
    f"</td></tr><tr><td><font size=3>{'<br><br>'.join(BODY)}</font></td></tr><tr><td align=right>{'<br>'.join(SIGNED)}</td></tr></table></td></tr>"
    f"<tr><td>{FOOT}"
    "</td></tr></table>",
    "links": f"{TOP}<div class=article><h2>{TITLE}</h2>{paragraphs(BODY + SIGNED)}</div>{RELATED}{FOOT}",
    "split": f"{TOP}<div class=left><a href=1>栏目一</a></div><div class=detail><div class=bt>{TITLE}</div><div>{paragraphs(BODY[:3])}</div>"
    f"<div><div>{paragraphs(BODY[3:4])}</div></div><div>{paragraphs(BODY[4:])}</div><div>{SIGNED[0]}</div><div>{SIGNED[1]}</div></div>{RELATED}{FOOT}",
    "form": f"<form id=aspnetForm>{TOP}<div id=zoom><p><span>{TITLE}</span></p>{paragraphs(BODY + SIGNED)}</div>{FOOT}</form>",
}


def read(page: str, encoding: str = "utf-8") -> Source:
    """Return what is read from a page."""
    return read_bytes(("<!DOCTYPE html><html>" + page).encode(encoding, "xmlcharrefreplace"), "报告.html")


def lines_of(page: str) -> list[str]:
    """The lines that are read from a page."""
    return read(page).text.split("\n")


def refusal(page: str) -> str:
    """Return the words with which a page is refused."""
    with pytest.raises(ReadError) as caught:
        read(page)
    return f"{caught.value.message.zh} {caught.value.advice.zh}"


# ---- the report and nothing else


@pytest.mark.parametrize("name", PAGES)
def test_the_report_is_found_whatever_stands_around_it(name: str) -> None:
    """Title, every paragraph and signature are there; menus, paths, links and feet are not."""
    assert lines_of(PAGES[name]) == [TITLE, *BODY, *SIGNED]


def as_page(lines: list[str]) -> str:
    """A report on a site's page."""
    return f"<meta charset=utf-8>{TOP}<h1>{html.escape(lines[0])}</h1><div>{paragraphs(lines[1:])}</div>{RELATED}{FOOT}"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_report_on_a_page_has_its_whole_text(seed: Path) -> None:
    """Every paragraph comes out whole and in its place, and nothing is added."""
    lines = [line.strip() for line in seed.read_text("utf-8").split("\n") if line.strip()]

    assert normalize_text(read(as_page(lines)).text).text == normalize_text("\n".join(lines)).text


def test_a_report_on_a_page_has_the_verdicts_of_its_text(tmp_path: Path) -> None:
    """All statuses and the score are the same."""
    page = tmp_path / "report.html"
    page.write_text(as_page([line.strip() for line in SEEDS[0].read_text("utf-8").split("\n") if line.strip()]), "utf-8")
    shown, typed = check_file(page), check_file(SEEDS[0])

    assert [(one.verdict.status, one.verdict.specific) for one in shown.elements] == [(one.verdict.status, one.verdict.specific) for one in typed.elements]
    assert shown.value == typed.value


def test_sentences_that_sound_like_a_site_stay() -> None:
    """Printing, sharing, copyright and technical support are also work of a government."""
    spoken = ["打击侵权盗版，维护版权，为企业提供技术支持。", "推行扫码入企、扫码评价，及时关闭非法网站。", "热门景区设立普法宣传点，打印发放宣传册。"]

    assert lines_of(f"{TOP}<h1>{TITLE}</h1><div>{paragraphs(BODY[:4] + spoken + BODY[4:])}</div>{FOOT}") == [TITLE, *BODY[:4], *spoken, *BODY[4:]]


def test_hidden_and_deleted_words_are_left_out() -> None:
    """What a reader of the page does not see is no part of the report."""
    hidden = (
        "<p style='display: none'>隐藏的话，不应读出来，因为读者看不到它。</p><p hidden>又一句</p><template>模板</template><!-- 注释 -->"
        "<p>全县<del>没有</del>完成。</p>"
    )

    assert lines_of(f"<h1>{TITLE}</h1>{paragraphs(BODY)}{hidden}") == [TITLE, *BODY, "全县完成。"]


# ---- words and lines


def test_inline_marks_do_not_break_words_and_entities_are_characters() -> None:
    """Bold, links, spans, small numbers and entities leave a sentence whole; a break or a block ends a line."""
    page = (
        f"<h1>{TITLE}</h1>{paragraphs(BODY)}<p>&nbsp;&nbsp;办<b>结</b><span>率</span>\n达&#57;&#53;&#37;&mdash;<a href=x>同比</a>上升<sup>①</sup>。"
        "<br>第二行<div>第三行</div>"
    )

    assert lines_of(page)[-3:] == ["办结率达95%—同比上升①。", "第二行", "第三行"]


def test_numbers_that_the_browser_makes_are_written_out() -> None:
    """Lists show the numbers that a reader sees, and none twice."""
    page = (
        f"<h1>{TITLE}</h1>{paragraphs(BODY)}<ol><li>加强领导</li><li><p>依法决策</p></li></ol><ol start=3 style='list-style-type: cjk-ideographic'><li>公正执法"
        "</li></ol><ol type=A><li value=2>化解纠纷</li></ol><ol><li>1.已有编号</li></ol>"
        "<ol type=i start=4><li>强化监督</li></ol><ol start=27 style='list-style: lower-alpha outside'><li>加强宣传</li></ol>"
        "<ol start=101 style='list-style: inside trad-chinese-informal'><li>其他</li></ol><ol style='list-style:none'><li>无编号</li></ol>"
        "<ul><li>普法</li></ul>"
    )

    assert lines_of(page)[-10:] == [
        *("1. 加强领导", "2. 依法决策", "三、公正执法", "B. 化解纠纷", "1.已有编号"),
        *("iv. 强化监督", "27. 加强宣传", "一百零一、其他", "无编号", "普法"),
    ]


def test_headings_inside_the_report_carry_their_level() -> None:
    """A heading element is a heading where it is one line within the report; the title and whole paragraphs are none."""
    source = read(f"<h1>{TITLE}</h1><h2>一、主要做法</h2>{paragraphs(BODY)}<h3>{BODY[0]}</h3><h2>二、存在的问题</h2>{paragraphs(BODY[:2])}")

    assert [(source.text[style.start :].split("\n")[0], style.level) for style in source.headings] == [("一、主要做法", 2), ("二、存在的问题", 2)]


def test_a_table_of_data_gives_cells_and_one_of_layout_gives_lines() -> None:
    """Cells know their row and column, also beside merged ones; prose in a table is prose."""
    table = (
        "<table><tr><th>项目</th><th>件数</th><th>说明</th></tr><tr><td rowspan=2>行政复议</td><td>12</td><td>含<br>调解</td></tr><tr><td>34</td><td></td></tr>"
        "<tr><td colspan=2>合计</td><td>46</td></tr></table>"
    )
    source = read(f"<table><tr><td><h1>{TITLE}</h1>{paragraphs(BODY)}{table}{paragraphs(BODY[:1])}</td></tr></table>")
    cells = {(cell.row, cell.column): source.text[cell.span.start : cell.span.end] for cell in source.cells if cell.span.start < cell.span.end}

    assert cells == {
        (1, 1): "项目",
        (1, 2): "件数",
        (1, 3): "说明",
        (2, 1): "行政复议",
        (2, 2): "12",
        (2, 3): "含 调解",
        (3, 2): "34",
        (4, 1): "合计",
        (4, 3): "46",
    }
    assert source.text.split("\n")[1:9] == BODY


def test_a_page_saved_by_word_keeps_its_automatic_numbers() -> None:
    """Numbers that Word writes into the page are text; its notes to itself are not."""
    page = (
        "<head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><style>p.MsoNormal{mso-style:x}</style></head><body><div class=WordSection1>"
        f"<p class=MsoNormal>{TITLE}<o:p></o:p></p><p style='mso-list:l0'><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span>"
        f"<![endif]>主要做法</p><!--[if gte mso 9]><xml>秘密</xml><![endif]-->{paragraphs(BODY)}"
        "<p><!--[if !supportLists]--><span>（一）</span><!--[endif]-->依法决策</p></div></body>"
    )
    source = read(page, "gb18030")

    assert source.encoding == "gb18030"
    assert source.text.replace(" ", "").split("\n") == [TITLE, "一、主要做法", *BODY, "（一）依法决策"]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("gb18030", ""),
        ("gb18030", "x-unknown"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "utf-8"),
    ],
)
def test_a_page_is_decoded_by_what_it_is(encoding: str, told: str) -> None:
    """A wrong, missing or unknown declaration does not garble the page; gb2312 is read as its larger successor."""
    page = f"<head><meta charset={told}></head>" * bool(told) + f"<h1>{TITLE}</h1>{paragraphs([*BODY, '由朱镕基镇負責，𠮷村配合。'])}"
    source = read(page, encoding)

    assert source.text.split("\n") == [TITLE, *BODY, "由朱镕基镇負責，𠮷村配合。"]
    assert source.replaced == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_is_known_by_its_first_tag_whatever_it_is_called(encoding: str) -> None:
    """A page that is named like a Word file or a text is read as a page, in UTF-16 without a byte-order mark too."""
    data = f"<!DOCTYPE html>\n<html><head><title>{TITLE}</title></head>{PAGES['editor']}".encode(encoding)

    for name in ("报告.doc", "报告.txt"):
        source = read_bytes(data, name)
        assert (source.format, source.text.split("\n")) == ("html", [TITLE, *BODY, *SIGNED])


# ---- what is no report


@pytest.mark.parametrize(
    ("page", "word"),
    [
        pytest.param("<frameset cols='20%,80%'><frame src=a><frame src=b></frameset>", "框架", id="frames"),
        pytest.param("<body><div id=app>加载中</div><script>load()</script></body>", "脚本", id="script"),
        pytest.param("<body><img src=a.png><img src=b.png></body>", "图片", id="pictures"),
        pytest.param("<body></body>", "几乎没有文字", id="empty"),
    ],
)
def test_a_page_without_text_of_its_own_is_refused(page: str, word: str) -> None:
    """The message says why there is no text, the advice how to get it."""
    words = refusal(page)

    assert word in words
    assert "打印为 PDF" in words


def test_a_report_in_an_annex_is_no_complete_report() -> None:
    """A short page that links to a file says that the text may stand there."""
    source = read(
        f"<h1>{TITLE}</h1><p>现将报告全文予以公布，请下载附件查看，并欢迎社会各界监督，提出宝贵的意见建议。</p><p>附件：<a href=/r.pdf>{TITLE}全文</a></p>"
    )

    assert not source.complete
    assert "附件" in source.omissions[0].zh


def test_a_list_of_reports_is_not_taken_for_one() -> None:
    """A page of links gives its links, and no paragraph that none of the reports has."""
    entries = "".join(f"<li><a href=/{number}>某镇{number}年度法治政府建设情况报告</a></li>" for number in range(2001, 2022))

    assert all("报告" in line or "首页" in line for line in lines_of(f"{TOP}<ul>{entries}</ul>"))


def test_without_its_library_a_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where selectolax is not installed the message names the extra."""
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(ReadError) as caught:
        read_html(PAGES["editor"].encode(), "a.html", Limits())

    assert "pip install duibiao[html]" in caught.value.advice.zh


def test_a_web_archive_gives_its_page() -> None:
    """A page saved as a single file is read from its first part."""
    page = f"<html><head><meta charset=utf-8></head><body>{PAGES['editor']}</body></html>".encode().hex("=").upper()
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n"
    archive = f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    extract = read_html(f"{archive}={page}\r\n--B--\r\n".encode(), "a.mht", Limits())

    assert [line.text for line in extract.lines] == [TITLE, *BODY, *SIGNED]


# ---- hostile pages


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 100_000 + "{}" + "</div>" * 100_000, id="blocks"),
        pytest.param("<b>" * 100_000 + "{}", id="styles"),
        pytest.param("".join(f"<font size={number}>" for number in range(5_000)) + "<p>a" * 5_000 + "{}", id="unclosed"),
        pytest.param("<table><tr><td>" * 50_000 + "{}", id="tables"),
        pytest.param("<div " + " ".join(f"a{number}=1" for number in range(50_000)) + ">{}</div>", id="attributes"),
        pytest.param("<ul><li>" * 30_000 + "{}", id="lists"),
        pytest.param("<!--" * 50_000 + "--> {}", id="comments"),
        pytest.param("<table><tr><td colspan=999999 rowspan=999999>a<td>b</tr></table>{}", id="spans"),
        pytest.param("\0<\0p>{}", id="nulls"),
    ],
)
def test_endless_pages_are_read_all_the_same(page: str) -> None:
    """Neither depth nor length nor broken marks lose the report."""
    text = read(page.replace("{}", f"<p>{TITLE}</p>" + paragraphs(BODY))).text

    assert all(line in text for line in BODY)


PIECES = (
    b"<table>",
    b"<tr><td>",
    b"<b>",
    b"</div>",
    b"<!--",
    b"<script>",
    b"<select>",
    b"\0",
    b"<a href=x>",
    b"<ol type=i><li>",
    b"<template>",
    b"<svg><p>",
    b"&#0;",
    b"\xff",
)


@pytest.mark.slow
def test_damaged_pages_are_read_or_refused() -> None:
    """Whatever bytes change, the reader returns or says why not."""
    chance = random.Random(20151227)  # noqa: S311
    bases = [page.encode() for page in PAGES.values()] + [PAGES["breaks"].encode("gb18030")]
    kept = 0
    for _ in range(300):
        data = bytearray(chance.choice(bases))
        for _ in range(chance.choice((1, 10, 100))):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((0, 1, 40))] = chance.choice((bytes(chance.randrange(256) for _ in range(3)), chance.choice(PIECES)))
        try:
            kept += bool(extract_html(bytes(data), "a.html", Limits()).lines)
        except ReadError:
            continue
    assert kept
