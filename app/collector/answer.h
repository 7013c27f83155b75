#pragma once
/// What the collector answers, as a value. Errors are JSON of code and message in Chinese and English.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"

namespace zhibao::collector {

struct Answer {
    unsigned status = 200;
    std::string contentType = "application/json; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> fields;  // further ones
    Bytes body;
    std::string code;   // of the error, for the log
    std::string token;  // of the arrival, for the log
};

[[nodiscard]] Answer jsonAnswer(unsigned status, JsonValue const& value);
/// {"code","message":{"zh","en"}} with the status that belongs to the error. Its places stay inside: they name folders of the machine.
[[nodiscard]] Answer errorAnswer(Error const& error);

/// The bytes of the answer's head. A connection that ends says so.
[[nodiscard]] Bytes headOf(Answer const& answer, bool keepsAlive);

}  // namespace zhibao::collector
