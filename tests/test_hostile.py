"""Files that are broken, locked, disguised or made to do harm: each costs itself alone, with one plain line that names it."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from command import CHINESE, ROOT, SEEDS, Outcome, call, clean_environment, start
from duibiao.cli.inputs import expand_inputs
from duibiao.model import ReadError
from duibiao.read import read_bytes
from duibiao.read.extract import Limits
from make.office import convert
from make.word import document, paragraph, word_file, zip_file
from test_package import GUARD

WORDS = (ROOT / SEEDS[-1]).read_text("utf-8")
LINES = [line.strip() for line in WORDS.splitlines() if line.strip()]
GOOD = "好报告.txt"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Asks for a file of this machine and for one from a network, in place of the report's first words.
_ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b SYSTEM "http://127.0.0.1:9/x">]>'
_LAUGHS = "<!DOCTYPE w [<!ENTITY a0 '哈哈哈哈'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"


def report() -> bytes:
    """Return the report as a Word file."""
    return word_file("".join(map(paragraph, LINES)))


def with_doctype(doctype: str, entity: str) -> bytes:
    """Return a Word file whose text has a document type and uses one of its entities."""
    text = document(paragraph("法治ENTITY")).replace("ENTITY", entity).replace("?>\n", f"?>{doctype}\n", 1)
    return word_file("", {"word/document.xml": text})


def lying_bomb() -> bytes:
    """Return a Word file whose text inflates to far more than its headers say."""
    data = bytearray(word_file("", {"word/document.xml": b" " * 60_000_000}))
    size = (60_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


#: Files that need no program to be made, each with words of the line that must be said about it, in both languages.
PLAIN: Mapping[str, tuple[bytes, str, str]] = {
    "炸弹.docx": (word_file("", {"word/document.xml": b" " * 60_000_000}), "解压后过大", "unpacks to too much"),
    "谎报.docx": (lying_bomb(), "损坏|过大", "damaged|too much"),
    "实体.docx": (with_doctype(_LAUGHS, "&a9;"), "DTD", "DTD"),
    "外部实体.docx": (with_doctype(_ENTITY, "&a;&b;"), "DTD", "DTD"),
    "嵌套.docx": (word_file("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "嵌套过深", "nested too deeply"),
    "加密.docx": (OLE + bytes(1000) + "EncryptedPackage\0".encode("utf-16-le") + bytes(2000), "密码", "password"),
    "半截.docx": (report()[:-300], "不完整", "cut off"),
    "表格.docx": (zip_file({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "Excel", "Excel"),
    "压缩包.docx": (zip_file({"报告.txt": WORDS}), "压缩包", "archive"),
    "照片.pdf": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "不是 .pdf", "not that of a .pdf"),
    "空白.html": (b"<html><body>" + b"<div>" * 100_000 + b"</body></html>", "文字|嵌套", "text|nested"),
    "全零.txt": (bytes(5000), "不是文本文件", "not a text file"),
    "空.txt": (b"", "空的", "empty"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good report, two levels below the test's own and the one that we stand in."""
    place = tmp_path / "a" / "报送"
    place.mkdir(parents=True)
    (place / GOOD).write_text(WORDS, "utf-8")
    monkeypatch.chdir(place)
    return place


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[bytes, str, str]]:
    """Files made by LibreOffice and then locked or cut off."""
    lock = {"EncryptFile": {"type": "boolean", "value": "true"}, "DocumentOpenPassword": {"type": "string", "value": "x"}}
    pdf, doc = convert(report(), ".docx", "pdf"), convert(report(), ".docx", "doc")
    locked_doc = bytearray(doc)
    locked_doc[doc.index(b"\xec\xa5") + 11] |= 1
    return {
        "加密.pdf": (convert(report(), ".docx", f"pdf:writer_pdf_Export:{json.dumps(lock)}"), "密码", "password"),
        "半截.pdf": (pdf[: len(pdf) // 2], "不完整", "cut off"),
        "半截.doc": (doc[: len(doc) // 2], "不完整", "cut off"),
        "加密.doc": (bytes(locked_doc), "密码", "password"),
    }


def refused_lines(outcome: Outcome) -> list[str]:
    """Return the lines on standard error, each of them one of ours."""
    lines = outcome.err.splitlines()
    assert all(line.startswith("duibiao: ") for line in lines), outcome.err[-2000:]
    return lines


def checked(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the results of the reports that could be checked."""
    return [result for result in outcome.results if "elements" in result]


def assert_refused(capsys: pytest.CaptureFixture[str], folder: Path, name: str, zh: str, en: str) -> None:
    """Check that the file *name* gets one line in either language, and that the good report beside it is checked as ever."""
    alone = checked(call(capsys, "check", "--format", "jsonl", GOOD))
    for lang, words, other in (("zh", zh, ""), ("en", en, CHINESE.pattern)):
        outcome = call(capsys, "--lang", lang, "check", "--format", "jsonl", name, GOOD)
        [line] = refused_lines(outcome)

        assert outcome.code == 2
        assert line.startswith(f"duibiao: {name}: ")
        assert re.search(words, line), line
        assert not (other and re.search(other, line.replace(name, ""))), line
        if lang == "zh":
            assert checked(outcome) == alone
    assert sorted(path.name for path in folder.iterdir()) == sorted({name, GOOD})


@pytest.mark.parametrize("name", PLAIN)
def test_a_bad_file_costs_itself_alone(capsys: pytest.CaptureFixture[str], folder: Path, name: str) -> None:
    """Exit code 2, one line that names the file and says what is wrong, and the report beside it is checked."""
    data, zh, en = PLAIN[name]
    (folder / name).write_bytes(data)

    assert_refused(capsys, folder, name, zh, en)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["加密.pdf", "半截.pdf", "半截.doc", "加密.doc"])
def test_a_locked_or_cut_file_of_a_program_costs_itself_alone(
    capsys: pytest.CaptureFixture[str], folder: Path, made: dict[str, tuple[bytes, str, str]], name: str
) -> None:
    """What holds for files put together by hand holds for real ones."""
    data, zh, en = made[name]
    (folder / name).write_bytes(data)

    assert_refused(capsys, folder, name, zh, en)


def test_a_file_of_sixty_megabytes_is_not_even_read(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Its size alone refuses it; what may be read is said in the line."""
    with (folder / "大.txt").open("wb") as file:
        file.truncate(60_000_000)

    assert_refused(capsys, folder, "大.txt", "超过 50 MB", "over 50 MB")


def test_tags_without_end_around_a_report_do_no_harm(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """A report within a hundred thousand tags in one another is judged as one within none."""
    (folder / "深.html").write_text("<html><body>" + "<div>" * 100_000 + "".join(f"<p>{line}</p>" for line in LINES), "utf-8")
    outcome = call(capsys, "check", "--format", "jsonl", "深.html", GOOD)
    deep, good = checked(outcome)

    assert refused_lines(outcome) == []
    assert deep["score"] == good["score"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_with_control_characters_is_shown_without_them(capsys: pytest.CaptureFixture[str], folder: Path, lang: str) -> None:
    """A name can neither clear the screen nor make a second line, whether its file is read or refused."""
    for name, data in (("坏\x1b[2J\x07\n报\u202e告.txt", bytes(5000)), ("好\x1b[2J\n报\r告.txt", WORDS.encode())):
        (folder / name).write_bytes(data)
    outcome = call(capsys, "--lang", lang, "check", "--quiet", folder)
    shown = outcome.out + outcome.err

    assert outcome.code == 2
    assert len(refused_lines(outcome)) == 1
    assert len(outcome.out.splitlines()) == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_an_archive_with_a_bomb_and_names_that_lead_out(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Members are checked or refused one by one, and none is ever written, wherever its name leads."""
    members = {"../../逃.txt": WORDS, "/tmp/逃.txt": WORDS, "..\\..\\逃.txt": WORDS, "炸弹.txt": b" " * 60_000_000, "好.txt": WORDS}  # noqa: S108
    (folder / "报送.zip").write_bytes(zip_file(members))
    before = sorted(folder.parents[1].rglob("*"))
    outcome = call(capsys, "check", "--format", "jsonl", "报送.zip")
    [line] = refused_lines(outcome)
    [alone] = checked(call(capsys, "check", "--format", "jsonl", GOOD))

    assert outcome.code == 2
    assert "炸弹.txt" in line
    assert "过大" in line
    assert len(checked(outcome)) == 4
    assert all(result["score"] == alone["score"] for result in checked(outcome))
    assert sorted(folder.parents[1].rglob("*")) == before
    assert not Path("/tmp/逃.txt").exists()  # noqa: S108


@pytest.fixture
def guard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python ends with code 97 as soon as it asks for a network, child processes included."""
    site = tmp_path_factory.mktemp("guard")
    (site / "sitecustomize.py").write_text(GUARD, "utf-8")
    return {"PYTHONPATH": str(site)}


@pytest.mark.slow
def test_all_bad_files_at_once_fetch_nothing_and_write_nothing(folder: Path, guard: dict[str, str], made: dict[str, tuple[bytes, str, str]]) -> None:
    """A folder full of them gives a line for each and the score of the good report; no network is asked for, no file is left."""
    bad = PLAIN | made
    for name, (data, _, _) in bad.items():
        (folder / name).write_bytes(data)
    before = sorted(folder.parents[1].rglob("*"))
    outcome = start("check", "--format", "jsonl", ".", environment=guard, folder=folder)

    assert outcome.code == 2
    assert sorted(line.removeprefix("duibiao: ").partition(": ")[0] for line in refused_lines(outcome)) == sorted(bad)
    assert [result["source"] for result in checked(outcome)] == [GOOD]
    assert sorted(folder.parents[1].rglob("*")) == before


@pytest.mark.slow
def test_links_to_elsewhere_are_not_followed(folder: Path, guard: dict[str, str]) -> None:
    """Pictures, frames, styles, templates and altered parts that stand on a network or elsewhere on this machine stay there."""
    away = "http://127.0.0.1:9"
    (folder / "页.html").write_text(
        f"<html><head><base href={away}><link rel=stylesheet href=a.css><script src=a.js></script><meta http-equiv=refresh content='0;url={away}'></head>"
        f"<body><iframe src={away}/f></iframe><img src={away}/i.png><object data=file:///etc/hostname></object>{''.join(f'<p>{line}</p>' for line in LINES)}",
        "utf-8",
    )
    relations = "".join(
        f'<Relationship Id="x{n}" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{place}"/>'
        for n, (kind, place) in enumerate((("attachedTemplate", f"{away}/t.dotx"), ("image", f"{away}/i.png"), ("styles", "file:///etc/hostname")))
    )
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    (folder / "链接.docx").write_bytes(word_file("".join(map(paragraph, LINES)), {"word/_rels/document.xml.rels": relations}))
    outcome = start("check", "--format", "jsonl", ".", environment=guard, folder=folder)

    assert refused_lines(outcome) == []
    assert len(checked(outcome)) == 3
    assert len({result["score"]["value"] for result in checked(outcome)}) == 1


def test_the_guard_ends_a_process_that_asks_for_a_network(guard: dict[str, str]) -> None:
    """What the two tests above forbid does end a process: they could fail."""
    asking = "import socket; socket.create_connection(('127.0.0.1', 9))"
    process = subprocess.run([sys.executable, "-P", "-c", asking], env=clean_environment() | guard, capture_output=True, check=False)

    assert process.returncode == 97


# ---- any bytes


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with a few bytes changed, put in or taken out, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        at = chance.randrange(len(changed))
        changed[at : at + chance.choice((0, 1, 1, 40))] = chance.randbytes(chance.randrange(8))
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 0.1 else changed)


def mutated(data: bytes, count: int) -> Iterator[bytes]:
    """Yield *count* mutations of *data*, the same ones each time."""
    chance = random.Random(20210811)  # noqa: S311
    return (mutate(data, chance) for _ in range(count))


TEXTS = {codec: WORDS.encode(codec) for codec in ("utf-8-sig", "gb18030", "utf-16", "utf-16-be")}


@pytest.mark.parametrize("codec", TEXTS)
def test_a_damaged_text_is_read_or_refused(codec: str) -> None:
    """Whatever bytes of a text file change, it is read with what is lost counted, or refused by name."""
    read = 0
    for data in mutated(TEXTS[codec], 60):
        try:
            source = read_bytes(data, "报告.txt")
        except ReadError as error:
            assert error.message.zh.startswith("报告.txt")  # noqa: PT017 - both ends are good
        else:
            read += 1
            assert source.replaced == source.text.count("\ufffd") - WORDS.count("\ufffd")

    assert read


def test_a_damaged_archive_is_read_or_refused(tmp_path: Path) -> None:
    """Each member of an archive whose bytes changed is read or refused; those that are read carry the archive's name."""
    path = tmp_path / "报送.zip"
    whole = zip_file({"甲/报告.txt": WORDS, "乙.docx": report(), "丙.html": "".join(f"<p>{line}</p>" for line in LINES), "丁.jpg": b"\xff\xd8"})
    read = refused = 0
    for data in mutated(whole, 150):
        path.write_bytes(data)
        for item in expand_inputs([str(path)], "zh", Limits()):
            try:
                read += bool(item.read(Limits()).text)
            except ReadError as error:
                refused += error.message.zh.startswith(path.as_posix())

    assert read
    assert refused


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".rtf"])
@pytest.mark.slow
def test_a_damaged_old_file_is_refused_without_libreoffice(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at before LibreOffice is asked never fails, whatever bytes change."""
    whole = convert(report(), ".docx", suffix[1:])
    monkeypatch.setenv("PATH", str(tmp_path))
    for data in mutated(whole, 100):
        try:
            read_bytes(data, f"报告{suffix}")
        except ReadError as error:
            assert error.message.zh.startswith("报告")  # noqa: PT017 - a few changes make it a file of another kind, which may be read


@pytest.mark.parametrize("kind", ["text", "html", "zip", "ole", "pdf", "rtf", "odt", "mht"])
def test_the_head_of_a_format_before_noise_is_read_or_refused(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No format is so sure of its first bytes that the rest could surprise it, under any suffix."""
    heads = {"text": b"", "html": b"<html><body>", "zip": b"PK\x03\x04", "ole": OLE, "pdf": b"%PDF-1.7\n", "rtf": b"{\\rtf1 ", "mht": b"MIME-Version: 1.0\n"}
    heads["odt"] = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
    monkeypatch.setenv("PATH", str(tmp_path))
    chance = random.Random(20210811)  # noqa: S311
    for suffix in (".txt", ".docx", ".doc", ".wps", ".html", ".mht", ""):
        for size in (0, 1, 600, 5000):
            try:
                source = read_bytes(heads[kind] + chance.randbytes(size), f"报告{suffix}")
            except ReadError as error:
                assert error.message.zh.startswith("报告")  # noqa: PT017 - both ends are good
            else:
                assert source.text
