# The checkout's own Python environment: made without root, from packages pinned with hashes.

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$python" && return
    done
    fail "This needs Python 3.11 or newer: apt-get install python3"
}

make_environment() {
    "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && return
    python=$(find_python)
    say "Making a Python environment in $VENV"
    "$python" -m venv --clear "$VENV" >/dev/null 2>&1 || make_environment_without_ensurepip
}

# Debian keeps pip out of its Python. apt-get fetches it as an ordinary user, from the machine's own sources.
make_environment_without_ensurepip() {
    "$python" -m venv --clear --without-pip "$VENV"
    apt=$(mktemp -d)
    mkdir -p "$apt/lists/partial" "$apt/pip"
    (
        cd "$apt"
        fetch() {
            apt-get -qq -o APT::Sandbox::User=root -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" "$@"
        }
        fetch update >/dev/null
        fetch download python3-pip-whl >/dev/null
        dpkg-deb -x python3-pip-whl_*.deb pip
        for wheel in pip/usr/share/python-wheels/pip-*.whl; do
            "$VENV/bin/python" "$wheel/pip" install -qq --no-index "$wheel"
        done
    ) || fail "pip is missing. An administrator would run: apt-get install python3-venv"
    rm -rf "$apt"
}

# A stamp holds the hash of the requirements that were installed: changed ones are installed again.
is_installed() {
    [ "$(cat "$VENV/$1.installed" 2>/dev/null)" = "$(sha256sum "requirements/$1.txt")" ]
}

install_requirements() {
    if is_installed dev || is_installed "$1"; then return; fi
    say "Installing the Python packages of requirements/$1.txt"
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        -r "requirements/$1.txt"
    sha256sum "requirements/$1.txt" >"$VENV/$1.installed"
}
