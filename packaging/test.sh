#!/bin/bash
# Installs what is needed, builds with warnings as errors and runs the tests in several locales.
#
#   bash packaging/test.sh           one build and every ordinary test; meant to fit 40 minutes on 2 processors
#   bash packaging/test.sh --long    that, and then: the tests under the sanitizers, long fuzzing, the Debian packages installed into
#                                    a clean system (as root), the benchmarks
#
# Needs root or sudo for installing only. Can be run again; what is built already is not built again.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$top"
start=$SECONDS

long=no
case ${1:-} in
    --long) long=yes ;;
    '') ;;
    *)
        sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
        exit 2
        ;;
esac

# No test may need a display; windows are drawn into memory.
export QT_QPA_PLATFORM=offscreen
export CTEST_PARALLEL_LEVEL=$jobs

# Makes the locale below build/, where nobody else is concerned. Never the system's: once LOCPATH is set, its archive is not read.
export LOCPATH=$top/build/locales
provide_locale() {
    local name=$1
    if [ ! -d "$LOCPATH/$name" ]; then
        mkdir -p "$LOCPATH"
        localedef --no-archive -i "${name%.UTF-8}" -f UTF-8 "$LOCPATH/$name"
    fi
    if [ "$(LC_ALL=$name locale charmap 2>&1)" != UTF-8 ]; then
        say "The locale $name cannot be had here. | 无法生成区域设置 $name。"
        return 1
    fi
}

failed=()
# Runs one command of the test run; what fails is remembered and told at the end, and the rest still runs.
run() {
    local name=$1 begun=$SECONDS
    shift
    if "$@"; then
        say "$name: passed in $(minutes_since "$begun") | 通过"
    else
        say "$name: FAILED after $(minutes_since "$begun") | 未通过"
        failed+=("$name")
    fi
}

step "准备所需软件" "Getting what is needed"
if [ "$long" = yes ]; then
    bash packaging/setup.sh build-core build-qt run tests packaging long
else
    bash packaging/setup.sh build-core build-qt run tests packaging
fi

step "编译（警告视为错误，$jobs 个处理器）" "Building with warnings as errors on $jobs processors"
build_begun=$SECONDS
cmake --preset ci
cmake --build --preset ci -j "$jobs"
say "Built in $(minutes_since "$build_begun"). | 编译完成。"

# Label "long": only with --long. Label "once": does not depend on the locale, or is dear, and runs in the first one only.
step "测试（区域设置 C）" "Tests in the locale C"
run "tests in C" env LC_ALL=C ctest --preset ci -LE '^long$'

for name in zh_CN.UTF-8 de_DE.UTF-8; do
    step "测试（区域设置 $name）" "Tests in the locale $name"
    run "making the locale $name" provide_locale "$name"
    run "tests in $name" env LC_ALL="$name" ctest --preset ci -LE '^(long|once)$'
done

if [ "$long" = yes ]; then
    step "长时间测试" "The tests that take long"
    run "long tests" env LC_ALL=C ctest --preset ci -L '^long$'

    step "内存与未定义行为检查" "The tests under the sanitizers"
    cmake --preset asan
    cmake --build --preset asan -j "$jobs"
    run "tests under the sanitizers" env LC_ALL=C ctest --preset asan -LE '^(long|once)$'

    step "随机数据测试（20 分钟）" "Feeding random bytes to the package reader and the parser of rules, 10 minutes each"
    fuzz=$top/build/fuzz
    cmake -S . -B "$fuzz" -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=RelWithDebInfo -DZHIBAO_FUZZ=ON -DZHIBAO_BUILD_QT=OFF
    cmake --build "$fuzz" -j "$jobs" --target package_reader_fuzz rules_parser_fuzz
    # Sealed files of the demonstration and the rules of the editions are where the bytes begin; what is found interesting stays for
    # the next time.
    if [ ! -d "$fuzz/corpus" ]; then
        rm -rf "$fuzz/demo"
        build/ci/bin/zhibao demo --out "$fuzz/demo" --units 20 >/dev/null
        mkdir "$fuzz/corpus"
        cp "$fuzz"/demo/inbox/*.zbs "$fuzz/corpus/"
    fi
    if [ ! -d "$fuzz/rules" ]; then
        mkdir "$fuzz/rules"
        find forms tests/fixtures -name '*.vtl' | while read -r file; do cp "$file" "$fuzz/rules/$(echo "$file" | tr / _)"; done
    fi
    run "random bytes to the package reader" "$fuzz/bin/package_reader_fuzz" -max_total_time=600 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$fuzz/found-" "$fuzz/corpus"
    run "random bytes to the parser of rules" "$fuzz/bin/rules_parser_fuzz" -max_total_time=600 -print_final_stats=1 -verbosity=0 \
        -timeout=10 -max_len=20000 -dict=tests/fuzz/rules.dict -artifact_prefix="$fuzz/found-" "$fuzz/rules"

    step "速度测量" "Benchmarks"
    cmake --preset release -DZHIBAO_BUILD_BENCHMARKS=ON
    cmake --build --preset release -j "$jobs"
    measured=no
    for program in build/release/bin/*_benchmark; do
        if [ ! -x "$program" ]; then continue; fi
        measured=yes
        run "${program##*/}" "$program" --benchmark_out="build/release/${program##*/}.json" --benchmark_out_format=json
    done
    if [ "$measured" = no ]; then say "There is no benchmark program. | 没有速度测量程序。"; fi
fi

printf '\nThe whole took %s. | 共用时如上。\n' "$(minutes_since "$start")"
if [ ${#failed[@]} -ne 0 ]; then
    printf '\n!! 未通过 | Failed:\n'
    printf '   %s\n' "${failed[@]}"
    cat <<END

Where to look | 查看:
  build/ci/Testing/Temporary/LastTest.log           what each test of the last run said | 最后一次测试的输出
  build/ci/Testing/Temporary/LastTestsFailed.log    which failed | 未通过的测试
  ctest --preset ci -R 'PART OF A NAME'             runs one again | 重跑其中一项
END
    exit 1
fi
cat <<END

All tests passed. | 全部测试通过。

Next | 接下来:
  bash packaging/demo.sh                    the demonstration on published figures | 演示
  build/ci/Testing/Temporary/LastTest.log   what each test said | 各项测试的输出
  CONTRIBUTING.md                           how tests are laid out | 测试的组织
END
