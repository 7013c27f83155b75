#pragma once
/// What the words of a ledger mean: first as the mapping says, then as the edition's lists say by themselves. For the importer.

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "form/edition.h"
#include "import/ledger_mapping.h"

namespace zhibao {

class LedgerWords {
public:
    LedgerWords(LedgerMapping const& mapping, Edition const& edition, Form const& form);

    [[nodiscard]] ServiceMeaning const* service(std::string const& word) const;
    [[nodiscard]] CustomerMeaning const* customer(std::string const& word) const;
    /// The code of a word for a field, or of a mode its concept. Empty text: to be left out. Nothing: unknown.
    [[nodiscard]] std::optional<std::string> code(LedgerField field, std::string const& word);

private:
    [[nodiscard]] std::optional<std::string> codeOfList(LedgerField field, std::string const& word) const;
    [[nodiscard]] std::optional<std::string> modeNamed(std::string const& folded) const;

    LedgerMapping const& mapping_;
    Edition const& edition_;
    Form const& form_;
    std::unordered_map<std::string, ServiceMeaning const*> services_;  // by folded word
    std::unordered_map<std::string, CustomerMeaning const*> customers_;
    std::map<LedgerField, std::unordered_map<std::string, std::optional<std::string>>> codes_;  // what was found already
};

}  // namespace zhibao
