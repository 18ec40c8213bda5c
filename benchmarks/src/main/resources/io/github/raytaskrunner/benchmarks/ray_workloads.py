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
"""Ray's own Python API, on a temporary cluster as large as the machine."""

import ray
from temporary_cluster import temporary_cluster
from workload_server import serve, timed


@ray.remote
def successor(number):
    return number + 1


def submit(size):
    return sum(ray.get([successor.remote(number) for number in range(size)]))


def one_after_another(size):
    return sum(ray.get(successor.remote(number)) for number in range(size))


def chain(size):
    last = successor.remote(0)
    for _ in range(size - 1):
        last = successor.remote(last)
    return ray.get(last)


if __name__ == "__main__":
    with temporary_cluster():
        serve(
            {
                "SUBMIT": timed(submit),
                "ONE_AFTER_ANOTHER": timed(one_after_another),
                "CHAIN": timed(chain),
            }
        )
