#pragma once
/// A small edition for the tests of answers, made in memory: a quarterly set with one grid and an annual set with one record.

#include <memory>
#include <string>

#include "answers/filing.h"
#include "form/edition.h"

namespace zhibao::test {

/// "trade": flow, item (leaves only), currency as keys; total, mode1, mode2 as amounts; persons; share (percent); note.
/// "profile": code, name, phone, mail, postcode, founded (month), opened (date), listed (yes/no), staff, capital (amount in CNY).
[[nodiscard]] std::shared_ptr<Edition const> smallEdition();

/// An example unit's empty quarterly filing for 2017Q1.
[[nodiscard]] Filing quarterlyFiling(Edition const& edition);
[[nodiscard]] Filing profileFiling(Edition const& edition);

/// A sound row of "trade": an export of SJ211 in CNY, all of it by mode 1.
[[nodiscard]] Row tradeRow(Edition const& edition, std::string item = "SJ211", std::string total = "1234.50");

/// The cell of a column.
[[nodiscard]] Cell& cellOf(Row& row, Form const& form, std::string_view column);

}  // namespace zhibao::test
