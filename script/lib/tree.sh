# Web, worker and beat as one process tree, under the supervisor of demo/supervisord.conf.
tree=

# Two trees in one folder would fight over one queue.
keep_to_one() {
    exec 9>"$1/lock"
    flock -n 9 || fail "The demonstration already runs from this folder."
    "$VENV/bin/python" -c 'import socket, sys; s = socket.socket(); s.setsockopt(1, 2, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' \
        "$2" 2>/dev/null || fail "Port $2 is in use. Try script/demo --port $(free_port)"
}

# In a session of its own, so that only we stop it; --pdeathsig stops it even if we are killed.
start_tree() {
    trap stop_tree EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    DEMO_USER=$(id -un) DEMO_PORT=$1 VENV=$VENV \
        setsid setpriv --pdeathsig TERM "$VENV/bin/supervisord" --configuration demo/supervisord.conf </dev/null 9>&- &
    tree=$!
    "$VENV/bin/python" script/wait_for.py "http://127.0.0.1:$1/healthz" 60 && return
    tail -n 20 "$LSCB_HOME"/log/*.log >&2
    fail "The demonstration did not start."
}

wait_for_tree() {
    wait "$tree" && return
    fail "The demonstration stopped by itself: see $LSCB_HOME/log"
}

stop_tree() {
    code=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [ "$tree" ]; then
        kill -TERM "$tree" 2>/dev/null || true
        wait "$tree" 2>/dev/null || true
        tree=
    fi
    return "$code"
}
