"""Word files: every word that the reader of a printout would see is read, in order, with its numbers; nothing else is."""

from __future__ import annotations

import copy
import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from duibiao.model import ReadError, Source
from duibiao.read import read_bytes, read_source
from duibiao.read.extract import Limits
from make.office import export_text
from make.word import NAMESPACES, document, level, lists, notes, numbered, paragraph, run, style, styles, table, word_file, zip_file

TITLE = "石桥湾镇2021年度法治政府建设工作报告"
OFF = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


def read(body: str, **parts: str) -> Source:
    """Return what is read from a Word file with *body*."""
    return read_bytes(word_file(body, **parts), "报告.docx")


def lines(body: str, **parts: str) -> list[str]:
    """Return the lines of a Word file with *body*."""
    return read(body, **parts).text.split("\n")


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    """Return the error with which a file is refused; it names the file, and says what to do."""
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "报告.docx", limits or Limits())
    assert caught.value.message.zh.startswith("报告.docx: ")
    assert caught.value.advice.zh
    assert caught.value.advice.en
    return caught.value


def field(code: str, *result: str) -> str:
    """Return the runs of a complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark.format("separate") + "".join(result) + mark.format("end")


def box(content: str) -> str:
    """Return a run with a text box as Word writes it: a drawing, and the same once more for old programs."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(width_mm: int, height_mm: int) -> str:
    """Return a run with a picture of that size."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width_mm * 36000}" cy="{height_mm * 36000}"/>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


# ---- words in order


def test_a_file_written_by_python_docx_is_read_with_its_headings_and_cells() -> None:
    """Paragraphs, headings and tables stand in order, and each cell is found where it stands in the text."""
    made = docx.Document()
    made.add_heading(TITLE, 1)
    made.add_paragraph("全镇执法人员均持证上岗。")
    grid = made.add_table(2, 2)
    for row, texts in zip(grid.rows, (("事项", "件数"), ("行政复议", "3")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_heading("存在的问题", 2)
    stream = io.BytesIO()
    made.save(stream)
    source = read_bytes(stream.getvalue(), "报告.docx")

    assert source.text == f"{TITLE}\n全镇执法人员均持证上岗。\n事项\t件数\n行政复议\t3\n存在的问题"
    assert (source.format, source.complete, source.pages, source.encoding) == ("docx", True, None, None)
    assert [(source.text[heading.start :].split("\n")[0], heading.level) for heading in source.headings] == [(TITLE, 1), ("存在的问题", 2)]
    assert [(source.text[cell.span.start : cell.span.end], cell.table, cell.row, cell.column) for cell in source.cells] == [
        ("事项", 1, 1, 1),
        ("件数", 1, 1, 2),
        ("行政复议", 1, 2, 1),
        ("3", 1, 2, 2),
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    """What was inserted or moved here stands in the text; what was deleted or moved away does not."""
    body = paragraph(
        run("办理复议"),
        f"<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins>{run('5')}</w:ins>",
        run("件"),
        f"<w:moveFrom>{run('，旧处')}</w:moveFrom><w:moveTo>{run('，新处')}</w:moveTo>",
    )
    assert lines(body) == ["办理复议5件，新处"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    """Where the mark between two paragraphs is deleted they are one; a paragraph that is deleted as a whole leaves no trace."""
    gone = "<w:rPr><w:del/></w:rPr>"
    body = (
        paragraph("行政", properties=gone)
        + paragraph("复议。")
        + paragraph("<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", style="heading1", properties=gone)
        + paragraph("正文。")
    )
    source = read(body, styles=styles(style("heading 1")))

    assert source.text == "行政复议。\n正文。"
    assert source.headings == ()


def test_a_deleted_table_row_is_gone() -> None:
    """A row that was deleted with changes tracked is not read, one that was inserted is."""
    rows = table([["甲", "1"], ["乙", "2"], ["丙", "3"]]).split("<w:trPr/>")
    assert lines(rows[0] + "<w:trPr><w:del/></w:trPr>" + rows[1] + "<w:trPr><w:ins/></w:trPr>" + rows[2] + "<w:trPr/>" + rows[3]) == ["乙\t2", "丙\t3"]


def test_wrappers_are_transparent() -> None:
    """Content controls, hyperlinks, smart tags and custom XML hide no words, in a line, around lines or around cells."""
    wrapped = (
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink r:id='r7'>{run('乙')}</w:hyperlink><w:smartTag>{run('丙')}</w:smartTag><w:customXml>{run('丁')}</w:customXml>"
    )
    row = f"<w:tr><w:sdt><w:sdtContent><w:tc>{paragraph('子')}</w:tc></w:sdtContent></w:sdt><w:tc>{paragraph('丑')}</w:tc></w:tr>"
    body = f"<w:sdt><w:sdtContent>{paragraph(wrapped)}<w:customXml>{paragraph('戊')}</w:customXml><w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>"

    assert lines(body) == ["甲乙丙丁", "戊", "子\t丑"]


def test_a_prompt_for_text_is_no_text() -> None:
    """The words with which an empty content control asks to be filled in are not the report's."""
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入文字。')}</w:sdtContent></w:sdt>"
    assert lines(paragraph(run("单位："), control)) == ["单位："]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """A text box stands twice in the file and once in the text; one in another is read too."""
    assert lines(paragraph("正文。", box(paragraph("框内。") + paragraph("二行。", box(paragraph("框中框。")))))) == ["正文。", "框内。", "二行。", "框中框。"]


