/// Versions of a filing on the command line: withdrawn, late, compared.

#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a withdrawal of a sealed filing holds no rows, is refused without a reason and sealed with one", "[batch][versions]") {
    TemporaryFolder const folder;
    sealOne(folder, filingWith(goodRow), "one.zbs");
    auto const sealed = (folder / "one.zbs").string();
    auto const made = zhibaoSays({"new", "--withdraw", sealed, "-o", "-"});
    INFO(made.errors);
    REQUIRE(made.status == 0);
    auto const document = jsonOf(made.output);
    CHECK(*document.find("schema")->string() == "filing-2");
    CHECK(*document.find("kind")->string() == "withdrawal");
    CHECK(document.find("version")->integer() != nullptr);
    CHECK(document.find("forms")->object()->empty());
    auto const judged = zhibaoSays({"check", "-"}, made.output);
    CHECK(judged.status == 1);
    CHECK(judged.output.find("Say why there is this version") != std::string::npos);

    auto const withReason = zhibaoSays({"new", "--withdraw", sealed, "--reason", "重复报送", "-o", "-"});
    REQUIRE(withReason.status == 0);
    sealOne(folder, withReason.output, "two.zbs");
    auto const opened = jsonOf(zhibaoSays({"open", (folder / "two.zbs").string(), "--format", "json"}).output);
    CHECK(*opened.find("filing")->find("reason")->string() == "重复报送");
}

TEST_CASE("a late filing says that it is late and why", "[batch][versions]") {
    auto const made = zhibaoSays({"new", "--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "--late", "--reason", "会计更换", "-o", "-"});
    REQUIRE(made.status == 0);
    auto const document = jsonOf(made.output);
    CHECK(*document.find("kind")->string() == "late");
    CHECK(*document.find("reason")->string() == "会计更换");
}

TEST_CASE("two versions are compared cell by cell, sealed or not", "[batch][versions]") {
    TemporaryFolder const folder;
    auto const first = filingWith(goodRow);
    sealOne(folder, first, "one.zbs");
    auto second = first;
    for (auto at = second.find("123400.00"); at != std::string::npos; at = second.find("123400.00")) second.replace(at, 9, "700.00");
    put(folder / "two.json", second);
    auto const one = (folder / "one.zbs").string();
    auto const two = (folder / "two.json").string();
    auto const same = zhibaoSays({"diff", one, one});
    CHECK(same.status == 0);
    CHECK(same.output == "The two versions say the same.\n");
    auto const text = zhibaoSays({"diff", one, two});
    CHECK(text.status == 0);
    INFO(text.output);
    CHECK(text.output.find("row 1, Total: 123,400.00 → 700.00") != std::string::npos);
    auto const json = jsonOf(zhibaoSays({"diff", one, two, "--format", "json"}).output);
    REQUIRE(json.find("rows")->array()->size() == 1);
    CHECK(*json.find("rows")->array()->front().find("change")->string() == "changed");
    put(folder / "profile.json", zhibaoSays({"new", "--set", "profile", "--unit", unitCode, "--period", "2017", "-o", "-"}).output);
    auto const other = zhibaoSays({"diff", one, (folder / "profile.json").string()});
    CHECK(other.status == 2);
    CHECK(other.errors.find("versions-of-other-sets: ") != std::string::npos);
}
