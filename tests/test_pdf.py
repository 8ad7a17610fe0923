"""PDF files from LibreOffice and Chromium say what the text said: in order, in whole paragraphs, without heads and feet."""

from __future__ import annotations

import html
import random
import re
import struct
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from duibiao import check_file
from duibiao.model import ReadError, Source
from duibiao.normalize import normalize_text
from duibiao.read import read_bytes, read_source
from duibiao.read.apart import pack_extract, read_apart, unpack_extract
from duibiao.read.extract import Limits
from duibiao.read.pdf import extract_pdf, read_pdf

pytestmark = pytest.mark.slow

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
MAKERS = ("office", "browser")
#: LibreOffice prints all reports in one go; Chromium starts for each, so it prints every other one.
REPORTS = [("office", number) for number in range(len(SEEDS))] + [("browser", number) for number in range(0, len(SEEDS), 2)]
HEAD = "石桥县人民政府文件"
REPEATED = "（本段由各单位分别填报）"
PROSE = "全县坚持以习近平法治思想为指导，扎实推进法治政府建设，组织执法培训12场次，办理行政复议案件34件，取得了明显成效。"
#: One paragraph of three pages, with a mark in each sentence.
LONG = "".join(f"第{number:03}处，{PROSE}" for number in range(1, 51))
ROWS = (("序号", "事项", "数量", "说明"), ("1", "行政复议", "受理12件", f"其中调解3件。{PROSE}"), ("2", "行政诉讼", "败诉2件", "已全部履行"))

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-indent="0.85cm" fo:text-align="justify" fo:line-height="150%"/>
<style:text-properties fo:font-size="12pt" style:font-size-asian="12pt" fo:font-family="Liberation Serif" style:font-family-asian="Noto Serif CJK SC"/>
</style:style>
<style:style style:name="B" style:family="paragraph" style:parent-style-name="P"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="20pt" style:font-size-asian="20pt" style:font-family-asian="Noto Sans CJK SC"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm"
 fo:margin-bottom="2cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p text:style-name="H">HEAD</text:p></style:header>
<style:footer><text:p text:style-name="H">— <text:page-number/> —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""
STYLE = (
    "<!doctype html><meta charset=utf-8><style>@page{size:A4;margin:2.5cm}body{font:16px/1.8 'Noto Serif CJK SC'}h1{text-align:center;font-size:24px}"
    "p{text-indent:2em;margin:0 0 .5em}td,th{border:1px solid #000}table{border-collapse:collapse;width:100%}.new{break-before:page}</style>"
)


#: A page that shows a picture alone.
SCAN = "<div class=new></div><img src=scan.png style='width:100%;height:23cm'>"


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_office(lines: list[str], table: tuple[tuple[str, ...], ...] = ()) -> str:
    """A document for LibreOffice: a title, indented paragraphs, head and foot; a line that begins with a form feed begins a page."""
    body = "".join(
        f'<text:p text:style-name="{"T" if not number else "B" if line[0] == chr(12) else "P"}">{html.escape(line.strip())}</text:p>'
        for number, line in enumerate(lines)
    )
    if table:
        cell = '<table:table-cell table:style-name="C" office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        rows = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in table)
        body += f'<table:table><table:table-column table:number-columns-repeated="{len(table[0])}"/>{rows}</table:table><text:p>特此报告。</text:p>'
    return FODT.replace("HEAD", HEAD).replace("BODY", body)


def as_page(lines: list[str]) -> str:
    """A page for Chromium."""
    return STYLE + f"<title>{lines[0]}</title><h1>{html.escape(lines[0])}</h1>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:])


def as_picture() -> bytes:
    """A grey picture, like a scan."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + bytes((x * y) % 256 for x in range(60)) for y in range(80))
    head = struct.pack(">IIBBBBB", 60, 80, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def print_office(folder: Path, names: list[str], kind: str = "pdf") -> None:
    """Let LibreOffice convert the files of *folder*."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), *(str(folder / name) for name in names)]
    subprocess.run(command, check=True, capture_output=True)