def test_old_word_art_is_read() -> None:
    """The words of a drawing that is nothing but words, such as a red heading, are read."""
    art = '<w:r><w:pict><v:shape><v:textpath string="某某县人民政府文件"/></v:shape></w:pict></w:r>'
    assert lines(paragraph(art) + paragraph("正文。")) == ["某某县人民政府文件", "正文。"]


def test_notes_stand_after_the_paragraph_that_refers_to_them() -> None:
    """A footnote or an endnote is a line of its own; a reference that leads nowhere is none."""
    first = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    second = "<w:r><w:endnoteReference w:id='2'/></w:r><w:r><w:footnoteReference w:id='99'/></w:r>"
    body = paragraph(run("复议"), first, run("三件。")) + paragraph(run("诉讼一件。"), second)

    assert lines(body, footnotes=notes("footnotes", "含上年结转。"), endnotes=notes("endnotes", "不含信访。")) == [
        "复议三件。",
        "（注：含上年结转。）",
        "诉讼一件。",
        "（注：不含信访。）",
    ]


def test_fields_show_their_result_and_not_their_code() -> None:
    """Of a field the result is read, also of one within another; a field without a result shows nothing."""
    inner = field("REF a", run("3"))
    empty = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>XE "词"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    simple = f'<w:fldSimple w:instr="DOCPROPERTY x">{run("件")}</w:fldSimple>'

    assert lines(paragraph(run("复议"), field("IF 1 = 1", run("共"), inner), empty, simple)) == ["复议共3件"]


def test_a_table_of_contents_is_left_out() -> None:
    """Its entries are neither text nor headings, whether told by field, by style or by content control."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    start = mark.format("begin") + '<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>' + mark.format("separate")
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    body = (
        paragraph(TITLE)
        + paragraph(start, run("一、主要工作 1"))
        + paragraph(run("二、存在问题 "), field("PAGEREF _1", run("3")))
        + paragraph(mark.format("end"), run("前言。"))
        + paragraph("三、打算 5", style="toc1")
        + gallery.format(paragraph("目录") + paragraph("四、附件 6"))
        + paragraph("一、主要工作")
    )
    assert lines(body, styles=styles(style("toc 1"))) == [TITLE, "前言。", "一、主要工作"]


@pytest.mark.parametrize("code", ["TOC \\o", "PAGE"])
def test_a_field_that_never_ends_swallows_nothing(code: str) -> None:
    """A damaged field costs at most its own code, not the rest of the report."""
    begin = f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>"
    assert lines(paragraph("前。", begin) + paragraph("正文。") + numbered("末。"), numbering=lists({0: level(0, "decimal", "%1.")}, {1: (0, "")})) == [
        "前。",
        "正文。",
        "1. 末。",
    ]


def test_hidden_text_is_left_out() -> None:
    """Text is hidden by its own properties or by its style, and shown again by its own properties."""
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    given = styles(style("secret", hidden, kind="character"), style("hush", hidden))
    body = (
        paragraph(run("可见"), run("隐", "<w:vanish/>"), run("不隐", '<w:vanish w:val="0"/>'), run("密", '<w:rStyle w:val="secret"/>'))
        + paragraph("悄悄", style="hush")
        + paragraph(run("大声", '<w:vanish w:val="false"/>'), run("小声"), style="hush")
    )
    assert lines(body, styles=given) == ["可见不隐", "大声"]


def test_comments_headers_and_footers_are_left_out() -> None:
    """What stands beside the text is not the report's."""
    body = paragraph("<w:commentRangeStart w:id='0'/>", run("正文。"), "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>")
    aside = f"<w:hdr {NAMESPACES}>{paragraph('内部资料')}</w:hdr>"
    comment = f"<w:comments {NAMESPACES}><w:comment w:id='0'>{paragraph('此处请核实')}</w:comment></w:comments>"

    assert lines(body, header1=aside, footer1=aside.replace("hdr", "ftr"), comments=comment) == ["正文。"]


