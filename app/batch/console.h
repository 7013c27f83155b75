#pragma once
/// What all verbs share: the language, the terminal, reading and writing of named files where "-" is standard input or output,
/// and the exit status that an error asks for.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"
#include "base/language.h"
#include "base/problems.h"
#include "base/progress.h"
#include "calendar/edition_choice.h"
#include "calendar/survey_data.h"
#include "form/edition.h"
#include "output/pdf.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode quartersReversed{"quarters-reversed"};  // from, to
inline constexpr ErrorCode outputChoice{"output-choice"};
inline constexpr ErrorCode argumentNotNamed{"argument-not-named"};  // text: not NAME=FILE
inline constexpr ErrorCode argumentTwice{"argument-twice"};        // text
inline constexpr ErrorCode structureMissing{"structure-missing"};  // text, example
inline constexpr ErrorCode resultNameUnfit{"result-name-unfit"};   // name: of a dataset, that is no name of a file
inline constexpr ErrorCode dataMissing{"data-missing"};            // text
inline constexpr ErrorCode outputExists{"output-exists"};          // text
inline constexpr ErrorCode extractExists{"extract-exists"};        // text
inline constexpr ErrorCode reasonBlank{"reason-blank"};
inline constexpr ErrorCode reasonWithoutVersion{"reason-without-version"};
inline constexpr ErrorCode exampleBlocked{"example-blocked"};      // rule
inline constexpr ErrorCode exampleNotAccepted{"example-not-accepted"};  // got, expected
inline constexpr ErrorCode passphraseEmpty{"passphrase-empty"};
inline constexpr ErrorCode signerNotTrusted{"signer-not-trusted"};  // got, expected: fingerprints of keys
}  // namespace error

/// Exit statuses of CONTRACTS: done; done and the answer is no; input or arguments wrong; the machine failed.
enum class ExitStatus { done = 0, answerNo = 1, inputWrong = 2, machineFailed = 3 };

class Console {
public:
    /// `jsonProgress`: one JSON line per step on standard error, whether a terminal or not.
    Console(Language language, bool jsonProgress, std::filesystem::path formsFolder);

    [[nodiscard]] Language language() const noexcept { return language_; }
    /// The editions; found when first asked for.
    [[nodiscard]] Result<std::shared_ptr<EditionLibrary const>> library();
    /// The edition of that name; without one, the edition that is valid today or, if none is, the newest.
    [[nodiscard]] Result<std::shared_ptr<Edition const>> edition(std::string const& named = {});

    /// The same of the option --edition, which is the place of its errors.
    [[nodiscard]] Result<std::shared_ptr<Edition const>> editionArgument(std::string const& named) { return named.empty() ? edition() : inside("--edition", edition(named)); }

    /// Without a name, the edition that is valid for the period and, if possible, has the form set. periodWithoutEdition, at --period.
    [[nodiscard]] Result<std::shared_ptr<Edition const>> editionArgument(std::string const& named, Period const& period, std::string_view formSet = {});

    /// Calendar and rates.
    [[nodiscard]] Result<SurveyData> surveyData();

    /// The program that makes PDFs: beside this one, or from the search path.
    [[nodiscard]] PdfPrinter pdfPrinter() const;

    [[nodiscard]] Result<Bytes> read(std::string const& path) const;
    [[nodiscard]] Result<> write(std::string const& path, BytesView bytes) const;

    /// A line of text on standard output.
    void say(std::string_view text) const;
    /// A sentence from the catalogue on standard output.
    void sayPhrase(std::string_view name, ErrorArguments const& arguments = {}) const;
    /// A sentence from the catalogue on standard error.
    void complainPhrase(std::string_view name, ErrorArguments const& arguments = {}) const;
    /// One line on standard error.
    void complain(Error const& error) const;
    /// A line for each of the first, and how many more there are.
    void complain(Problems const& problems) const;
    /// Complains of all problems inside that place but the last, which it gives back to fail with.
    [[nodiscard]] Error lastOf(Problems const& problems, std::string_view place) const;
    /// Complains and gives the status that goes with the (first) error.
    [[nodiscard]] ExitStatus failWith(Problems const& problems) const;
    [[nodiscard]] ExitStatus failWith(Error const& error) const;

    /// Writes what a verb makes and says so in one line on standard error, unless it goes to standard output itself.
    [[nodiscard]] Result<> hand(std::string const& path, BytesView bytes) const;

    /// The status of work that ended: complains when it failed.
    [[nodiscard]] ExitStatus finish(Result<> const& result) const { return result ? ExitStatus::done : failWith(result.error()); }
    [[nodiscard]] ExitStatus finish(Result<ExitStatus> const& result) const { return result ? *result : failWith(result.error()); }

    /// The status of a program that now ends: what it was, unless standard output did not take all that was said.
    [[nodiscard]] ExitStatus closed(ExitStatus status) const;

    /// A progress bar on a terminal, JSON lines on demand, nothing otherwise.
    [[nodiscard]] std::unique_ptr<Progress> progress(std::string label) const;

private:
    Language language_;
    bool jsonProgress_;
    std::filesystem::path formsFolder_;
    std::shared_ptr<EditionLibrary const> library_;
    std::optional<Editions> editions_;  // once read

    /// The editions that can be read. Of the others it says that they are passed over; an error when none can be read.
    [[nodiscard]] Result<Editions const*> readable();
};

/// Which is which. 2, the input or the arguments are wrong: everything that other arguments or another file would mend, so also a database
/// that is missing, is something else, is a folder, exists already where one is to be made, lies on a network share, or has a version this program
/// does not write; and an output that is a folder or lies in none. 3, the machine failed: a disk that is full or cannot be read or written,
/// rights, a database that is busy, damaged or fails, a migration that fails, cancelling. `verify` answers a damaged database with 1.
[[nodiscard]] ExitStatus statusOf(Error const& error) noexcept;

}  // namespace zhibao
