FROM node:24-bookworm-slim AS page
WORKDIR /page/web
COPY web .
RUN npm ci && npm run build

FROM python:3.11-slim-bookworm

# Pango draws the PDFs; the subset library makes their fonts small.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/lineofsight
COPY requirements.lock .
RUN pip install --no-cache-dir -r requirements.lock
COPY . .
COPY --from=page /page/reports/page/static reports/page/static
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && useradd --create-home airflow \
    && install -d -o airflow /var/lib/lineofsight /var/lib/airflow
USER airflow

ENV AIRFLOW_HOME=/var/lib/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/lineofsight/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/lineofsight/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    LINEOFSIGHT_ARCHIVE=/var/lib/lineofsight/archive
