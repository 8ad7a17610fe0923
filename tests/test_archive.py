"""A zip of reports is read like the folder it was made of, and nothing of it is ever written to disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from duibiao.model import ReadError
from duibiao.read import SUFFIXES, read_bytes
from duibiao.read.archive import Member, is_archive, open_archive
from duibiao.read.extract import Limits
from make.word import paragraph, word_file, zip_file

TEXT = "石桥湾镇2021年度法治政府建设工作报告"


def members(data: bytes, limits: Limits | None = None) -> list[Member]:
    """Return the members of an archive."""
    return list(open_archive(data, "报告.zip", limits or Limits(), SUFFIXES))


def names(data: bytes) -> list[str]:
    """Return the names of all members of an archive, without its own."""
    return [member.name.removeprefix("报告.zip/") for member in members(data)]


def named_in(codec: str, *given: str) -> bytes:
    """Return an archive whose names are in *codec* and not marked as UTF-8, as Chinese Windows makes them."""
    plain = [f"name-{index}".ljust(len(name.encode(codec)), "-") for index, name in enumerate(given)]
    data = zip_file(dict.fromkeys(plain, TEXT))
    for place, name in zip(plain, given, strict=True):
        data = data.replace(place.encode(), name.encode(codec))
    return data


def test_members_come_in_order_of_their_names_with_their_bytes() -> None:
    """Each report has the archive's name before its own, and reads like a file."""
    found = members(zip_file({"b/乙.txt": TEXT, "a/甲.docx": word_file(paragraph(TEXT)), "丙.txt": TEXT}))

    assert [member.name for member in found] == ["报告.zip/a/甲.docx", "报告.zip/b/乙.txt", "报告.zip/丙.txt"]
    assert {read_bytes(member.data or b"", member.name).text for member in found} == {TEXT}


def test_files_of_other_types_are_named_but_not_opened() -> None:
    """What cannot be read has neither bytes nor an error, so that it can be told as skipped."""
    assert members(zip_file({"照片.jpg": b"\xff\xd8", "甲.txt": TEXT})) == [Member("报告.zip/照片.jpg"), Member("报告.zip/甲.txt", TEXT.encode())]


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_read_in_the_encoding_of_their_maker(codec: str) -> None:
    """Chinese Windows writes names in GBK, other systems in UTF-8; both are shown as they were, folders too."""
    assert names(named_in(codec, "清河县/2021年法治政府建设报告.txt", "镕縣.txt")) == ["清河县/2021年法治政府建设报告.txt", "镕縣.txt"]


def test_backslashes_part_folders_too() -> None:
    """Some programs of Windows part folders in their own way."""
    assert names(zip_file({"清河县\\甲.txt": TEXT})) == ["清河县/甲.txt"]


def test_what_systems_add_is_left_out() -> None:
    """Folders, hidden files, the lock files of Word and the shadows that a Mac adds are no reports."""
    given = ["__MACOSX/._甲.txt", ".git/x.txt", "a/.隐藏.txt", "~$报告.docx", "a/", "甲.txt"]
    assert names(zip_file(dict.fromkeys(given, TEXT))) == ["甲.txt"]


def test_names_that_lead_elsewhere_are_only_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member may be called anything: it is read, and nothing is written anywhere."""
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    found = members(zip_file({"../外面.txt": TEXT, "/tmp/绝对.txt": TEXT, "C:\\盘.txt": TEXT, "a\x1b[31m.txt": TEXT}))  # noqa: S108

    assert [member.name for member in found] == ["报告.zip/../外面.txt", "报告.zip//tmp/绝对.txt", "报告.zip/C:/盘.txt", "报告.zip/a\ufffd[31m.txt"]
    assert all(member.data == TEXT.encode() for member in found)
    assert [path.name for path in tmp_path.rglob("*")] == ["in"]


def test_an_archive_in_an_archive_is_not_opened_and_that_is_said() -> None:
    """Reports in an inner archive are not taken for read."""
    [inner, text] = members(zip_file({"a.zip": zip_file({"乙.txt": TEXT}), "甲.txt": TEXT}))

    assert inner.data is None
    assert inner.error is not None
    assert "压缩包" in inner.error.message.zh
    assert text.data == TEXT.encode()


def test_a_member_that_cannot_be_read_costs_only_itself() -> None:
    """A bomb, an encrypted member and a damaged one have their errors; the others are read."""
    data = bytearray(zip_file({"a.txt": "甲" * 400_000, "b.txt": TEXT, "c.txt": TEXT, "d.txt": TEXT}))
    for opening, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(opening, at + 1)) >= 0:
            name = at + (46 if opening == b"PK\x01\x02" else 30)
            if data[name : name + 5] == b"b.txt":
                data[at + flags] |= 1
            if data[name : name + 5] == b"c.txt" and opening == b"PK\x03\x04":
                data[name + 8] ^= 0xFF
    found = members(bytes(data), Limits(file_bytes=100_000))

    assert [member.error.message.zh.partition(": ")[2][:4] if member.error else None for member in found] == ["解压后过", "文件有密", "文件不完", None]
    assert all(member.error is None or member.error.advice.zh for member in found)
    assert found[3].data == TEXT.encode()


def test_the_limit_holds_for_all_members_together() -> None:
    """Many members that are each within bounds cannot add up without end."""
    found = members(zip_file({f"{index}.txt": "甲" * 10_000 for index in range(10)}), Limits(unpacked_bytes=100_000))

    assert [member.error is None for member in found] == [True] * 3 + [False] * 7


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04" + bytes(200), id="head-alone"),
        pytest.param(zip_file({"甲.txt": TEXT})[:-30], id="cut-off"),
        pytest.param(zip_file({str(index): "" for index in range(10_001)}), id="too-many"),
        pytest.param(TEXT.encode(), id="text"),
        pytest.param(b"", id="empty"),
    ],
)
def test_what_is_no_whole_archive_is_an_error(data: bytes) -> None:
    """An archive that is damaged, cut off or overfull is refused as a whole."""
    with pytest.raises(ReadError, match=r"报告\.zip"):
        members(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(zip_file({"甲.txt": TEXT}), True, id="archive"),
        pytest.param(zip_file({}), True, id="empty-archive"),
        pytest.param(zip_file({"甲.txt": TEXT})[:-30], True, id="damaged"),
        pytest.param(word_file(paragraph(TEXT)), False, id="word"),
        pytest.param(zip_file({"OFD.xml": ""}), False, id="ofd"),
        pytest.param(TEXT.encode(), False, id="text"),
        pytest.param(b"", False, id="empty"),
    ],
)
def test_an_archive_is_told_from_a_document_by_what_it_holds(data: bytes, expected: bool) -> None:
    """A Word file whose suffix was changed to .zip is still a Word file."""
    assert is_archive(data) is expected


def test_an_opendocument_file_is_no_archive() -> None:
    """Its first member says what it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert is_archive(made.getvalue()) is False
