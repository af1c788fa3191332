# Shared by the scripts beside this folder: what they say, and the folder they work in. Sourced after cd to the project.
VENV=${VENV:-$PWD/.venv}

# A line for each argument.
say() { printf '%s\n' "$@"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# A demonstration or a test run must never reach a real Board's database, queue or mail server.
forget_settings() {
    for name in $(env | sed -n 's/^\(LSCB_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
}

free_port() {
    "$VENV/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# The settings of this machine, as .env gives them to containers too.
read_settings() {
    [ ! -f .env ] || {
        set -a
        . ./.env
        set +a
    }
}
