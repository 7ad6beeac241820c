"""A run as a notebook: the script in cells, each with what it is about, and a picture."""

from typing import Any

from explorer.config import RunConfig
from explorer.takeaway.drawing import drawing
from explorer.takeaway.writing import imports, sections, settled

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def notebook(config: RunConfig, member: int = 0, steps: int | None = None) -> dict[str, Any]:
    """The script of `explorer.takeaway.script` as a notebook of nbformat 4, to be dumped as JSON.

    It needs PyTorch and NumPy, and its last cell, which draws, Matplotlib. Raises as the script.
    """
    from nbformat import v4  # with its schemas: only who wants a notebook waits for them

    (first, *more), parts = sections(config, member, steps)
    title, _, rest = first.partition(": ")
    needed = imports("\n".join(part.code for part in parts))
    cells = [
        v4.new_markdown_cell("\n\n".join([f"# {title}", rest[:1].upper() + rest[1:], *more])),
        v4.new_code_cell("\n".join(needed)),
    ]
    picture = drawing(settled(config, member))
    for part in [*parts, *([picture] if picture else [])]:
        cells.append(v4.new_markdown_cell(f"## {part.title}\n\n{part.about}"))
        cells.append(v4.new_code_cell(part.code))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # equal runs, equal notebooks
    return dict(v4.new_notebook(cells=cells, metadata={"kernelspec": _KERNEL}))
