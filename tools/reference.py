"""Writes the reference pages of the command line and of Python from the code: `python -m tools.reference`.

`tests/docs/test_reference_pages.py` fails when a page says something else than the code.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.models import ArgumentInfo, OptionInfo

import onrecord
from onrecord.cli import app

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made by `python -m tools.reference`: change the code, not this page. -->"


def pages() -> dict[str, str]:
    """Return each reference page by its file name."""
    return {"command-line.md": command_line(), "python.md": python()}


def command_line() -> str:
    """Return the page of the commands: what each does, takes and is set to by default."""
    commands = {about.name or about.callback.__name__: about.callback for about in app.registered_commands}  # type: ignore[union-attr]
    parts = [
        f"# Command line\n\n{MADE}\n",
        "Every command ends with 0 when all went well; the [other exit statuses](../troubleshooting.md) have a meaning "
        "each.\nWhat `--store FILE` asks for may stand in the environment variable `ONRECORD_STORE` instead.\n",
        "| command | what it does |\n| --- | --- |",
    ]
    parts += [f"| [`{name}`](#onrecord-{name}) | {cell(first_sentence(c.__doc__))} |" for name, c in commands.items()]
    return "\n".join(parts) + "\n\n" + "\n".join(command_section(name, c) for name, c in commands.items())


def command_section(name: str, command: Callable[..., Any]) -> str:
    """Return what the page says of one command."""
    arguments, options = [], []
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        for about in getattr(parameter.annotation, "__metadata__", ()):
            if isinstance(about, ArgumentInfo):
                arguments.append((argument_word(parameter), about.help))
            elif isinstance(about, OptionInfo) and not about.hidden:
                options.append(option_row(parameter, about))
    usage = " ".join(["onrecord", name, *(["[OPTIONS]"] if options else []), *(word for word, _ in arguments)])
    lines = [f"## onrecord {name}\n", f"    {usage}\n", paragraphs(command.__doc__), ""]
    if arguments:
        lines += ["| argument | what |", "| --- | --- |", *(f"| `{w}` | {cell(h or '')} |" for w, h in arguments), ""]
    if options:
        lines += ["| option | takes | default | what |", "| --- | --- | --- | --- |", *options, ""]
    return "\n".join(lines)


def argument_word(parameter: inspect.Parameter) -> str:
    """Return an argument as it stands in a usage line."""
    word = parameter.name.upper() + ("..." if takes_many(parameter) else "")
    return word if parameter.default is inspect.Parameter.empty else f"[{word}]"


def option_row(parameter: inspect.Parameter, about: OptionInfo) -> str:
    """Return an option as a row: its names, what it takes, its default, what it means."""
    names = [*(about.param_decls or ()), *((about.default,) if isinstance(about.default, str) else ())]
    shown = ", ".join(f"`{name}`" for name in names or [f"--{parameter.name.replace('_', '-')}"])
    takes = option_type(parameter, about) + (", may be repeated" if takes_many(parameter) else "")
    default = getattr(parameter.default, "value", parameter.default)
    if default is inspect.Parameter.empty:
        default = "required"
    elif default is None or default is False or default in ((), []):
        default = ""
    else:
        default = f"`{default}`"
    return f"| {shown} | {takes} | {default} | {cell(about.help or '')} |"


def option_type(parameter: inspect.Parameter, about: OptionInfo) -> str:
    """Return in words what an option takes; nothing for a switch."""
    kinds = [k for k in leaves(parameter.annotation.__origin__) if k is not type(None)]
    if bool in kinds:
        return ""
    if choices := [c for k in kinds for c in choices_of(k)]:
        return ", ".join(f"`{choice}`" for choice in choices)
    if about.metavar:
        return f"`{about.metavar}`"
    if about.min is not None:
        return f"a number from {about.min}" + (f" to {about.max}" if about.max is not None else "")
    return {int: "a number", Path: "a path"}.get(kinds[0], "text")


def takes_many(parameter: inspect.Parameter) -> bool:
    """Return whether a parameter is a list of what its users give."""
    kind = parameter.annotation.__origin__
    return any(get_origin(k) is list for k in (kind, *get_args(kind)))


def leaves(kind: Any) -> list[Any]:
    """Return the types that a type is made of: those of a union, of a list."""
    if get_origin(kind) is Literal:
        return [kind]
    return [leaf for part in get_args(kind) for leaf in leaves(part)] or [kind]


def choices_of(kind: Any) -> list[str]:
    """Return the values of an enumeration or a literal type."""
    if get_origin(kind) is Literal:
        return [str(value) for value in get_args(kind)]
    return [str(member.value) for member in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def python() -> str:
    """Return the page of the public names: signature and docstring of each."""
    names = [name for name in onrecord.__all__ if name != "__version__"]
    functions = [name for name in names if inspect.isfunction(getattr(onrecord, name))]
    types = [name for name in names if name not in functions]
    parts = [
        f"# Python\n\n{MADE}\n",
        "What `onrecord` names is its public surface; everything else may change between versions. What is promised of "
        "it\nstands in [Use from Python](../python.md).\n",
        "## Functions\n",
        *(function_section(name, getattr(onrecord, name), 3) for name in functions),
        "## Types\n",
        *(type_section(name, getattr(onrecord, name)) for name in types),
    ]
    return "\n".join(parts)


def function_section(name: str, function: Any, level: int, owner: str = "") -> str:
    """Return what the page says of a function or method."""
    return f"{'#' * level} {owner}{name}\n\n```python\n{signature_of(name, function)}\n```\n\n{docstring(function)}\n"


def signature_of(name: str, function: Any) -> str:
    """Return a signature as its source has it, one parameter a line when it is long."""
    signature = inspect.signature(function)
    shown: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in shown and not any(s.startswith("*") for s in shown):
            shown.append("*")
        star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        shown.append(f"{star}{parameter.name}: {parameter.annotation}{default}")
    whole = f"{name}({', '.join(shown)}) -> {signature.return_annotation}"
    if len(whole) <= 100:
        return whole
    return f"{name}(\n" + "".join(f"    {one},\n" for one in shown) + f") -> {signature.return_annotation}"


def type_section(name: str, kind: type) -> str:
    """Return what the page says of a type: its docstring, then what its own public methods do."""
    lines = [f"### {name}\n", docstring(kind), ""]
    if name == "Record":
        lines += ["Its fields are told in [The record](../record.md).", ""]
        return "\n".join(lines)
    if fields := getattr(kind, "__dataclass_fields__", None):
        lines += ["| field | type |", "| --- | --- |"]
        lines += [f"| `{field}` | `{cell(str(about.type))}` |" for field, about in fields.items()] + [""]
    for method, member in vars(kind).items():
        if method.startswith("_"):
            continue
        if isinstance(member, property):
            lines += [f"#### {name}.{method}\n", docstring(member), ""]
        elif inspect.isfunction(member):
            lines.append(function_section(method, member, 4, owner=f"{name}."))
    return "\n".join(lines)


def docstring(thing: Any) -> str:
    """Return a docstring as Markdown: its sections `Args` and `Raises` become lists."""
    text = inspect.getdoc(thing) or ""
    out: list[str] = []
    for block in text.split("\n\n"):
        head, _, rest = block.partition("\n")
        if head in ("Args:", "Raises:", "Returns:"):
            out.append("Arguments:\n" if head == "Args:" else f"{head}\n")
            entries = re.split(r"\n(?=    \S)", "\n" + rest)
            for entry in filter(None, entries):
                key, _, meaning = " ".join(entry.split()).partition(": ")
                out.append(f"- `{key}`: {meaning}")
            out.append("")
        else:
            out += [paragraphs(block), ""]
    return "\n".join(out).strip()


def paragraphs(text: str | None) -> str:
    """Return help text as paragraphs, without the line breaks of the source."""
    return "\n\n".join(" ".join(block.split()) for block in inspect.cleandoc(text or "").split("\n\n"))


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a help text."""
    return re.split(r"(?<=\.)\s", paragraphs(text), maxsplit=1)[0]


def cell(text: str) -> str:
    """Return text that may stand in a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
