# shellcheck shell=bash disable=SC2034
# What the scripts of this folder share. Read by them, not run by itself.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)

# One step, in both languages, so that it is found again in a long output.
step() {
    printf '\n== %s | %s\n' "$1" "$2"
}

say() {
    printf '   %s\n' "$*"
}

give_up() {
    printf '\n!! %s | %s\n' "$1" "$2" >&2
    exit 1
}

# Runs a command as root: directly, or by sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        give_up "需要 root 权限安装软件包，请以 root 运行或安装 sudo" "Installing packages needs root: run this as root, or install sudo"
    fi
}

minutes_since() {
    local seconds=$((SECONDS - $1))
    printf '%d min %02d s' $((seconds / 60)) $((seconds % 60))
}
