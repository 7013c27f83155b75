#include "output/json.h"

#include "support/catch.h"
#include "support/tables.h"

using namespace zhibao;

TEST_CASE("a table in JSON has the members of the contract, in their order", "[output][json]") {
    auto const json = toJsonValue(test::aTable());
    std::vector<std::string> keys;
    for (auto const& [key, value] : *json.object()) keys.push_back(key);
    CHECK(std::vector<std::string>(keys.begin(), keys.begin() + 9) ==
          std::vector<std::string>{"id", "title", "period", "calibre", "unit", "rows", "columns", "cells", "notes"});
    CHECK(toText((*json.find("rows")->array())[1]) == "{\"key\":\"finance\",\"label\":\"金融\",\"level\":1}");
    CHECK(toText((*json.find("columns")->array())[0]) == "{\"key\":\"export\",\"label\":\"服务 · 出口\"}");
    CHECK(*json.find("unit")->integer() == 10'000);
}

TEST_CASE("values are texts or null, and the status says why", "[output][json]") {
    auto const json = toJsonValue(test::aTable());
    auto const& lines = *json.find("cells")->array();
    CHECK(toText((*lines[0].array())[1]) == "{\"value\":\"-12.00\",\"status\":\"p\"}");
    CHECK(toText((*lines[1].array())[1]) == "{\"value\":null,\"status\":\"n\"}");
    CHECK(toText((*lines[2].array())[0]) == "{\"value\":\"0.00\",\"status\":\"0\"}");
    CHECK(toText((*lines[2].array())[1]) == "{\"value\":null,\"status\":\"x\"}");
}

TEST_CASE("the bytes are JSON and the same for the same table", "[output][json]") {
    auto const bytes = toJsonBytes(test::aTable());
    CHECK(parseJson(bytes) == toJsonValue(test::aTable()));
    CHECK(bytes == toJsonBytes(test::aTable()));
}
