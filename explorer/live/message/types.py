"""The message's types as the browser's code reads them, written from its dataclasses themselves.

`python -m explorer.live.message.types` writes them anew.
"""

from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from explorer.live.message import setting, tick
from explorer.live.message.shapes import Arrays

# What the packing adds to a setting's own fields.
ADDED = {
    "class_colours": tuple[str, ...],
    "line_colours": tuple[str, ...],
    "neutral": str,
    "point_unit": int,
    "table_reach": int,
    "tail_rate": float,
}
TYPED = {
    "u1": "Uint8Array",
    "i2": "Int16Array",
    "u4": "Uint32Array",
    "f4": "Float32Array",
    "f8": "Float64Array",
}
NAMES = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}
HEAD = "// Written by explorer/live/message/types.py from the dataclasses Setting and Tick.\n"
ENTRY = """/** How an array lies in the message. */
export interface Entry {
  dtype: string;
  shape: number[];
  offset: number;
}
"""
TAIL = """/** A tick and its setting in one, with the sizes of the tick's parameters. */
export interface Message extends Omit<Tick, "setting" | "setting_bytes">, Setting {
  arrays: Record<ArrayName, Entry>;
  S: number;
  P: number;
  n: number;
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


def interface(name: str, record: type, plain: tuple[str, ...], arrays: Arrays, **more: Any) -> str:
    """The declaration of a record: its plain fields, further ones, and its arrays."""
    hints = get_type_hints(record)
    fields = {name: typescript(hints[name]) for name in plain}
    fields |= {name: typescript(hint) for name, hint in more.items()}
    if "view" in fields:
        fields["view"] = "View"
    lines = [f"  {field}: {hint};" for field, hint in fields.items()]
    lines += [
        f"  /** ({', '.join(letters)}) */\n  {field}: {TYPED[dtype]};"
        for field, (dtype, letters) in arrays.items()
    ]
    if record is tick.Tick:
        lines.append("  /** Of a whole message. */\n  setting_bytes?: Uint8Array;")
    words = (record.__doc__ or "").splitlines()[0]
    return "\n".join([f"/** {words} */", f"export interface {name} {{", *lines, "}\n"])


def render() -> str:
    """The declarations of both parts of a message, and of the message as the player reads it."""
    drawn = setting.ARRAYS | {"points": ("i2", "N2"), "palette": ("u1", "C3")}
    names = "".join(f'\n  | "{name}"' for name in (*drawn, *tick.ARRAYS))
    views = " | ".join(f'"{view}"' for view in tick.VIEWS)
    return "\n".join(
        [
            HEAD,
            f"export type View = {views};\n",
            f"export type ArrayName ={names};\n",
            ENTRY,
            interface("Setting", setting.Setting, setting.PLAIN, drawn, **ADDED),
            interface("Tick", tick.Tick, tick.PLAIN, tick.ARRAYS, setting=str),
            TAIL,
        ]
    )


def path() -> Path:
    """Where the browser's code finds the types."""
    (folder,) = (Path(__file__).parents[3] / "static").iterdir()
    return folder / "shared" / "message.d.ts"


if __name__ == "__main__":
    path().write_text(render(), "utf-8")
