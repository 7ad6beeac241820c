"""The message's types as the browser's code reads them, written from `Message` itself.

`python -m explorer.live.message.types` writes them anew.
"""

from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from explorer.live.message.packing import ARRAYS, PLAIN, Message

# What the packing adds to a message's own fields: type in the header, or on the wire.
ADDED = {
    "class_colours": tuple[str, ...],
    "line_colours": tuple[str, ...],
    "neutral": str,
    "point_unit": int,
    "table_reach": int,
    "norm_epsilon": float,
    "flat_slope": float,
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
HEAD = "// Written by explorer/live/message/types.py from the dataclass Message.\n"
ENTRY = """/** How an array lies in the message. */
export interface Entry {
  dtype: string;
  shape: number[];
  offset: number;
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


def render() -> str:
    """The declarations of `Message` and what it is made of."""
    hints = get_type_hints(Message)
    fields = {name: typescript(hints[name]) for name in PLAIN}
    fields |= {name: typescript(hint) for name, hint in ADDED.items()}
    arrays = {name: (TYPED[dtype], letters) for name, (dtype, letters) in ARRAYS.items()}
    arrays["palette"] = "Uint8Array", "C3"
    lines = [f"  {name}: {hint};" for name, hint in fields.items()]
    lines += [
        f"  /** ({', '.join(letters)}) */\n  {name}: {kind};"
        for name, (kind, letters) in arrays.items()
    ]
    lines += ["  arrays: Record<ArrayName, Entry>;"]
    lines += [f"  /** Read from the shape of parameters. */\n  {n}: number;" for n in "SPn"]
    every = "".join(f'\n  | "{name}"' for name in arrays)
    return "\n".join(
        [
            HEAD,
            f"export type ArrayName ={every};\n",
            ENTRY,
            "/** S frames of P networks, and the history they belong to. */",
            "export interface Message {",
            *lines,
            "}\n",
        ]
    )


def path() -> Path:
    """Where the browser's code finds the types."""
    (folder,) = (Path(__file__).parents[3] / "static").iterdir()
    return folder / "shared" / "message.d.ts"


if __name__ == "__main__":
    path().write_text(render(), "utf-8")
