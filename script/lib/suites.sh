# The parts of the suite, sourced by script/test. What fails is remembered, the rest still has its turn.
failed= counting= faults=

# suite WHAT MARKS [OPTION...]: two tests at once, and whoever has no more takes some of the other's.
suite() {
    say "" "$1"
    marks="$2$not_here"
    shift 2
    "$VENV/bin/python" -m $counting pytest -q -n 2 --dist worksteal -m "$marks" "$@" || failed=yes
}

# Faults mostly wait for what is slow to come back, with servers of their own: they run beside what follows.
begin_faults() {
    env --default-signal=INT "$VENV/bin/python" -m pytest -q -m "faults$not_here" tests/faults >"$work/faults.log" 2>&1 &
    faults=$!
}

end_faults() {
    [ -z "$faults" ] || { kill -INT "$faults" && wait "$faults"; } || true
}

wait_for_faults() {
    [ "$faults" ] || return 0
    wait "$faults" || failed=yes
    faults=
    say "" "Faults that really happen, meanwhile"
    cat "$work/faults.log"
}

# migrate_once FOLDER: each process of tests then begins with a copy (tests/conftest.py).
migrate_once() { LSCB_HOME="$1" LSCB_BASE_URL=http://testserver "$VENV/bin/python" manage.py migrate --verbosity 0; }
