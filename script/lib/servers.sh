# A PostgreSQL and a Redis of the suite's own, in $work, on free ports of this machine alone.
# What it holds is on a disk that may be slow: a minute is not enough to put it away.
export PGCTLTIMEOUT=600

postgres_programs() { find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname; }

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi
}

start_servers() {
    port=$(free_port)
    make_postgres && start_postgres "$port" || { cat "$work/postgres.log" >&2; return 1; }
    export LSCB_DATABASE_URL="postgresql://lscb@127.0.0.1:$port/postgres"
    port=$(free_port)
    start_redis "$port" || { cat "$work/redis.log" >&2; return 1; }
    export LSCB_REDIS_URL="redis://127.0.0.1:$port"
}

make_postgres() {
    mkdir "$work/postgres"
    [ "$(id -u)" != 0 ] || chown postgres "$work/postgres"
    postgres initdb --pgdata data --username lscb --encoding UTF8 --locale C.UTF-8 --no-sync
}

# start_postgres PORT: ready when this returns. Quick, and not made to outlive a fault, unless postgres_options say else.
start_postgres() {
    postgres pg_ctl --pgdata data --log log --wait start --options \
        "-h 127.0.0.1 -p $1 -k '' ${postgres_options--c fsync=off -c synchronous_commit=off -c full_page_writes=off}"
}

# make_database NAME: an empty one, on the server that start_servers started.
make_database() { postgres createdb --maintenance-db "$LSCB_DATABASE_URL" "$1"; }

# stop_postgres HOW: fast, or immediate as when the power fails.
stop_postgres() {
    [ ! -f "$work/postgres/data/postmaster.pid" ] || postgres pg_ctl --pgdata data --mode "$1" --wait stop
}

# postgres PROGRAM ARGUMENT...: one of its programs, beside its data.
postgres() {
    (
        program=$(postgres_programs)/$1
        shift
        cd "$work/postgres"
        as_postgres "$program" "$@"
    ) >>"$work/postgres.log" 2>&1
}

# start_redis PORT: empty, and ready when this returns.
start_redis() {
    redis-server --bind 127.0.0.1 --port "$1" --dir "$work" --pidfile "$work/redis.pid" --save '' --appendonly no \
        >>"$work/redis.log" 2>&1 &
    tries=0
    until redis-cli -p "$1" ping >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || return 1
        sleep 0.1
    done
}

stop_servers() {
    [ ! -s "$work/redis.pid" ] || kill "$(cat "$work/redis.pid")" 2>/dev/null || true
    stop_postgres immediate || true
}