def test_breaks_tabs_hyphens_symbols_and_readings() -> None:
    """A break by hand ends a line, a tab is a space, a known symbol is shown, and the reading above a character is not text."""
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('dié')}</w:rt><w:rubyBase>{run('叠')}</w:rubyBase></w:ruby></w:r>"
    body = paragraph(
        run("一"),
        "<w:r><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r>",
        '<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F04A"/><w:softHyphen/></w:r>',
        ruby,
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
    )
    assert lines(body) == ["一", "二", "三 四-☑叠x=1"]


def test_a_separator_of_lines_within_a_paragraph_is_a_space() -> None:
    """Only a paragraph or a break by hand ends a line, so that every line of the text is one of the file."""
    assert lines(paragraph("甲\u2028乙\u2029丙") + table([["子\u2028丑", "寅"]])) == ["甲 乙 丙", "子 丑\t寅"]


def test_a_heading_broken_by_hand_is_one_heading() -> None:
    """A heading that was broken to look well is still one line."""
    source = read(paragraph(run("推进"), "<w:r><w:br/></w:r>", run("依法行政"), style="heading1"), styles=styles(style("heading 1")))

    assert source.text == "推进依法行政"
    assert [heading.level for heading in source.headings] == [1]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(style("heading 2"), 2, id="english-name"),
        pytest.param(style("标题 3"), 3, id="chinese-name"),
        pytest.param(style("own", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'), 2, id="outline-level"),
        pytest.param(style("heading 1") + style("own", based_on="heading1"), 1, id="based-on"),
        pytest.param(style("heading 1", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'), None, id="body-level"),
        pytest.param(style("Body Text"), None, id="other"),
        pytest.param(style("a", based_on="b") + style("b", based_on="a"), None, id="circle"),
    ],
)
def test_the_level_of_a_heading_is_that_of_its_style(given: str, expected: int | None) -> None:
    """The outline level decides, or else the style's name, or else the style it is based on."""
    last = given.rpartition("styleId=")[2].split('"')[1]
    source = read(paragraph("标题", style=last), styles=styles(given))

    assert [heading.level for heading in source.headings] == ([expected] if expected else [])


def test_an_outline_level_of_the_paragraph_itself_counts() -> None:
    """A paragraph that is set as a heading by hand is one."""
    assert [heading.level for heading in read(paragraph("标题", properties='<w:outlineLvl w:val="0"/>')).headings] == [1]


# ---- tables


def test_merged_cells_stand_where_they_begin() -> None:
    """A cell that continues the one above is empty, so that the columns stay in line."""
    first, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table([["执法", "许可", "3"], ["残留", "处罚", "5"]])
    body = body.replace(f"<w:tcPr/>{paragraph('执法')}", f"<w:tcPr>{first}</w:tcPr>{paragraph('执法')}")
    body = body.replace(f"<w:tcPr/>{paragraph('残留')}", f"<w:tcPr>{go_on}</w:tcPr>{paragraph('残留')}")
    source = read(body)

    assert source.text == "执法\t许可\t3\n\t处罚\t5"
    assert [(cell.row, cell.column) for cell in source.cells] == [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3)]


def test_a_table_in_a_cell_is_part_of_that_cell() -> None:
    """A row is one line, whatever stands in its cells."""
    inner = table([["内一", "内二"], ["内三", "内四"]])
    assert lines(table([["外", inner], ["甲", paragraph("乙") + paragraph("丙")]])) == ["外\t内一 内二 内三 内四", "甲\t乙 丙"]


def test_a_table_of_one_column_only_frames_its_paragraphs() -> None:
    """A report that was pasted into a frame has its paragraphs and headings as without; a table in the frame is a table."""
    source = read(
        table([[paragraph("一、工作", style="heading1") + paragraph("全年办案三件。") + table([["甲", "1"]])]]) + table([["乙", "2"]]),
        styles=styles(style("heading 1")),
    )

    assert source.text == "一、工作\n全年办案三件。\n甲\t1\n乙\t2"
    assert [heading.level for heading in source.headings] == [1]
    assert [(cell.table, cell.row, cell.column) for cell in source.cells] == [(1, 1, 1), (1, 1, 2), (2, 1, 1), (2, 1, 2)]


def test_a_report_in_the_cell_of_a_form_keeps_its_paragraphs() -> None:
    """A form with a whole report in one cell is read by paragraphs, not as one endless row."""
    report = [f"{number}、推进依法行政，" + "全年开展执法检查若干次，" * 10 for number in "一二三四"]
    assert lines(table([["单位", "司法局"], ["总结", "".join(map(paragraph, report))]])) == ["单位\t司法局", "总结", *report]


# ---- numbers

CHAPTERS = (
    level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCountingThousand", "（%2）", '<w:suff w:val="nothing"/>')
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
    + level(4, "decimalEnclosedCircle", "%5", '<w:suff w:val="nothing"/>')
)
AGAIN = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def test_automatic_numbers_stand_in_front_of_the_text() -> None:
    """The numbers that Word shows are read like text; each level begins anew under the one above."""
    body = "".join(numbered(text, at) for text, at in zip("甲乙丙丁戊己庚辛壬癸子", (0, 1, 2, 3, 4, 4, 2, 1, 2, 0, 1), strict=True))

    assert lines(body, numbering=lists({0: CHAPTERS}, {1: (0, "")})) == [
        *("一、甲", "（一）乙", "1. 丙", "（1）丁", "①戊", "②己", "2. 庚"),
        *("（二）辛", "1. 壬", "二、癸", "（一）子"),
    ]


@pytest.mark.parametrize(
    ("form", "start", "expected"),
    [
        ("decimal", 21, "21"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 4000, "4000"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 26, "z"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 35, "三十五"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 20003, "二万零三"),
        ("japaneseCounting", 11, "十一"),
        ("chineseLegalSimplified", 13, "壹拾叁"),
        ("ideographLegalTraditional", 6, "陸"),
        ("ideographDigital", 21, "二一"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("unheardOf", 7, "7"),
    ],
)
def test_each_format_of_numbers_is_written_as_word_writes_it(form: str, start: int, expected: str) -> None:
    """A format writes its own signs; where it has none left, or is unknown, digits stand in."""
    assert lines(numbered("甲"), numbering=lists({0: level(0, form, "%1、", start=start)}, {1: (0, "")})) == [f"{expected}、甲"]


def test_a_number_may_name_the_levels_above() -> None:
    """1.2 names chapter and section; a level set to legal style shows them all in digits."""
    family = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>") + level(2, "decimal", "%1.%2.%3.")
    body = numbered("甲", 0) + numbered("乙", 1) + numbered("丙", 1) + numbered("丁", 2)

    assert lines(body, numbering=lists({0: family}, {1: (0, "")})) == ["第一章 甲", "1.1 乙", "1.2 丙", "一.2.1. 丁"]


def test_lists_of_one_family_are_counted_together_unless_told_to_begin_anew() -> None:
    """A second list of the same family goes on; one with a start of its own begins there, once."""
    body = numbered("甲") + numbered("乙", 0, 2) + numbered("丙", 0, 3) + numbered("丁", 0, 3) + numbered("戊") + numbered("己", 0, 4) + numbered("庚", 0, 5)
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1）", start=3)}</w:lvlOverride>'
    given = lists({0: level(0, "decimal", "%1."), 1: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, AGAIN), 4: (1, own), 5: (9, "")})

    assert lines(body, numbering=given) == ["1. 甲", "2. 乙", "1. 丙", "2. 丁", "3. 戊", "C）己", "庚"]


def test_a_level_begins_anew_only_where_it_is_told_to() -> None:
    """A level can be set never to begin anew, or only after one further out."""
    never, after_chapter = '<w:lvlRestart w:val="0"/>', '<w:lvlRestart w:val="1"/>'
    family = level(0, "decimal", "%1.") + level(1, "decimal", "(%2)") + level(2, "decimal", "[%3]", never) + level(3, "decimal", "{%4}", after_chapter)
    body = "".join(numbered("甲", at) for at in (0, 1, 2, 3, 1, 2, 3, 0, 1, 2, 3))

    assert [line.split()[0] for line in lines(body, numbering=lists({0: family}, {1: (0, "")}))] == [
        *("1.", "(1)", "[1]", "{1}", "(2)", "[2]", "{2}"),
        *("2.", "(1)", "[3]", "{1}"),
    ]


def test_numbers_come_from_styles_too() -> None:
    """A style numbers its paragraphs on the level that names it; a style based on it does likewise, and number 0 takes it away."""
    own = '<w:pPr><w:numPr><w:ilvl w:val="{}"/>{}</w:numPr></w:pPr>'
    family = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="heading1"/>') + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="heading2"/>')
    given = styles(
        style("heading 1", own.format(0, '<w:numId w:val="1"/>')),
        style("heading 2", own.format(0, '<w:numId w:val="1"/>')),
        style("mine", based_on="heading2"),
        style("bare", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based_on="heading1"),
    )
    body = (
        paragraph("甲", style="heading1")
        + paragraph("乙", style="heading2")
        + paragraph("丙", style="mine")
        + paragraph("丁", style="bare")
        + paragraph("戊", style="heading1", properties=OFF)
        + paragraph("己", style="heading1")
    )
    assert lines(body, styles=given, numbering=lists({0: family}, {1: (0, "")})) == ["一、甲", "（一）乙", "（二）丙", "丁", "戊", "二、己"]


