#pragma once
/// The questions of a form that is answered once, under the headings of its paper.

#include <cstddef>
#include <set>
#include <vector>

#include "base/language.h"
#include "form/model.h"

namespace zhibao {

struct RecordSection {
    LocalizedText title;               // with its number; empty for what the paper does not print
    std::vector<std::size_t> columns;  // positions in the form
};

/// As printed; what is not printed comes last.
[[nodiscard]] std::vector<RecordSection> sectionsOf(Form const& form);

/// The sections in steps of at most `most` questions, unless one section has more; without the questions that are asked elsewhere.
[[nodiscard]] std::vector<std::vector<RecordSection>> stepsOf(Form const& form, std::size_t most, std::set<std::size_t> const& without);

}  // namespace zhibao
