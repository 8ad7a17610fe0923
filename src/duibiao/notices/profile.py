"""What was taken for granted: the level, the year, the checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Checklist, Document, Level, Notice, Severity, Text
from duibiao.words import NOTICE

_LEVEL_OPTION = Text("可用 --level 指定层级后重新核对", "give the level with --level and check again")
_YEAR_OPTION = Text("可用 --year 指定年度后重新核对", "give the year with --year and check again")
_PROFILE_OPTION = Text("可用 --profile 指定清单后重新核对", "give the checklist with --profile and check again")
#: 中共某县委员会 某县人民政府关于…的报告, 某县委、县政府…
_JOINT = re.compile(r"(?:中共.{2,20}(?:委员会|委)|[省市县区旗镇乡]委)[、和与及]?.{0,20}政府")


def find_profile(checklist: Checklist, document: Document) -> Iterator[Notice]:
    """Yield a hint for each thing that the report did not say and that was assumed."""
    meta = document.meta
    if meta.level is None:
        yield _hint("profile", Text("报告的层级未识别，按县级核对", "the report's level is unknown; it was checked as a county's"), _LEVEL_OPTION)
    elif meta.level is Level.COUNTY and meta.issuer and re.search(r"(?:开发区|高新区|新区|园区|示范区|度假区)(?:管理委员会|管委会)?$", meta.issuer):
        yield _hint("profile", Text("开发区一类的报告，按县级核对", "a development zone's report; it was checked as a county's"), _LEVEL_OPTION)
    if _JOINT.search(meta.title or "") or _JOINT.search(meta.issuer or ""):
        yield _hint(
            "profile",
            Text("党委和政府联合报告，按政府的报告核对", "a joint report of party committee and government; it was checked as the government's"),
            Text("党委部分不在清单之内", "the checklist does not ask for the committee's part"),
        )
    if meta.year is None:
        yield _hint(
            "profile",
            Text(f"报告的年度未识别，按“{checklist.title}”核对", f"the year is unknown; the report was held against “{checklist.title_en}”"),
            _YEAR_OPTION,
        )
    elif not checklist.years[0] <= meta.year <= checklist.years[1]:
        first, last = checklist.years
        yield _hint(
            "profile",
            Text(
                f"“{checklist.title}”用于{first}—{last}年度的报告；{meta.year}年度的这份仍按它核对",
                f"“{checklist.title_en}” is for reports on {first} to {last}; this one on {meta.year} was held against it all the same",
            ),
            _PROFILE_OPTION,
        )
    for kind, why in checklist.off:
        name = NOTICE[kind]
        yield _hint(
            "profile",
            Text(f"按清单的设置，没有查“{name.zh}”一类提示：{why}", f"the checklist switches notices on {name.en} off: {why}"),
            Text("需要时从清单文件的 notices 中删去这一项", "take it out from under “notices” of the checklist file where they are wanted"),
        )


def _hint(kind: str, message: Text, advice: Text) -> Notice:
    return Notice(kind, Severity.HINT, message, advice)