def print_browser(folder: Path, names: list[str]) -> None:
    """Let Chromium print pages of *folder*; a report gets the browser's own head and foot."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'home' / names[0]}"]
    for name in names:
        plain = () if name.startswith("browser") else ("--no-pdf-header-footer",)
        subprocess.run([*command, *plain, f"--print-to-pdf={folder / name}.pdf", str(folder / f"{name}.html")], check=True, capture_output=True)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every PDF that the tests need, made once."""
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "scan.png").write_bytes(as_picture())
    paged = ["石桥县2021年度法治政府建设情况报告", f"首页标记，{PROSE}", REPEATED, f"\f次页标记，{PROSE}", REPEATED, f"\f末页标记，{PROSE}", REPEATED]
    documents = {"paged": as_office(paged), "office-table": as_office(paged[:3], ROWS), "overleaf": as_office([paged[0], LONG])}
    documents |= {f"office-{number}": as_office(lines_of(seed.read_text("utf-8"))) for number, seed in enumerate(SEEDS)}
    for name, document in documents.items():
        (folder / f"{name}.fodt").write_text(document, "utf-8")
    print_office(folder, [f"{name}.fodt" for name in documents])
    locks = {
        "locked": '"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}',
        "restricted": '"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"y"}',
    }
    for name, options in locks.items():
        (folder / f"{name}.fodt").write_text(documents["paged"], "utf-8")
        print_office(folder, [f"{name}.fodt"], f"pdf:writer_pdf_Export:{{{options}}}")
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    merged = "<tr><td>3</td><td rowspan=2>行政赔偿</td><td>5件</td><td>无</td></tr><tr><td>4</td><td>6件</td><td>无</td></tr>"
    prose = "".join(f"<p>第{number}段，{PROSE * 2}</p>" for number in range(1, 9))
    pages = {
        "browser-table": f"{STYLE}<p>{PROSE}</p><table>{cells}{merged}</table><p>{PROSE}</p>",
        "columns": f"{STYLE}<h1>石桥县2021年度法治政府建设情况报告</h1><div style='columns:2;column-gap:2em'>{prose}</div>",
        "upright": f"{STYLE}<div style='writing-mode:vertical-rl;height:22cm'>{prose}</div>",
        "sideways": f"{STYLE}<style>@page{{page-orientation:rotate-left}}</style>{prose}",
        "scan": STYLE + SCAN,
        "partly": f"{STYLE}<p>{PROSE}</p>{SCAN}<div class=new>　</div><div class=new></div><p>{PROSE}</p>",
    }
    pages |= {f"browser-{number}": as_page(lines_of(SEEDS[number].read_text("utf-8"))) for maker, number in REPORTS if maker == "browser"}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    names = list(pages)
    with ThreadPoolExecutor(2) as two:
        list(two.map(print_browser, [folder] * 2, (names[::2], names[1::2])))
    return folder


def read(folder: Path, name: str) -> Source:
    """Return what is read from a PDF of the folder."""
    return read_source(folder / f"{name}.pdf")


def refusal(data: bytes, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    """Return the words with which *data* is refused."""
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "报告.pdf", limits)
    assert caught.value.message.en.startswith("报告.pdf: ")
    return f"{caught.value.message.zh} {caught.value.advice.zh}"


# ---- the same report


@pytest.mark.parametrize(("maker", "number"), REPORTS)
def test_a_printed_report_has_the_paragraphs_and_figures_of_its_text(folder: Path, maker: str, number: int) -> None:
    """Every paragraph comes out whole and in its place, every digit too, and nothing is added."""
    source = read(folder, f"{maker}-{number}")

    assert normalize_text(source.text).text.split("\n") == normalize_text(SEEDS[number].read_text("utf-8")).text.split("\n")
    assert source.complete
    assert source.replaced == 0


