"""A few float32 numbers side by side, one sample each, which the processor computes at once."""

import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import models, overload, register_model

from explorer.engine.compiled.making import intrinsic

LANES = 16  # samples side by side

_VECTOR = ir.VectorType(ir.FloatType(), LANES)
_FLOAT, _INDEX = ir.FloatType(), ir.IntType(32)
_FUSED = ("contract",)  # a product and a sum may be one instruction


class _Lanes(types.Type):
    def __init__(self) -> None:
        super().__init__("Lanes")


lanes = _Lanes()


@register_model(_Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)


def _place(context: Any, builder: Any, array: Any, data: Any, at: Any) -> Any:
    """The address of an array's number `at`."""
    return builder.gep(cgutils.create_struct_proxy(array)(context, builder, data).data, [at])


def _spread(builder: Any, value: Any) -> Any:
    one = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), value, _INDEX(0))
    everywhere = ir.Constant(ir.VectorType(_INDEX, LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(_VECTOR, ir.Undefined), everywhere)


@intrinsic
def load(typing: Any, array: Any, at: Any) -> Any:
    """The numbers of the array from `at` on, one a lane."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _place(context, builder, signature.args[0], *given)
        value = builder.load(builder.bitcast(place, _VECTOR.as_pointer()))
        value.align = 4
        return value

    return lanes(array, types.intp), code


@intrinsic
def store(typing: Any, array: Any, at: Any, value: Any) -> Any:
    """Write the lanes to the array, from `at` on."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _place(context, builder, signature.args[0], *given[:2])
        written = builder.store(given[2], builder.bitcast(place, _VECTOR.as_pointer()))
        written.align = 4
        return context.get_dummy_value()

    return types.void(array, types.intp, lanes), code


@intrinsic
def spread(typing: Any, array: Any, at: Any) -> Any:
    """One number of the array in every lane."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return _spread(builder, builder.load(_place(context, builder, signature.args[0], *given)))

    return lanes(array, types.intp), code


@intrinsic
def everywhere(typing: Any, value: Any) -> Any:
    """One number in every lane."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return _spread(builder, given[0])

    return lanes(types.float32), code


@intrinsic
def total(typing: Any, value: Any) -> Any:
    """The sum over the lanes, halves added to halves."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        part, width = given[0], LANES
        while width > 1:
            width //= 2
            low, high = (
                builder.shuffle_vector(
                    part, part, ir.Constant(ir.VectorType(_INDEX, width), list(range(a, a + width)))
                )
                for a in (0, width)
            )
            part = builder.fadd(low, high)
        return builder.extract_element(part, _INDEX(0))

    return types.float32(lanes), code


@intrinsic
def root(typing: Any, value: Any) -> Any:
    """The square root in each lane."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        kind = ir.FunctionType(_VECTOR, [_VECTOR])
        function = cgutils.get_or_insert_function(builder.module, kind, f"llvm.sqrt.v{LANES}f32")
        return builder.call(function, given)

    return lanes(lanes), code


def _arithmetic(sign: Callable[..., Any], name: str) -> None:
    """Let a Python operator work on lanes."""

    @intrinsic
    def both(typing: Any, u: Any, v: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            return getattr(builder, name)(*given, flags=_FUSED)

        return lanes(lanes, lanes), code

    @overload(sign, strict=False)
    def on_lanes(u: Any, v: Any) -> Any:
        if u is lanes and v is lanes:
            return lambda u, v: both(u, v)
        return None


for _sign, _name in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _arithmetic(_sign, _name)
