#include "rules/dataset.h"

#include "base/csv.h"
#include "base/json.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

constexpr auto structureText = R"({"name":"DS_1","components":[
  {"name":"Id_1","role":"Identifier","data_type":"String"},
  {"name":"Id_2","role":"Identifier","data_type":"Time_Period"},
  {"name":"Me_1","role":"Measure","data_type":"Number","nullable":true},
  {"name":"Me_2","role":"Measure","data_type":"Integer"},
  {"name":"Me_3","role":"Measure","data_type":"Boolean"},
  {"name":"At_1","role":"ViralAttribute","data_type":"Date"}]})";

Dataset read(std::string_view csv) {
    auto dataset = readDataset(*readStructure(structureText), csv, "DS_1.csv");
    if (!dataset) FAIL(dataset.error().where() << ": " << dataset.error().code.name());
    return std::move(*dataset);
}

Error refused(std::string_view csv) {
    auto const dataset = readDataset(*readStructure(structureText), csv, "DS_1.csv");
    REQUIRE_FALSE(dataset);
    return dataset.error();
}

}  // namespace

TEST_CASE("a structure file says roles, types and what may be null", "[rules][dataset]") {
    auto const structure = readStructure(structureText);
    REQUIRE(structure);
    CHECK(structure->name == "DS_1");
    REQUIRE(structure->components.size() == 6);
    CHECK(structure->components[1].type == ScalarType::timePeriod);
    CHECK_FALSE(structure->components[0].nullable);
    CHECK(structure->components[2].nullable);
    CHECK(structure->components[5].role == Role::viralAttribute);
    CHECK(readStructure(writeStructure(*structure)) == *structure);
}

TEST_CASE("a structure file that makes no sense is answered with its pointer", "[rules][dataset]") {
    auto const problem = [](std::string_view components) {
        auto const structure = readStructure(std::string{R"({"name":"D","components":)"}.append(components) + "}", "D.json");
        REQUIRE_FALSE(structure);
        return structure.error();
    };
    auto const role = problem(R"([{"name":"a","role":"Dimension","data_type":"String"}])");
    CHECK(role.code == error::datasetRoleUnknown);
    CHECK(role.where() == "D.json > /components/0");
    CHECK(problem(R"([{"name":"a","role":"Measure","data_type":"Text"}])").code == error::datasetTypeUnknown);
    CHECK(problem(R"([{"name":"a","role":"Measure"}])").code == error::jsonKeyMissing);
    CHECK(problem(R"([{"name":"a","role":"Measure","data_type":"String","size":3}])").code == error::jsonKeyUnknown);
    CHECK(problem(R"([{"name":"a","role":"Measure","data_type":"String"},{"name":"a","role":"Measure","data_type":"String"}])").code ==
          error::datasetComponentTwice);
    CHECK(problem(R"([{"name":"a","role":"Identifier","data_type":"String","nullable":true}])").code == error::datasetIdentifierNullable);
}

TEST_CASE("a CSV file is read into typed columns, empty fields as null, and written back the same", "[rules][dataset]") {
    std::string const csv =
        "Id_1,Id_2,Me_1,Me_2,Me_3,At_1\n"
        "a,2017Q1,1.25,3,true,2017-04-10\n"
        "\"b,c\",2017Q1,,,,\n"
        "a,2017Q2,-7,12,false,2017-04-11\n";
    Dataset const dataset = read(csv);
    CHECK(dataset.rowCount() == 3);
    CHECK(dataset.column(2).isNarrow());
    CHECK(dataset.column(2).scale() == 2);
    CHECK(dataset.column(2).shown(2) == "-7.00");
    CHECK(dataset.column(2).isNull(1));
    CHECK(dataset.column(0).dictionary().size() == 2);
    CHECK(writeCsv(dataset) == csv);
}

TEST_CASE("columns of the file may stand in any order", "[rules][dataset]") {
    Dataset const dataset = read("At_1,Me_3,Me_2,Me_1,Id_2,Id_1\n,1,2,3,2017,a\n");
    CHECK(dataset.column(0).text(0) == "a");
    CHECK(dataset.column(4).boolean(0));
}

TEST_CASE("a number that does not fit into 64 bits moves its column to wide numbers, exactly", "[rules][dataset]") {
    Dataset const dataset = read(
        "Id_1,Id_2,Me_1,Me_2,Me_3,At_1\n"
        "a,2017Q1,0.01,,,\n"
        "b,2017Q1,92233720368547758.08,,,\n"
        "c,2017Q1,0.000000000000000000000000001,,,\n"
        "d,2017Q1,,,,\n");
    CHECK_FALSE(dataset.column(2).isNarrow());
    CHECK(dataset.column(2).written(0) == "0.01");
    CHECK(dataset.column(2).written(1) == "92233720368547758.08");
    CHECK(dataset.column(2).written(2) == "0.000000000000000000000000001");
    CHECK(dataset.column(2).isNull(3));
}

