#pragma once
/// A cube as CSV or JSON: exact sums, unrounded. One line per cell with its dimensions, currency, amount and how many units stand
/// behind it (when the cube keeps them). With a converter, the amount in its currency stands beside, twice: exactly, as a
/// decimal where it ends, else the fraction "12345/68847"; and as a decimal rounded half up to six places. Empty where there is no rate.

#include "aggregate/convert.h"
#include "aggregate/cube.h"
#include "base/bytes.h"

namespace zhibao {

/// Columns: period, the other dimensions of the cube, currency, amount, facts, contributors, and with a converter
/// converted_currency, converted, converted_decimal.
[[nodiscard]] Bytes toCsv(Cube const& cube, Converter const* converter = nullptr);
/// {"cells": [{"period": "2017Q1", …, "currency": "USD", "amount": "12.00", "facts": 3, "contributors": 2}]}.
[[nodiscard]] Bytes toJsonBytes(Cube const& cube, Converter const* converter = nullptr);

}  // namespace zhibao
