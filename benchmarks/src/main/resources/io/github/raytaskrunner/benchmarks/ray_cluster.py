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
"""Prints where a temporary cluster has its control store and dashboard; it ends with standard input."""

import os
import sys

from temporary_cluster import temporary_cluster

answers = os.dup(1)
os.dup2(2, 1)
with temporary_cluster() as info:
    os.write(answers, f"{info['gcs_address']} {info['webui_url']}\n".encode())
    os.close(answers)
    sys.stdin.read()