@pytest.mark.parametrize("maker", MAKERS)
def test_a_printed_report_has_the_verdicts_of_its_text(folder: Path, maker: str) -> None:
    """All elements have the same status, title and year are the same, and so is the score."""
    printed, typed = check_file(folder / f"{maker}-0.pdf"), check_file(SEEDS[0])

    assert [(one.verdict.status, one.verdict.specific) for one in printed.elements] == [(one.verdict.status, one.verdict.specific) for one in typed.elements]
    assert printed.document.meta == typed.document.meta
    assert printed.value == typed.value


def test_heads_and_feet_go_and_repeated_paragraphs_stay(folder: Path) -> None:
    """The head of the pages and their numbers are no part of the report; a paragraph that stands on every page is."""
    text = read(folder, "paged").text

    assert HEAD not in text
    assert not re.search(r"—\s*\d\s*—", text)
    assert text.count(REPEATED) == 3


def test_each_paragraph_knows_its_page(folder: Path) -> None:
    """A paragraph that begins a page belongs to that page."""
    source = read(folder, "paged")

    assert source.pages == 3
    assert [source.page_of(source.text.index(mark)) for mark in ("首页标记", "次页标记", "末页标记")] == [1, 2, 3]


def test_each_place_of_a_paragraph_that_runs_overleaf_knows_its_page(folder: Path) -> None:
    """The words of one paragraph belong to the pages on which they stand, also when it is read in a process of its own."""
    source = read(folder, "overleaf")
    pages = [source.page_of(match.start()) for match in re.finditer(r"第\d{3}处", source.text)]
    turns = [one.text[turn:] for one in extract_pdf((folder / "overleaf.pdf").read_bytes(), "a.pdf", Limits()).lines for turn in one.turns]

    assert source.text.split("\n")[1:] == [LONG]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, (source.pages or 0) + 1)) != {1}
    assert [LONG.index(rest) for rest in turns] == [start - source.text.index(LONG) for start in source.page_starts[1:]]


# ---- tables, columns, turned pages


@pytest.mark.parametrize("maker", MAKERS)
def test_a_ruled_table_gives_its_rows_cell_by_cell(folder: Path, maker: str) -> None:
    """A row is a line, a cell that runs over several lines is one cell, and the text around keeps its place."""
    source = read(folder, f"{maker}-table")
    cells = {(cell.row, cell.column): source.text[cell.span.start : cell.span.end] for cell in source.cells if cell.table == 1}

    assert [cells[row, column] for row in (1, 2, 3) for column in (1, 2, 3, 4)] == [cell for row in ROWS for cell in row]
    assert source.text.index("序号") > source.text.index("全县坚持")


def test_a_cell_over_two_rows_is_written_in_the_first(folder: Path) -> None:
    """What spans rows stands where it begins; the columns of the next row keep their numbers."""
    source = read(folder, "browser-table")
    cells = {(cell.row, cell.column): source.text[cell.span.start : cell.span.end] for cell in source.cells}

    assert cells[4, 2] == "行政赔偿"
    assert (cells[5, 1], cells[5, 3]) == ("4", "6件")


@pytest.mark.parametrize("name", ["columns", "upright", "sideways"])
def test_columns_and_turned_pages_are_read_in_the_order_of_the_eye(folder: Path, name: str) -> None:
    """Two columns are not mixed, and vertical or turned text gives the same paragraphs."""
    lines = [line for line in read(folder, name).text.split("\n") if line.startswith("第")]

    assert lines == [f"第{number}段，{PROSE * 2}" for number in range(1, 9)]


# ---- what cannot be read


def test_a_scan_is_refused_with_the_way_out(folder: Path) -> None:
    """A file of pictures has no score; the advice is text recognition."""
    words = refusal((folder / "scan.pdf").read_bytes())

    assert "扫描件" in words
    assert "OCR" in words


