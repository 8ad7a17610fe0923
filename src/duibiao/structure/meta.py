"""Who reports on which year: title, issuer, level, year, date of publication. What the text does not say is None."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from duibiao.model import Level, Meta, NormalText, Span
from duibiao.structure.noise import TITLE

#: the name of an organ: 房县人民政府, 县教育局, 城关街道办事处, 经济开发区管委会
_ORGAN_TAIL = (
    r"人民政府办公[室厅]|人民政府|街道办事处|办事处|管理委员会|管委会|行政公署|委员会|服务中心|政务服务和大数据管理局"
    r"|管理局|监督局|保障局|执法局|执法大队|执法支队|分局|总局|税务局|[一-鿿]{2,12}[局厅委办署院]|街道"
)
_PLACE = (
    r"[一-鿿]{1,16}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|林区|开发区|高新区|园区|管理区|示范区|矿区"
    r"|省|市|州|盟|地区|县|区|旗|镇|乡|苏木|街道|农场|林场)"
)
_ISSUER_IN_TITLE = re.compile(
    rf"^(?:中共)?(?P<issuer>[一-鿿()·、]{{2,40}}?(?:{_ORGAN_TAIL}|[县区市省州旗镇乡]|开发区|街道|新区))"
    r"(?=关于|20\d\d|二[〇○零]|法治|依法|推进|年度|党委|:)"
)
_SIGNED = re.compile(rf"^(?:中共)?[一-鿿()·]{{0,30}}(?:{_ORGAN_TAIL})$")
_SUBJECT = re.compile(
    r"(?:^|[,。;:)])(?!认真|落实|贯彻|按照|根据|依照|围绕|坚持|深入|全面|结合|通过|对照|为|在|是|以)"
    rf"(?P<issuer>{_PLACE}(?:人民政府|委、?[县区市]政府|[一-鿿]{{2,12}}[^布结]局)?)"
    r"(?=以|始终|坚持|紧紧|深入|认真|全面|按照|在|将|严格|持续|推进|围绕|高度|着力|的?法治|人民|党|依法|聚焦|全力|切实)"
)
#: years that are not the report's: 《2021年工作要点》 (川府发〔2021〕5号) 2021—2025年
_NO_YEAR = re.compile(r"《[^》]{0,200}》|\([^()]{0,12}\d{4}[^()]{0,8}号\)|20\d\d[-—至~]{1,8}20\d\d年?")
_YEAR = re.compile(r"20[0-4]\d(?=年)")
_CN_YEAR = re.compile(r"二[〇○零Oo0]([一二三四])([〇○零一二三四五六七八九Oo0])年")
_DATE = re.compile(r"(20[0-4]\d)[年./-](\d{1,2})[月./-](\d{1,2})")
_SIGNATURE_DATE = re.compile(r"^(?:20\d\d|二[〇○零Oo0][一二三四][〇○零一二三四五六七八九Oo0])年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$")
_PUBLISHED = re.compile(r"发布(?:时间|日期)|发文日期|公开日期|时间:|日期:|成文日期|生成日期")
_CN_DIGIT = {digit: index for index, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "o": 0, "0": 0}

_LEVELS = (
    (re.compile(r"(?:盟|地区)行政公署$"), Level.CITY),
    (re.compile(r"(?:街道|街道办事处|镇|乡|苏木|办事处)(?:人民政府|党工委|党委)?$|[镇乡]人民政府|街道办事处"), Level.TOWNSHIP),
    (re.compile(r"(?:局|厅|委员会|办公室|分局|税务所|中心|大队|支队|总队|院|署|办|委)$"), Level.DEPARTMENT),
    (re.compile(r"(?:省|自治区)(?:人民政府)?$|^(?:北京|上海|天津|重庆)市(?:人民政府)?$"), Level.PROVINCE),
    (re.compile(r"(?:开发区|高新区|新区|园区|管理区|示范区|林区|矿区|度假区|保税区)(?:管理委员会|管委会|人民政府)?$"), Level.COUNTY),
    (re.compile(r"(?:县|区|旗)(?:人民政府|委|政府)?$"), Level.COUNTY),
    (re.compile(r"(?:市|州|盟|地区)(?:人民政府|行政公署|政府)?$"), Level.CITY),
)
_MANAGED = re.compile(r"管理委员会$|管委会$")
#: a city that speaks of its towns, and of no counties below it, is a county-level city
_TOWNS = re.compile(r"(?:各|全市|\d个)(?:乡镇|镇街|镇\(?街道\)?|镇乡|乡\(?镇\)?|镇、街道|街道、镇|镇办)|镇街|乡镇\(街道\)|各镇")
_COUNTIES = re.compile(r"县[(,]?(?:市、?)?区|各县|县市区|区县|各区|县区|市县|\d个(?:县|区)")


def find_meta(
    source_text: str, normal: NormalText, paragraphs: Sequence[Span], noise: Sequence[Span], *, level: Level | None, year: int | None
) -> Meta:
    """Return what the text says of itself; *level* and *year*, where given, are taken instead."""
    text = normal.text
    lines = [text[span.start : span.end] for span in paragraphs]
    title = _find_title(lines)
    published = _find_published([text[span.start : span.end] for span in noise])
    known_year = year or _find_year(title, lines, published)
    issuer = _find_issuer(title, lines)
    known_level = level or _find_level(issuer, lines)
    return Meta(
        title=_own_words(title, normal, source_text),
        issuer=_own_words(issuer, normal, source_text),
        level=known_level,
        year=known_year,
        outline=None if known_year is None else "2015" if known_year <= 2020 else "2021",
        published=published,
        script=normal.script,
    )


def _find_title(lines: Sequence[str]) -> str | None:
    for line in lines[:8]:
        if len(line) <= 60 and TITLE.search(line) and not re.search(r"^[一二三四五六七八九十]+、|^\(", line):
            return line
    return lines[0] if lines and len(lines[0]) <= 40 and not re.search(r"[。;,]", lines[0]) else None


def _find_issuer(title: str | None, lines: Sequence[str]) -> str | None:
    candidates: list[str] = []
    if title and (match := _ISSUER_IN_TITLE.match(title.lstrip("—-").removeprefix("关于").removeprefix("报送"))):
        candidates.append(match["issuer"].rstrip("的"))
    signed = [line for line in lines[-4:] if len(line) <= 30 and _SIGNED.match(line)]
    candidates += signed
    if title and not candidates and (match := re.match(rf"(?:[一-鿿]{{2,3}}省|[一-鿿]{{2}})?(?P<issuer>{_PLACE}):", title)):
        candidates.append(match["issuer"])
    if not candidates and lines and len(lines[0]) <= 16 and _SIGNED.match(lines[0]):
        candidates.append(lines[0])
    for line in lines[:8]:
        if candidates:
            break
        for sentence in re.split(r"。", line)[:2]:
            if match := _SUBJECT.search(sentence.replace("(", ")")):
                candidates.append(match["issuer"])
                break
    if not candidates:
        return None
    issuer = candidates[0]
    if signed and len(signed[0]) > len(issuer) and signed[0].startswith(issuer):
        issuer = signed[0]
    return _as_government(issuer)


def _as_government(issuer: str) -> str:
    return issuer + "人民政府" if re.search(r"(?:省|自治区|[^园矿新发术理范]区|市|州|县|旗|镇|乡)$", issuer) else issuer


def _own_words(words: str | None, normal: NormalText, source_text: str) -> str | None:
    """Return *words* in the report's own characters where they stand there."""
    at = normal.text.find(words) if words else -1
    if words is None or at < 0:
        return words
    span = normal.origin(Span(at, at + len(words)))
    parts = source_text[span.start : span.end].split()
    return "".join(part + " " * bool(re.search(r"(?:委员会|人民政府|委)$", part)) for part in parts).strip()


