// What the edition's rules see of each form, as other engines get it from `zhibao rules data`: written, read back and judged again.

#include "rules/edition_rules.h"

#include <set>

#include "base/csv.h"
#include "rules/dataset.h"
#include "rules/script.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/filled_filings.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

EditionRules const& rules() {
    static EditionRules const compiled = [] {
        auto result = EditionRules::compile(theEdition());
        if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
        return std::move(*result);
    }();
    return compiled;
}

/// As another engine reads it: from the two files.
vtl::Dataset readAgain(std::string const& name, vtl::Dataset const& dataset) {
    auto structure = vtl::readStructure(vtl::writeStructure(dataset.structure()));
    if (!structure) FAIL(name << ": " << structure.error().where() << ": " << structure.error().code.name());
    auto read = vtl::readDataset(std::move(*structure), vtl::writeCsv(dataset));
    if (!read) FAIL(name << ": " << read.error().where() << ": " << read.error().code.name());
    return std::move(*read);
}

/// How often each rule is violated.
using Counts = std::map<std::string, std::size_t>;

Counts violatedIn(vtl::Dataset const& verdicts) {
    auto const table = parseCsv(vtl::writeCsv(verdicts));
    REQUIRE(table);
    Counts counts;
    for (auto const& row : table->rows)
        if (row.fields[*table->findColumn("bool_var")] == "false") ++counts[row.fields[*table->findColumn("ruleid")]];
    return counts;
}

}  // namespace

TEST_CASE("what rules see of every form is written, read back and judged the same", "[forms][rules]") {
    std::set<std::string> forms;
    for (auto const& set : theEdition().formSets) {
        INFO(set.id);
        auto const filing = filledFiling(theEdition(), set);
        auto const data = rules().data(filing);
        vtl::Datasets again;
        for (auto const& [name, dataset] : data.datasets) again.emplace(name, readAgain(name, dataset));
        for (auto const& id : set.forms) {
            INFO(id);
            REQUIRE(again.contains(id));
            CHECK(again.find(id)->second.rowCount() == filing.findForm(id)->rows.size());
            forms.insert(id);
        }
        auto const results = vtl::runScript(data.script, again, "checks.vtl");
        if (!results) FAIL(results.error().where() << ": " << results.error().code.name());
        Counts repeated;
        for (auto const& [name, dataset] : *results) {
            if (!name.ends_with("_verdicts")) continue;
            for (auto const& [rule, count] : violatedIn(dataset)) repeated[rule] += count;
        }
        Counts found;
        for (auto const& finding : rules().check(filing, RunsAt::enterprise))
            if (finding.verdict == Verdict::violated) ++found[finding.part];
        CHECK_FALSE(found.empty());
        CHECK(repeated == found);
    }
    CHECK(forms == std::set<std::string>{"form1", "form2", "form3", "form3_annual", "form4", "form5"});
}