def test_a_list_may_take_its_levels_from_a_style_of_lists() -> None:
    """A family without levels names a style, whose list has them; a circle of names leads to no number."""
    given = lists({0: level(0, "chineseCounting", "%1、"), 1: "", 2: ""}, {1: (0, ""), 2: (1, ""), 3: (2, "")})
    for family, link in ((1, "L"), (2, "M")):
        opening = f'<w:abstractNum w:abstractNumId="{family}">'
        given = given.replace(opening, f'{opening}<w:numStyleLink w:val="{link}"/>')
    of_list = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    named = styles(style("L", of_list.format(1), kind="numbering"), style("M", of_list.format(3), kind="numbering"))

    assert lines(numbered("甲", 0, 2) + numbered("乙", 0, 1) + numbered("丙", 0, 3), numbering=given, styles=named) == ["一、甲", "二、乙", "丙"]


def test_a_bullet_is_shown_unless_it_is_the_picture_of_a_symbol_font() -> None:
    """A bullet of an ordinary font stands in front of the text; a letter of Wingdings is not that letter."""
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    symbol = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/>{fonts}</w:lvl>'
    given = lists({0: level(0, "bullet", "●"), 1: symbol, 2: level(0, "bullet", "\uf06c")}, {1: (0, ""), 2: (1, ""), 3: (2, "")})

    assert lines(numbered("甲") + numbered("乙", 0, 2) + numbered("丙", 0, 3), numbering=given) == ["●甲", "乙", "丙"]


