"""Where the arithmetic runs: the CPU, or a CUDA card when there is one."""

import torch

DEVICES = ("cpu", "cuda")


def available() -> tuple[str, ...]:
    """The devices that can be used here, the fastest first."""
    return ("cuda", "cpu") if torch.cuda.is_available() else ("cpu",)


def name(device: str) -> str:
    """What the device is called, for people."""
    if device == "cuda" and torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return "CPU"
