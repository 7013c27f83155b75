#!/bin/bash
# Installs the Debian packages that packages.txt names, as far as they are missing.
#
#   bash packaging/setup.sh                        everything but the section "long"
#   bash packaging/setup.sh build-core run         these sections only
#   bash packaging/setup.sh --list [SECTION...]    say what would be installed, and install nothing
#
# Needs a Debian 12 with apt, and root or sudo. Can be run again at any time; when nothing is missing it asks for neither.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export LC_ALL=C.UTF-8

only_list=no
if [ "${1:-}" = --list ]; then
    only_list=yes
    shift
fi
sections=("$@")
if [ ${#sections[@]} -eq 0 ]; then
    sections=(build-core build-qt run tests packaging)
fi

# The names below the heading of one section.
packages_of() {
    local wanted=$1 current='' found=no line
    while read -r line; do
        line=${line%%#*}
        line=${line//[[:space:]]/}
        case $line in
            '') ;;
            '['*']')
                current=${line:1:-1}
                if [ "$current" = "$wanted" ]; then found=yes; fi
                ;;
            *)
                if [ "$current" = "$wanted" ]; then echo "$line"; fi
                ;;
        esac
    done <"$top/packaging/packages.txt"
    if [ "$found" = no ]; then
        give_up "packages.txt 中没有 $wanted 一节" "packages.txt has no section \"$wanted\""
    fi
}

wanted=()
for section in "${sections[@]}"; do
    names=$(packages_of "$section")
    mapfile -t -O ${#wanted[@]} wanted <<<"$names"
done

missing=()
for package in "${wanted[@]}"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    if [ "$status" != installed ]; then missing+=("$package"); fi
done

if [ ${#missing[@]} -eq 0 ]; then
    say "All ${#wanted[@]} packages of ${sections[*]} are installed. | 所需的 ${#wanted[@]} 个软件包均已安装。"
    exit 0
fi
if [ "$only_list" = yes ]; then
    printf '%s\n' "${missing[@]}"
    exit 0
fi

step "安装 ${#missing[@]} 个软件包" "Installing ${#missing[@]} packages"
say "${missing[*]}"
if [ -r /etc/os-release ] && ! grep -q '^VERSION_ID="12"' /etc/os-release; then
    say "Note: this is not Debian 12, for which the names were chosen. | 注意：本系统不是 Debian 12，软件包名称可能不同。"
fi
# A source of other software that cannot be reached should not stop us; what is really missing shows when installing.
as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 update ||
    say "Not every package source answered; going on with what is known. | 部分软件源没有响应，继续。"
as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold \
    --no-install-recommends install "${missing[@]}"
say "Installed. | 安装完成。"
