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
"""Calls functions for tasks in Java."""

from __future__ import annotations

import asyncio
import importlib
import inspect
from typing import Any, Callable

import msgpack

from ray_task_runner_python.failures import describe
from ray_task_runner_python.values import dictionary, portable

IMPORT = "import"
CALL = "call"
RESULT = "result"


def call(request: bytes) -> bytes:
    """Call the function that a request names, and answer with its value.

    The answer is a list of None and the value, or of what failed. Nothing is
    raised: an exception that Ray sees is one of a broken worker.
    """
    stage = CALL
    try:
        module, name, args, kwargs = msgpack.unpackb(
            request, strict_map_key=False, object_pairs_hook=dictionary
        )
        stage = IMPORT
        function = find(module, name)
        stage = CALL
        value = function(*args, **kwargs)
        if inspect.iscoroutine(value):
            value = asyncio.run(value)
        stage = RESULT
        return msgpack.packb([None, portable(value)])
    except BaseException as ex:
        if hasattr(ex, "ray_terminate_msg"):
            raise  # Ray ends this process
        return msgpack.packb([describe(stage, ex)], unicode_errors="replace")


def find(module: str, name: str) -> Callable[..., Any]:
    """Import a function, which may be one of a class, or remote for Ray."""
    function: Any = importlib.import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    if hasattr(function, "remote") and hasattr(function, "_function"):
        function = function._function
    if not callable(function):
        raise TypeError(f"{module}.{name} is no function")
    return function
