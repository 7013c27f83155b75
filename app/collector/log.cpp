#include "collector/log.h"

#include "base/text.h"

namespace zhibao::collector {

void Log::write(std::string_view event, JsonValue::Object fields) {
    JsonValue::Object line{{"time", toText(clock_->now())}, {"event", event}};
    for (auto& field : fields) line.push_back(std::move(field));
    auto const text = toText(JsonValue{std::move(line)}) + "\n";
    std::lock_guard const lock{mutex_};
    std::fwrite(text.data(), 1, text.size(), file_);
    std::fflush(file_);
}

void Log::problem(Error const& error) {
    JsonValue::Object arguments;
    for (auto const& [name, value] : error.arguments) arguments.emplace_back(name, withoutIllFormed(value));
    write("problem", {{"code", error.code.name()}, {"where", withoutIllFormed(error.where())}, {"arguments", std::move(arguments)}});
}

}  // namespace zhibao::collector
