"""A collector of OpenTelemetry metrics on loopback: it takes what Airflow's processes send over HTTP, and keeps it."""

import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Self

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

HOST = "127.0.0.1"


class Collector:
    """Runs while its context lasts. metrics: the kinds and attributes that came, by the metric's name."""

    def __init__(self) -> None:
        self.metrics: dict[str, set[tuple[str, frozenset[tuple[str, str]]]]] = {}
        self._came = Condition()
        self._server = ThreadingHTTPServer((HOST, 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever)

    @property
    def environment(self) -> dict[str, str]:
        """What makes Airflow send here, each second."""
        return {
            "AIRFLOW__METRICS__OTEL_ON": "True",
            "AIRFLOW__METRICS__LEGACY_NAMES_ON": "False",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{HOST}:{self._server.server_port}",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            "OTEL_METRIC_EXPORT_INTERVAL": "1000",
            "OTEL_SERVICE_NAME": "airflow",
        }

    def wait(self, name: str, seconds: float = 120, **attributes: str) -> None:
        """Wait until a metric has come with these attributes among its own."""
        with self._came:
            assert self._came.wait_for(lambda: self._has(name, attributes), seconds), f"{name} {attributes} never came"

    def _has(self, name: str, attributes: dict[str, str]) -> bool:
        return any(attributes.items() <= set(each) for _, each in self.metrics.get(name, ()))

    def take(self, body: bytes) -> None:
        """Keep what a request brings."""
        with self._came:
            for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics:
                for metric in (metric for scope in resource.scope_metrics for metric in scope.metrics):
                    kind = metric.WhichOneof("data")
                    for point in getattr(metric, kind).data_points:
                        attributes = frozenset((each.key, each.value.string_value) for each in point.attributes)
                        self.metrics.setdefault(metric.name, set()).add((kind, attributes))
            self._came.notify_all()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self.take

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler
