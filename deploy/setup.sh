#!/bin/sh
# Prepares this checkout on a fresh machine: system programs, the server's environment (.venv) and the engines' (.venv-engines).
# Safe to run again: what is current is left alone. Nothing is installed that a lock file does not name with its hash.
set -eu
cd "$(dirname "$0")/.."
umask 022

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# --- Python ------------------------------------------------------------------------------------------------------------

new_enough() { "$1" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

PYTHON=${PYTHON:-}
if [ -z "$PYTHON" ]; then
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then PYTHON=$(command -v "$candidate"); break; fi
    done
fi
[ -n "$PYTHON" ] || stop "Bartizan needs Python 3.11 or newer: install it (Debian 12 and Ubuntu 24.04 have it as python3) and run this again."

# --- System programs ---------------------------------------------------------------------------------------------------

missing=""
command -v git >/dev/null 2>&1 || missing="$missing git"
command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
command -v setpriv >/dev/null 2>&1 && command -v prlimit >/dev/null 2>&1 || missing="$missing util-linux"
[ -e /etc/ssl/certs/ca-certificates.crt ] || missing="$missing ca-certificates"
[ -x .venv/bin/python ] || "$PYTHON" -I -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"

if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        stop "Bartizan needs$missing: install them with this system's package manager and run this again."
    fi
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"
    else stop "Bartizan needs$missing: run 'sudo apt-get install$missing' and then this again."
    fi
    say "Installing$missing …"
    # shellcheck disable=SC2086 # both are lists of words
    { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing; } >/dev/null \
        || stop "Installing$missing failed: run 'apt-get install$missing' as root to see why, and then this again."
fi

# --- The server's environment ------------------------------------------------------------------------------------------

digest() { cat "$@" | sha256sum | cut -c1-16; }

current() { [ -f "$1/.installed" ] && [ "$(cat "$1/.installed")" = "$2" ] && "$1/bin/python" -c '' 2>/dev/null; }

pip_install() { PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 "$PWD/.venv/bin/python" -m pip "$@" 2>&1 | { grep -v '^WARNING' || true; } >&2; }

want=$(digest requirements-dev.lock pyproject.toml deploy/setup.sh)
if ! current .venv "$want"; then
    say "Installing the server's environment (.venv) …"
    rm -rf .venv
    "$PYTHON" -m venv .venv
    pip_install install -q --require-hashes --only-binary :all: -r requirements-dev.lock
    pip_install install -q --no-deps --no-build-isolation --no-index -e .
    [ -x .venv/bin/bartizan ] || stop "Installing the server's environment failed: see the lines above."
    printf '%s' "$want" > .venv/.installed
fi

# --- The engines' environment ------------------------------------------------------------------------------------------
# Engines run in the sandbox as a uid of their own (61000 when we are root). Their files and their Python must be reachable
# for it; below a private home directory they are not, so they then live under /opt and .venv-engines points there.

# The shell in between matters: only a program started after the change of user has lost root's capabilities.
reachable() {
    if [ "$(id -u)" = 0 ]; then
        # shellcheck disable=SC2016 # expanded by the inner shell
        setpriv --reuid 61000 --regid 61000 --clear-groups /bin/sh -c 'exec "$@"' sh "$@" >/dev/null 2>&1
    else
        "$@" >/dev/null 2>&1
    fi
}

ENGINE_PYTHON=""
for candidate in "$PYTHON" /usr/bin/python3 /usr/local/bin/python3 /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11; do
    real=$("$candidate" -I -c 'import os, sys; print(os.path.realpath(sys.executable))' 2>/dev/null) || continue
    if reachable "$real" -I -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))'; then ENGINE_PYTHON=$real; break; fi
done
[ -n "$ENGINE_PYTHON" ] || stop "The engines need a Python (3.11 or newer) outside of private home directories: run 'apt-get install python3' and then this again."

want=$(digest engines.lock deploy/setup.sh)-$("$ENGINE_PYTHON" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! current .venv-engines "$want"; then
    say "Installing the engines' environment (.venv-engines) …"
    rm -rf .venv-engines
    home="$PWD/.venv-engines"
    if ! reachable test -x "$PWD/deploy"; then home="/opt/bartizan/engines-$want"; mkdir -p /opt/bartizan; ln -s "$home" .venv-engines; fi
    if ! current "$home" "$want"; then
        rm -rf "$home"
        "$ENGINE_PYTHON" -m venv --without-pip "$home"
        pip_install --python "$home/bin/python" install -q --require-hashes --only-binary :all: -r engines.lock
        "$home/bin/python" -c 'import semgrep, pip_audit' || stop "Installing the engines failed: see the lines above."
        # Compiled once here: in the sandbox every run would do it again, for seconds. It needs no network and no home.
        kingfisher=$(echo "$home"/lib/python3.*/site-packages/kingfisher/bin/kingfisher)
        # Each run gets a copy that belongs to its user: kingfisher takes no other.
        mkdir -p -m 755 "$home/kingfisher-rules"
        env -i HOME="$home/kingfisher-rules" PATH=/usr/bin:/bin "$kingfisher" rules compile-cache --quiet --no-update-check \
            --rule-cache-dir "$home/kingfisher-rules" >&2 || stop "Compiling the rules of kingfisher failed: see the lines above."
        chmod -R go+rX "$home"
        printf '%s' "$want" > "$home/.installed"
    fi
fi
