#include "base/point_decimals.h"

#include <clocale>
#include <new>
#include <string>

#ifndef _WIN32
#include <locale.h>
#endif

namespace zhibao {

#ifdef _WIN32

struct PointDecimals::State {
    int threadSetting;
    std::string numeric;
};

PointDecimals::PointDecimals() : state_(std::make_unique<State>()) {
    state_->threadSetting = _configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
    state_->numeric = std::setlocale(LC_NUMERIC, nullptr);
    std::setlocale(LC_NUMERIC, "C");
}

PointDecimals::~PointDecimals() {
    std::setlocale(LC_NUMERIC, state_->numeric.c_str());
    _configthreadlocale(state_->threadSetting);
}

#else

struct PointDecimals::State {
    locale_t plain;
    locale_t before;
};

PointDecimals::PointDecimals() : state_(std::make_unique<State>()) {
    // Numbers only: what the thread does with letters stays as it is. Every system has the locale C, so only memory can be missing.
    auto const copy = duplocale(uselocale(locale_t{}));
    if (copy == locale_t{}) throw std::bad_alloc{};
    state_->plain = newlocale(LC_NUMERIC_MASK, "C", copy);
    if (state_->plain == locale_t{}) {
        freelocale(copy);
        throw std::bad_alloc{};
    }
    state_->before = uselocale(state_->plain);
}

PointDecimals::~PointDecimals() {
    uselocale(state_->before);
    freelocale(state_->plain);
}

#endif

}  // namespace zhibao
