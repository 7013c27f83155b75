/// Feeds random text to the parser of rules; what it takes is checked against the structure of a small dataset and run over it. Before
/// a zero byte stands a script, behind it rows of data as CSV.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/dataset.h"
#include "rules/script.h"

using namespace zhibao;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

vtl::Structure structure() {
    using enum vtl::Role;
    using enum vtl::ScalarType;
    return {"DS_1",
            {{"Id_1", identifier, string, false},
             {"Id_2", identifier, integer, false},
             {"Me_1", measure, number, true},
             {"Me_2", measure, number, true},
             {"Me_3", measure, string, true},
             {"Me_4", measure, boolean, true},
             {"At_1", viralAttribute, string, true}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input{reinterpret_cast<char const*>(data), size};
    auto const zero = input.find('\0');
    auto const text = input.substr(0, zero);
    std::string_view const rows = zero == std::string_view::npos ? std::string_view{} : input.substr(zero + 1);

    auto const dataset = vtl::readDataset(structure(), rows);
    if (dataset) {
        // What is written reads back the same.
        auto const csv = vtl::writeCsv(*dataset);
        auto const again = vtl::readDataset(structure(), piecesOf(csv, 7));
        require(again && vtl::writeCsv(*again) == csv);
    }
    auto const script = vtl::parseScript(text, "f");
    if (!script) {
        require(script.error().where().starts_with("f"));
        return 0;
    }
    static_cast<void>(vtl::lintScript(*script, "f"));
    auto const compiled = vtl::compileScript(*script, {{"DS_1", structure()}, {"DS_2", structure()}}, "f");
    if (!compiled) return 0;
    constexpr std::string_view own = "Id_1,Id_2,Me_1,Me_2,Me_3,Me_4,At_1\na,1,1.5,-2,x,true,\na,2,,0,,,y\nb,1,99999999999999999999,0.000001,zz,false,z\n";
    auto const second = vtl::readDataset(structure(), own);
    vtl::Datasets inputs;
    inputs.emplace("DS_1", dataset ? *dataset : *second);
    inputs.emplace("DS_2", *second);
    Problems unjudged;
    auto const results = compiled->run(inputs, unjudged);
    if (!results) return 0;
    for (auto const& [name, result] : *results) {
        auto const promised = compiled->results().find(name);
        require(promised != compiled->results().end() && promised->second.components == result.structure().components);
        static_cast<void>(vtl::writeCsv(result));
    }
    return 0;
}
