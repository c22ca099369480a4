# Line of Sight with Airflow: one image for the api-server, scheduler, dag-processor, triggerer and workers.
#
#   docker build --build-arg DATABASES=postgres,sqlserver --build-arg VERSION=0.2.0 --tag lineofsight:0.2.0 .
#
# DATABASES: the drivers for the case-management database: postgres, sqlserver, oracle, with commas between them.
# PostgreSQL's is always there: Airflow and the ledger need it. Versions are those of requirements.lock.

FROM node:24-bookworm-slim AS page
WORKDIR /page/web
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY web .
RUN npm run build

FROM python:3.11-slim-bookworm AS program
ARG DATABASES=postgres
WORKDIR /source
RUN python -m venv /opt/lineofsight
COPY . .
COPY --from=page /page/reports/page/static reports/page/static
RUN --mount=type=cache,target=/root/.cache/pip \
    IFS=,; for each in $DATABASES; do \
        case $each in postgres | sqlserver | oracle) ;; \
        *) echo "DATABASES: there is no driver named $each: postgres, sqlserver, oracle" >&2; exit 1 ;; esac; \
    done \
    && /opt/lineofsight/bin/pip install "$(grep '^pip==' requirements.lock)" \
    && /opt/lineofsight/bin/pip install --constraint requirements.lock --build-constraint requirements.lock \
        ".[airflow,fab,celery,postgres,$DATABASES]"

FROM python:3.11-slim-bookworm
ARG DATABASES=postgres

# Pango draws the PDFs, in the fonts that come with the templates; HarfBuzz's subset library keeps them small. tini
# hands signals on. Microsoft's driver loads the last three.
# hadolint ignore=DL3008 # the distribution's security updates are wanted
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 tini \
    && case $DATABASES in *sqlserver*) \
        apt-get install --yes --no-install-recommends libgssapi-krb5-2 libkrb5-3 libltdl7 ;; esac \
    && rm -rf /var/lib/apt/lists/*

# Code belongs to root and cannot be written; these folders can, by group 0 too, as which OpenShift runs any user.
RUN useradd --uid 50000 --gid 0 --home-dir /var/lib/airflow --no-create-home --shell /usr/sbin/nologin lineofsight \
    && install --directory --owner 50000 --group 0 --mode 0770 \
        /var/lib/airflow /var/lib/lineofsight/archive /var/log/airflow
COPY --from=program /opt/lineofsight /opt/lineofsight
COPY deploy/compose/by-hand deploy/compose/entrypoint /usr/local/bin/

ENV PATH=/opt/lineofsight/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt \
    AIRFLOW_HOME=/var/lib/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/lineofsight/share/lineofsight/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/lineofsight/share/lineofsight/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/var/log/airflow \
    AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY=/var/log/airflow/dag-processor \
    LINEOFSIGHT_ARCHIVE=/var/lib/lineofsight/archive

USER 50000
WORKDIR /var/lib/airflow
ENTRYPOINT ["tini", "--", "entrypoint"]
CMD ["airflow", "version"]

ARG VERSION=local
LABEL org.opencontainers.image.title="Line of Sight" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.description="Reports on front-line practice for the leaders of English children's services" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.base.name="docker.io/library/python:3.11-slim-bookworm"
