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
"""Functions that tests call."""

import dataclasses
import datetime
import decimal
import enum
import os
import signal
import sys
import time
import uuid
from typing import NamedTuple

import ray


@dataclasses.dataclass
class Score:
    label: str
    value: float
    reasons: tuple


def score(features, bonus=0.0, *, threshold):
    value = sum(features["values"]) * features["weights"]["x"] + bonus
    day = datetime.date.fromisoformat(features["day"])
    label = "high" if value > threshold else "low"
    return Score(label, value, (features["kind"], str(day.year), features["note"]))


class Kind(enum.Enum):
    NEW = 1


class Point(NamedTuple):
    x: int
    y: int


def likes():
    return {
        "tuple": (1, 2),
        "set": {"a"},
        "point": Point(1, 2),
        "kind": Kind.NEW,
        "instant": datetime.datetime.fromtimestamp(0, datetime.timezone.utc),
        "date": datetime.date(2026, 1, 2),
        "duration": datetime.timedelta(seconds=-1.5),
        "decimal": decimal.Decimal("1.50"),
        "uuid": uuid.UUID("c0ffee00-0000-4000-8000-000000000001"),
        "names": {1: "one"},
    }


def scores(values):
    return [{"label": "one", "value": value, "reasons": []} for value in values]


def echo(value):
    return value


def add(left, right):
    return left + right


async def add_later(left, right):
    return left + right


@ray.remote
def add_remotely(left, right):
    return left + right


class Model:
    @staticmethod
    def predict(value):
        return value * 2


def check(value):
    if value < 0:
        raise ValueError(f"{value} is negative")
    return value


def check_all(values):
    try:
        return [check(value) for value in values]
    except ValueError as ex:
        raise RuntimeError("not all are valid") from ex


def nth_time(file, number):
    with open(file, "a+", encoding="utf-8") as calls:
        calls.write("x")
        calls.seek(0)
        count = len(calls.read())
    if count < number:
        raise ConnectionError(f"call {count} fails")
    return count


def leave():
    sys.exit(3)


def die(file):
    terminated = os.path.exists(file)
    with open(file, "a", encoding="utf-8") as deaths:
        deaths.write("terminated " if terminated else "died ")
    if not terminated:
        os._exit(3)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)


def sleep(file):
    with open(file, "w", encoding="utf-8"):
        time.sleep(600)


def environment():
    return dict(ray.get_runtime_context().runtime_env)


def nothing_for_java():
    return {"handlers": [print, object()]}