TEST_CASE("a value of the wrong type is refused with file, line and field", "[rules][dataset]") {
    auto const header = std::string{"Id_1,Id_2,Me_1,Me_2,Me_3,At_1\n"};
    auto const number = refused(header + "a,2017Q1,1,2,true,\nb,2017Q1,1.2.3,2,true,\n");
    CHECK(number.code == error::datasetValueMalformed);
    CHECK(number.where() == "DS_1.csv:3:3");
    CHECK(number.arguments.at("component") == "Me_1");
    CHECK(refused(header + "a,2017Q1,1,2.5,true,\n").where() == "DS_1.csv:2:4");
    CHECK(refused(header + "a,2017Q1,1,2,yes,\n").where() == "DS_1.csv:2:5");
    CHECK(refused(header + "a,2017Q1,1,2,true,2017-02-30\n").where() == "DS_1.csv:2:6");
    CHECK(refused(header + "a,2017Q5,1,2,true,\n").where() == "DS_1.csv:2:2");
    CHECK(refused(header + "a,2017Q1,1e5000,2,true,\n").code == error::datasetValueMalformed);
}

TEST_CASE("a day is in its year and a duration has numbers and units", "[rules][dataset]") {
    auto const isTaken = [](std::string const& type, std::string const& value) {
        auto const structure = readStructure(R"({"name":"D","components":[{"name":"Id_1","role":"Identifier","data_type":")" + type + R"("}]})");
        REQUIRE(structure);
        return readDataset(*structure, "Id_1\n" + value + "\n", "D.csv").has_value();
    };
    CHECK(isTaken("Time_Period", "2016D366"));
    CHECK_FALSE(isTaken("Time_Period", "2017D366"));
    for (auto const* taken : {"Q", "P3M", "P1Y6M", "P10D", "P1DT12H", "PT30M"}) CHECK(isTaken("Duration", taken));
    for (auto const* refused : {"X", "P", "PT", "P1", "P3", "P1DT", "P1 anything", "P6M1Y", "P1M2M", "3M"}) CHECK_FALSE(isTaken("Duration", refused));
}

TEST_CASE("missing identifiers, repeated keys and strange columns are refused", "[rules][dataset]") {
    auto const header = std::string{"Id_1,Id_2,Me_1,Me_2,Me_3,At_1\n"};
    CHECK(refused(header + ",2017Q1,1,2,true,\n").code == error::datasetValueMissing);
    auto const twice = refused(header + "a,2017Q1,1,2,true,\nb,2017Q1,1,2,true,\na,2017Q1,3,4,true,\n");
    CHECK(twice.code == error::datasetKeyTwice);
    CHECK(twice.where() == "DS_1.csv:4:1");
    CHECK(twice.arguments.at("line") == "2");
    CHECK(refused("Id_1,Id_2,Me_1,Me_2,Me_3\na,2017Q1,1,2,true\n").code == error::csvColumnMissing);
    auto const unknown = refused("Id_1,Id_2,Me_1,Me_2,Me_3,At_1,extra\na,2017Q1,1,2,true,,\n");
    CHECK(unknown.code == error::datasetColumnUnknown);
    CHECK(unknown.where() == "DS_1.csv:1:7");
    CHECK(refused(header + "a,2017Q1,1,2\n").where() == "DS_1.csv:2");
}

TEST_CASE("periods are understood in the spellings of the manual and of SDMX", "[rules][dataset]") {
    auto const reads = [](std::string const& period) {
        return readDataset(*readStructure(structureText), "Id_1,Id_2,Me_1,Me_2,Me_3,At_1\na," + period + ",,,,\n").has_value();
    };
    for (auto const* period :
         {"2017", "2017A", "2017-A1", "2017S2", "2017Q4", "2017-Q1", "2017M01", "2017-12", "2017W53", "2017-02-28", "2017D365"}) {
        INFO(period);
        CHECK(reads(period));
    }
    for (auto const* period : {"17", "2017Q0", "2017Q", "2017-13", "2017-00", "2017-02-29", "2017X1", "2017Q1x", "Q1", "2017-"}) {
        INFO(period);
        CHECK_FALSE(reads(period));
    }
}

TEST_CASE("a name that differs in case only is found when no exact one is there", "[rules][dataset]") {
    Structure const structure{"D",
                              {{"Total", Role::measure, ScalarType::number, true},
                               {"total", Role::measure, ScalarType::number, true},
                               {"Mode1", Role::measure, ScalarType::number, true}}};
    CHECK(structure.find("total") == 1);
    CHECK(structure.find("Total") == 0);
    CHECK_FALSE(structure.find("TOTAL"));
    CHECK(structure.find("mode1") == 2);
}

