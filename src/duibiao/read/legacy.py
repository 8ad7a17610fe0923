"""Files of Word before 2007, WPS, RTF and OpenDocument: turned into .docx by LibreOffice where it is on the machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from duibiao.model import ReadError, Text
from duibiao.read.docx import read_docx
from duibiao.read.extract import Extract, Limits
from duibiao.read.sniff import OLE, tell_kind
from duibiao.read.unzip import open_zip, read_member

#: The suffix under which LibreOffice is given each kind.
_SUFFIX = {"doc": ".doc", "wps": ".doc", "rtf": ".rtf", "odt": ".odt", "xml": ".xml"}
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    *(("ProgramFiles", f"LibreOffice/program/{program}") for program in ("soffice.com", "soffice.exe")),
    *(("ProgramFiles(x86)", f"LibreOffice/program/{program}") for program in ("soffice.com", "soffice.exe")),
)
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
#: No macro runs, no link is followed, nothing is fetched: a report is read, not obeyed.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "int", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "boolean", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "boolean", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    ("Office.Common/Misc", "FirstRun", "boolean", "false"),
    ("Office.Writer/Content/Update", "Link", "int", "2"),
    ("Office.Writer/Content/Update", "Field", "boolean", "false"),
    ("Inet/Settings", "ooInetProxyType", "int", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "int", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "int", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "int", "9"),
    ("Inet/Settings", "ooInetNoProxy", "string", ""),
)
_ITEM = '<item oor:path="/org.openoffice.{place}"><prop oor:name="{name}" oor:op="fuse" oor:type="xs:{kind}"><value>{value}</value></prop></item>'
#: What opens http, webdav, https, ftp and cmis addresses, and those of the desktop (smb, sftp …): taken out altogether. The
#: proxies above, which lead nowhere, are for a version that may name these otherwise.
_FETCHERS = ("3", "4", "4a", "12", "12a", "12b", "6", "43", "7", "999")
_REMOVAL = (
    '<item oor:path="/org.openoffice.ucb.Configuration/ContentProviders/Local/SecondaryKeys/Office/ProviderData">'
    '<node oor:name="Provider{fetcher}" oor:op="remove"/></item>'
)
_NO_ROAD = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY"), "http://127.0.0.1:9")

_ENTRY_NAME = "WordDocument\0".encode("utf-16-le")
_WORD, _LOCKED = 0xA5EC, 0x0100
_SECTOR_SIZES = (512, 4096)
_PLACES_IN_HEADER, _NO_PLACE, _FREE = 109, 0xFFFFFFFA, 0xFFFFFFFF
_MANIFEST = "META-INF/manifest.xml"
_STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", None),
    ("Workbook", Text("是 Excel 表格，不是 Word 文件", "is an Excel workbook, not a Word file")),
    ("Book", Text("是 Excel 表格，不是 Word 文件", "is an Excel workbook, not a Word file")),
    ("PowerPoint Document", Text("是 PowerPoint 演示文稿，不是 Word 文件", "is a PowerPoint presentation, not a Word file")),
)
_SAVE_AS = Text("请用 Word 或 WPS 打开，选“文件”→“另存为”，类型选 .docx，再检查", "open it in Word or WPS, save it as .docx (File, Save As), check that")
_FETCH_ANEW = Text("请用原软件打开确认内容完整，再重新保存或重新索取", "open it in the program that made it, see that it is whole, and save or fetch it anew")
_UNLOCK = Text("请在 Word 或 WPS 里去掉密码，另存为 .docx，再检查", "remove the password in Word or WPS, save it as .docx, and check that file")


def read_legacy(data: bytes, name: str, limits: Limits) -> Extract:
    """Return the lines of a .doc, .wps, .rtf or .odt file. Raises `ReadError` also where LibreOffice is not installed."""
    kind = tell_kind(data, Path(name).suffix.lower())
    if data.startswith(OLE):
        _refuse_other(data, name)
    elif kind == "odt":
        _refuse_encrypted(data, name, limits)
    program = find_office()
    if program is None:
        missing = Text("旧格式文件，本机没有可用来转换的 LibreOffice", "is of an old format, and there is no LibreOffice here to convert it")
        raise ReadError.at(name, missing, _SAVE_AS)
    return read_docx(_convert(program, data, _SUFFIX.get(kind, ".doc"), name, limits), name, limits)


def find_office() -> Path | None:
    """Return LibreOffice's program, None where it is not on the machine."""
    for program in _PROGRAMS:
        found = shutil.which(program)
        if found:
            return Path(found)
    places = [Path(os.environ[variable]) / place for variable, place in _PLACES if variable in os.environ]
    return next((place for place in (*places, _MAC) if place.is_file()), None)


