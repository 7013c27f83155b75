#pragma once
/// Filings of the newest edition of services trade, and its rules, for tests that judge them.

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rules/edition_rules.h"
#include "rules/filing_data.h"
#include "support/catch.h"

namespace zhibao::tests {

inline Edition const& edition() {
    static Edition const loaded = [] {
        auto result = loadEdition(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/services-trade/2017-1");
        if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
        return std::move(*result);
    }();
    return loaded;
}

inline EditionRules const& rules() {
    static EditionRules const compiled = [] {
        auto result = EditionRules::compile(edition());
        if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
        return std::move(*result);
    }();
    return compiled;
}

using Answers = std::map<std::string, std::string>;

/// A row of form 2: research and development for a client in Singapore, unless said otherwise. Amounts in the currency's units.
inline Row aRow(Answers const& answers) {
    Answers all{{"flow", "export"}, {"item", "SJ111"}, {"partner", "SG"}, {"outsourcing", "none"}, {"currency", "USD"}};
    for (auto const& [column, text] : answers) all[column] = text;
    auto const& form = *std::find_if(edition().forms.begin(), edition().forms.end(), [](Form const& one) { return one.id == "form2"; });
    Row row;
    for (auto const& column : form.columns) {
        auto const found = all.find(column.id);
        if (found == all.end() || found->second.empty())
            row.cells.emplace_back(Blank{});
        else if (found->second == "n/a")
            row.cells.emplace_back(NotApplicable{});
        else if (column.kind == ColumnKind::money)
            row.cells.emplace_back(*Money::parse(found->second));
        else
            row.cells.emplace_back(found->second);
        all.erase(column.id);
    }
    CHECK(all.empty());
    return row;
}

/// A quarterly filing, signed, with these rows.
inline Filing aFiling(std::vector<Row> rows) {
    Filing filing;
    filing.header = {"services-trade/2017-1", "quarterly", "91999999EXAMPLE001", "2017Q1", 1, {}, FilingKind::original, false, ""};
    filing.forms = {{"form2", std::move(rows)}};
    filing.signatories = {"负责人样例", "统计样例", "填表样例", "023-00000000", "2017-04-08"};
    return filing;
}

/// What rules see beside a filing: other filings of the unit under the same edition.
inline Surroundings beside(std::vector<Filing> filings) {
    Surroundings surroundings;
    std::shared_ptr<Edition const> const shared{&edition(), [](Edition const*) {}};
    for (auto& filing : filings) surroundings.filings.push_back({shared, std::move(filing)});
    return surroundings;
}

inline Filing inQuarter(std::string period, std::vector<Row> rows) {
    auto filing = aFiling(std::move(rows));
    filing.header.period = std::move(period);
    filing.signatories.reportDate = "2018-01-08";
    return filing;
}

inline std::string valueOf(vtl::Dataset const& dataset, std::string_view component, std::size_t row) {
    auto const position = dataset.structure().find(component);
    REQUIRE(position);
    return dataset.column(*position).written(row);
}

}  // namespace zhibao::tests
