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
"""A temporary Ray cluster, as large as the machine and made as the library makes its own."""

import contextlib
import functools
import os
import shutil
import tempfile

import ray
from ray._private import parameter

# no argument of ray.init, and fixed: of two clusters on a machine one would run no jobs
parameter.RayParams = functools.partial(
    parameter.RayParams, dashboard_agent_listen_port=0
)


@contextlib.contextmanager
def temporary_cluster():
    # short, because of the sockets that Ray puts below
    folder = tempfile.mkdtemp(prefix="bench-", dir="/tmp")
    try:
        yield ray.init(
            address="local",
            num_cpus=os.cpu_count(),
            include_dashboard=True,
            dashboard_host="127.0.0.1",
            dashboard_port=0,
            log_to_driver=False,
            _node_ip_address="127.0.0.1",
            _temp_dir=os.path.join(folder, "ray"),
        ).address_info
    finally:
        ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
