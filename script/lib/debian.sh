# Packages of Debian and Ubuntu: named here and nowhere else.
PDF_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
BROWSER_PACKAGES="chromium-headless-shell"
SERVER_PACKAGES="postgresql redis-server"
SCANNER_PACKAGES="clamav-daemon"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
    done
}

# ensure_packages WHY PACKAGE...: true when all are there; else says what an administrator would type.
ensure_packages() {
    why=$1
    shift
    # shellcheck disable=SC2046 # one word a package
    set -- $(missing_packages "$@")
    [ $# -gt 0 ] || return 0
    if may_install; then
        say "Installing $* ($why)"
        install_packages "$@" && return 0
    fi
    say "Not installed: $* ($why). An administrator would run:"
    say "    apt-get install --no-install-recommends $*"
    return 1
}

# Debian starts a server as soon as it is installed. We only want the programs, so starting is refused meanwhile.
install_packages() {
    mkdir -p var
    as_root sh -eu -c '
        policy=/usr/sbin/policy-rc.d
        if [ ! -e $policy ]; then
            trap "rm -f $policy" EXIT
            printf "#!/bin/sh\nexit 101\n" >$policy
            chmod +x $policy
        fi
        apt-get -q update || true
        DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@"
    ' install "$@" >var/apt.log 2>&1 </dev/null || { tail -n 5 var/apt.log >&2; return 1; }
}
