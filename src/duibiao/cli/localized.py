"""Click in two languages: help, parameter types and usage errors in the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from duibiao.model import Text

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # older releases of click have no type argument here

LANGUAGES = ("zh", "en")
_HEADINGS = {
    "usage": Text("用法：", "Usage:"),
    "options": Text("选项", "Options"),
    "commands": Text("命令", "Commands"),
    "help": Text("显示本帮助。", "Show this help."),
    "version": Text("显示版本号。", "Show the version."),
    "lang": Text("界面语言：zh 或 en(也可用环境变量 DUIBIAO_LANG)。", "Language: zh or en (or the environment variable DUIBIAO_LANG)."),
}


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return "zh" or "en": ``--lang`` wins, then DUIBIAO_LANG, else Chinese."""
    for at, argument in enumerate(arguments):
        word = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and at + 1 < len(arguments):
            word = arguments[at + 1]
        if word in LANGUAGES:
            return word
    return "en" if environment.get("DUIBIAO_LANG", "").lower().startswith("en") else "zh"


def language_of(context: click.Context | None) -> str:
    """Return the language of the running command."""
    found = context.find_root().obj if context else None
    return found if found in LANGUAGES else "zh"


class _Localized(click.Command):
    """A command whose help is written in both languages; each takes ``--lang``."""

    def __init__(self, *args: Any, text: Text, epilogue_text: Text | None = None, **settings: Any) -> None:
        self.text, self.epilogue_text = text, epilogue_text
        settings.setdefault("help", text.en)
        super().__init__(*args, **settings)
        self.params.append(Option(["--lang"], text=_HEADINGS["lang"], type=Word({lang: lang for lang in LANGUAGES}), expose_value=False))

    def get_short_help_str(self, *_: Any, **__: Any) -> str:
        return self.text.say(language_of(click.get_current_context(silent=True)))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{_HEADINGS['usage'].say(language_of(ctx))} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.text.say(language_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx)) is not None]
        with formatter.section(_HEADINGS["options"].say(language_of(ctx))):
            formatter.write_dl([_known_option(record, language_of(ctx)) for record in records])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilogue_text:
            formatter.write_paragraph()
            formatter.write_text(self.epilogue_text.say(language_of(ctx)))


def _known_option(record: tuple[str, str], lang: str) -> tuple[str, str]:
    """Return the help record with the words of the options that click itself adds."""
    for option in ("help", "version"):
        if record[0] == f"--{option}":
            return record[0], _HEADINGS[option].say(lang)
    return record


class Command(_Localized):
    """A command that does something."""


class Group(_Localized, click.Group):
    """A group of commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.get_short_help_str()) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))]
        with formatter.section(_HEADINGS["commands"].say(language_of(ctx))):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = "、".join(self.list_commands(ctx))
            message = Text(f"没有命令“{args[0]}”；可用的命令：{known}", f"no such command “{args[0]}”; there are: {', '.join(self.list_commands(ctx))}")
            raise click.UsageError(message.say(language_of(ctx)), ctx)
        return super().resolve_command(ctx, args)


class Option(click.Option):
    """An option whose help is written in both languages."""

    def __init__(self, *args: Any, text: Text, **settings: Any) -> None:
        self.text = text
        settings["help"] = text.en
        super().__init__(*args, **settings)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record if record is None else (record[0], self.text.say(language_of(ctx)))


class Word(_ParamType):
    """One of a few words, each standing for a value."""

    name = "word"

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words

    def get_metavar(self, *_: Any, **__: Any) -> str:
        return "[" + "|".join(word for word in self.words if word.isascii()) + "]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in self.words.values() and not isinstance(value, str):
            return value
        if value not in self.words:
            english = ", ".join(word for word in self.words if word.isascii())
            message = Text(f"“{value}”不可用；可写：{'、'.join(self.words)}", f"“{value}” is not one of {english}")
            self.fail(message.say(language_of(ctx)), param, ctx)
        return self.words[value]


class Number(_ParamType):
    """A number between two bounds."""

    name = "number"

    def __init__(self, lowest: float, highest: float, kind: type[int] | type[float] = int) -> None:
        self.lowest, self.highest, self.kind = lowest, highest, kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            number = self.kind(value)
        except ValueError:
            number = self.kind(self.lowest) - 1
        if not self.lowest <= number <= self.highest:
            low, high = f"{self.lowest:g}", f"{self.highest:g}"
            message = Text(f"“{value}”不是 {low} 到 {high} 之间的数", f"“{value}” is not a number from {low} to {high}")
            self.fail(message.say(language_of(ctx)), param, ctx)
        return number


def explain_usage(error: click.UsageError, lang: str) -> tuple[str, str]:
    """Return what is wrong with the arguments, and what to do, in *lang*."""
    command = error.ctx.command_path if error.ctx else "duibiao"
    advice = Text(f"用 {command} --help 查看用法", f"see {command} --help").say(lang)
    match error:
        case click.NoSuchOption():
            return Text(f"没有选项 {error.option_name}", f"no such option {error.option_name}").say(lang), advice
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return Text(f"缺少参数 {name}", f"missing argument {name}").say(lang), advice
        case click.BadParameter():
            name = error.param.opts[0] if error.param else ""
            return f"{name}: {error.message}", advice
        case click.BadOptionUsage():
            return Text(f"选项 {error.option_name} 后面缺少值", f"option {error.option_name} needs a value").say(lang), advice
    return error.message, advice
