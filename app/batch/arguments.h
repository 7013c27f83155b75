#pragma once
/// Says in our own sentences, in the language of the person, what the command line library found wrong with the arguments.

#include <string>
#include <vector>

#include "base/error.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace zhibao {

namespace error {
inline constexpr ErrorCode verbMissing{"verb-missing"};                  // verbs: those there are
inline constexpr ErrorCode verbUnknown{"verb-unknown"};                  // text, verbs
inline constexpr ErrorCode verbMistyped{"verb-mistyped"};                // text, near
inline constexpr ErrorCode optionMissing{"option-missing"};              // option
inline constexpr ErrorCode optionUnknown{"option-unknown"};              // text
inline constexpr ErrorCode optionMistyped{"option-mistyped"};            // text, near
inline constexpr ErrorCode optionValueWrong{"option-value-wrong"};       // text, allowed: the values there are
inline constexpr ErrorCode optionValueUnreadable{"option-value-unreadable"};  // text
inline constexpr ErrorCode argumentsWrong{"arguments-wrong"};            // text
}  // namespace error

/// Every problem of the arguments that `problem` stopped at, each with the verb as its place: all options that are missing, not only
/// the first.
[[nodiscard]] std::vector<Error> argumentProblems(CLI::App const& program, CLI::ParseError const& problem);

/// The help of each verb that only has further verbs names one of their examples; call it once all verbs are there.
void addExamplesToGroups(CLI::App& program);

}  // namespace zhibao
