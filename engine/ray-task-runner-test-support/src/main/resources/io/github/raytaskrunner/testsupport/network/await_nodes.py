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
"""Waits until as many nodes of a cluster live as the third argument says.

The first argument is the address of the dashboard, the second the token or empty.
"""

import json
import sys
import time
import urllib.request

SECONDS = 60


def states(url, token):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"{url}/nodes?view=summary", headers=headers)
    with urllib.request.urlopen(request, timeout=5) as response:
        nodes = json.load(response)["data"]["summary"]
    return [node["raylet"].get("state") for node in nodes]


def main(url, token, count):
    deadline, seen = time.monotonic() + SECONDS, None
    while time.monotonic() < deadline:
        try:
            seen = states(url, token)
            if seen.count("ALIVE") == int(count):
                return
        except (OSError, KeyError) as ex:
            seen = ex
        time.sleep(0.2)
    sys.exit(f"there are not {count} living nodes, but {seen}")


if __name__ == "__main__":
    main(*sys.argv[1:])
