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
"""Owns a temporary Ray cluster: it lives as long as standard input is open.

Two processes, because Ray's native library ends the process it lives in when
the cluster's head goes away. The owner uses nothing of Ray: it watches,
reports, and at the end kills whatever was started and removes the directory.
The starter is its child, calls ray.init and keeps the connection.

Standard input takes one line of JSON: {"directory": ..., "arguments": {...}}.
Standard output gets one line for each event: a prefix and a form-encoded map.
"""

import ctypes
import functools
import json
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlencode

PREFIX = "ray-task-runner:"
HEAD_DAEMONS = ("gcs_server", "raylet")
WATCH_SECONDS = 0.25
SNAPSHOT_SECONDS = 2
TERMINATE_SECONDS = 1
KILL_SECONDS = 8
LASTING_PORTS = range(20_000, 32_768)
PORT_ATTEMPTS = 100

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def prctl(option, value):
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def write_event(descriptor, event, **fields):
    line = f"{PREFIX}{urlencode({'event': event, **fields})}\n".encode()
    try:
        while line:
            line = line[os.write(descriptor, line) :]
    except OSError:
        pass  # nobody reads any more


class ProcessTable:
    """The living processes of this machine, at one moment."""

    def __init__(self):
        self.children = {}
        self.names = {}
        for pid, parent, alive, name in self._rows():
            if alive:
                self.children.setdefault(parent, []).append(pid)
                self.names[pid] = name

    @staticmethod
    def _rows():
        if not os.path.isdir("/proc/self"):
            output = subprocess.run(
                ["ps", "-A", "-o", "pid=,ppid=,stat=,comm="],
                capture_output=True,
                text=True,
            ).stdout
            for line in output.splitlines():
                pid, parent, state, name = line.split(None, 3)
                alive = not state.startswith("Z")
                yield int(pid), int(parent), alive, os.path.basename(name)
            return
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                row = proc_row(int(entry))
                if row:
                    yield row

    def descendants(self, pid):
        found, pending = [], [pid]
        while pending:
            children = self.children.get(pending.pop(), [])
            found += children
            pending += children
        return found


