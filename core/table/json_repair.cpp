#include "table/json_repair.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "form/edition.h"
#include "rules/ruleset.h"

namespace zhibao {

namespace {

using Names = std::vector<std::string>;

constexpr std::string_view placeholderText = "？";

/// "/columns/3/title" as its steps.
Names stepsOf(std::string_view pointer) {
    Names steps;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        auto const end = std::min(pointer.find('/'), pointer.size());
        std::string step;
        for (std::size_t i = 0; i < end; ++i) {
            if (pointer[i] == '~' && i + 1 < end) step += pointer[++i] == '1' ? '/' : '~';
            else step += pointer[i];
        }
        steps.push_back(std::move(step));
        pointer.remove_prefix(end);
    }
    return steps;
}

JsonValue* at(JsonValue& root, Names const& steps, std::size_t count) {
    JsonValue* value = &root;
    for (std::size_t i = 0; i < count && value != nullptr; ++i) {
        if (auto* array = value->array()) {
            auto const position = positionIn(steps[i]);
            value = position && *position < array->size() ? &(*array)[*position] : nullptr;
        } else {
            value = memberOf(*value, steps[i]);
        }
    }
    return value;
}

void setMember(JsonValue& value, std::string const& key, JsonValue content) {
    if (auto* member = memberOf(value, key)) *member = std::move(content);
    else if (auto* object = value.object()) object->emplace_back(key, std::move(content));
}

JsonValue placeholders() {
    return JsonValue::Object{{"zh", std::string{placeholderText}}, {"en", std::string{placeholderText}}};
}

std::string pointerOf(Names const& steps, std::size_t count) {
    std::string pointer;
    for (std::size_t i = 0; i < count; ++i) {
        pointer += '/';
        for (char const c : steps[i]) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return pointer;
}

}  // namespace

std::optional<std::size_t> positionIn(std::string const& step) {
    std::size_t position = 0;
    auto const [end, problem] = std::from_chars(step.data(), step.data() + step.size(), position);
    if (problem != std::errc{} || end != step.data() + step.size()) return std::nullopt;
    return position;
}

JsonValue* memberOf(JsonValue& value, std::string_view key) {
    auto* object = value.object();
    if (object == nullptr) return nullptr;
    for (auto& [name, member] : *object)
        if (name == key) return &member;
    return nullptr;
}

bool eraseMember(JsonValue& value, std::string_view key) {
    auto* object = value.object();
    if (object == nullptr) return false;
    return std::erase_if(*object, [&](auto const& member) { return member.first == key; }) > 0;
}

std::string argumentOf(Error const& error, std::string const& name) {
    auto const found = error.arguments.find(name);
    return found == error.arguments.end() ? std::string{} : found->second;
}

bool JsonRepair::repair(std::string const& file, JsonValue& root, Error const& error) {
    auto const steps = stepsOf(error.places.size() > 1 ? std::string_view{error.places[1]} : std::string_view{});
    if (error.code == error::jsonKeyUnknown && !steps.empty()) {
        auto* owner = at(root, steps, steps.size() - 1);
        return owner != nullptr && eraseMember(*owner, steps.back());
    }
    if (error.code == error::editionDatesReversed) return eraseMember(root, "validUntil");
    if (fillIn(root, steps, error) || repairScope(root, steps, error)) return true;
    return repairElement(file, root, steps, error);
}

/// What is missing gets something in its place.
bool JsonRepair::fillIn(JsonValue& root, Names const& steps, Error const& error) {
    auto* here = at(root, steps, steps.size());
    if (error.code == error::formCurrencyMissing) setMember(root, "currency", "CNY");
    else if (error.code == error::editionSchemaUnknown) setMember(root, "schema", argumentOf(error, "expected"));
    else if (here == nullptr || here->object() == nullptr) return false;
    else if (error.code == error::textLanguageMissing || error.code == error::papersTextEmpty) {
        bool const isRule = memberOf(*here, "source") != nullptr;
        std::array<char const*, 2> const ofRule{"source", "since"};
        std::array<char const*, 2> const ofText{"zh", "en"};
        for (auto const* key : isRule ? ofRule : ofText) {
            auto const* text = memberOf(*here, key);
            if (text == nullptr || text->string() == nullptr || text->string()->empty()) setMember(*here, key, std::string{placeholderText});
        }
    } else if (error.code == error::papersColumnUnknown && memberOf(*here, "message") != nullptr) {
        setMember(*here, "message", placeholders());
    } else if (error.code == error::jsonKeyMissing) {
        static std::set<std::string> const texts{"title", "notOwed", "reason", "term", "text", "message"};
        auto const key = argumentOf(error, "key");
        if (key == "zh" || key == "en") {
            setMember(*here, key, std::string{placeholderText});
            return true;
        }
        if (!texts.contains(key)) return false;
        setMember(*here, key, placeholders());
    } else {
        return false;
    }
    return true;
}

/// Windows and scopes are parts that a form set can do without.
bool JsonRepair::repairScope(JsonValue& root, Names const& steps, Error const& error) {
    if (error.code == error::formSetWindowUnfit || error.code == error::monthDayMalformed) {
        auto* set = at(root, steps, error.code == error::monthDayMalformed ? steps.size() - 1 : steps.size());
        bool anyGone = false;
        for (auto const* key : {"opensOn", "deadlineOn", "opensDaysAfter"}) anyGone = (set != nullptr && eraseMember(*set, key)) || anyGone;
        return anyGone;
    }
    // A form that may not stand there, or of which no condition is left.
    if (steps.size() < 2 || steps[steps.size() - 2] != "appliesWhen") return false;
    auto* scopes = at(root, steps, steps.size() - 1);
    return scopes != nullptr && eraseMember(*scopes, steps.back());
}

/// A setting that can be missing is taken out; a column is made a plain one of the same name; anything else of a list goes.
bool JsonRepair::repairElement(std::string const& file, JsonValue& root, Names const& steps, Error const& error) {
    std::size_t elementDepth = 0;  // steps to the innermost element of an array
    for (std::size_t i = 1; i <= steps.size(); ++i)
        if (auto* container = at(root, steps, i - 1); container != nullptr && container->array() != nullptr) elementDepth = i;
    if (elementDepth == 0) {
        // A member of the document itself: without it, or not at all.
        auto* parent = steps.empty() ? nullptr : at(root, steps, steps.size() - 1);
        return parent != nullptr && eraseMember(*parent, steps.back());
    }
    auto* element = at(root, steps, elementDepth);
    auto* array = at(root, steps, elementDepth - 1)->array();
    auto const& kindOfElement = elementDepth >= 2 ? steps[elementDepth - 2] : steps.front();
    static std::set<std::string> const optional{"help", "default", "concept", "format", "maximalLength", "leafOnly", "opensDaysAfter", "deadlineDaysAfter", "deadlineOnHoliday", "opensOn", "deadlineOn"};
    if (steps.size() == elementDepth + 1 && optional.contains(steps.back()) && eraseMember(*element, steps.back())) return true;
    if (steps.size() > elementDepth + 1 && steps[elementDepth] == "validation") {
        setMember(*element, "validation", JsonValue::Object{{"level", std::int64_t{0}}, {"type", "REV"}});
        return true;
    }
    if (kindOfElement == "columns" && error.code != error::identifierTwice && !idOf(*element).empty() && neutralized_.insert(idOf(root) + "." + idOf(*element)).second) {
        auto const id = idOf(*element);
        auto const* role = element->find("role");
        bool const isKey = role != nullptr && role->string() != nullptr && *role->string() == "key";
        *element = JsonValue::Object{{"id", id},
                                     {"kind", "text"},
                                     {"role", isKey ? "key" : "attribute"},
                                     {"required", isKey},
                                     {"title", JsonValue::Object{{"zh", placeholderText}, {"en", placeholderText}}}};
        // Whatever expects more of it (a list, an amount) would only repeat that it is broken.
        problems_.takeOut(id);
        return true;
    }
    if (auto const id = idOf(*element); !id.empty() && error.code != error::identifierTwice) problems_.takeOut(id);
    if (error.code == error::formUnknown && element->string() != nullptr) problems_.takeOut(*element->string());
    auto const written = stepsAsWritten(file, Names{steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(elementDepth)});
    taken_[{file, pointerOf(written, elementDepth - 1)}].insert(*positionIn(written.back()));
    array->erase(array->begin() + static_cast<std::ptrdiff_t>(*positionIn(steps[elementDepth - 1])));
    return true;
}

Names JsonRepair::stepsAsWritten(std::string const& file, Names steps) const {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const taken = taken_.find({file, pointerOf(steps, i)});
        auto position = positionIn(steps[i]);
        if (taken == taken_.end() || !position) continue;
        for (auto const gone : taken->second)
            if (gone <= *position) ++*position;
        steps[i] = std::to_string(*position);
    }
    return steps;
}

Error JsonRepair::asWritten(std::string const& file, Error error) const {
    if (error.places.size() < 2 || !error.places[1].starts_with("/")) return error;
    error.places[1] = pointerAsWritten(file, error.places[1]);
    return error;
}

std::string JsonRepair::pointerAsWritten(std::string const& file, std::string const& pointer) const {
    auto const steps = stepsAsWritten(file, stepsOf(pointer));
    return pointerOf(steps, steps.size());
}

bool JsonRepair::hasPlainColumns(std::string const& form) const {
    auto const first = neutralized_.lower_bound(form + ".");
    return first != neutralized_.end() && first->starts_with(form + ".");
}

bool JsonRepair::hasTakenFrom(std::string const& file, std::string const& pointer) const {
    return std::any_of(taken_.begin(), taken_.end(), [&](auto const& entry) {
        auto const& array = entry.first.second;
        return entry.first.first == file && (array == pointer || array.starts_with(pointer + "/"));
    });
}

}  // namespace zhibao
