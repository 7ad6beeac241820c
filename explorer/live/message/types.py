"""The message's types as the browser's code reads them, written from its dataclasses themselves.

`python -m explorer.live.message.types` writes them anew.
"""

from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from explorer.formula.browser import Described
from explorer.live.message import setting, tick
from explorer.live.message.shapes import Arrays

# What the packing adds to a setting's own fields.
ADDED = {
    "class_colours": tuple[str, ...],
    "drawn_colours": tuple[str, ...],
    "mark_colours": tuple[str, ...],
    "line_colours": tuple[str, ...],
    "weight_colours": tuple[str, str],
    "saturated_colour": str,
    "neutral": str,
    "point_unit": int,
    "curve_height": float,
    "norm_epsilon": float,
    "flat_slope": float,
    "speeds": tuple[int, ...],
}
TYPED = {
    "u1": "Uint8Array",
    "i2": "Int16Array",
    "u4": "Uint32Array",
    "f4": "Float32Array",
    "f8": "Float64Array",
}
NAMES = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    Described: "Description",
}
HEAD = "// Written by explorer/live/message/types.py from the dataclasses Setting and Tick.\n"
IMPORTS = 'import type { Description } from "./activation.js";\n'
ENTRY = """/** How an array lies in the message. */
export interface Entry {
  dtype: string;
  shape: number[];
  offset: number;
}
"""
TAIL = """/** A tick and its setting in one, with the sizes of the tick's parameters. */
export interface Message extends Omit<Tick, "setting_bytes" | "arrays">, Omit<Setting, "arrays"> {
  arrays: Record<SettingArray | TickArray, Entry>;
  S: number;
  P: number;
  /** numbers of all networks */
  n: number;
  /** where each network's numbers begin */
  starts: number[];
}
"""


def typescript(hint: Any) -> str:
    """The TypeScript of a Python type, as JSON carries it. Raises KeyError for one it cannot."""
    arguments = get_args(hint)
    if get_origin(hint) is UnionType:
        return " | ".join(typescript(one) for one in arguments)
    if get_origin(hint) is tuple:
        if arguments[-1] is Ellipsis:
            return f"{typescript(arguments[0])}[]"
        return f"[{', '.join(typescript(one) for one in arguments)}]"
    return NAMES[hint]


def interface(record: type, plain: tuple[str, ...], arrays: Arrays, **more: str) -> str:
    """The declarations of a record: its plain fields, its arrays, and further fields."""
    hints = get_type_hints(record, localns={"Described": Described})
    fields = {field: typescript(hints[field]) for field in plain} | more
    name, names = record.__name__, " | ".join(f'"{field}"' for field in arrays)
    # as prettier breaks a line of 100: behind the sign, and if need be before each name
    if len(f"export type {name}Array = {names};") > 100:
        fits = len(f"  {names};") <= 100
        names = "\n  " + (names if fits else "| " + names.replace(" | ", "\n  | "))
    lines = [f"  {field}: {hint};" for field, hint in fields.items()]
    lines += [
        f"  /** ({', '.join(letters)}) */\n  {field}: {TYPED[dtype]};"
        for field, (dtype, letters) in arrays.items()
    ]
    return "\n".join(
        [
            f"export type {name}Array = {names};\n".replace("= \n", "=\n"),
            f"/** {(record.__doc__ or '').splitlines()[0]} */",
            f"export interface {name} {{",
            *lines,
            f"  arrays: Record<{name}Array, Entry>;",
            "}\n",
        ]
    )


def render() -> str:
    """The declarations of both parts of a message, and of the message as the player reads it."""
    drawn = setting.ARRAYS | {"points": ("i2", "N2"), "palette": ("u1", "C3")}
    added = {name: typescript(hint) for name, hint in ADDED.items()}
    of_tick = {"setting": "string", "setting_bytes?": "Uint8Array"}
    return "\n".join(
        [
            HEAD,
            IMPORTS,
            ENTRY,
            interface(setting.Setting, setting.PLAIN, drawn, **added),
            interface(tick.Tick, tick.PLAIN, tick.ARRAYS, **of_tick),
            TAIL,
        ]
    )


def path() -> Path:
    """Where the browser's code finds the types."""
    (folder,) = (Path(__file__).parents[3] / "static").iterdir()
    return folder / "shared" / "message.d.ts"


if __name__ == "__main__":
    path().write_text(render(), "utf-8")
