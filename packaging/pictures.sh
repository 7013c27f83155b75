#!/bin/bash
# Makes the pictures of the README anew: every window, drawn into memory by the tests that use it, in both languages.
#
#   bash packaging/pictures.sh       after a build with tests (preset ci); writes packaging/pictures/*.png
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$PWD/packaging/pictures
mkdir -p "$folder"
for program in enterprise bureau; do
    tests=build/ci/bin/${program}_tests
    if [ ! -x "$tests" ]; then
        echo "$tests is not built; run packaging/test.sh first. | 请先运行 packaging/test.sh。" >&2
        exit 1
    fi
    QT_QPA_PLATFORM=offscreen ZHIBAO_PICTURES=$folder "$tests" >/dev/null
done
echo "Pictures are in packaging/pictures. | 图片在 packaging/pictures。"
