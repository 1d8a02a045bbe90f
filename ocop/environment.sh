# What ./run makes before it can do anything: Debian's packages, a Python that is new enough, the environment .venv.
# Functions for ./run, which has fail, step and lock_file.

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install WHY PACKAGE…: by apt where we may, else say in one command what to install.
install() {
    local why=$1
    shift
    may_install || fail "Missing for $why. On Debian, as root: apt-get install $*"
    step "Installing by apt for $why, with all that it needs: $*" apt_install "$@"
}
# apt_install PACKAGE…: nginx is only unpacked into var/, because its package starts a web server at each boot.
apt_install() {
    local packages=() nginx=
    for name in "$@"; do
        if [ "$name" = nginx-light ]; then nginx=yes; else packages+=("$name"); fi
    done
    apt-get update || return
    [ ${#packages[@]} = 0 ] ||
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" || return
    [ -z "$nginx" ] || unpack_nginx
}
unpack_nginx() {
    local made=$OCOP_VAR/nginx.unfinished
    rm -rf "$made" && mkdir -p "$made" &&
        (cd "$made" && apt-get download nginx nginx-common && for package in nginx*.deb; do dpkg-deb -x "$package" . || exit; done) &&
        "$made/usr/sbin/nginx" -v && rm -rf "$OCOP_VAR/nginx" && mv "$made" "$OCOP_VAR/nginx"
}

# has PROGRAM…: whether one of them is there.
has() {
    local name
    for name in "$@"; do
        ! PATH=$PATH:/usr/sbin command -v "$name" >/dev/null || return 0
    done
    return 1
}

# missing VERB: the packages of Debian that are not there, one a line.
missing() {
    if [ -z "${SYSTEM_PYTHON:-}" ]; then
        printf '%s\n' python3 python3-venv
    elif [ -e .venv/unfinished -o ! -x "$VENV" ] && ! "$SYSTEM_PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "${SYSTEM_PYTHON##*/}-venv"
    fi
    [ -e /usr/share/zoneinfo/Asia/Ho_Chi_Minh ] ||
        "${SYSTEM_PYTHON:-false}" -c 'import zoneinfo; zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")' 2>/dev/null || echo tzdata
    case $1 in
        test)
            has chromium-headless-shell chromium || echo chromium-headless-shell
            compgen -G "/usr/lib*/*/libatomic.so.1" >/dev/null || compgen -G "/usr/lib*/libatomic.so.1" >/dev/null ||
                echo libatomic1
            has nginx || echo nginx-light
            has xgettext || echo gettext
            ;;
        bench)
            has wrk || echo wrk
            has nginx || echo nginx-light
            ;;
    esac
}

# find_python: the first that is new enough and has venv, or whose venv apt may install. Debian's own comes first: it is
# built with profile-guided optimisation and needs a tenth to a fifth less processor time than one without.
find_python() {
    local name found=
    for name in ${PYTHON:-/usr/bin/python3 python3 python3.13 python3.12 python3.11}; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        found=${found:-$name}
        may_install || "$name" -c 'import ensurepip, venv' 2>/dev/null || continue
        found=$name
        break
    done
    SYSTEM_PYTHON=$found
    [ -n "$found" ]
}

# prepare VERB: a folder to write into, a Python that is new enough, and Debian's packages, all named at once.
prepare() {
    local packages
    mkdir -p "$OCOP_VAR" 2>/dev/null && [ -w "$OCOP_VAR" ] ||
        fail "$OCOP_VAR cannot be written; it belongs to $(stat -c %U "$OCOP_VAR" "$PWD" 2>/dev/null | head -n 1)." \
            "Run as that user. On a disk that is mounted read-only, copy this folder to another and run it there."
    export PATH=$OCOP_VAR/nginx/usr/sbin:$PATH
    find_python || ! has ${PYTHON:-python3} || too_old
    mapfile -t packages < <(missing "$1")
    [ ${#packages[@]} = 0 ] || install "./run $1" "${packages[@]}"
    find_python || too_old
}
too_old() {
    fail "The portal needs Python 3.11 or newer; here is $(${PYTHON:-python3} --version 2>&1 | tail -n 1)." \
        "If there is a newer one, name it: PYTHON=/path/to/python ./run"
}

uv_works() { [[ "$(.venv/bin/uv --version 2>/dev/null)" = "uv $UV"* ]]; }

# environment FILE: .venv with what FILE locks; nothing to do while FILE is as it was.
environment() {
    exec 6<run
    lock_file 6 "fcntl.LOCK_EX | fcntl.LOCK_NB" || step "Waiting for another ./run that makes .venv" lock_file 6 fcntl.LOCK_EX
    local CURE="Call it again: it begins the environment anew."
    # Whoever is stopped while making it leaves the mark: what is there may be half a package.
    if [ -e .venv/unfinished ] || ! "$VENV" -c '' 2>/dev/null || ! { uv_works || "$VENV" -m pip --version >/dev/null 2>&1; }; then
        rm -rf .venv
        mkdir .venv
        : >.venv/unfinished
        step "Making the environment .venv" "$SYSTEM_PYTHON" -m venv .venv
    fi
    # The certificate authorities of the machine, where it has some: a network may have one of its own.
    local authorities=/etc/ssl/certs/ca-certificates.crt
    [ ! -e $authorities ] || export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1} PIP_CERT=${PIP_CERT:-$authorities}
    uv_works || step "Installing uv $UV" "$VENV" -m pip install --disable-pip-version-check --ignore-installed "uv==$UV"
    [ -w "${HOME:-/nowhere}" ] || export UV_CACHE_DIR=${UV_CACHE_DIR:-$OCOP_VAR/uv-cache}
    cmp -s "$1" ".venv/installed-$1" || {
        : >.venv/unfinished
        step "Installing $1" .venv/bin/uv pip install --no-config --python "$VENV" --require-hashes -r "$1"
        cp "$1" ".venv/installed-$1"
    }
    rm -f .venv/unfinished
    exec 6<&-
    # Nobody needs to set a secret on their own machine; a province sets OCOP_SECRET_KEY (docs/deployment.md).
    [ -s "$OCOP_VAR/secret-key" ] ||
        (umask 077 && "$VENV" -c 'import secrets; print(secrets.token_urlsafe(50))' >"$OCOP_VAR/secret-key")
    export OCOP_SECRET_KEY=${OCOP_SECRET_KEY:-$(<"$OCOP_VAR/secret-key")}
}