def test_deleted_paragraphs_are_not_counted_and_empty_ones_are() -> None:
    """Numbers are those that Word shows once the changes are accepted; an empty paragraph of a list takes up a number."""
    gone = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    body = numbered("甲") + paragraph("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", properties=gone) + numbered("丙") + numbered("") + numbered("丁")

    assert lines(body, numbering=lists({0: level(0, "decimal", "%1.")}, {1: (0, "")})) == ["1. 甲", "2. 丙", "4. 丁"]


@pytest.mark.slow
def test_numbers_agree_with_those_that_libreoffice_shows() -> None:
    """The text of a file with many lists is what LibreOffice exports of it, spaces apart."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1）", start=3)}</w:lvlOverride>'
    later = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    families = {
        0: CHAPTERS,
        1: level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "upperRoman", "%1-%3"),
        2: level(0, "ideographTraditional", "%1．") + level(1, "decimal", "%1%2") + level(2, "decimal", "%3"),
    }
    given = lists(families, {1: (0, ""), 2: (1, ""), 3: (1, AGAIN), 4: (1, own), 5: (2, ""), 6: (0, later)})
    chooser = random.Random(20211231)  # noqa: S311
    body = "".join(numbered(f"第{index}段", chooser.choice((0, 1, 1, 2, 2)), chooser.choice((1, 1, 1, 2, 2, 3, 4, 5, 6))) for index in range(60))
    data = word_file(body + paragraph("结束"), numbering=given)
    shown = ["".join(line.split()) for line in export_text(data, ".docx") if line.strip()]

    assert ["".join(line.split()) for line in read_bytes(data, "报告.docx").text.split("\n")] == shown


# ---- pages, and what could not be read


def test_pages_are_told_where_word_noted_every_turn() -> None:
    """The page of a passage is told if the turns of pages in the file agree with its number of pages, and not otherwise."""
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = paragraph("第一页。") + paragraph(turn, run("第二页。")) + paragraph(run("跨页的"), turn, run("段落。")) + paragraph("第三页。")

    def paged(number: int) -> Source:
        app = f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>{number}</Pages></Properties>'
        return read_bytes(word_file(body, {"docProps/app.xml": app}), "报告.docx")

    source = paged(3)
    assert source.pages == 3
    assert [source.page_of(source.text.index(words)) for words in ("第一页", "第二页", "跨页的", "段落", "第三页")] == [1, 2, 2, 3, 3]
    assert (paged(7).pages, paged(7).page_of(0)) == (None, None)


def test_large_pictures_are_told_of_and_small_ones_are_not() -> None:
    """A picture that may show words makes the reading incomplete; a seal or a badge does not."""
    words = paragraph("全县各级行政机关认真落实行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度，办理行政复议案件三十五件。" * 2)
    source = read(words + paragraph(picture(150, 90)))

    assert not source.complete
    assert [omission.zh for omission in source.omissions] == ["文中有 1 幅图片，图中文字未读"]
    assert read(words + paragraph(picture(40, 40))).complete


def test_a_scan_in_a_word_file_is_an_error() -> None:
    """A file that holds hardly anything but pictures of pages is not judged."""
    assert "扫描" in refusal(word_file(paragraph("附件") + paragraph(picture(160, 240)))).message.zh


def test_charts_objects_and_embedded_files_are_told_of() -> None:
    """What has words that are not read makes the reading incomplete, each kind counted."""
    chart = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id='r1'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    sheet = "<w:r><w:object><v:shape style='width:300pt;height:200pt'><v:imagedata r:id='r2'/></v:shape><o:OLEObject r:id='r3'/></w:object></w:r>"
    source = read(paragraph("正文。", chart, sheet) + "<w:altChunk r:id='r4'/>")

    assert [omission.zh for omission in source.omissions] == ["文中有 2 个图表、图示或嵌入对象，其中文字未读", "文中有 1 处嵌入的其他文件，其中文字未读"]


# ---- other ways to write the same file


def test_a_file_in_the_strict_variant_is_read() -> None:
    """Word's strict format has other names for the same things."""
    data = word_file(numbered("甲"), numbering=lists({0: level(0, "chineseCounting", "%1、")}, {1: (0, "")}))
    members = {name: zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    for name, content in members.items():
        content = content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        members[name] = content.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")

    assert read_bytes(zip_file(members), "报告.docx").text == "一、甲"


def test_the_main_part_is_found_by_relation_and_not_by_name() -> None:
    """Some programs name the part with the text otherwise."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/doc/text.xml"/></Relationships>'
    )
    assert read_bytes(zip_file({"_rels/.rels": relations, "doc/text.xml": document(paragraph("正文。"))}), "报告.docx").text == "正文。"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_the_xml_may_be_in_any_encoding_it_may_be_in(codec: str) -> None:
    """XML says in which encoding it is."""
    written = document(paragraph("正文。")).replace("UTF-8", "UTF-16" if codec == "utf-16" else "UTF-8").encode(codec)
    assert read_bytes(word_file("", {"word/document.xml": written}), "报告.docx").text == "正文。"


@pytest.mark.parametrize("name", ["报告.txt", "报告.doc", "报告.wps", "报告.pdf", "报告.html", "报告", ""])
def test_a_word_file_by_any_other_name_is_a_word_file(name: str) -> None:
    """Content decides what a file is."""
    source = read_bytes(word_file(paragraph("正文。")), name)
    assert (source.format, source.text) == ("docx", "正文。")


def test_a_text_file_named_docx_is_a_text_file(tmp_path: Path) -> None:
    """Text is read as text, whatever it is called."""
    path = tmp_path / "报告.docx"
    path.write_text(TITLE, encoding="utf-8")
    assert (read_source(path).format, read_source(path).text) == ("txt", TITLE)


# ---- what is refused

ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BOMB = ENTITIES + document(paragraph("<w:r><w:t>&b;</w:t></w:r>")).partition("\n")[2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(word_file(paragraph(TITLE))[:-60], "不完整", id="cut-off"),
        pytest.param(word_file(paragraph(TITLE))[:300], "不完整", id="head-alone"),
        pytest.param(b"\x00" * 5000, "已损坏", id="zeros"),
        pytest.param(b"", "空", id="empty"),
        pytest.param(zip_file({"报告.txt": TITLE}), "压缩包", id="plain-zip"),
        pytest.param(zip_file({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "Excel", id="xlsx"),
        pytest.param(zip_file({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), "PowerPoint", id="pptx"),
        pytest.param(zip_file({"OFD.xml": "<ofd/>"}), "OFD", id="ofd"),
        pytest.param(word_file("", {"word/document.xml": "<w:document>"}), "已损坏", id="broken-xml"),
        pytest.param(word_file("", {"word/document.xml": b""}), "已损坏", id="empty-part"),
        pytest.param(word_file("", {"word/document.xml": b"<?xml version='1.0' encoding='x-none'?><a/>"}), "已损坏", id="unknown-encoding"),
        pytest.param(word_file("", {"word/document.xml": BOMB}), "DTD", id="entities"),
        pytest.param(word_file("", {"word/document.xml": BOMB.encode("utf-16")}), "DTD", id="entities-utf-16"),
        pytest.param(word_file(paragraph("甲"), styles="<!DOCTYPE x SYSTEM 'file:///etc/hostname'><x/>"), "DTD", id="external-dtd"),
        pytest.param(word_file("<w:p>" * 50_000 + "</w:p>" * 50_000), "嵌套过深", id="deep"),
        pytest.param(word_file("<w:p/>" * 1_000_001), "庞杂", id="many-elements"),
        pytest.param(zip_file({f"word/{index}": "" for index in range(10_001)}), "过多", id="many-members"),
        pytest.param(word_file(""), "没有文字", id="no-text"),
    ],
)
def test_what_cannot_be_read_is_an_error_that_says_why(data: bytes, words: str) -> None:
    """A file that is damaged, malicious or of another kind is refused with its reason and has no score."""
    if "没有文字" in words:
        with pytest.raises(ReadError, match=words):
            read_bytes(data, "报告.docx")
    else:
        assert words in refusal(data).message.zh


def test_a_zip_bomb_is_stopped_while_it_inflates() -> None:
    """What is inflated is counted, over all parts, and stopped at the limit."""
    limits = Limits(unpacked_bytes=100_000)
    assert "过大" in refusal(word_file(paragraph("甲" * 50_000)), limits).message.zh
    assert "过大" in refusal(word_file(paragraph("甲"), styles=styles(style("a" * 60_000)), numbering=lists({0: "", 1: " " * 60_000}, {})), limits).message.zh


def test_a_file_over_the_limit_is_not_opened() -> None:
    """The size of the file is told before anything is made of it."""
    assert "过大" in refusal(word_file(paragraph("甲")), Limits(file_bytes=100)).message.zh


def test_two_parts_of_one_name_are_refused() -> None:
    """Which of two parts a program shows is anyone's guess."""
    stream = io.BytesIO(word_file(paragraph("甲")))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document(paragraph("乙")))

    assert "重名" in refusal(stream.getvalue()).message.zh


