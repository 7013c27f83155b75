#pragma once
/// Checked expressions as instructions over registers.

#include <cstdint>
#include <memory>
#include <vector>

#include "rules/program.h"
#include "rules/typing.h"

namespace zhibao::vtl {

/// Writes the expressions of one program. Columns and constants get registers of their own, which are loaded once for all expressions.
class InstructionWriter {
public:
    explicit InstructionWriter(Program& program);
    ~InstructionWriter();
    InstructionWriter(InstructionWriter const&) = delete;
    InstructionWriter& operator=(InstructionWriter const&) = delete;

    /// Appends the instructions that compute the expression. Gives the register of the bank that holds the value then, until the
    /// instructions of the next expression run. Constants, loads, sets and tests go into the program.
    std::uint16_t write(Typed const& typed, Bank bank, std::vector<Instruction>& code);

private:
    class Emitter;
    std::unique_ptr<Emitter> emitter_;
};

}  // namespace zhibao::vtl
