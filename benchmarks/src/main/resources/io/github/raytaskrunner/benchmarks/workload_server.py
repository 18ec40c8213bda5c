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
"""What WorkloadServer.java is, for contenders in Python."""

import socket
import sys
import time
import traceback


def timed(code):
    def run(size):
        start = time.perf_counter_ns()
        result = code(size)
        return result, time.perf_counter_ns() - start

    return run


def serve(implementations):
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    with connection, connection.makefile("rw", encoding="utf-8") as lines:
        say(lines, "ready")
        for request in lines:
            workload, size = request.split()
            say(lines, answer(implementations, workload, int(size)))


def answer(implementations, workload, size):
    if workload not in implementations:
        return "failed it does not know how to do that"
    try:
        result, nanos = implementations[workload](size)
        return f"{result} {nanos} 0"
    except Exception as ex:
        traceback.print_exc()
        return "failed " + " ".join(repr(ex).split())


def say(lines, line):
    lines.write(line + "\n")
    lines.flush()
