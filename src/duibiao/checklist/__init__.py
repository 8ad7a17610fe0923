"""Load a checklist: profiles, elements, shared word groups, all YAML, every mistake with its file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from duibiao.checklist.elements import OUTLINES, GroupFile, open_group, read_language, with_words
from duibiao.checklist.lint import lint_checklist
from duibiao.checklist.nodes import Node, read_yaml
from duibiao.checklist.notices import KINDS, read_actors, read_instruments, read_off, read_samples
from duibiao.checklist.plain import hash_checklist, show_checklist
from duibiao.model import Checklist, ChecklistError, Element, Level, Need, NoticeSample, Text
from duibiao.pattern import vocabulary_of

__all__ = ["BUILTIN", "KINDS", "choose_profile", "hash_checklist", "lint_checklist", "list_profiles", "load_checklist", "load_samples", "show_checklist"]

#: Where the checklist lies: in an installed package beside the code, in the repository at its top.
BUILTIN = next(
    folder
    for folder in (Path(__file__).parents[1] / "checklist_files", Path(__file__).parents[3] / "checklist")
    if folder.is_dir()
)


def list_profiles() -> tuple[str, ...]:
    """Return the ids of the built-in profiles, oldest first."""
    return tuple(sorted(path.stem for path in BUILTIN.glob("outline-*.yaml")))


def choose_profile(year: int | None) -> str:
    """Return the id of the profile for a report on *year*; the newest where the year is unknown or later than all."""
    spans = {identity: load_checklist(identity).years for identity in list_profiles()}
    if year is not None:
        for identity, (first, last) in spans.items():
            if first <= year <= last:
                return identity
        if year < min(first for first, _ in spans.values()):
            return min(spans, key=lambda identity: spans[identity])
    return max(spans, key=lambda identity: spans[identity])


@cache
def load_checklist(profile: str | Path) -> Checklist:
    """Return the resolved checklist of a built-in profile (by id) or of a file of one's own.

    A file of one's own says ``extends:`` and then only what differs. Raises `ChecklistError` with file, line and
    column for an unknown profile, unknown keys, unreadable patterns, unknown or repeated elements.
    """
    path = BUILTIN / f"{profile}.yaml"
    if not is_file(path):
        path = Path(profile)
    if not is_file(path):
        known = list_profiles()
        raise ChecklistError(
            Text(f"没有名为“{profile}”的清单，也没有这个文件", f"there is no checklist named “{profile}”, and no such file"),
            Text(f"可用的清单：{'、'.join(known)}；或写明清单文件的路径", f"choose one of {', '.join(known)}, or give the path of a checklist file"),
        )
    return _resolve(path, ())


_PROFILE_KEYS = {"id", "title", "title_en", "version", "outline", "years", "weights", "points"}
_CHANGE_KEYS = {"elements", "drop", "add", "notices", "extends"}


def _resolve(path: Path, inside: tuple[Path, ...]) -> Checklist:
    folder = path.parent
    root = read_yaml(path, folder)
    entries = root.entries()
    if "extends" in entries:
        entries = root.keys({"id", "title", "version", "extends"}, _PROFILE_KEYS | _CHANGE_KEYS)
        base = _extended(entries["extends"], folder, path, inside)
    else:
        entries = root.keys(_PROFILE_KEYS, _CHANGE_KEYS - {"extends"})
        base = _read_folder(path.parent if (path.parent / "elements").is_dir() else BUILTIN)
    checklist = replace(
        base,
        id=entries["id"].text(),
        title=entries["title"].text(),
        title_en=entries["title_en"].text() if "title_en" in entries else entries["title"].text(),
        version=entries["version"].text(),
        outline=entries["outline"].choice({key: key for key in OUTLINES}) if "outline" in entries else base.outline,
        years=_read_years(entries["years"]) if "years" in entries else base.years,
        weights=_read_weights(entries["weights"]) if "weights" in entries else base.weights,
        points=_read_points(entries["points"]) if "points" in entries else base.points,
    )
    checklist = _add(checklist, entries.get("add"), folder)
    checklist = _drop(checklist, entries.get("drop"))
    checklist = _adjust(checklist, entries.get("elements"))
    checklist = _keep_basis(checklist)
    checklist = replace(checklist, off=(*checklist.off, *read_off(entries.get("notices"))))
    return replace(checklist, sha256=hash_checklist(checklist))


def _keep_basis(checklist: Checklist) -> Checklist:
    """Leave out the other Outline as a basis, except where an element has no other: it stands in the checklist for that."""
    others = set(OUTLINES.values()) - {OUTLINES[checklist.outline]}
    return replace(
        checklist,
        elements=tuple(
            replace(element, basis=tuple(basis for basis in element.basis if basis.document not in others) or element.basis)
            for element in checklist.elements
        ),
    )


def _extended(node: Node, folder: Path, path: Path, inside: tuple[Path, ...]) -> Checklist:
    name = node.text()
    for candidate in (folder / name, folder / f"{name}.yaml", BUILTIN / f"{name}.yaml"):
        if is_file(candidate):
            chain = (*inside, path.resolve())
            if candidate.resolve() in chain:
                raise node.fail(
                    Text("extends 绕回了自己", "this “extends” leads back to its own file"),
                    Text("去掉循环的 extends", "take the circular “extends” out"),
                )
            return _resolve(candidate, chain)
    known = list_profiles()
    raise node.fail(
        Text(f"extends 的清单“{name}”不存在", f"there is no checklist “{name}” to extend"),
        Text(
            f"写内置清单的编号({'、'.join(known)})或同一文件夹中的文件名",
            f"write the id of a built-in checklist ({', '.join(known)}) or the name of a file in the same folder",
        ),
    )


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that the system cannot even look up is none."""
    try:
        return path.is_file()
    except OSError:
        return False


