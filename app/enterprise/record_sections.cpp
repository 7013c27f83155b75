#include "enterprise/record_sections.h"

namespace zhibao {

namespace {

std::string textAt(JsonValue const& value, char const* key) {
    auto const* found = value.find(key);
    return found == nullptr || found->string() == nullptr ? std::string{} : *found->string();
}

LocalizedText titleOf(JsonValue const& section) {
    LocalizedText title;
    if (auto const* words = section.find("title"); words != nullptr) title = {textAt(*words, "zh"), textAt(*words, "en")};
    auto const number = textAt(section, "number");
    return number.empty() ? title : LocalizedText{number + " " + title.zh, number + " " + title.en};
}

}  // namespace

std::vector<RecordSection> sectionsOf(Form const& form) {
    std::vector<RecordSection> sections;
    std::set<std::size_t> placed;
    if (auto const* printed = form.print.find("sections"); printed != nullptr && printed->array() != nullptr)
        for (auto const& section : *printed->array()) {
            RecordSection one{titleOf(section), {}};
            auto const* columns = section.find("columns");
            if (columns != nullptr && columns->array() != nullptr)
                for (auto const& column : *columns->array())
                    if (column.string() != nullptr)
                        if (auto const position = form.indexOf(*column.string()); position && placed.insert(*position).second) one.columns.push_back(*position);
            sections.push_back(std::move(one));
        }
    RecordSection rest;
    for (std::size_t position = 0; position < form.columns.size(); ++position)
        if (placed.insert(position).second) rest.columns.push_back(position);
    if (!rest.columns.empty()) sections.push_back(std::move(rest));
    return sections;
}

std::vector<std::vector<RecordSection>> stepsOf(Form const& form, std::size_t most, std::set<std::size_t> const& without) {
    std::vector<std::vector<RecordSection>> steps;
    std::size_t questions = 0;
    for (auto& section : sectionsOf(form)) {
        std::erase_if(section.columns, [&](std::size_t position) { return without.contains(position); });
        if (section.columns.empty()) continue;
        if (steps.empty() || questions + section.columns.size() > most) {
            steps.emplace_back();
            questions = 0;
        }
        questions += section.columns.size();
        steps.back().push_back(std::move(section));
    }
    return steps;
}

}  // namespace zhibao
