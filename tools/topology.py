"""The services of docker-compose.yaml as processes of this machine, where there is no Docker: for tests and figures.

    secrets = topology.make_secrets(folder / "secrets", {"case_management": {"conn_type": "postgres", ...}})
    with topology.running(folder / "stack", {"SECRETS": str(secrets), "SETTINGS": ...}, workers=2) as stack:
        stack.processes["worker-1"]     # and postgres, redis, api-server, scheduler, dag-processor, triggerer, worker-2
        stack.kill("worker-1")          # SIGKILL to all its processes
        stack.start("worker-1")
        stack.memory()                  # host -> bytes (PSS) of all its processes

What stands for what is in `tools/topology_hosts.py`.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import yaml

import compose_image
import topology_postgres
from components import HOST, ROOT, StackError
from compose_file import Service, read
from processes import session
from rest import Api
from topology_hosts import Host, Hosts, Ports

COMPOSE, DOCKERFILE = ROOT / "docker-compose.yaml", ROOT / "Dockerfile"
WORKER = "worker"
START_SECONDS = 300
STOP_SECONDS = 30


class Topology:
    """The services as they run: for each host a process, which leads a session."""

    def __init__(self, folder: Path, variables: Mapping[str, str], workers: int, settings: Mapping[str, str]) -> None:
        """Choose; nothing is started. As in `running`."""
        ports = Ports()
        self.port = ports.of
        self.address = f"http://{HOST}:{ports.of('api-server', 8080)}"
        services = read(COMPOSE, {**variables, "BASE_URL": self.address})
        self.folder, self._services = folder, {name: each for name, each in services.items() if not each.profiles}
        self.hosts = Hosts(folder, services, compose_image.read(DOCKERFILE), ports)
        self.settings = {f"AIRFLOW__{name}": value for name, value in settings.items()}
        self._workers = [f"{WORKER}-{number}" for number in range(1, workers + 1)]
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._known: dict[str, Host] = {}
        self._done: set[str] = set()  # services that are as those want them that come after

    def start_all(self) -> None:
        """Start every service in its order, as `docker compose up --scale worker=N`. Raises StackError."""
        for service in self._services.values():
            self._start_service(service)

    def start(self, name: str) -> None:
        """Start a host, in a session of its own."""
        host = self.host(name)
        command, who = host.command, dict[str, Any]()
        if host.service.name == "postgres":
            data = self.hosts.volume("postgres")
            command, who = topology_postgres.make(host, data, self.hosts.postgres_programs)
        with self.log(name).open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=host.environment, cwd="/", stdout=log, stderr=log, start_new_session=True, **who
            )

    def kill(self, name: str) -> list[int]:
        """Kill all processes of a host at once (SIGKILL), as the end of a container does; give their numbers."""
        process = self.processes.pop(name)
        killed = session(process.pid)
        for each in killed:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        process.wait()
        return killed

    def run(self, name: str, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a host's environment, as `docker compose exec`. more: its environment besides."""
        environment = {**self.host(name).environment, **more}
        return subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, check=False)

    def well(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the health check of a host."""
        return self.run(name, *self.host(name).health)

    def host(self, name: str) -> Host:
        """Give a host as it is told to be."""
        if name not in self._known:
            self._known[name] = self.hosts.host(WORKER if name in self._workers else name, name)
            self._known[name].environment.update(self.settings)
        return self._known[name]

    def check(self) -> None:
        """Raise StackError where a host has ended that should not have."""
        for name, process in self.processes.items():
            if process.poll() is not None and (process.returncode or self.host(name).service.restart != "no"):
                raise StackError(f"{name} has ended ({process.returncode}): see {self.log(name)}")

    def log_in(self, user: str, password: str) -> Api:
        """Make a user who may do everything, and log in as they."""
        who = ["--username", user, "--password", password, "--role", "Admin"]
        who += ["--firstname", user, "--lastname", user, "--email", f"{user}@westmere.example"]
        made = self.run("api-server", "airflow", "users", "create", *who)
        if made.returncode:
            raise StackError(f"the user cannot be made: {made.stderr[-500:]}")
        api = Api(self.address)
        api.log_in(user, password)
        return api

    def database(self, role: str) -> str:
        """Give the URL of a database of the compose file, as its owner; `postgres`: as who may do everything."""
        password, port = self.secret("databases", f"{role}_password"), self.port("postgres", 5432)
        return f"postgresql://{role}:{password}@{HOST}:{port}/{role}"

    def secret(self, service: str, name: str) -> str:
        """Give a secret of a service."""
        return self._services[service].secrets[name].read_text(encoding="utf-8").strip()

    def memory(self) -> dict[str, int]:
        """Give the memory of each host in bytes: the PSS of its processes, in which what is shared is shared out.

        Raises StackError unless root asks.
        """
        return {name: sum(map(_pss, self._all_of(process))) for name, process in self.processes.items()}

    def log(self, name: str) -> Path:
        """Give the file of what a host says."""
        (self.folder / "said").mkdir(exist_ok=True)
        return self.folder / "said" / f"{name}.log"

    def stop_all(self) -> None:
        """End everything: Airflow at once, the servers in order, so that they leave nothing behind."""
        for name in [name for name in self.processes if name not in {"postgres", "redis"}]:
            self.kill(name)
        for name in ("redis", "postgres"):
            if process := self.processes.get(name):
                process.send_signal(signal.SIGINT)  # to PostgreSQL: now, without waiting for who is connected
                with suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_SECONDS)
                self.kill(name)

    def _start_service(self, service: Service) -> None:
        for name, condition in service.after.items():
            self._await(name, condition)
        if service.name in self._done:
            return
        self._done.add(service.name)
        for name in self._workers if service.name == WORKER else [service.name]:
            self.start(name)

    def _await(self, name: str, condition: str) -> None:
        """Start a service that another waits for, and wait until it is as that one wants it."""
        self._start_service(self._services[name])
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            process = self.processes.get(name)
            if process is None:  # it was awaited before, and has ended as it should
                return
            if condition == "service_completed_successfully" and process.poll() == 0:
                del self.processes[name]
                return
            self.check()
            if condition == "service_healthy" and self.well(name).returncode == 0:
                return
            time.sleep(0.2)
        raise StackError(f"{name} is not {condition.removeprefix('service_')}: see {self.log(name)}")

    def _all_of(self, process: subprocess.Popen[bytes]) -> set[psutil.Process]:
        """Give the processes of a host. PostgreSQL's have each a session of its own."""
        found = {psutil.Process(each) for each in session(process.pid)}
        return found | set(psutil.Process(process.pid).children(recursive=True))


@contextmanager
def running(
    folder: Path, variables: Mapping[str, str], workers: int = 2, settings: Mapping[str, str] | None = None
) -> Iterator[Topology]:
    """Run every service while the context lasts.

    folder: for all that they keep. variables: what the compose file asks of its user, such as SETTINGS and SECRETS.
    settings: of Airflow, `SECTION__NAME`, in place of those of the compose file. Raises StackError, ComposeError.
    """
    topology = Topology(folder, variables, workers, settings or {})
    try:
        topology.start_all()
        yield topology
    finally:
        topology.stop_all()


def make_secrets(folder: Path, connections: Mapping[str, Mapping[str, object]]) -> Path:
    """Make the secrets, as the project's script does, and write an authority's connections into their file."""
    subprocess.run([ROOT / "deploy" / "compose" / "make-secrets", folder], check=True, capture_output=True)
    file = folder / "connections.yaml"
    file.unlink()
    file.write_text(yaml.safe_dump({name: dict(each) for name, each in connections.items()}), encoding="utf-8")
    return folder


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0
    except psutil.AccessDenied:
        raise StackError("memory: Airflow hides its processes from all but root, who alone can read it") from None