def test_a_scanned_page_among_others_is_named_and_a_blank_one_is_not(folder: Path) -> None:
    """The report is read, says which page is missing, and counts as incomplete."""
    source = read(folder, "partly")

    assert source.pages_without_text == (2,)
    assert not source.complete
    assert any("第2页" in omission.zh for omission in source.omissions)


def test_a_password_to_open_is_said_and_one_for_printing_does_not_matter(folder: Path) -> None:
    """What opens without a password is read; what does not says so."""
    assert "密码" in refusal((folder / "locked.pdf").read_bytes())
    assert "首页标记" in read(folder, "restricted").text


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_refused(folder: Path, share: float) -> None:
    """Nothing passes because its end is missing."""
    data = (folder / "paged.pdf").read_bytes()

    assert "不完整" in refusal(data[: int(len(data) * share)])


def test_a_file_without_a_pdf_in_it_is_refused() -> None:
    """The head alone, or another file under this name, is no report."""
    with pytest.raises(ReadError, match="不是 PDF"):
        read_pdf(b"\x00\x01\x02", "a.pdf", Limits())
    assert "损坏" in refusal(b"%PDF-1.7\n%%EOF")


def test_too_many_pages_are_refused(folder: Path) -> None:
    """The limit of pages is named."""
    assert "超过 2 页" in refusal((folder / "paged.pdf").read_bytes(), Limits(pages=2))


def test_a_font_without_characters_is_refused(folder: Path) -> None:
    """Glyphs that no table maps to characters are no text."""
    assert "字体" in refusal((folder / "paged.pdf").read_bytes().replace(b"/ToUnicode", b"/ToNothing"))


def test_without_its_library_a_pdf_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pypdfium2 is not installed the message names the extra."""
    monkeypatch.setitem(sys.modules, "pypdfium2_raw", None)
    with pytest.raises(ReadError) as caught:
        extract_pdf((folder / "paged.pdf").read_bytes(), "a.pdf", Limits())

    assert "pip install duibiao[pdf]" in caught.value.advice.zh


# ---- apart


def test_reading_apart_gives_what_reading_here_gives(folder: Path) -> None:
    """The way through a process of its own loses nothing."""
    data = (folder / "browser-table.pdf").read_bytes()
    extract = extract_pdf(data, "a.pdf", Limits())

    assert read_pdf(data, "a.pdf", Limits()) == extract
    assert unpack_extract(pack_extract(extract)) == extract


def test_a_reader_that_never_ends_is_stopped(folder: Path) -> None:
    """Time is bounded, and the message says so."""
    assert "超时" in refusal((folder / "paged.pdf").read_bytes(), Limits(seconds=0.01))


def test_a_reader_that_fails_costs_this_file_only() -> None:
    """A fault in the reading process is an error about the file."""
    with pytest.raises(ReadError, match="程序异常"):
        read_apart("builtins:len", b"", "a.pdf", Limits())


FUZZ = """
import sys
from pathlib import Path
from duibiao.model import ReadError
from duibiao.read.extract import Limits
from duibiao.read.pdf import extract_pdf
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        extract_pdf(path.read_bytes(), path.name, Limits())
    except ReadError:
        pass
    print(path.name)
"""


@pytest.mark.slow
def test_damaged_files_are_read_or_refused(folder: Path, tmp_path: Path) -> None:
    """Whatever bytes change, the reader returns or says why not."""
    chance = random.Random(20210811)  # noqa: S311
    bases = [(folder / f"{name}.pdf").read_bytes() for name in ("paged", "office-table", "browser-table", "columns", "upright", "partly", "restricted")]
    for number in range(150):
        data = bytearray(chance.choice(bases))
        for _ in range(chance.choice((1, 10, 100))):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((0, 1, 30))] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
        (tmp_path / f"{number:03}").write_bytes(bytes(data) + b"\n%%EOF")

    process = subprocess.run([sys.executable, "-c", FUZZ, str(tmp_path)], capture_output=True, text=True, check=False)

    assert (process.returncode, len(process.stdout.splitlines())) == (0, 150), process.stderr[-2000:]