def test_an_encrypted_member_is_refused() -> None:
    """A zip with a password is told as such."""
    data = bytearray(word_file(paragraph("甲")))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
        elif data[at : at + 4] == b"PK\x03\x04":
            data[at + 6] |= 1
    assert "密码" in refusal(bytes(data)).message.zh


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<w:tbl><w:tr><w:tc>" * 40 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 40, id="tables-in-tables"),
        pytest.param("<w:sdt><w:sdtContent>" * 60 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 60, id="controls-in-controls"),
        pytest.param("<w:p>" + "<w:r>" * 130 + "<w:t>甲</w:t>" + "</w:r>" * 130 + "</w:p>", id="runs-in-runs"),
        pytest.param("<w:p><w:r><w:txbxContent>" * 40 + paragraph("甲") + "</w:txbxContent></w:r></w:p>" * 40, id="boxes-in-boxes"),
        pytest.param("<w:p>" + "<w:fldSimple w:instr='x'>" * 130 + run("甲") + "</w:fldSimple>" * 130 + "</w:p>", id="fields-in-fields"),
    ],
)
def test_nesting_within_the_limit_is_read(body: str) -> None:
    """Whatever is nested as deeply as is allowed does not exhaust the stack."""
    assert read(body + paragraph("末")).text.split("\n")[-1] == "末"


