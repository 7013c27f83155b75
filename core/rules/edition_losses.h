#pragma once
/// Whether answers given under one edition find no place in the next because of a change.

#include <string>

#include "form/edition.h"
#include "rules/edition_diff.h"

namespace zhibao {

/// The words of EditionChange::loss; empty when nothing is lost. answers/carry_forward.h keeps what this says is kept.
[[nodiscard]] std::string lossOf(EditionChange const& change, Edition const& from, Edition const& to);

}  // namespace zhibao
