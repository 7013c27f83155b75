#pragma once
/// What the official prints of all kinds of forms share: the frame of a page (title, marks, unit, period, notes, footer) and the reading
/// of the layout that an edition gives them.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/json.h"
#include "table/form_print.h"
#include "table/table.h"

namespace zhibao {

class PrintedForm {
public:
    /// An empty form without a filing. All must outlive the printing.
    PrintedForm(Form const& form, Filing const* filing, FormPrintContext const& context) : form_(form), filing_(filing), context_(context) {}

protected:
    [[nodiscard]] bool chinese() const { return context_.language == Language::chinese; }
    [[nodiscard]] std::string in(LocalizedText const& text) const { return text.in(context_.language); }
    [[nodiscard]] std::string words(std::string_view zh, std::string_view en) const { return std::string{chinese() ? zh : en}; }
    Result<> expectKind(JsonNode const& root, std::string_view expected);
    Result<std::size_t> columnAt(JsonNode const& parent, std::string_view key) const;
    Result<std::size_t> columnOf(JsonNode const& node) const;
    [[nodiscard]] Column const* columnOfConcept(std::string_view conceptId) const;
    Result<Table> frame(JsonNode const& root) const;
    /// A profile names its unit itself.
    [[nodiscard]] std::string unitName() const;
    /// Whether the form is asked for years and not for quarters.
    [[nodiscard]] bool isAnnual() const;
    [[nodiscard]] std::string signatoryText(std::string const& signatory) const;
    [[nodiscard]] std::string nameOfCode(Column const& column, std::string const& code) const;
    [[nodiscard]] static std::string textAt(Row const& row, std::size_t column);

    Form const& form_;
    Filing const* filing_;
    FormPrintContext const& context_;
    Orientation orientation_ = Orientation::automatic;
};

/// A form of rows block by block, and a record as a list of questions; `layout` is the form's "print".
[[nodiscard]] Result<std::vector<Table>> printRows(Form const& form, Filing const* filing, FormPrintContext const& context, JsonNode const& layout);
[[nodiscard]] Result<std::vector<Table>> printRecord(Form const& form, Filing const* filing, FormPrintContext const& context, JsonNode const& layout);

}  // namespace zhibao
