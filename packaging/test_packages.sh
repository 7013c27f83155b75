#!/bin/bash
# Makes the Debian packages of a build and checks them: contents, rights, dependencies, lintian, and the command line run from what was
# unpacked.
#
#   bash packaging/test_packages.sh BUILD-FOLDER              such as build/ci
#   bash packaging/test_packages.sh BUILD-FOLDER --install    in addition installs them into a clean Debian 12 and removes them again;
#                                                             needs root, debootstrap and the machine's package source
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export LC_ALL=C.UTF-8
umask 022
build=$(cd "$1" && pwd)
install=${2:-}
# Where a program looks for its data must come from how it is installed.
unset ZHIBAO_FORMS

work=$(mktemp -d)
mounted=()
tidy_up() {
    for place in "${mounted[@]}"; do umount "$place" || true; done
    rm -rf --one-file-system "$work"
}
trap tidy_up EXIT

complaints=0
complain() {
    printf '!! %s\n' "$*"
    complaints=$((complaints + 1))
}

step "制作软件包" "Making the packages"
(cd "$build" && cpack -G DEB -B "$work/packages" >"$work/cpack.log" 2>&1) || {
    cat "$work/cpack.log"
    give_up "制作软件包失败" "The packages could not be made"
}
packages=("$work"/packages/*.deb)

# path_of NAME: the file of a package, as a word of its own.
path_of() {
    local found=("$work/packages/$1"_*.deb)
    printf '%s' "${found[0]}"
}

step "检查软件包内容" "Looking into the packages"
for name in zhibao zhibao-data zhibao-enterprise zhibao-bureau zhibao-print zhibao-collector; do
    if [ ! -f "$(path_of "$name")" ]; then
        complain "$name was not made"
        continue
    fi
    say "$name: $(stat -c %s "$(path_of "$name")") bytes"
done
if [ $complaints -ne 0 ]; then exit 1; fi

contains() {
    local name=$1 path
    shift
    dpkg-deb --fsys-tarfile "$(path_of "$name")" | tar -t >"$work/list"
    for path in "$@"; do
        if ! grep -qx "\./$path" "$work/list"; then complain "$name lacks $path"; fi
    done
}
depends() {
    local name=$1 wanted
    shift
    for wanted in "$@"; do
        if ! dpkg-deb -f "$(path_of "$name")" Depends | tr ',' '\n' | grep -q "^ *$wanted\b"; then complain "$name does not depend on $wanted"; fi
    done
}
depends_not() {
    if dpkg-deb -f "$(path_of "$1")" Depends | grep -q "$2"; then complain "$1 depends on $2"; fi
}

for name in zhibao zhibao-enterprise zhibao-bureau zhibao-print zhibao-collector; do
    contains "$name" "usr/bin/$name" "usr/share/man/man1/$name.1.gz" "usr/share/doc/$name/copyright" "usr/share/doc/$name/changelog.gz"
done
for name in zhibao-enterprise zhibao-bureau; do
    contains "$name" "usr/share/applications/$name.desktop" "usr/share/metainfo/$name.metainfo.xml" "usr/share/icons/hicolor/scalable/apps/$name.svg"
    depends "$name" zhibao-data libqt6widgets6 libqt6svg6 fonts-wqy-zenhei qt6-translations-l10n
done
contains zhibao-data usr/share/zhibao/forms/services-trade/2017-1/edition.json usr/share/mime/packages/zhibao.xml
depends zhibao zhibao-data libc6 libsqlite3-0 libssl3
depends_not zhibao libqt
contains zhibao-collector usr/lib/systemd/system/zhibao-collector.service usr/share/doc/zhibao-collector/collector-1.openapi.json \
    usr/share/doc/zhibao-collector/examples/zhibao-collector.conf
depends zhibao-collector libc6 libssl3
depends_not zhibao-collector libqt
depends zhibao-print libqt6core6 fonts-wqy-zenhei
if ! dpkg-deb -f "$(path_of zhibao)" Recommends | grep -q zhibao-print; then complain "zhibao does not recommend zhibao-print"; fi
if [ "$(dpkg-deb -f "$(path_of zhibao-data)" Architecture)" != all ]; then complain "zhibao-data is bound to an architecture"; fi

for package in "${packages[@]}"; do
    # Everything belongs to root, lies below /usr, and is written by nobody else.
    bad=$(dpkg-deb -c "$package" | awk '$2 != "root/root" || $6 !~ /^\.\/(usr\/.*)?$/ || substr($1, 6, 1) == "w" || substr($1, 9, 1) == "w"')
    if [ -n "$bad" ]; then complain "$(basename "$package") holds what it should not:"$'\n'"$bad"; fi
    version=$(dpkg-deb -f "$package" Version)
    if [ "$version" != "$(dpkg-parsechangelog -l "$top/packaging/debian/changelog" -S Version)" ]; then
        complain "$(basename "$package") is $version, and the changelog says otherwise"
    fi
done

step "lintian 与桌面文件检查" "Asking lintian and the validators"
root_is_fine=()
if [ "$(id -u)" -eq 0 ]; then root_is_fine=(--allow-root); fi
lintian "${root_is_fine[@]}" --no-cfg --fail-on error "${packages[@]}" || complain "lintian found errors"
for file in "$top"/packaging/desktop/*.desktop; do
    desktop-file-validate "$file" || complain "$(basename "$file") is not a good desktop file"
done
for file in "$top"/packaging/desktop/*.metainfo.xml; do
    # The project has no domain name, so its programs have no reversed one.
    appstreamcli validate --no-net --override=cid-desktopapp-is-not-rdns=info "$file" >"$work/appstream" ||
        { cat "$work/appstream"; complain "$(basename "$file") is not good metadata"; }
done

step "解包后试运行" "Running the programs from where they were unpacked"
for package in "${packages[@]}"; do dpkg-deb -x "$package" "$work/unpacked"; done
# Copied away from the source tree, a program that still finds its editions finds those of the package.
for name in zhibao zhibao-print zhibao-enterprise zhibao-bureau zhibao-collector; do
    QT_QPA_PLATFORM=offscreen timeout 60 "$work/unpacked/usr/bin/$name" --help >"$work/help" 2>&1 || { cat "$work/help"; complain "$name --help fails"; }
    if [ ! -s "$work/help" ]; then complain "$name --help says nothing"; fi
done
for icon in "$work"/unpacked/usr/share/icons/hicolor/scalable/*/*.svg; do
    if ! grep -q '</svg>' "$icon"; then complain "$(basename "$icon") is no picture"; fi
done

if [ "$install" = --install ] && [ $complaints -eq 0 ]; then
    step "装入全新的 Debian 12" "Installing into a clean Debian 12"
    root=$work/root
    # The same source of packages as this machine's.
    # shellcheck disable=SC2016
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 2>/dev/null | awk '$2 == "bookworm" && $3 == "main" {print $1; exit}')
    if [ -z "$mirror" ]; then give_up "本机没有 Debian 12 的软件源" "This machine has no package source of Debian 12"; fi
    as_root debootstrap --variant=minbase bookworm "$root" "$mirror" >"$work/debootstrap.log" 2>&1 || {
        tail -20 "$work/debootstrap.log"
        give_up "无法建立全新的系统" "The clean system could not be made"
    }
    if compgen -G '/etc/apt/apt.conf.d/*proxy*' >/dev/null; then as_root cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/"; fi
    as_root mkdir -p "$root/packages"
    as_root cp "${packages[@]}" "$root/packages/"
    as_root mount -t proc proc "$root/proc" && mounted+=("$root/proc")
    within() { as_root chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive QT_QPA_PLATFORM=offscreen "$@"; }
    within bash -c 'apt-get -q update && apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 install /packages/*.deb' >"$work/install.log" 2>&1 || {
        tail -30 "$work/install.log"
        give_up "安装失败" "The packages could not be installed"
    }
    within useradd -m clerk
    for name in zhibao zhibao-print zhibao-enterprise zhibao-bureau zhibao-collector; do
        within su clerk -c "$name --help >/dev/null" || complain "the installed $name --help fails"
    done
    within su - clerk -c 'QT_QPA_PLATFORM=offscreen zhibao demo --out demo --units 60 && test -s demo/summary.json && test -s demo/tables/by-sector.pdf' ||
        complain "the installed demonstration fails"
    within bash -c 'apt-get -q -y -o Dpkg::Use-Pty=0 purge "zhibao*" && ! ls -d /usr/share/zhibao /usr/bin/zhibao* 2>/dev/null' >"$work/purge.log" 2>&1 ||
        { tail -20 "$work/purge.log"; complain "removing the packages leaves something behind"; }
fi

if [ $complaints -ne 0 ]; then
    printf '\n%d complaints. | 发现 %d 处问题。\n' $complaints $complaints
    exit 1
fi
printf '\nThe packages are good. | 软件包检查通过。\n'
