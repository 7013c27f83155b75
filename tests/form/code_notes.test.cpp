#include "form/code_notes.h"

#include <set>

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

CodeList aList() {
    auto list = readCodeList("items", {"服务类别", "Items"}, "code,parent,is_leaf,name_zh,name_en,keys\nA,,1,甲,First,\nB,,1,乙,Second,\n");
    REQUIRE(list);
    return *std::move(list);
}

std::string problem(std::string const& json) {
    auto const notes = readCodeNotes(json, aList());
    return notes ? "none" : std::string{notes.error().code.name()} + " @ " + notes.error().where();
}

}  // namespace

TEST_CASE("notes say what an entry is, what belongs to it, what does not and where that belongs", "[form][notes]") {
    auto const notes = readCodeNotes(R"({"schema":"code-notes-1","codes":{"A":{
        "definition":{"zh":"甲是","en":"A is"},
        "includes":[{"zh":"一","en":"one"},{"zh":"二","en":"two"}],
        "excludes":[{"zh":"三","en":"three","see":"B"},{"zh":"四","en":"four"}],
        "examples":[{"zh":"五","en":"five"}]}}})", aList());
    REQUIRE(notes);
    auto const& note = notes->at("A");
    CHECK(note.definition == LocalizedText{"甲是", "A is"});
    CHECK(note.includes == std::vector<LocalizedText>{{"一", "one"}, {"二", "two"}});
    CHECK(note.excludes == std::vector<Exclusion>{{{"三", "three"}, "B"}, {{"四", "four"}, ""}});
    CHECK(note.examples == std::vector<LocalizedText>{{"五", "five"}});
}

TEST_CASE("broken notes are named with their place", "[form][notes]") {
    CHECK(problem(R"({"schema":"code-notes-1","codes":{}})") == "none");
    CHECK(problem(R"({"schema":"code-notes-2","codes":{}})") == "edition-schema-unknown @ /schema");
    CHECK(problem(R"({"schema":"code-notes-1","codes":{"C":{"definition":{"zh":"丙","en":"C"}}}})") == "code-unknown @ /codes/C");
    CHECK(problem(R"({"schema":"code-notes-1","codes":{"A":{}}})") == "json-key-missing @ /codes/A");
    CHECK(problem(R"({"schema":"code-notes-1","codes":{"A":{"definition":{"zh":"甲","en":""}}}})") == "text-language-missing @ /codes/A/definition");
    CHECK(problem(R"({"schema":"code-notes-1","codes":{"A":{"definition":{"zh":"甲","en":"A"},"excludes":[{"zh":"丙","en":"C","see":"C"}]}}})") ==
          "code-unknown @ /codes/A/excludes/0/see");
    CHECK(problem(R"({"schema":"code-notes-1","codes":{"A":{"definition":{"zh":"甲","en":"A"},"comment":"?"}}})") == "json-key-unknown @ /codes/A/comment");
}

TEST_CASE("each item that can be chosen is defined, with what belongs to it, what does not, and an example", "[form][notes]") {
    auto const& edition = test::theEdition();
    for (auto const& entry : edition.findList("items")->entries()) {
        if (!entry.isLeaf) continue;
        INFO(entry.code);
        auto const* note = edition.findNote("items", entry.code);
        REQUIRE(note != nullptr);
        CHECK_FALSE(note->includes.empty());
        CHECK_FALSE(note->excludes.empty());
        CHECK_FALSE(note->examples.empty());
        for (auto const& exclusion : note->excludes) CHECK(exclusion.see != entry.code);
    }
}

TEST_CASE("no two items have the same definition, and none is its name", "[form][notes]") {
    auto const& edition = test::theEdition();
    std::set<std::string> definitions;
    for (auto const& entry : edition.findList("items")->entries()) {
        auto const* note = edition.findNote("items", entry.code);
        if (note == nullptr) continue;
        INFO(entry.code);
        CHECK(note->definition.zh != entry.name.zh);
        CHECK(definitions.insert(note->definition.zh).second);
        CHECK(definitions.insert(note->definition.en).second);
    }
}