def test_absurd_values_are_harmless() -> None:
    """A number of a thousand digits, a level of a million, a label of megabytes: none of them costs more than it is worth."""
    huge = "9" * 5000
    family = level(0, "chineseCounting", "%1" * 100_000) + level(1, "upperRoman", "%2", start=99_999_999) + f'<w:lvl w:ilvl="{huge}"/>'
    odd = f'<w:outlineLvl w:val="{huge}"/><w:numPr><w:numId w:val="-5"/></w:numPr>'
    body = numbered("甲") + numbered("乙", 1) + numbered("丙", 999_999) + paragraph("丁", properties=odd)
    found = lines(body, numbering=lists({0: family}, {1: (0, "")}))

    assert found[0].endswith("甲")
    assert len(found[0]) < 100
    assert found[1:] == ["99999999 乙", "丙", "丁"]


def test_a_text_file_is_read_without_the_readers_of_other_files(tmp_path: Path) -> None:
    """Checking a text file loads nothing that only other kinds of files need."""
    path = tmp_path / "report.txt"
    path.write_text(TITLE, encoding="utf-8")
    code = f"import sys; from pathlib import Path; from duibiao.read import read_source; read_source(Path({str(path)!r})); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8").stdout.split()

    assert "duibiao.read.text" in loaded
    assert [name for name in loaded if name.startswith(("duibiao.read.docx", "duibiao.read.unzip", "duibiao.read.legacy", "xml.etree"))] == []


