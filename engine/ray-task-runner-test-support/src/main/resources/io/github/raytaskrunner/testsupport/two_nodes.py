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
"""Owns a cluster of two nodes on loopback, as owner.py beside it owns one of one node."""

import os

import owner

OBJECT_STORE_BYTES = 512 * 1024 * 1024


def init(directory, arguments):
    import ray
    from ray.cluster_utils import Cluster

    # else it would become the cluster that any other Ray of this machine finds
    os.environ["RAY_TMPDIR"] = directory
    common = {
        "node_ip_address": "127.0.0.1",
        "dashboard_agent_listen_port": 0,
        "num_cpus": arguments["cpus"],
        "object_store_memory": OBJECT_STORE_BYTES,
    }
    cluster = Cluster(shutdown_at_exit=False)
    head = cluster.add_node(
        **common,
        resources={"one": 1},
        include_dashboard=True,
        dashboard_host="127.0.0.1",
        dashboard_port=0,
    )
    cluster.add_node(**common, resources={"two": 1})
    cluster.wait_for_nodes()
    return {
        "gcs": head.gcs_address,
        "dashboard": f"http://{head.webui_url}",
        "logs": head.get_logs_dir_path(),
        "jar": os.path.join(os.path.dirname(ray.__file__), "jars", "ray_dist.jar"),
        "token": str(owner.asks_for_token(head.webui_url)).lower(),
    }


if __name__ == "__main__":
    owner.init = init
    owner.main()
