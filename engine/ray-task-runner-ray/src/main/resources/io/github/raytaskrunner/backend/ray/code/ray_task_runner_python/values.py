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
"""Makes values portable: of types that MessagePack has and Java reads."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import uuid
from collections import deque
from collections.abc import Mapping
from typing import Any

MAX_DEPTH = 200

MIN_INTEGER = -(2**63)
MAX_INTEGER = 2**64 - 1

AS_THEY_ARE = (type(None), bool, float, str, bytes)
AS_TEXT = (decimal.Decimal, uuid.UUID)
AS_ISO = (datetime.date, datetime.time)  # a datetime is a date
AS_LIST = (list, tuple, set, frozenset, deque)


class DuplicateKeyError(ValueError):
    """Keys that differ in Java are equal in Python, such as 1, 1.0 and True."""


def dictionary(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Make a dict that loses nothing."""
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise DuplicateKeyError(f"Some of these keys are equal: {keys}")
    return result


def portable(value: Any, path: str = "result", depth: int = 0) -> Any:
    """Return what to write for a value.

    Raises TypeError, ValueError or OverflowError, with the path to what there
    is nothing for.
    """
    if is_portable(value):
        return value
    if depth > MAX_DEPTH:
        where = path[:100]
        raise ValueError(f"{where}... holds itself, or more than {MAX_DEPTH} levels")
    if isinstance(value, enum.Enum):
        return enum_name(value, path)
    if isinstance(value, int):
        return integer(value, path)
    if isinstance(value, AS_LIST):
        if hasattr(value, "_asdict"):  # a named tuple
            return entries(value._asdict(), path, depth)
        return [
            element  # with no path for each of many numbers
            if is_portable(element)
            else portable(element, f"{path}[{index}]", depth + 1)
            for index, element in enumerate(value)
        ]
    if isinstance(value, Mapping):
        return entries(value, path, depth)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return {
            name: portable(getattr(value, name), f"{path}.{name}", depth + 1)
            for name in names
        }
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return of_numpy(value, path, depth)
    return scalar(value, path)


def is_portable(value: Any) -> bool:
    cls = type(value)
    return cls in AS_THEY_ARE or (cls is int and MIN_INTEGER <= value <= MAX_INTEGER)


def entries(mapping: Mapping[Any, Any], path: str, depth: int) -> dict[Any, Any]:
    return dictionary(
        [
            (
                name if is_portable(name) else key(name, path),
                value
                if is_portable(value)
                else portable(value, f"{path}[{name!r}]", depth + 1),
            )
            for name, value in mapping.items()
        ]
    )


def key(value: Any, path: str) -> Any:
    result = portable(value, f"a key of {path}")
    if isinstance(result, (list, dict)):
        raise TypeError(f"{path} has the key {value!r}, which Java cannot read as one")
    return result


def enum_name(value: enum.Enum, path: str) -> str:
    if value.name is None:  # flags that were combined
        raise ValueError(f"{path} is {value!r}, which has no name; return its value")
    return value.name


def integer(value: int, path: str) -> int:
    if not MIN_INTEGER <= value <= MAX_INTEGER:
        raise OverflowError(f"{path} has more than 64 bits; return it as a str")
    return int(value)


def scalar(value: Any, path: str) -> Any:
    if isinstance(value, AS_TEXT):
        return str(value)
    if isinstance(value, AS_ISO):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        if getattr(value, "nanoseconds", 0):
            raise ValueError(f"{path} is {value}, finer than microseconds")
        return duration(value)
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    for base in (str, float, bytes):
        if isinstance(value, base):
            return base(value)
    cls = type(value)
    raise TypeError(
        f"{path} is a {cls.__module__}.{cls.__qualname__}, which cannot be passed to "
        "Java; return dicts, lists, dataclasses, texts, numbers and the like"
    )


def duration(value: datetime.timedelta) -> str:
    """Return a duration as Java's Duration.parse reads it."""
    micros = value // datetime.timedelta(microseconds=1)
    seconds, fraction = divmod(abs(micros), 1_000_000)
    return f"PT{'-' if micros < 0 else ''}{seconds}.{fraction:06}S"


def of_numpy(value: Any, path: str, depth: int) -> Any:
    """Return a number or an array of numpy, which is not imported for that."""
    kind = value.dtype.kind
    if kind == "M":
        if (value != value).any():
            raise ValueError(f"{path} has a time of numpy that is none (NaT)")
        return value.astype(str).tolist()  # in ISO format
    if kind in "biuf" and value.dtype.itemsize <= 8:
        return value.tolist()
    if kind in "OUS":
        return portable(value.tolist(), path, depth + 1)
    dtype = value.dtype
    raise TypeError(f"{path} is a {dtype} of numpy, which cannot be passed to Java")
