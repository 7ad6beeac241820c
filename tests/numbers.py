"""Reading the numbers that sentences hold, as `explorer.words` writes them."""

import re

_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")

NUMBER = r"−?(?:∞|[\d.]+ × 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[\d.]+)"


def read(text: str) -> float:
    """The number of a text such as "−0.17", "2.8 × 10⁻⁸", "(10⁶)" or "∞"."""
    plain = re.sub("[() ]", "", text).replace("∞", "inf")
    plain = re.sub(r"10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", r"1e\1", plain)
    return float(plain.replace("×1e", "e").translate(_LOWERED))
