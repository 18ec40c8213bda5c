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
"""Prefect's Ray task runner, on a temporary cluster as large as the machine."""

import os
import shutil
import tempfile

home = tempfile.mkdtemp(prefix="prefect-")
os.environ.update(
    PREFECT_HOME=home,
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE="true",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="WARNING",
    DO_NOT_TRACK="1",
)

from prefect import flow, task
from prefect_ray import RayTaskRunner
from temporary_cluster import temporary_cluster
from workload_server import serve, timed


@task
def successor(number):
    return number + 1


@flow(task_runner=RayTaskRunner())
def successors(size):
    return sum(future.result() for future in successor.map(range(size)))


if __name__ == "__main__":
    try:
        # the task runner finds it, so its start does not count
        with temporary_cluster():
            serve({"SUBMIT": timed(successors)})
    finally:
        shutil.rmtree(home, ignore_errors=True)