@cache
def load_samples(profile: str | Path | None = None) -> tuple[NoticeSample, ...]:
    """Return the proof of the notices that stands beside a *profile*'s file, or else the built-in one."""
    folder = Path(profile or "").parent
    return read_samples(folder if (folder / "notices").is_dir() else BUILTIN)


@cache
def _read_folder(folder: Path) -> Checklist:
    """The checklist of a folder before a profile has spoken: all elements of elements/, in the order of groups.yaml."""
    order = read_yaml(folder / "groups.yaml", folder).keys({"groups"}, set())["groups"]
    files: list[GroupFile] = []
    for item in order.items():
        file = folder / "elements" / f"{item.text()}.yaml"
        if not is_file(file):
            raise item.fail(
                Text(f"没有文件 elements/{item.text()}.yaml", f"there is no file elements/{item.text()}.yaml"),
                Text("补上文件，或从 groups.yaml 删去这一项", "add the file, or take this group out of groups.yaml"),
            )
        files.append(open_group(file, folder))
    language = read_language(folder, files)
    vocabulary = vocabulary_of(language)
    elements = [element for file in files for element in file.read_elements(vocabulary)]
    _check_unique(elements)
    return Checklist(
        *("", "", "", "", "", "2021", (0, 9999)),
        groups=tuple(file.group for file in files),
        elements=tuple(elements),
        language=language,
        weights=(),
        points=(),
        instruments=read_instruments(folder if is_file(folder / "documents.yaml") else BUILTIN),
        actors=read_actors(folder if is_file(folder / "actors.yaml") else BUILTIN, vocabulary),
    )


def _check_unique(elements: list[Element]) -> None:
    seen: dict[str, Element] = {}
    for element in elements:
        if element.id in seen:
            raise ChecklistError.at(
                element.place,
                Text(f"编号“{element.id}”已在 {seen[element.id].place} 用过", f"the id “{element.id}” is taken by {seen[element.id].place}"),
                Text("每个要素用自己的编号", "give every element an id of its own"),
            )
        seen[element.id] = element


def _read_years(node: Node) -> tuple[int, int]:
    years = node.items()
    if len(years) != 2:
        raise node.fail(
            Text("years 应写起止两年", "“years” takes the first and the last year"),
            Text("如 years: [2021, 2025]", "for example years: [2021, 2025]"),
        )
    return years[0].number(), years[1].number()


def _read_weights(node: Node) -> tuple[tuple[Need, int], ...]:
    found = node.keys({need.value for need in Need if need is not Need.OFF}, set())
    return tuple((Need(key), value.number()) for key, value in found.items())


def _read_points(node: Node) -> tuple[tuple[str, float], ...]:
    return tuple((key, value.share()) for key, value in node.keys({"specific", "general"}, set()).items())


def _add(checklist: Checklist, node: Node | None, folder: Path) -> Checklist:
    if node is None:
        return checklist
    files: list[GroupFile] = []
    for item in node.items():
        path = folder / item.text()
        if not is_file(path):
            raise item.fail(
                Text(f"没有文件“{item.text()}”", f"there is no file “{item.text()}”"),
                Text("写明要素文件相对本文件的路径", "write the path of a file of elements, relative to this file"),
            )
        files.append(open_group(path, folder))
    language = with_words(checklist.language, files)
    vocabulary = vocabulary_of(language)
    groups = {group.id: group for group in (*(file.group for file in files), *checklist.groups)}
    order = list(dict.fromkeys([*(group.id for group in checklist.groups), *groups]))
    elements = [*checklist.elements, *(element for file in files for element in file.read_elements(vocabulary))]
    _check_unique(elements)
    elements.sort(key=lambda element: order.index(element.group))
    return replace(checklist, groups=tuple(groups[identity] for identity in order), elements=tuple(elements), language=language)


def _read_known(node: Node, checklist: Checklist) -> str:
    """Return the id of an element that *checklist* has."""
    identity = node.text()
    if identity not in {element.id for element in checklist.elements}:
        raise node.fail(
            Text(f"清单中没有要素“{identity}”", f"the checklist has no element “{identity}”"),
            Text("用 duibiao checklist list 查看全部编号", "see all ids with duibiao checklist list"),
        )
    return identity


def _drop(checklist: Checklist, node: Node | None) -> Checklist:
    if node is None:
        return checklist
    dropped = {_read_known(item, checklist) for item in node.items()}
    return replace(checklist, elements=tuple(element for element in checklist.elements if element.id not in dropped))


def _adjust(checklist: Checklist, node: Node | None) -> Checklist:
    if node is None:
        return checklist
    changes: dict[str, Callable[[Element], Element]] = {}
    for key, change in node.pairs():
        identity = _read_known(key, checklist)
        entries = change.keys(set(), {"need", "weight"})
        need = _read_adjusted_need(entries["need"]) if "need" in entries else None
        weight = entries["weight"].number() if "weight" in entries else None
        changes[identity] = lambda element, need=need, weight=weight: replace(  # type: ignore[misc]
            element,
            need=tuple((level, (need or {}).get(level, old)) for level, old in element.need),
            weight=element.weight if weight is None else weight,
        )
    return replace(
        checklist,
        elements=tuple(changes[element.id](element) if element.id in changes else element for element in checklist.elements),
    )


def _read_adjusted_need(node: Node) -> dict[Level, Need]:
    needs = {need.value: need for need in Need}
    if node.is_text():
        return dict.fromkeys(Level, node.choice(needs))
    return {Level(key): value.choice(needs) for key, value in node.keys(set(), {level.value for level in Level}).items()}
