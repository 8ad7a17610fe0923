"""Files of old Word, WPS, RTF and OpenDocument read like .docx where LibreOffice is installed; else it is said what to do."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pytest

from duibiao.model import ReadError
from duibiao.read import read_bytes
from duibiao.read.extract import Limits
from make.office import OFFICE, convert, profile
from make.word import level, lists, numbered, paragraph, word_file, zip_file

TITLE = "石桥湾镇2021年度法治政府建设工作报告"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def refusal(data: bytes, name: str, limits: Limits | None = None) -> ReadError:
    """Return the error with which a file is refused; it names the file, and says what to do."""
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name, limits or Limits())
    assert caught.value.message.zh.startswith(f"{name}: ")
    assert caught.value.message.en.startswith(f"{name}: ")
    assert caught.value.advice.zh
    return caught.value


@cache
def report() -> bytes:
    """Return a report as .docx: headings, a numbered list, a table."""
    made = docx.Document()
    made.add_heading(TITLE, 1)
    made.add_paragraph("规范行政执法。", style="List Number")
    made.add_paragraph("办好行政复议。", style="List Number")
    grid = made.add_table(2, 2)
    for row, texts in zip(grid.rows, (("事项", "件数"), ("行政复议", "3")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_heading("存在的问题", 2)
    made.add_paragraph("力量不足。")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def numbers() -> bytes:
    """Return a .docx with a list of three levels, numbered as offices number."""
    family = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimalEnclosedCircle", "%3")
    body = "".join(numbered(f"第{at}级", at) for at in (0, 1, 1, 2, 2, 0, 1)) + paragraph("结束")
    return word_file(body, numbering=lists({0: family}, {1: (0, "")}))


def opendocument(content: str, manifest: str = "") -> bytes:
    """Return an OpenDocument text with *content* in its body."""
    spaces = " ".join(f'xmlns:{name}="{_OASIS}:{uri}:1.0"' for name, uri in (("office", "office"), ("text", "text"), ("draw", "drawing")))
    others = f'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="{_OASIS}:svg-compatible:1.0"'
    entries = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
    entries += f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}</manifest:file-entry>'
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    return zip_file(
        {
            "mimetype": ODT,
            "content.xml": f'<?xml version="1.0"?><office:document-content {spaces} {others} office:version="1.2">{body}</office:document-content>',
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">{entries}</manifest:manifest>',
        }
    )


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which all temporary files are made."""
    profile()  # is made elsewhere, and kept
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(scope="session")
def old_word(listener: tuple[int, list[bytes]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Files of old Word by name, all made in one go by a LibreOffice without our settings, which follows their links."""
    folder = tmp_path_factory.mktemp("word")
    files = {"report.docx": report(), "numbers.docx": numbers(), "links.odt": linking(addresses(listener[0], folder))[".odt"]}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = [OFFICE, f"-env:UserInstallation={profile()}", "--headless", "--norestore", "--convert-to", "doc", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / name) for name in files)], capture_output=True, check=True, timeout=120)
    return {Path(name).stem: (folder / name).with_suffix(".doc").read_bytes() for name in files}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), [("报告.wps", "wps"), ("报告.doc", "rtf"), ("报告.odt", "odt")])
def test_an_old_file_reads_like_the_new_one(name: str, kind: str, old_word: dict[str, bytes], temporary: Path) -> None:
    """Text, automatic numbers, headings and cells come out as from .docx, whatever the suffix says, and nothing is left behind."""
    expected = read_bytes(report(), "报告.docx")
    found = read_bytes(old_word["report"] if kind == "wps" else convert(report(), ".docx", kind), name)

    assert found.text == expected.text
    assert "1. 规范行政执法。\n2. 办好行政复议。\n事项\t件数" in found.text
    assert (found.headings, found.cells, found.complete) == (expected.headings, expected.cells, True)
    assert found.format == kind
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_chinese_numbers_survive(old_word: dict[str, bytes]) -> None:
    """Numbers such as 一、（一）① come out of an old file as Word shows them, also of one that is called .docx."""
    found = read_bytes(old_word["numbers"], "报告.docx")

    assert found.format == "doc"
    assert [line.replace(" ", "") for line in found.text.split("\n")] == [
        *("一、第0级", "（一）第1级", "（二）第1级", "①第2级", "②第2级"),
        *("二、第0级", "（一）第1级", "结束"),
    ]


@pytest.mark.slow
def test_the_xml_of_old_word_is_read() -> None:
    """Word 2003 could save a report as a single XML file."""
    inner = f"<w:body><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p></w:body>"
    given = f'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">{inner}</w:wordDocument>'
    source = read_bytes(f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>{given}'.encode(), "报告.doc")

    assert (source.text, source.format) == (TITLE, "doc")


# ---- nothing is fetched


@pytest.fixture(scope="session")
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port that keeps what it is asked for, whoever asks."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(2)
                    try:
                        asked.append(connection.recv(100) or b"connected")
                    except OSError:
                        asked.append(b"connected")

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], asked


def addresses(port: int, folder: Path) -> list[str]:
    """Return addresses to fetch from: of the listener, and of a folder of this machine, which holds a secret for each file that is asked for."""
    for name in ("a.odt", "b.txt"):
        (folder / name).write_text("机密内容", "utf-8")
    return [f"http://127.0.0.1:{port}", f"ftp://127.0.0.1:{port}", folder.as_uri()]


def linking(places: list[str]) -> dict[str, bytes]:
    """Return files that ask their reader to fetch pictures, text and frames from *places*."""
    frame = '<draw:frame svg:width="9cm" svg:height="9cm" text:anchor-type="as-char">{}</draw:frame>'
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    drawn = written = fields = ""
    for number, place in enumerate(places):
        drawn += frame.format(f'<draw:image xlink:href="{place}/a.png" {link}/>')
        drawn += frame.format(f'<draw:floating-frame xlink:href="{place}/a.html" {link}/>')
        source = f'<text:section-source xlink:href="{place}/a.odt" xlink:type="simple"/>'
        written += f'<text:section text:name="s{number}">{source}<text:p>旧</text:p></text:section>'
        fields += f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{place}/b.png" \\\\d}}}}{{\\field{{\\*\\fldinst INCLUDETEXT "{place}/b.txt"}}{{\\fldrslt x}}}}'
    odt = opendocument(f"<text:p>{TITLE * 4}{drawn}</text:p>{written}")
    rtf = f"{{\\rtf1\\ansi\\ansicpg936{{\\*\\template {places[0]}/b.dot}}\\'b7\\'a8\\'d6\\'ce{fields}\\par}}"
    return {".odt": odt, ".rtf": rtf.encode()}


@pytest.mark.slow
def test_no_link_in_a_file_is_followed(listener: tuple[int, list[bytes]], old_word: dict[str, bytes], tmp_path: Path) -> None:
    """Nothing that stands elsewhere is fetched, by whatever protocol or from this machine; a program without our settings does fetch it."""
    port, asked = listener
    files = {**linking(addresses(port, tmp_path)), ".doc": old_word["links"]}
    assert asked, "the files must be such that an ordinary LibreOffice fetches something, or this test shows nothing"
    asked.clear()
    for suffix, data in files.items():
        text = read_bytes(data, f"报告{suffix}").text
        assert asked == [], suffix
        assert "法治" in text
        assert "机密" not in text


# ---- what is refused


@pytest.mark.parametrize(("data", "name"), [(b"{\\rtf1 x}", "报告.rtf"), (opendocument("<text:p>x</text:p>"), "报告.odt")])
def test_without_libreoffice_it_is_said_what_to_do(data: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without LibreOffice the advice is to save the report as .docx."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for variable in ("ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(variable, raising=False)
    error = refusal(data, name)

    assert "LibreOffice" in error.message.zh
    assert "另存为" in error.advice.zh
    assert ".docx" in error.advice.en


def ole(stream: str) -> bytes:
    """Return what looks like an OLE file with *stream*."""
    return OLE + bytes(1000) + f"{stream}\0".encode("utf-16-le") + bytes(2000)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        pytest.param(ole("EncryptedPackage"), "报告.docx", "密码", id="encrypted-docx"),
        pytest.param(ole("Workbook"), "报告.doc", "Excel", id="xls"),
        pytest.param(ole("PowerPoint Document"), "报告.wps", "PowerPoint", id="ppt"),
        pytest.param(OLE + bytes(512), "报告.doc", "不完整", id="zeros"),
        pytest.param(ole("WordDocument"), "报告.doc", "不完整", id="no-sectors"),
        pytest.param(opendocument("", "<manifest:encryption-data/>"), "报告.odt", "密码", id="encrypted-odt"),
        pytest.param(opendocument("<text:p>x</text:p>")[:-40], "报告.odt", "不完整", id="cut-off-odt"),
        pytest.param(opendocument("甲" * 100_000_000), "报告.odt", "过大", id="odt-bomb"),
    ],
)
def test_what_cannot_be_converted_is_told_without_trying(data: bytes, name: str, words: str) -> None:
    """Password, damage and other kinds of files are told for what they are, whether or not LibreOffice is installed."""
    assert words in refusal(data, name).message.zh


@pytest.mark.slow
def test_a_word_file_with_a_password_or_cut_off_is_told(old_word: dict[str, bytes], temporary: Path) -> None:
    """The header of an old Word file says that it is encrypted; its table of sectors, where it should end."""
    data = old_word["report"]
    header = data.index(b"\xec\xa5")
    locked = bytearray(data)
    locked[header + 11] |= 1

    assert "密码" in refusal(bytes(locked), "报告.doc").message.zh
    for share in (0.3, 0.6, 0.9):
        assert "不完整" in refusal(data[: int(len(data) * share)], "报告.doc").message.zh
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_what_libreoffice_cannot_open_is_an_error(temporary: Path) -> None:
    """A file that only looks right is refused with advice, and leaves nothing behind."""
    broken = opendocument("<text:p>")
    assert "LibreOffice" in refusal(broken, "报告.odt").message.zh
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_conversion_that_takes_too_long_is_ended(temporary: Path) -> None:
    """When the time is up the program is ended with all that it started, and its folder is gone."""
    assert "秒" in refusal(b"{\\rtf1 x\\par}", "报告.rtf", Limits(seconds=0.2)).message.zh
    assert list(temporary.iterdir()) == []
    running = [path for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    assert not any(str(temporary).encode() in _command(path) for path in running)


def _command(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
