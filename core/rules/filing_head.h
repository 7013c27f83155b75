#pragma once
/// What the head of a filing says to rules, and what is known beside it: the components of the dataset `header` (rules/filing_data.h).

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "answers/filing.h"
#include "calendar/period.h"
#include "form/edition.h"
#include "rules/dataset.h"
#include "rules/surroundings.h"

namespace zhibao {

/// Everything that a value of the head may come from.
struct HeaderFacts {
    Filing const* filing = nullptr;
    Edition const* edition = nullptr;
    FormSet const* set = nullptr;
    std::optional<Period> period = std::nullopt;
    Surroundings const* surroundings = nullptr;
    bool previousKnown = false;
    bool earlierKnown = false;
    bool lastYearKnown = false;
    bool profileKnown = false;
    std::int64_t quartersKnown = 0;
};

struct HeaderField {
    std::string_view name;
    vtl::Role role;
    vtl::ScalarType type;
    void (*fill)(vtl::Column&, HeaderFacts const&);
};

[[nodiscard]] std::span<HeaderField const> headerFields() noexcept;

/// One component per thing the register knows.
inline constexpr std::array<std::pair<std::string_view, std::string RegisteredUnit::*>, 4> registerFields{
    {{"register_name", &RegisteredUnit::name},
     {"register_district", &RegisteredUnit::district},
     {"register_platform", &RegisteredUnit::platform},
     {"register_industry", &RegisteredUnit::industry}}};

/// Appends a text, or null for an empty one.
void appendText(vtl::Column& column, std::string_view text);

}  // namespace zhibao
