# One image for web, worker, beat and migrate: each is another command.
FROM python:3.11-slim-bookworm AS base
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=lscb.settings LSCB_STATIC=/srv/static

FROM base AS built
RUN python3 -m venv /opt/venv
COPY requirements/run.txt /tmp/run.txt
RUN pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r /tmp/run.txt \
    && python -m compileall -q /opt/venv
WORKDIR /srv/lscb
COPY . .
RUN python script/fonts.py static/fonts && python -m compileall -q .
# Settings want a home; the keys they make in this one stay behind with this stage.
RUN LSCB_HOME=/tmp/home python manage.py collectstatic --no-input --verbosity 0 && chmod -R a+rX /srv

# What the image is made of, for whoever has to answer for it.
FROM python:3.11-slim-bookworm AS bill
COPY requirements/bill.txt requirements/run.txt pyproject.toml /tmp/
RUN pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r /tmp/bill.txt \
    && cyclonedx-py requirements /tmp/run.txt --pyproject /tmp/pyproject.toml --mc-type application \
        --output-reproducible --output-format JSON --output-file /tmp/bill-of-materials.json

FROM base
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent lscb \
    && install -d -o lscb -g lscb -m 700 /var/lib/lscb
COPY --from=built /opt/venv /opt/venv
COPY --from=built /srv /srv
COPY --from=bill /tmp/bill-of-materials.json /usr/share/doc/lscb/bill-of-materials.json
WORKDIR /srv/lscb
# Files and the beat's schedule are kept in the home; everything else may be read-only but /tmp.
ENV LSCB_HOME=/var/lib/lscb XDG_CACHE_HOME=/tmp/cache
VOLUME /var/lib/lscb
USER lscb
EXPOSE 8000
CMD ["gunicorn", "--config", "python:lscb.web_server", "--bind", "0.0.0.0:8000", "--workers", "3", \
     "--worker-tmp-dir", "/dev/shm"]
