"""Bytes in, text out: every encoding that offices have is read, and whatever cannot be read is an error, never a score."""

from __future__ import annotations

import codecs
import hashlib
import random
import re
from pathlib import Path

import pytest

from duibiao import check_file, check_text
from duibiao.model import ReadError, Source

SIMPLIFIED = "石桥湾镇2021年度法治政府建设工作报告\n一、主要工作\n全镇的行政执法人员均持证上岗，执法责任制已经建立。\n"
TRADITIONAL = "石橋灣鎮2021年度法治政府建設工作報告\n一、主要工作\n全鎮的行政執法人員均持證上崗，執法責任制已經建立。\n"
#: A character outside the basic plane: four bytes in GB18030 and UTF-8, a surrogate pair in UTF-16.
RARE = SIMPLIFIED.replace("全镇的", "由\U00020bb7村负责，全镇的")


def read(path: Path, data: bytes) -> Source:
    """Write *data* to *path* and return what was read from it."""
    path.write_bytes(data)
    return check_file(path).document.source


def refusal(path: Path) -> ReadError:
    """Return the error with which the report in *path* is refused."""
    with pytest.raises(ReadError) as caught:
        check_file(path)
    return caught.value


@pytest.mark.parametrize(
    ("text", "codec", "mark"),
    [
        pytest.param(RARE, "utf-8", b"", id="utf-8"),
        pytest.param(RARE, "utf-8", codecs.BOM_UTF8, id="utf-8-marked"),
        pytest.param(SIMPLIFIED, "gb18030", b"", id="gb18030"),
        pytest.param(RARE, "gb18030", b"", id="gb18030-four-bytes"),
        pytest.param(TRADITIONAL, "gb18030", b"", id="gb18030-traditional"),
        pytest.param(TRADITIONAL, "big5", b"", id="big5"),
        pytest.param(RARE, "utf-16-le", codecs.BOM_UTF16_LE, id="utf-16-le-marked"),
        pytest.param(RARE, "utf-16-be", codecs.BOM_UTF16_BE, id="utf-16-be-marked"),
        pytest.param(SIMPLIFIED, "utf-16-le", b"", id="utf-16-le"),
        pytest.param(SIMPLIFIED, "utf-16-be", b"", id="utf-16-be"),
        pytest.param(TRADITIONAL, "utf-16-le", b"", id="utf-16-le-traditional"),
        pytest.param(RARE, "utf-16-le", b"", id="utf-16-le-rare"),
    ],
)
def test_a_text_file_is_read_in_the_encoding_it_was_written_in(tmp_path: Path, text: str, codec: str, mark: bytes) -> None:
    """Whatever the encoding, the text comes out as it went in, without its byte-order mark, and nothing is replaced."""
    source = read(tmp_path / "report.txt", mark + text.encode(codec))

    assert source.text == text
    assert (source.format, source.encoding, source.replaced, source.complete) == ("txt", codec, 0, True)


def test_the_same_report_has_the_same_verdicts_in_every_encoding(tmp_path: Path) -> None:
    """The encoding of a file says nothing about the work it reports on."""
    expected = [(item.verdict.status, item.verdict.specific) for item in check_text(SIMPLIFIED).elements]
    for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"):
        path = tmp_path / f"{codec}.txt"
        path.write_bytes(SIMPLIFIED.encode(codec))

        assert [(item.verdict.status, item.verdict.specific) for item in check_file(path).elements] == expected, codec


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_windows_line_ends_become_plain_ones(tmp_path: Path, codec: str) -> None:
    """Offsets count in a text whose lines end in one character, whatever the system that wrote it."""
    assert read(tmp_path / "report.txt", SIMPLIFIED.replace("\n", "\r\n").encode(codec)).text == SIMPLIFIED


def test_text_given_directly_is_treated_like_a_file() -> None:
    """A byte-order mark and Windows line ends go from a string as they go from a file."""
    source = check_text("\ufeff" + SIMPLIFIED.replace("\n", "\r\n")).document.source

    assert (source.text, source.format, source.encoding) == (SIMPLIFIED, "text", None)


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path: Path) -> None:
    """REPORT.TXT is a text file."""
    assert read(tmp_path / "REPORT.TXT", SIMPLIFIED.encode()).text == SIMPLIFIED


def test_the_fingerprints_are_of_the_file_and_of_the_text(tmp_path: Path) -> None:
    """The first fingerprint is of the file's bytes; the second of the text that offsets count in."""
    data = codecs.BOM_UTF16_LE + SIMPLIFIED.replace("\n", "\r\n").encode("utf-16-le")
    source = read(tmp_path / "report.txt", data)

    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.text_sha256 == hashlib.sha256(SIMPLIFIED.encode()).hexdigest()


