#pragma once
/// Checked expressions as instructions over registers.

#include <cstdint>
#include <vector>

#include "rules/program.h"
#include "rules/typing.h"

namespace zhibao::vtl {

/// Appends the instructions that compute the expression. Gives the register of the bank that holds the value then; all registers are
/// free before the first of them. Constants, sets and tests go into the program.
std::uint16_t emit(Typed const& typed, Bank bank, Program& program, std::vector<Instruction>& code);

}  // namespace zhibao::vtl
