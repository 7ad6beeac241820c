"""Many cases in one test: all of them run, and those that fail are named together."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def dense(names: str | tuple[str, ...], cases: Iterable[Any] | Callable[..., Iterable[Any]]):
    """What `pytest.mark.parametrize` does, within one test.

    `cases` may be a function of the test's other arguments. A test that skips, or that needs a
    fresh fixture for each case, wants `parametrize`.
    """
    names = (names,) if isinstance(names, str) else names
    listed = cases if callable(cases) else list(cases)

    def decorate(function):
        signature = inspect.signature(function)

        @wraps(function)
        def test(**others):
            chosen = listed
            if callable(listed):
                chosen = listed(
                    **{name: others[name] for name in inspect.signature(listed).parameters}
                )
            failed = []
            for case in chosen:
                values = dict(zip(names, (case,) if len(names) == 1 else case, strict=True))
                try:
                    function(**others, **values)
                except Exception as error:
                    told = ", ".join(f"{name} = {_named(value)}" for name, value in values.items())
                    error.add_note(f"where {told}")
                    failed.append(error)
            if len(failed) == 1:
                raise failed[0]
            if failed:
                raise ExceptionGroup(f"{len(failed)} cases fail", failed)

        del test.__wrapped__
        kept = [p for name, p in signature.parameters.items() if name not in names]
        test.__signature__ = signature.replace(parameters=kept)
        return test

    return decorate


def _made(cases: Any, others: dict[str, Any]) -> Iterable[Any]:
    """The cases, made of the test's other arguments where they are a function of them."""
    if not callable(cases):
        return cases
    return cases(**{name: others[name] for name in inspect.signature(cases).parameters})


def _named(value: Any) -> str:
    """A case as the reader of a failure knows it: its key, or itself."""
    return str(getattr(value, "key", value))
