#!/bin/bash
# Makes the pictures of the README anew: every window, drawn into memory by the tests that use it, in both languages.
#
#   bash packaging/pictures.sh       after a build with tests (preset ci, or the folder named in ZHIBAO_BUILD); writes packaging/pictures/*.png
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
programs=${ZHIBAO_BUILD:-build/ci}/bin
export ZHIBAO_PICTURES=$PWD/packaging/pictures QT_QPA_PLATFORM=offscreen
mkdir -p "$ZHIBAO_PICTURES"
for program in enterprise_tests bureau_tests; do
    if [ ! -x "$programs/$program" ]; then
        echo "$programs/$program is not built; run packaging/test.sh first. | 请先运行 packaging/test.sh。" >&2
        exit 1
    fi
done
"$programs/enterprise_tests" '[.pictures]' >/dev/null
"$programs/bureau_tests" >/dev/null
echo "Pictures are in packaging/pictures. | 图片在 packaging/pictures。"
