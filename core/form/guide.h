#pragma once
/// Questions that lead a person to the column an amount belongs in ("where were the people?"). Data of an edition: guides/*.json,
/// named in edition.json; the file is described in forms/README.md. A guide always ends: loading refuses circles, dead ends and
/// questions that nothing leads to. Source: DOMAIN 2.6.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/language.h"
#include "form/code_list.h"
#include "form/model.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode guideColumnUnfit{"guide-column-unfit"};        // column: total and parts are different amounts of the form
inline constexpr ErrorCode guideWithoutParts{"guide-without-parts"};      // at least two columns to choose from
inline constexpr ErrorCode guideQuestionUnknown{"guide-question-unknown"};  // question
inline constexpr ErrorCode guideAnswersTooFew{"guide-answers-too-few"};   // question: fewer than two
inline constexpr ErrorCode guideAnswerUnfit{"guide-answer-unfit"};        // question: not exactly one of question, column, split, elsewhere
inline constexpr ErrorCode guideInCircle{"guide-in-circle"};              // question: its answers can lead back to it
inline constexpr ErrorCode guideQuestionUnreached{"guide-question-unreached"};  // question: no answer leads to it
}  // namespace error

/// One answer of a question and where it leads.
struct GuideAnswer {
    enum class Leads {
        toQuestion,  // another question
        toColumn,    // the whole amount belongs in one column
        toSplit,     // the amount is shared out by percentages
        elsewhere    // nothing is to be entered here
    };
    LocalizedText text;
    Leads leads = Leads::elsewhere;
    std::string target;       // question or column
    LocalizedText elsewhere;  // where it belongs instead, or why nowhere
    std::string knownColumn;  // the answer is given already where this column of the row holds this code
    std::string knownCode;
};

struct GuideQuestion {
    std::string id;
    LocalizedText text;
    LocalizedText help;  // empty for none
    std::vector<GuideAnswer> answers;
};

struct Guide {
    std::string id;
    std::string form;
    LocalizedText title;
    std::string total;               // the amount that is placed
    std::vector<std::string> parts;  // the columns that it is placed in
    int step = 5;                    // percentages are asked in steps of this; a divisor of 100
    std::vector<GuideQuestion> questions;  // the first one comes first

    [[nodiscard]] GuideQuestion const* findQuestion(std::string_view question) const noexcept;
};

/// What a guide is checked against: the forms and lists of its edition.
struct GuideSurroundings {
    std::function<Form const*(std::string_view form)> findForm;
    std::function<CodeList const*(std::string_view list)> findList;
};

/// Reads a guide. Every error names its pointer: the codes above, editionSchemaUnknown, formUnknown, columnUnknown, codeUnknown,
/// identifierTwice, textLanguageMissing, numberOutOfRange, and what base/json.h says.
[[nodiscard]] Result<Guide> readGuide(std::string id, BytesView json, GuideSurroundings const& surroundings);

/// A person's way through a guide. Holds no texts: the guide must outlive it.
class GuideWalk {
public:
    /// The code that a column of the row holds; empty for none. Answers known from it are taken by themselves.
    using KnownCodes = std::function<std::string(std::string const& column)>;
    GuideWalk(Guide const& guide, KnownCodes const& known);

    [[nodiscard]] Guide const& guide() const noexcept { return *guide_; }
    /// The question to be answered; null at the end.
    [[nodiscard]] GuideQuestion const* question() const noexcept;
    /// The answer that ended the walk; null before.
    [[nodiscard]] GuideAnswer const* ending() const noexcept;
    /// How many questions a person has answered.
    [[nodiscard]] std::size_t answered() const noexcept { return given_.size(); }

    /// Gives the answer at that position of the question. Nothing happens at the end, or where there is no such answer.
    void answer(std::size_t position);
    /// Takes the last answer back; false when none was given.
    bool back();

private:
    void goTo(GuideQuestion const* question);
    void take(GuideAnswer const& answer);

    Guide const* guide_;
    KnownCodes known_;
    GuideQuestion const* question_ = nullptr;
    GuideAnswer const* ending_ = nullptr;
    std::vector<GuideQuestion const*> given_;  // the questions that were answered, in order
};

}  // namespace zhibao