TEST_CASE("a dataset read in pieces is the one read whole, and its lines are those of the file", "[rules][dataset]") {
    std::string csv = "Id_1,Id_2,Me_1,Me_2,Me_3,At_1\n";
    for (int i = 0; i < 5000; ++i) csv += std::to_string(i) + ",2017Q1," + std::to_string(i) + ".25," + (i % 7 == 0 ? "" : "3") + ",true,\n";
    auto const whole = readDataset(*readStructure(structureText), csv);
    REQUIRE(whole);
    for (std::size_t const piece : {1U, 7U, 4096U}) {
        auto const cut = readDataset(*readStructure(structureText), piecesOf(csv, piece));
        REQUIRE(cut);
        CHECK(writeCsv(*cut) == csv);
    }
    // A blank line and a field of two lines move what follows.
    auto const error = refused("Id_1,Id_2,Me_1,Me_2,Me_3,At_1\n\"a\nb\",2017Q1,1,2,true,\n\nc,2017Q1,1,2,true,\nd,2017Q1,1,2,true,\nc,2017Q1,1,2,true,\n");
    CHECK(error.where() == "DS_1.csv:7:1");
    CHECK(error.arguments.at("line") == "5");
}

TEST_CASE("repeated keys are found among many rows, whatever the identifiers are of", "[rules][dataset]") {
    auto const structure = *readStructure(R"({"components":[{"name":"n","role":"Identifier","type":"Number"},{"name":"b","role":"Identifier","type":"Boolean"},
        {"name":"t","role":"Identifier","type":"String"}]})");
    std::string csv = "n,b,t\n";
    for (int i = 0; i < 9000; ++i) csv += std::to_string(i / 4) + ".5," + (i % 2 == 0 ? "true" : "false") + ",x" + std::to_string(i % 4 / 2) + "\n";
    REQUIRE(readDataset(structure, csv));
    auto const twice = readDataset(structure, csv + "7.50,true,x1\n");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == error::datasetKeyTwice);
    CHECK(twice.error().arguments.at("line") == std::to_string(7 * 4 + 2 + 2));
    auto const single = *readStructure(R"({"components":[{"name":"m","role":"Measure","type":"Number"}]})");
    CHECK(readDataset(single, "m\n1\n"));
    CHECK(readDataset(single, "m\n1\n2\n").error().code == error::datasetKeyTwice);
}

TEST_CASE("every row that repeats a key is told, with the first row that has it", "[rules][dataset]") {
    auto const structure = *readStructure(R"({"components":[{"name":"id","role":"Identifier","type":"Integer"},{"name":"m","role":"Measure","type":"Number"}]})");
    auto const toldOf = [&](std::string const& csv) {
        Problems problems;
        CHECK_FALSE(readDataset(structure, piecesOf(csv), "d.csv", problems));
        return problems;
    };
    auto const problems = toldOf("id,m\n1,1\n2,1\n1,2\n2,2\n3,1\n1,3\n");
    std::vector<std::string> told;
    for (auto const& problem : problems.first()) told.push_back(problem.where() + " after line " + problem.arguments.at("line"));
    CHECK(told == std::vector<std::string>{"d.csv:4:1 after line 2", "d.csv:5:1 after line 3", "d.csv:7:1 after line 2"});
    std::string many = "id,m\n";
    for (int i = 0; i < 10'000; ++i) many += std::to_string(i % 5000) + ",1\n";
    CHECK(toldOf(many).count() == 5000);
    CHECK(toldOf(many).first().size() == Problems::mostKept);
}

TEST_CASE("rows appended together are what the same rows are that are appended one by one", "[rules][dataset]") {
    using namespace vtl;
    std::vector<Column> sources;
    for (std::string_view const text : {"b", "a", "", "b", "c"}) {
        if (sources.empty()) sources.emplace_back(ScalarType::string);
        if (text.empty()) sources.back().appendNull();
        else sources.back().append(text);
    }
    Column numbers{ScalarType::number};
    for (auto const& number : {Number{125, 2}, Number{3, 0}, Number{INT64_MAX, 0}, Number{7, 4}}) numbers.append(number);
    numbers.appendNull();
    sources.push_back(std::move(numbers));
    Column flags{ScalarType::boolean};
    for (bool const flag : {true, false, true, true}) flags.append(flag);
    flags.appendNull();
    sources.push_back(std::move(flags));

    std::vector<std::vector<std::uint32_t>> const choices{{}, {4, 0, 0, 2}, {1, 3, 2, 4, 0, 1, 3}};
    for (auto const& source : sources) {
        for (auto const& first : choices) {
            for (auto const& second : choices) {
                Column together{source.type()};
                Column alone{source.type()};
                for (auto const* rows : {&first, &second}) {
                    together.append(source, std::span{*rows});
                    for (auto const row : *rows) alone.append(source, row);
                }
                REQUIRE(together.size() == alone.size());
                for (std::size_t row = 0; row < alone.size(); ++row) {
                    CHECK(together.isNull(row) == alone.isNull(row));
                    CHECK(together.written(row) == alone.written(row));
                }
            }
        }
    }
    // What is appended to one column does not show in those it shares with.
    Column copy = sources.front();
    copy.append(sources.front(), std::span{choices.back()});
    CHECK(sources.front().size() == 5);
    CHECK(sources.front().written(4) == "c");
}
