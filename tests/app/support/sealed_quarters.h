#pragma once
/// Earlier filings of the unit in the enterprise program's store, as it would have sealed them.

#include <string>
#include <vector>

#include "app/support/enterprise_window.h"

namespace zhibao::test {

/// Puts a filing of the same unit into the program's store, as it was sealed at the time.
inline void addSealed(EnterpriseWindow& enterprise, Filing const& filing) {
    auto& program = enterprise.program();
    auto const edition = program.library().find(filing.header.edition);
    REQUIRE(edition);
    auto const draft = program.store().add(filing, **edition, april2017);
    REQUIRE(draft);
    REQUIRE(program.store().recordSeal(*draft, {sha256(filing.header.formSet + filing.header.period), "sealed.zbs", april2017}));
}

/// One row of exports to Singapore, and what was said of it.
[[nodiscard]] inline Filing quarterWith(EnterpriseWindow& enterprise, std::string const& period, std::string const& total,
                                        std::vector<Explanation> explanations = {}) {
    auto const edition = enterprise.program().editions().front();
    auto filing = newFiling(*edition, *edition->findFormSet("quarterly"), enterprise.unit(), period);
    auto const& form = *edition->findForm("form2");
    Row row{std::vector<Cell>(form.columns.size(), Cell{Blank{}})};
    auto const set = [&](std::string_view column, Cell cell) { row.cells[form.indexOf(column).value()] = std::move(cell); };
    set("flow", std::string{"export"});
    set("item", std::string{"SJ211"});
    set("partner", std::string{"SG"});
    set("currency", std::string{"USD"});
    set("outsourcing", std::string{"none"});
    set("total", Money::parse(total, Unit::one).value());
    set("mode1", Money::parse(total, Unit::one).value());
    filing.findForm("form2")->rows = {row};
    filing.explanations = std::move(explanations);
    return filing;
}

}  // namespace zhibao::test
