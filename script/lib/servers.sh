# A PostgreSQL and a Redis of the suite's own, in $work, on free ports of this machine alone.

postgres_programs() { find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname; }

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi
}

start_servers() {
    programs=$(postgres_programs)
    port=$(free_port)
    mkdir "$work/postgres"
    [ "$(id -u)" != 0 ] || chown postgres "$work/postgres"
    (
        cd "$work/postgres"
        as_postgres "$programs/initdb" --pgdata data --username lscb --encoding UTF8 --locale C.UTF-8 --no-sync
        as_postgres "$programs/pg_ctl" --pgdata data --log log --wait start --options \
            "-h 127.0.0.1 -p $port -k '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    ) >"$work/postgres.log" 2>&1 || { cat "$work/postgres.log" >&2; return 1; }
    export LSCB_DATABASE_URL="postgresql://lscb@127.0.0.1:$port/postgres"

    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --dir "$work" --save '' --appendonly no >"$work/redis.log" 2>&1 &
    redis=$!
    export LSCB_REDIS_URL="redis://127.0.0.1:$port"
    tries=0
    until redis-cli -p "$port" ping >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 50 ] || { cat "$work/redis.log" >&2; return 1; }
        sleep 0.1
    done
}

stop_servers() {
    [ -z "${redis:-}" ] || kill "$redis" 2>/dev/null || true
    [ ! -f "$work/postgres/data/postmaster.pid" ] ||
        as_postgres "$programs/pg_ctl" --pgdata "$work/postgres/data" --mode immediate stop >/dev/null 2>&1 || true
}
