#pragma once
/// Reads a piece of JSON with a reader of nodes, as an edition's files are read.

#include <string_view>

#include "base/json.h"
#include "support/catch.h"

namespace zhibao::test {

template <class Read>
auto readAs(std::string_view json, Read read) {
    auto const document = parseJson(json);
    REQUIRE(document);
    return read(JsonNode{*document});
}

}  // namespace zhibao::test
