#pragma once
/// Says in our own sentences, in the language of the person, what the command line library found wrong with the arguments.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "calendar/period.h"
#include "form/edition.h"

namespace CLI {
class App;
class Option;
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
inline constexpr ErrorCode optionTwice{"option-twice"};                  // option
inline constexpr ErrorCode optionsExclude{"options-exclude"};            // option, other
inline constexpr ErrorCode optionsRequire{"options-require"};            // option, other
inline constexpr ErrorCode quarterWanted{"quarter-wanted"};              // text: a year
inline constexpr ErrorCode formSetChoice{"form-set-choice"};              // period: a year, sets: those of a year
inline constexpr ErrorCode outputIsInput{"output-is-input"};             // option: the other that names the file; file
inline constexpr ErrorCode databaseNoStream{"database-no-stream"};
inline constexpr ErrorCode databaseKindUnsupported{"database-kind-unsupported"};  // text: the scheme, without what follows it
inline constexpr ErrorCode argumentsWrong{"arguments-wrong"};            // text
}  // namespace error

/// Every problem of the arguments that `problem` stopped at, each with the verb as its place: all options that are missing, not only
/// the first.
[[nodiscard]] std::vector<Error> argumentProblems(CLI::App const& program, CLI::ParseError const& problem);

/// No file that a verb writes is one that it reads: a database, a key, the filing itself. Place: the option that names what is written.
/// outputIsInput. A verb that adds to a filing may write it in its place.
[[nodiscard]] Result<> requireOutputsApart(CLI::App const& program);

/// --db, where the verb that was called has one, names a file. databaseNoStream, databaseKindUnsupported.
[[nodiscard]] Result<> requireDatabaseFile(CLI::App const& program);

/// The period or quarter that an option gives, in any width and case; errors have the option as their place. periodMalformed,
/// quarterWanted for a year.
[[nodiscard]] Result<Period> periodArgument(std::string const& text, std::string_view option = "--period");
[[nodiscard]] Result<Quarter> quarterArgument(std::string const& text, std::string_view option = "--period");

/// The form set that --set names. formSetUnknown.
[[nodiscard]] Result<FormSet const*> formSetArgument(Edition const& edition, std::string const& text);

/// --db, which must be given.
void addDatabaseOption(CLI::App& verb, std::string& target);

/// Only a whole number from 0 on that fits 63 bits; the library would wrap others round.
void requireSeed(CLI::Option& option);

/// The help of each verb that only has further verbs names one of their examples; call it once all verbs are there.
void addExamplesToGroups(CLI::App& program);

}  // namespace zhibao
