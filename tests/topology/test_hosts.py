"""What a container is told, and what of that is different here."""

from pathlib import Path

import pytest

import compose_file
import compose_image
from compose_file import ComposeError, Service
from topology_hosts import Host, Hosts, Ports

COMPOSE = """
x-environment: &environment
  BROKER_CMD: sh -c 'printf "redis://:%s@redis:6379/0" "$$(cat /run/secrets/redis_password)"'
  ADDRESS: ${ADDRESS:-http://localhost:8080}
  SETTINGS: /etc/lineofsight
services:
  postgres: {image: "postgres:16-bookworm"}
  redis: {image: "redis:7.2", command: [redis-server], healthcheck: {test: [CMD-SHELL, redis-cli ping]}}
  worker:
    image: lineofsight:local
    command: [airflow, celery, worker]
    environment:
      <<: *environment
      KEY_FILE: /run/secrets/key
    secrets: [key]
    volumes: ["${SETTINGS:?say where}:/etc/lineofsight:ro", "archive:/var/lib/lineofsight/archive"]
    depends_on: {redis: {condition: service_healthy}}
    restart: unless-stopped
secrets:
  key: {file: ./key}
  redis_password: {file: ./redis_password}
"""
DOCKERFILE = """
FROM python AS program
ENV NOT=here
FROM python
# the image's own
ENV AIRFLOW_HOME=/var/lib/airflow \\
    DAGS=/opt/lineofsight/share/lineofsight/dags
ENTRYPOINT ["tini", "--", "entrypoint"]
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "docker-compose.yaml").write_text(COMPOSE)
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    (tmp_path / "key").write_text("a key")
    (tmp_path / "redis_password").write_text("a password")
    return tmp_path


def read(folder: Path, **variables: str) -> dict[str, Service]:
    return compose_file.read(folder / "docker-compose.yaml", {"SETTINGS": "./settings", **variables})


def host(folder: Path, service: str, name: str, ports: Ports) -> Host:
    image = compose_image.read(folder / "Dockerfile")
    return Hosts(folder / "run", read(folder), image, ports).host(service, name)


def test_a_compose_file_is_read_with_its_anchors_and_variables(written: Path) -> None:
    worker = read(written, ADDRESS="https://airflow.example")["worker"]
    assert worker.environment["ADDRESS"] == "https://airflow.example"
    assert worker.environment["BROKER_CMD"].endswith('"$(cat /run/secrets/redis_password)"\'')
    assert [mount.path or mount.volume for mount in worker.mounts] == [written / "settings", "archive"]
    assert (worker.after, worker.restart) == ({"redis": "service_healthy"}, "unless-stopped")
    assert worker.secrets == {"key": written / "key"}
    assert read(written)["worker"].environment["ADDRESS"] == "http://localhost:8080"
    assert read(written)["redis"].health == ["sh", "-c", "redis-cli ping"]


def test_what_must_be_said_and_what_is_not_read_is_an_error(written: Path) -> None:
    with pytest.raises(ComposeError, match="SETTINGS: say where"):
        read(written, SETTINGS="")
    (written / "docker-compose.yaml").write_text(COMPOSE.replace("restart:", "env_file: [.env]\n    restart:"))
    with pytest.raises(ComposeError, match="worker: env_file"):
        read(written)


def test_of_an_image_only_what_its_last_stage_sets(written: Path) -> None:
    image = compose_image.read(written / "Dockerfile")
    assert list(image.environment) == ["AIRFLOW_HOME", "DAGS"]
    assert image.entrypoint == ["tini", "--", "entrypoint"]


def test_addresses_and_paths_are_those_of_this_machine(written: Path) -> None:
    ports, root = Ports(), Path(__file__).parents[2]
    worker = host(written, "worker", "worker-2", ports)
    assert worker.environment["BROKER_CMD"] == (
        f'sh -c \'printf "redis://:%s@127.0.0.1:{ports.of("redis", 6379)}/0" '
        f'"$(cat {written}/run/worker-2/secrets/redis_password)"\''
    )
    assert worker.environment["SETTINGS"] == str(written / "settings")
    assert worker.environment["DAGS"] == str(root / "dags")
    assert worker.environment["AIRFLOW_HOME"] == str(written / "run" / "worker-2" / "airflow")
    assert worker.command == ["entrypoint", "airflow", "celery", "worker", "--celery-hostname", "worker-2"]
    assert "NOT" not in worker.environment
    redis = host(written, "redis", "redis", ports)
    assert redis.health == ["sh", "-c", f"redis-cli -p {ports.of('redis', 6379)} ping"]


def test_a_host_has_its_own_secrets_and_no_others(written: Path) -> None:
    worker = host(written, "worker", "worker-1", Ports())
    folder = written / "run" / "worker-1" / "secrets"
    assert worker.environment["KEY_FILE"] == str(folder / "key")
    assert {file.name: file.read_text() for file in folder.iterdir()} == {"key": "a key"}
    assert (folder / "key").stat().st_mode & 0o777 == 0o600
