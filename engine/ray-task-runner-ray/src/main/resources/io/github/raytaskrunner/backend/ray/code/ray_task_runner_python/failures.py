#
# Copyright 2026-present the original author or authors.
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#      https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
#
"""Describes exceptions for Java."""

from __future__ import annotations

import importlib
import os
import traceback
from types import TracebackType
from typing import Any, Optional

MAX_CAUSES = 20
MAX_FRAMES = 200
MAX_TEXT = 1_000_000

HERE = os.path.dirname(__file__)


def describe(stage: str, ex: BaseException) -> dict[str, Any]:
    """Describe an exception with its causes, as PythonFailure.java reads it."""
    own = without_our_frames(ex.__traceback__)
    lines = traceback.format_exception(type(ex), ex, own)
    return {
        **description(ex, own, MAX_CAUSES),
        "stage": stage,
        "traceback": "".join(lines)[:MAX_TEXT],
    }


def description(
    ex: BaseException, stack: Optional[TracebackType], causes: int
) -> dict[str, Any]:
    cause = ex.__cause__
    if cause is None and not ex.__suppress_context__:
        cause = ex.__context__
    return {
        "type": type_name(type(ex)),
        "message": message(ex)[:MAX_TEXT],
        "frames": frames(stack),
        "cause": (
            description(cause, cause.__traceback__, causes - 1)
            if cause is not None and causes > 0
            else None
        ),
    }


def type_name(cls: type) -> str:
    if cls.__module__ == "builtins":
        return cls.__qualname__
    return f"{cls.__module__}.{cls.__qualname__}"


def message(ex: BaseException) -> str:
    try:
        return str(ex)
    except Exception as failure:
        return f"(its __str__ failed with {type(failure).__name__})"


def frames(stack: Optional[TracebackType]) -> list[tuple[str, str, str, int]]:
    """Return module, function, file and line of each frame, the innermost last."""
    return [
        (
            str(frame.f_globals.get("__name__", "")),
            frame.f_code.co_name,
            os.path.basename(frame.f_code.co_filename),
            line or 0,
        )
        for frame, line in traceback.walk_tb(stack)
    ][-MAX_FRAMES:]


def without_our_frames(stack: Optional[TracebackType]) -> Optional[TracebackType]:
    """Leave out what is between Ray and the function, or what it imports."""
    while stack is not None and is_between(stack.tb_frame.f_code.co_filename):
        stack = stack.tb_next
    return stack


def is_between(file: str) -> bool:
    return (
        os.path.dirname(file) == HERE
        or file.startswith("<frozen importlib")
        or file == importlib.__file__
    )
