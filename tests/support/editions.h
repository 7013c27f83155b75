#pragma once
/// The edition and rates that lie in the source tree, for tests of what is printed from them.

#include <filesystem>
#include <stdexcept>

#include "base/file.h"
#include "calendar/rates.h"
#include "form/edition.h"

namespace zhibao::test {

[[nodiscard]] inline Edition const& theEdition() {
    static Edition const edition = [] {
        auto loaded = loadEdition(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms" / "services-trade" / "2017-1");
        if (!loaded) throw std::runtime_error{loaded.error().where() + ": " + std::string{loaded.error().code.name()}};
        return *std::move(loaded);
    }();
    return edition;
}

/// Round rates, so that expected figures can be computed in the head.
[[nodiscard]] inline RateTable roundRates() {
    auto rates = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,8,example rates\n2017Q2,CNY,6.25,example rates\n2017Q1,EUR,0.5,example rates\n");
    if (!rates) throw std::runtime_error{"rates"};
    return *std::move(rates);
}

}  // namespace zhibao::test