# ---- what need not be converted to be refused


def _refuse_other(data: bytes, name: str) -> None:
    """Raise `ReadError` for an OLE file that is encrypted, cut off or not of Word."""
    found = [(stream, message) for stream, message in _STREAMS if f"{stream}\0".encode("utf-16-le") in data]
    stream, message = found[0] if found else ("", None)
    if stream == "EncryptedPackage" or (stream == "WordDocument" and _is_encrypted(data)):
        raise ReadError.at(name, Text("文件有密码", "is protected by a password"), _UNLOCK)
    if message:
        raise ReadError.at(name, message, _SAVE_AS)
    if not stream or _is_cut_off(data):
        raise ReadError.at(name, Text("不是 Word 文件，或不完整、已损坏", "is no Word file, or is cut off or damaged"), _FETCH_ANEW)


def _refuse_encrypted(data: bytes, name: str, limits: Limits) -> None:
    """Raise `ReadError` for an OpenDocument file that is encrypted, cut off or unpacks to too much."""
    with open_zip(data, name) as archive:
        members = {member.filename: member for member in archive.infolist()}
        unpacked = sum(member.file_size for member in members.values())
        if unpacked > limits.unpacked_bytes:
            raise ReadError.at(name, Text("解压后过大，可能是恶意文件", "unpacks to too much; it may be malicious"), _FETCH_ANEW)
        if _MANIFEST in members and b"encryption-data" in read_member(archive, members[_MANIFEST], limits.unpacked_bytes, name):
            raise ReadError.at(name, Text("文件有密码", "is protected by a password"), _UNLOCK)


def _is_encrypted(data: bytes) -> bool:
    """Whether the header of the Word stream says so: its first sector stands in the entry of the directory."""
    entry = data.find(_ENTRY_NAME)
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        first = (struct.unpack_from("<I", data, entry + 116)[0] + 1) * size
        magic, flags = struct.unpack_from("<H8xH", data, first)
    except (struct.error, OverflowError):
        return False
    return bool(magic == _WORD and flags & _LOCKED)


def _is_cut_off(data: bytes) -> bool:
    """Whether the file ends before the last sector that its table of sectors says is in use."""
    try:
        size: int = 1 << struct.unpack_from("<H", data, 30)[0]
        if size not in _SECTOR_SIZES:
            return True
        tables = [place for place in struct.unpack_from(f"<{_PLACES_IN_HEADER}I", data, 76) if place < _NO_PLACE]
        last = 0
        for number, place in enumerate(tables):
            entries = struct.unpack_from(f"<{size // 4}I", data, (place + 1) * size)
            last = max([last, *(number * len(entries) + at for at, entry in enumerate(entries) if entry != _FREE)])
    except (struct.error, OverflowError, MemoryError):
        return True
    return len(data) <= (last + 1) * size


# ---- LibreOffice


def _convert(program: Path, data: bytes, suffix: str, name: str, limits: Limits) -> bytes:
    """Return *data* as .docx; all that is written stands in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="duibiao-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _write_profile(home / "profile")
        report = home / f"report{suffix}"
        report.write_bytes(data)
        _run(
            [
                *(str(program), f"-env:UserInstallation={(home / 'profile').as_uri()}"),
                *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"), str(report)),
            ],
            home,
            name,
            limits.seconds,
        )
        made = home / "out" / "report.docx"
        if not made.is_file() or made.stat().st_size > limits.unpacked_bytes:
            failed = Text("LibreOffice 无法转换，文件可能已损坏或有密码", "LibreOffice cannot convert it; it may be damaged or protected")
            raise ReadError.at(name, failed, _SAVE_AS)
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    items = [_ITEM.format(place=place, name=name, kind=kind, value=value) for place, name, kind, value in _SETTINGS]
    items += [_REMOVAL.format(fetcher=fetcher) for fetcher in _FETCHERS]
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n' + "\n".join(items) + "\n</oor:items>\n",
        "utf-8",
    )


def _run(command: list[str], folder: Path, name: str, seconds: float) -> None:
    """Run LibreOffice in *folder*; it and all that it started is ended when the time is up."""
    surroundings = os.environ | _NO_ROAD | {"SAL_USE_VCLPLUGIN": "svp", "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program found above, a file of our own
            command,
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise ReadError.at(name, Text("LibreOffice 无法启动", "LibreOffice cannot be started"), _SAVE_AS) from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError.at(name, Text(f"LibreOffice 转换超过 {seconds:g} 秒", f"LibreOffice took more than {seconds:g} seconds"), _SAVE_AS) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with those that it started, also where it has ended itself and left some behind."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            if process.poll() is None:
                subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
