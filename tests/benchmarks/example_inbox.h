#pragma once
/// An inbox full of sealed example filings, made once per run.

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "form/edition.h"
#include "register/unit.h"
#include "rules/surroundings.h"

namespace zhibao::benchmarks {

/// `count` files of `lines` rows, each of another unit with a key of its own, all of 2017Q1.
[[nodiscard]] Result<> makeInbox(Edition const& edition, std::filesystem::path const& folder, unsigned count, unsigned lines, Surroundings const& surroundings);

/// The units of such an inbox as the register has them.
[[nodiscard]] std::vector<SurveyUnit> unitsOfInbox(unsigned count);

}  // namespace zhibao::benchmarks