def proc_row(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            stat = file.read()
    except OSError:
        return None
    # the name stands in parentheses and may hold spaces and parentheses itself
    opening, closing = stat.index("("), stat.rindex(")")
    fields = stat[closing + 2 :].split()
    state, parent, threads = fields[0], int(fields[1]), int(fields[17])
    # one whose first thread ended looks dead, but has its children until the last one does
    alive = state not in "ZX" or threads > 1
    return pid, parent, alive, stat[opening + 1 : closing]


def is_alive(pid):
    if os.path.isdir("/proc/self"):
        row = proc_row(pid)
        return row is not None and row[2]
    return pid in ProcessTable().names


class Owner:
    def __init__(self, directory, reports):
        self.directory = directory
        self.reports = reports
        self.starter = None
        self.starter_status = None
        self.starter_events = None
        self.answered = False
        self.daemons = {}
        self.snapshot = None
        self.next_snapshot = 0

    def start(self, arguments):
        self.starter_events, events = os.pipe()
        self.starter = os.fork()
        if self.starter == 0:
            # the application learns of the owner's death by the end of this pipe
            os.close(self.reports)
            os.close(self.starter_events)
            start_cluster(self.directory, arguments, events)
        os.close(events)

    def watch(self):
        """Return at the end of standard input (None), or when the cluster died (a map)."""
        os.set_blocking(self.starter_events, False)
        pending = b""
        while True:
            ready = select.select([0, self.starter_events], [], [], WATCH_SECONDS)[0]
            if 0 in ready and not os.read(0, 65536):
                return None
            if self.starter_events in ready:
                received = os.read(self.starter_events, 65536)
                pending += received
                *lines, pending = pending.split(b"\n")
                for line in lines:
                    self.answer(line)
                if not received:
                    time.sleep(WATCH_SECONDS)  # the starter ended: no more to read, ever
            self.reap()
            death = self.death()
            if death:
                return death
            self.report_processes()

    def answer(self, line):
        self.answered = True
        table = ProcessTable()
        for pid in table.descendants(os.getpid()):
            if table.names[pid] in HEAD_DAEMONS:
                self.daemons[pid] = table.names[pid]
        self.report_processes(now=True)
        os.write(self.reports, line + b"\n")

    def death(self):
        starter_death = None
        if self.starter_status is not None:
            starter_death = {"process": "starter", "pid": self.starter}
            if os.WIFSIGNALED(self.starter_status):
                starter_death["signal"] = os.WTERMSIG(self.starter_status)
                return starter_death
            starter_death["code"] = os.WEXITSTATUS(self.starter_status)
        # before the starter, which ends by itself when it loses one of them
        for pid, name in self.daemons.items():
            if not is_alive(pid):
                return {"process": name, "pid": pid}
        return starter_death

    def report_processes(self, now=False):
        """Tell the application what to kill should the owner itself be killed."""
        if now or time.monotonic() >= self.next_snapshot:
            self.next_snapshot = time.monotonic() + SNAPSHOT_SECONDS
            pids = sorted(ProcessTable().descendants(os.getpid()))
            if pids != self.snapshot:
                self.snapshot = pids
                write_event(self.reports, "processes", pids=",".join(map(str, pids)))

    def reap(self):
        try:
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == self.starter:
                    self.starter_status = status
        except ChildProcessError:
            pass

    def end_processes(self):
        started = time.monotonic()
        terminated = set()
        while time.monotonic() - started < KILL_SECONDS:
            self.reap()
            pids = ProcessTable().descendants(os.getpid())
            if not pids:
                return
            kill = time.monotonic() - started > TERMINATE_SECONDS
            for pid in pids:
                if kill or pid not in terminated:
                    terminated.add(pid)
                    try:
                        os.kill(pid, signal.SIGKILL if kill else signal.SIGTERM)
                    except OSError:
                        pass  # it ended meanwhile
            time.sleep(0.05)

    @staticmethod
    def await_end_of_input():
        while os.read(0, 65536):
            pass


def start_cluster(directory, arguments, events):
    """The starter: never returns."""
    code = 1
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        write_event(events, "started", **init(directory, arguments))
        while True:
            signal.pause()
    except BaseException as ex:
        sys.excepthook(*sys.exc_info())
        write_event(events, "failed", type=type(ex).__name__, message=str(ex))
    finally:
        # whatever Ray would do on a regular exit, the owner does for all
        os._exit(code)


def init(directory, arguments):
    import ray

    jar = os.path.join(os.path.dirname(ray.__file__), "jars", "ray_dist.jar")
    if not os.path.isfile(jar):
        raise FileNotFoundError(
            f"{jar} is missing: this build of Ray {ray.__version__} has no Java support"
        )
    free_agent_port()
    choose_lasting_ports()
    # workers of Python, one for each CPU, that would start together with the driver and
    # that no task runs on
    os.environ.setdefault("RAY_prestart_worker_first_driver", "0")
    defaults = {
        "include_dashboard": True,
        "dashboard_host": "127.0.0.1",
        "dashboard_port": 0,
        "log_to_driver": False,
        "_node_ip_address": "127.0.0.1",
        "_temp_dir": os.path.join(directory, "ray"),
    }
    info = ray.init(address="local", **{**defaults, **arguments}).address_info
    dashboard = info.get("webui_url")
    if not dashboard:
        raise RuntimeError("The dashboard is needed, but Ray did not start it")
    register(defaults["_temp_dir"], info["gcs_address"])
    return {
        "version": ray.__version__,
        "gcs": info["gcs_address"],
        "node": info["node_ip_address"],
        "dashboard": dashboard,
        "session": info["session_dir"],
        "logs": os.path.join(info["session_dir"], "logs"),
        "jar": jar,
        "cpus": int(ray.cluster_resources().get("CPU", 0)),
        "token": str(asks_for_token(dashboard)).lower(),
    }


def free_agent_port():
    """Let the dashboard's agent have any free port.

    It is no argument of ray.init, and fixed: of two clusters on a machine one would run
    without its agent's HTTP service, and so without jobs.
    """
    try:
        from ray._private import node, parameter

        # up to 2.53 the node chooses the port, and tells jobs one of its own choice if
        # the agent chooses
        port = None if hasattr(node.Node, "_get_cached_port") else 0
        parameter.RayParams = functools.partial(
            parameter.RayParams, dashboard_agent_listen_port=port
        )
    except (ImportError, AttributeError):
        pass  # another cluster beside this one is rare


def choose_lasting_ports():
    """Let Ray find ports that no connection gets before somebody listens there.

    Up to 2.53 Ray looks for free ports some seconds before its processes listen there,
    among those that connections get, of which its own processes open many meanwhile. A
    node whose agent for runtime environments has no port runs no task.
    """
    try:
        from ray._private import node

        of_ray = node.Node._get_unused_port
        if hasattr(node.Node, "_get_cached_port"):
            node.Node._get_unused_port = lambda self, allocated_ports=None: (
                lasting_port(allocated_ports or ()) or of_ray(self, allocated_ports)
            )
    except (ImportError, AttributeError):
        pass  # as Ray has it


def lasting_port(taken):
    try:
        with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
            end = min(int(file.read().split()[0]), LASTING_PORTS.stop)
    except OSError:
        end = LASTING_PORTS.stop  # other systems begin higher up
    candidates = [
        port for port in range(LASTING_PORTS.start, end) if port not in taken
    ]
    for port in random.sample(candidates, min(PORT_ATTEMPTS, len(candidates))):
        with socket.socket() as probe:
            try:
                probe.bind(("", port))
                return port
            except OSError:
                pass  # somebody listens there
    return None


def register(temp_directory, gcs_address):
    """Do as `ray start` does, in the cluster's own folder.

    A job's RAY_ADDRESS comes from this file; without it, it is the address of any
    cluster that runs on this machine.
    """
    if os.path.isdir(temp_directory):
        with open(os.path.join(temp_directory, "ray_current_cluster"), "w") as file:
            file.write(gcs_address)


def asks_for_token(dashboard):
    from urllib.error import HTTPError
    from urllib.request import ProxyHandler, build_opener

    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(f"http://{dashboard}/api/version", timeout=10):
            return False
    except HTTPError as ex:
        if ex.code == 401:
            return True
        raise


def main():
    # out of the reach of Ctrl+C: the application decides when its cluster ends
    os.setsid()
    # orphans become children of this process instead of getting lost
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    reports = os.dup(1)
    os.dup2(2, 1)
    # modules beside this script are no business of Ray
    sys.path.pop(0)
    settings = json.loads(sys.stdin.buffer.readline())
    # what Ray's own processes leave there when they are killed goes with the directory
    os.environ["TMPDIR"] = settings["directory"]
    owner = Owner(settings["directory"], reports)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        owner.start(settings["arguments"])
        death = owner.watch()
        if death:
            write_event(reports, "died", **death)
            owner.end_processes()
            # its logs tell why: they stay until the application had a look
            owner.await_end_of_input()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        owner.end_processes()
        shutil.rmtree(owner.directory, ignore_errors=True)


if __name__ == "__main__":
    main()
