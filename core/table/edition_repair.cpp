#include "table/edition_repair.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/csv.h"
#include "base/file.h"
#include "form/edition_files.h"

namespace zhibao {

std::optional<Edition> EditionRepair::load() {
    for (std::size_t round = 0; round < EditionProblems::limit; ++round) {
        auto edition = loadEdition(problems_.folder(), [this](std::filesystem::path const& path, std::size_t limit) { return read(path, limit); });
        if (edition) return *std::move(edition);
        auto const isLayout = dropLayout(edition.error());
        if (isLayout == Layout::ofBrokenColumns) continue;
        auto const& file = edition.error().places.empty() ? std::string{} : edition.error().places.front();
        auto told = json_.asWritten(file, edition.error());
        auto const pointer = told.places.size() > 1 ? told.places[1] : std::string{};
        // A condition of which nothing is left was told when it broke.
        bool const isEmptied = (told.code == error::formNeverAsked || told.code == error::scopeSourceUnfit) && json_.hasTakenFrom(file, pointer);
        isRuleDataBroken_ = isRuleDataBroken_ || (file == topPath() && pointer.starts_with("/ruleData"));
        // A guide through a form that is left out is left out with it.
        if (problems_.isConsequence(told) && pointer == "/form" && dropFile(file)) continue;
        if (!isEmptied) problems_.report(std::move(told));
        if (isLayout == Layout::dropped) continue;
        if (!repair(edition.error())) return std::nullopt;
    }
    return std::nullopt;
}

Result<Bytes> EditionRepair::read(std::filesystem::path const& path, std::size_t limit) const {
    if (auto const repaired = repaired_.find(toText(path)); repaired != repaired_.end()) return repaired->second;
    return readFile(path, limit);
}

std::optional<JsonValue> EditionRepair::jsonIn(std::string const& path) const {
    auto const bytes = read(pathOf(path), std::size_t{64} << 20U);
    if (!bytes) return std::nullopt;
    auto document = parseJson(*bytes);
    if (!document) return std::nullopt;
    return *std::move(document);
}

std::string EditionRepair::topPath() const {
    return toText(problems_.folder() / "edition.json");
}
std::string EditionRepair::asWritten(std::string const& pointer) const {
    return json_.pointerAsWritten(topPath(), pointer);
}
std::string EditionRepair::pathIn(std::string const& file) const {
    return toText(problems_.folder() / pathOf(file));
}


/// A layout that does not fit is told once and left out; a part of it taken out would only break the next. All columns it names are
/// looked at later. One that cannot fit because columns are broken themselves goes without a word.
EditionRepair::Layout EditionRepair::dropLayout(Error const& error) {
    if (error.places.size() < 2 || !error.places[1].starts_with("/print") || error.code == error::textLanguageMissing) return Layout::none;
    auto document = jsonIn(error.places.front());
    if (!document || !eraseMember(*document, "print")) return Layout::none;
    repaired_.insert_or_assign(error.places.front(), toText(*document, 2));
    return json_.hasPlainColumns(idOf(*document)) ? Layout::ofBrokenColumns : Layout::dropped;
}

bool EditionRepair::repair(Error const& error) {
    if (error.places.empty()) return false;
    // A file that is not there: the file is the innermost place, what names it stands further out.
    if (error.places.size() > 2 && error.places.front() == topPath() && dropFile(error.places.back())) return true;
    auto const& file = error.places.front();
    auto const pointer = error.places.size() > 1 ? error.places[1] : std::string{};
    if (file.ends_with(".csv")) return repairList(file, pointer, error) || dropFile(file);
    auto document = jsonIn(file);
    if (!document) return dropFile(file);
    if (!json_.repair(file, *document, error)) return file != topPath() && dropFile(file);
    auto text = toText(*document, 2);
    auto const known = repaired_.find(file);
    if (known != repaired_.end() && known->second == text) return file != topPath() && dropFile(file);
    repaired_.insert_or_assign(file, std::move(text));
    return true;
}

/// Puts one line of a list right, or takes it out.
bool EditionRepair::repairList(std::string const& file, std::string const& place, Error const& error) {
    auto const line = positionIn(place);
    auto const bytes = read(pathOf(file), std::size_t{64} << 20U);
    if (!line || !bytes) return false;
    std::vector<Error> unevenRows;
    auto table = parseCsv(*bytes, unevenRows);
    if (!table) return false;
    for (auto& uneven : unevenRows) {
        Error told = std::move(uneven).inside(file);
        problems_.report(std::move(told));
    }
    auto const field = [&](CsvRow& row, std::string_view heading) -> std::string* {
        auto const column = table->findColumn(heading);
        return column ? &row.fields[*column] : nullptr;
    };
    for (auto& row : table->rows) {
        if (row.line != *line) continue;
        std::string* text = nullptr;
        if (error.code == error::codeNameMissing) text = field(row, argumentOf(error, "column"));
        if (text != nullptr) *text = "？";
        if (error.code == error::codeParentUnknown || error.code == error::codeParentLater) (text = field(row, "parent"))->clear();
        if (error.code == error::codeLeafHasChildren) *(text = field(row, "is_leaf")) = "0";
        if (error.code == error::codeBranchIsChildless || error.code == error::codeLeafFlagMalformed) *(text = field(row, "is_leaf")) = "1";
        if (text == nullptr) row.fields.clear();
    }
    // Lines keep their numbers: what was taken out leaves a line that is empty.
    std::string csv;
    CsvWriter header;
    header.row(table->header);
    csv = header.text();
    std::size_t written = 1;
    for (auto const& row : table->rows) {
        for (; written + 1 < row.line; ++written) csv += '\n';
        ++written;
        if (row.fields.empty()) {
            csv += '\n';
            continue;
        }
        CsvWriter one;
        one.row(row.fields);
        csv += one.text();
    }
    auto const known = repaired_.find(file);
    if (known != repaired_.end() && known->second == csv) return false;
    repaired_.insert_or_assign(file, std::move(csv));
    return true;
}

/// What names the form or, when it is the profile, looks at the profile, need not be told again.
void EditionRepair::takeOutForm(JsonValue const& top, std::string const& id) {
    isFormMissing_ = true;
    problems_.takeOut(id);
    auto const* ruleData = top.find("ruleData");
    auto const* profile = ruleData == nullptr ? nullptr : ruleData->find("profile");
    if (profile != nullptr && profile->string() != nullptr && *profile->string() == id) problems_.takeOut(std::string{ScopeCondition::profile});
}

/// Goes on without a file that cannot be read at all: a form, a list, a table or a pair of rules.
bool EditionRepair::dropFile(std::string const& file) {
    if (file == topPath()) return false;
    auto top = jsonIn(topPath());
    if (!top) return false;
    auto const names = [&](JsonValue const& value) { return value.string() != nullptr && pathIn(*value.string()) == file; };
    if (auto* forms = memberOf(*top, "forms"); forms != nullptr && forms->array() != nullptr) {
        if (std::erase_if(*forms->array(), names) > 0) {
            auto const document = jsonIn(file);
            auto id = document ? idOf(*document) : std::string{};
            takeOutForm(*top, id.empty() ? toText(pathOf(file).stem()) : id);
        }
    }
    if (auto* lists = memberOf(*top, "lists"); lists != nullptr && lists->object() != nullptr)
        std::erase_if(*lists->object(), [&](auto const& member) {
            auto const* named = member.second.find("file");
            if (named == nullptr || !names(*named)) return false;
            problems_.takeOut(member.first);
            return true;
        });
    if (auto* object = top->object())
        std::erase_if(*object, [&](auto const& member) { return (member.first == "explanations" || member.first == "structuralChecks") && names(member.second); });
    for (auto const* key : {"rulesets", "guides", "tables"}) {
        auto* elements = memberOf(*top, key);
        if (elements == nullptr || elements->array() == nullptr) continue;
        std::erase_if(*elements->array(), [&](JsonValue const& element) {
            auto const* object = element.object();
            return object != nullptr && std::any_of(object->begin(), object->end(), [&](auto const& member) { return names(member.second); });
        });
    }
    auto text = toText(*top, 2);
    auto const known = repaired_.find(topPath());
    if (known != repaired_.end() && known->second == text) return false;
    repaired_.insert_or_assign(topPath(), std::move(text));
    return true;
}

}  // namespace zhibao
