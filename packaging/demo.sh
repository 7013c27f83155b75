#!/bin/bash
# From a bare Debian 12 to printed tables: installs what is needed, builds a release, runs the demonstration on published figures
# and, where there is a display, opens the bureau's program on its result.
#
#   bash packaging/demo.sh [OPTIONS OF zhibao demo, such as --units 200]
#
# Needs root or sudo for installing. Can be run again; the result of the last time in build/demo is replaced.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$top"
start=$SECONDS
result=build/demo

step "1/4 准备所需软件" "1/4 Getting what is needed"
bash packaging/setup.sh build-core build-qt run

step "2/4 编译正式版（$jobs 个处理器）" "2/4 Building a release on $jobs processors"
cmake --preset release -DZHIBAO_BUILD_BENCHMARKS=OFF
cmake --build --preset release -j "$jobs"

step "3/4 用已公布的 2017 年上半年数据演示" "3/4 Running the demonstration on the published figures of the first half of 2017"
rm -rf "$result"
build/release/bin/zhibao demo --out "$result" "$@"

step "4/4 查看结果" "4/4 Looking at the result"
if [ -z "${CI:-}" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the bureau's program. | 正在打开统计部门端程序。"
    nohup build/release/bin/zhibao-bureau "$result/bureau.db" >build/demo/bureau.log 2>&1 &
else
    say "There is no display here; on one, run: build/release/bin/zhibao-bureau $result/bureau.db"
    say "此处没有图形界面；在有图形界面处可运行上面的命令。"
fi
cat <<END

Done in $(minutes_since "$start"). | 完成。

  $result/tables/         the tables as HTML, CSV, XLSX and PDF | 汇总表
  $result/summary.json    each published figure beside the computed one | 公布数与汇总数逐项对照
  $result/inbox/          the sealed files of the example units (样例) | 样例单位的报送包
  $result/bureau.db       the bureau's store; try: build/release/bin/zhibao status --db $result/bureau.db --period 2017Q1

Next | 接下来:
  build/release/bin/zhibao-enterprise     fill in a form yourself | 亲自填一张表
  build/release/bin/zhibao --help         all the verbs | 全部命令
  README.zh_CN.md, README.md              how to go on | 使用说明
  bash packaging/test.sh                  build and run all the tests | 编译并运行全部测试
END
