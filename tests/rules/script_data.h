#pragma once
/// Small datasets for scripts, written as a heading of components and rows of CSV.

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "rules/dataset.h"
#include "rules/script.h"
#include "support/catch.h"

namespace zhibao::vtl {

/// "id:Integer! m:Number a:String~ v:String^": identifier !, measure, attribute ~, viral attribute ^.
inline Structure structureOf(std::string const& name, std::string const& heading) {
    std::string json = R"({"name":")" + name + R"(","components":[)";
    std::size_t start = 0;
    while (start < heading.size()) {
        auto const end = std::min(heading.find(' ', start), heading.size());
        std::string part = heading.substr(start, end - start);
        std::string role = "Measure";
        if (part.back() == '!') role = "Identifier";
        if (part.back() == '~') role = "Attribute";
        if (part.back() == '^') role = "ViralAttribute";
        if (role != "Measure") part.pop_back();
        auto const colon = part.find(':');
        json += std::string{start == 0 ? "" : ","} + R"({"name":")" + part.substr(0, colon) + R"(","role":")" + role +
                R"(","data_type":")" + part.substr(colon + 1) + R"("})";
        start = end + 1;
    }
    auto structure = readStructure(json + "]}");
    REQUIRE(structure);
    return std::move(*structure);
}

inline void add(Datasets& datasets, std::string const& name, std::string const& heading, std::string const& csv) {
    auto dataset = readDataset(structureOf(name, heading), csv);
    if (!dataset) FAIL(dataset.error().where() << ": " << dataset.error().code.name());
    datasets.emplace(name, std::move(*dataset));
}

/// The result `r` of a script as CSV.
inline std::string resultOf(std::string const& script, Datasets const& datasets) {
    auto const results = runScript(script, datasets, "s.vtl");
    if (!results) FAIL(script << "\n" << results.error().where() << ": " << results.error().code.name());
    return writeCsv(results->at("r"));
}

/// What refuses a script: "code place".
inline std::string refusalOf(std::string const& script, Datasets const& datasets) {
    auto const results = runScript(script, datasets, "s.vtl");
    if (results) return "accepted";
    return std::string{results.error().code.name()} + " " + results.error().where();
}

}  // namespace zhibao::vtl
