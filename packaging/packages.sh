#!/bin/bash
# Makes the Debian packages from a release build and leaves them in build/packages.
#
#   bash packaging/packages.sh
#
# Install them with:  sudo apt-get install ./build/packages/zhibao*.deb
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$top"

step "准备所需软件" "Getting what is needed"
bash packaging/setup.sh build-core build-qt run packaging

step "编译正式版" "Building a release"
cmake --preset release -DZHIBAO_BUILD_BENCHMARKS=OFF
cmake --build --preset release -j "$jobs"

step "制作软件包" "Making the packages"
umask 022
rm -rf build/packages
(cd build/release && cpack -G DEB -B "$top/build/packages")
rm -rf build/packages/_CPack_Packages

cat <<END

Done. | 完成。

$(printf '  %s\n' build/packages/*.deb)

Next | 接下来:
  sudo apt-get install ./build/packages/*.deb             installs them here | 在本机安装
  bash packaging/test_packages.sh build/release           checks them | 检查软件包
END