def test_the_text_has_one_fingerprint_in_every_encoding(tmp_path: Path) -> None:
    """Two files that hold the same text differ in the first fingerprint alone."""
    one = read(tmp_path / "one.txt", SIMPLIFIED.encode("utf-8"))
    other = read(tmp_path / "other.txt", SIMPLIFIED.replace("\n", "\r\n").encode("gb18030"))

    assert one.text_sha256 == other.text_sha256
    assert one.sha256 != other.sha256


def test_the_name_of_the_source_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is neither made absolute nor given the separators of a system."""
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "report.txt").write_text(SIMPLIFIED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert check_file(Path("2021") / "report.txt").document.source.name == "2021/report.txt"
    assert check_file("2021/report.txt").document.source.name == "2021/report.txt"


@pytest.mark.parametrize(
    ("data", "damage"),
    [
        pytest.param(SIMPLIFIED.encode("gb18030") + b"\xff" + SIMPLIFIED.encode("gb18030"), 1, id="a-stray-byte"),
        pytest.param((SIMPLIFIED + "乡").encode("gb18030")[:-1], 1, id="cut-in-a-character"),
        pytest.param(codecs.BOM_UTF16_LE + (SIMPLIFIED + "乡").encode("utf-16-le")[:-1], 1, id="cut-in-utf-16"),
        pytest.param(codecs.BOM_UTF8 + SIMPLIFIED.encode() + b"\xff\xff" + SIMPLIFIED.encode(), 2, id="two-stray-bytes"),
    ],
)
def test_damaged_characters_are_replaced_and_counted(tmp_path: Path, data: bytes, damage: int) -> None:
    """A few damaged bytes do not keep a report from being read, and each is told of."""
    source = read(tmp_path / "report.txt", data)

    assert source.text.startswith(SIMPLIFIED)
    assert source.replaced == damage == source.text.count("\ufffd")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \t\r\n\r\n", id="blank"),
        pytest.param(codecs.BOM_UTF8, id="mark-alone"),
        pytest.param(codecs.BOM_UTF16_LE, id="utf-16-mark-alone"),
        pytest.param("\u3000\n\u3000\u00a0\n".encode(), id="ideographic-blanks"),
        pytest.param("  \n".encode("utf-16"), id="blank-utf-16"),
        pytest.param("。。。——\n".encode(), id="marks-without-words"),
        pytest.param(b"\x00" * 500, id="zeros"),
        pytest.param(b"PK\x03\x04" + bytes(range(256)) * 20, id="archive"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, id="picture"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, id="office-file"),
        pytest.param(random.Random(20210811).randbytes(4000), id="noise"),  # noqa: S311
    ],
)
def test_a_file_without_text_is_an_error(tmp_path: Path, data: bytes) -> None:
    """An empty, blank or binary file has no verdicts at all: not one element is said to be missing from it."""
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    error = refusal(path)

    assert path.as_posix() in error.message.zh
    assert error.advice.zh


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\ufeff", "。，、", "\u200b\u200b", "——————"])
def test_text_without_words_is_an_error(text: str) -> None:
    """What holds for files holds for strings: without words there is nothing to judge."""
    with pytest.raises(ReadError) as caught:
        check_text(text)

    assert caught.value.message.zh
    assert caught.value.advice.zh


@pytest.mark.parametrize("name", ["report.xyz", "report.exe", "report", ".txt", "report.txt.bak"])
def test_a_suffix_that_says_nothing_is_an_error(tmp_path: Path, name: str) -> None:
    """A file is read for what its suffix says it is; the advice names what can be read."""
    path = tmp_path / name
    path.write_text(SIMPLIFIED, encoding="utf-8")
    error = refusal(path)

    assert path.as_posix() in error.message.zh
    assert ".txt" in error.advice.zh


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """A path that leads nowhere is named in the message."""
    path = tmp_path / "nowhere.txt"
    error = refusal(path)

    assert path.as_posix() in error.message.zh
    assert error.advice.zh


@pytest.mark.parametrize("name", ["folder", "folder.txt"])
def test_a_folder_is_not_a_report(tmp_path: Path, name: str) -> None:
    """A folder is refused by name, even if it looks like a file."""
    path = tmp_path / name
    path.mkdir()
    error = refusal(path)

    assert path.as_posix() in error.message.zh
    assert error.advice.zh


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "odd.xyz", "missing.txt", "folder.txt"])
def test_a_refusal_is_told_in_english_too(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for English gets both message and advice in it."""
    Path(tmp_path / "empty.txt").touch()
    Path(tmp_path / "odd.xyz").write_text(SIMPLIFIED, encoding="utf-8")
    Path(tmp_path / "binary.txt").write_bytes(b"\x00" * 500)
    Path(tmp_path / "folder.txt").mkdir()
    monkeypatch.chdir(tmp_path)
    error = refusal(Path(name))

    for words in (error.message.say("en"), error.advice.say("en")):
        assert re.search("[a-z]{3}", words.replace(name, ""))
        assert not re.search("[一-鿿]", words)