def _find_level(issuer: str | None, lines: Sequence[str]) -> Level | None:
    if issuer is None:
        return None
    for pattern, level in _LEVELS:
        if pattern.search(issuer):
            if level is Level.DEPARTMENT and _MANAGED.search(issuer):
                return Level.COUNTY
            if level is Level.CITY and _is_county_city(lines):
                return Level.COUNTY
            return level
    return None


def _is_county_city(lines: Sequence[str]) -> bool:
    body = "\n".join(lines)
    towns, counties = len(_TOWNS.findall(body)), len(_COUNTIES.findall(body))
    return towns > 0 and counties == 0


def _find_year(title: str | None, lines: Sequence[str], published: str | None) -> int | None:
    for line in ([title] if title else []) + list(lines[:3]):
        if len(line) <= 60 and not _SIGNATURE_DATE.match(line) and (years := _years(line)):
            return years[0]
    opening = [years[0] for line in lines[:8] if not _SIGNATURE_DATE.match(line) and (years := _years(line[:200]))]
    counts = Counter(year for line in lines if not _SIGNATURE_DATE.match(line) for year in _years(line))
    if not counts:
        return int(published[:4]) - 1 if published else None
    likely = max(counts, key=lambda year: (counts[year], year))
    if opening and (counts[opening[0]] * 2 >= counts[likely] or opening[0] == likely):
        first = opening[0]
        return first if published is None or first < int(published[:4]) or int(published[5:7]) >= 10 else likely
    return likely


def _years(line: str) -> list[int]:
    """The years a line speaks of, but for those of titles and document numbers."""
    plain = _NO_YEAR.sub("", line)
    years = [int(year) for year in _YEAR.findall(plain)]
    years += [2000 + 10 * _CN_DIGIT[tens] + _CN_DIGIT[ones] for tens, ones in _CN_YEAR.findall(plain)]
    return [year for year in years if 2010 <= year <= 2049]


def _find_published(noise: Sequence[str]) -> str | None:
    for number, line in enumerate(noise):
        labelled = _PUBLISHED.search(line) or (number and _PUBLISHED.search(noise[number - 1]))
        if labelled and (match := _DATE.search(line)):
            year, month, day = map(int, match.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04}-{month:02}-{day:02}"
    return None