# ---- anything else


def rich_file() -> bytes:
    """Return a file that has something of everything."""
    body = (
        paragraph(TITLE, style="heading1")
        + paragraph("全镇认真落实行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度，办理行政复议案件三十五件。" * 2)
        + numbered("主要工作")
        + paragraph(run("正文"), field("REF a", run("3")), box(paragraph("框")), "<w:r><w:footnoteReference w:id='2'/></w:r>", picture(150, 90))
        + table([["甲", "1"], ["乙", "2"]])
        + paragraph(f"<w:ins>{run('新')}</w:ins>", properties="<w:rPr><w:del/></w:rPr>")
        + numbered("次级", 1)
    )
    given = styles(style("heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    return word_file(body, styles=given, numbering=lists({0: CHAPTERS}, {1: (0, AGAIN)}), footnotes=notes("footnotes", "注"))


def mutate(data: bytes, chooser: random.Random) -> bytes:
    """Return *data* with some bytes changed, cut out, doubled or exchanged."""
    changed = bytearray(data)
    for _ in range(chooser.choice((1, 1, 2, 5, 20))):
        at, length = chooser.randrange(len(changed) or 1), chooser.choice((1, 2, 8, 60))
        match chooser.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chooser.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chooser.choice((1, 3))
            case 3:
                other = chooser.randrange(len(changed) or 1)
                changed[at : at + length] = changed[other : other + length]
            case _:
                changed[at : at + 1] = bytes([(changed[at] ^ (1 << chooser.randrange(8))) if at < len(changed) else 0])
    return bytes(changed[: chooser.randrange(len(changed) + 1)] if chooser.random() < 0.1 else changed)


def transplant(data: bytes, chooser: random.Random) -> bytes:
    """Return the XML *data*, still well-formed, with elements doubled, moved, dropped or renamed, and values made absurd."""
    root = ET.fromstring(data)  # noqa: S314
    for _ in range(chooser.choice((1, 3, 10))):
        parents = [element for element in root.iter() if len(element)]
        parent, other = chooser.choice(parents), chooser.choice(parents)
        child = chooser.choice(list(parent))
        match chooser.randrange(5):
            case 0 if parent is not root:
                parent.remove(child)
            case 1:
                parent.insert(chooser.randrange(len(parent)), copy.deepcopy(child))
            case 2:
                other.append(copy.deepcopy(child))
            case 3:
                child.tag = other.tag
            case _:
                for key in child.attrib:
                    child.set(key, chooser.choice(("", "-1", "0", "99999999999", "9" * 5000, "end", "begin", "二", "\U0001f600", "%1%9")))
    return ET.tostring(root)


def mutants(number: int, seed: int) -> list[bytes]:
    """Return *number* mutants of a rich file: damaged as a container, within the bytes of a part, or among its elements."""
    chooser = random.Random(seed)  # noqa: S311
    whole = rich_file()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    found = []
    for index in range(number):
        name = chooser.choice(list(members))
        change = (mutate, transplant, transplant)[index % 3]
        found.append(mutate(whole, chooser) if index % 6 == 0 else zip_file({**members, name: change(members[name], chooser)}))
    return found


@pytest.mark.slow
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever bytes are broken, there is a text or an error that says so; nothing is written, nothing else happens."""
    monkeypatch.chdir(tmp_path)
    outcomes = set()
    for data in mutants(300, 20211231):
        try:
            outcomes.add(type(read_bytes(data, "报告.docx")))
        except ReadError as error:
            outcomes.add(type(error))

    assert outcomes == {Source, ReadError}
    assert list(tmp_path.iterdir()) == []
