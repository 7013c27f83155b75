#include "table/printed_form.h"

#include <algorithm>

#include "calendar/validity.h"
#include "form/concepts.h"
#include "table/words.h"

namespace zhibao {

Result<> PrintedForm::expectKind(JsonNode const& root, std::string_view expected) {
    ZHIBAO_TRY(JsonNode const kind, root.at("kind"));
    ZHIBAO_TRY(std::string const text, kind.string());
    if (text != expected) return kind.fail(error::printLayoutUnfit, {{"form", form_.id}, {"expected", std::string{expected}}});
    ZHIBAO_TRY(JsonNode const orientation, root.at("orientation"));
    ZHIBAO_TRY(std::string const direction, orientation.string());
    if (direction != "landscape" && direction != "portrait")
        return orientation.fail(error::jsonValueUnknown, {{"text", direction}, {"expected", "landscape, portrait"}});
    orientation_ = direction == "landscape" ? Orientation::landscape : Orientation::portrait;
    return {};
}

Result<std::size_t> PrintedForm::columnAt(JsonNode const& parent, std::string_view key) const {
    ZHIBAO_TRY(JsonNode const node, parent.at(key));
    return columnOf(node);
}

Result<std::size_t> PrintedForm::columnOf(JsonNode const& node) const {
    ZHIBAO_TRY(std::string const id, node.string());
    if (auto const position = form_.indexOf(id)) return *position;
    return node.fail(error::columnUnknown, {{"column", id}, {"form", form_.id}});
}

Column const* PrintedForm::columnOfConcept(std::string_view conceptId) const {
    auto const place = std::find_if(form_.columns.begin(), form_.columns.end(), [&](Column const& column) { return column.conceptId == conceptId; });
    return place == form_.columns.end() ? nullptr : &*place;
}

Result<Table> PrintedForm::frame(JsonNode const& root) const {
    auto const language = context_.language;
    Table table;
    table.id = form_.id;
    table.language = language;
    table.title = in(form_.title);
    table.orientation = orientation_;
    table.legalMarks = markLines(form_.marks, language);
    table.heading = {{words("统一社会信用代码：", "Unified social credit code: "), filing_ != nullptr ? filing_->header.unit : std::string{}},
                     {words("单位详细名称：", "Name of the unit: "), unitName()}};
    table.periodText = isAnnual() ? words("20　　年", "20__") : words("20　　年　　季度", "20__ Q__");
    if (filing_ != nullptr) {
        ZHIBAO_TRY(Period const period, parsePeriod(filing_->header.period));
        table.period = filing_->header.period;
        table.periodText = in(displayText(period));
        if (filing_->header.zero) table.subtitle = words("零申报：", "Zero filing: ") + filing_->header.zeroReason;
    }
    ZHIBAO_TRY(auto const footer, readFooter(root));
    for (auto const& place : footer) table.footer.push_back({labelText(place.title, language), signatoryText(place.signatory)});
    ZHIBAO_TRY(auto const notes, readTextsAt(root, "notes"));
    for (auto const& note : notes) table.notes.push_back(in(note));
    if (filing_ == nullptr || context_.withDefinitions)
        for (auto const& definition : form_.definitions)
            table.notes.push_back(words("指标解释·", "Definition: ") + in(definition.term) + words("：", ": ") + in(definition.text));
    bool isExpiredForm = false;
    if (filing_ != nullptr) {
        ZHIBAO_TRY(Period const period, parsePeriod(filing_->header.period));
        isExpiredForm = isExpired(context_.edition, form_, period);
    }
    table.sampleMark = sampleMark(form_.marks.isSample(), context_.dataAreExamples, language, isExpiredForm);
    if (context_.isPractice) table.sampleMark = words("练习", "PRACTICE") + (table.sampleMark.empty() ? "" : words("·", " · ")) + table.sampleMark;
    table.edition = context_.edition.id;
    table.dataVersion = context_.version;
    table.madeAt = context_.madeAt;
    return table;
}

std::string PrintedForm::unitName() const {
    if (!context_.unitName.empty() || filing_ == nullptr) return context_.unitName;
    for (auto const& answers : filing_->forms) {
        auto const* form = context_.edition.findForm(answers.form);
        if (form == nullptr || form->kind != FormKind::record || answers.rows.empty()) continue;
        for (std::size_t position = 0; position < form->columns.size(); ++position)
            if (form->columns[position].conceptId == concepts::unitName) return textAt(answers.rows.front(), position);
    }
    return {};
}

bool PrintedForm::isAnnual() const {
    bool isOfYears = false;
    for (auto const& set : context_.edition.formSets) {
        if (std::find(set.forms.begin(), set.forms.end(), form_.id) == set.forms.end()) continue;
        if (set.frequency == Frequency::quarterly) return false;
        isOfYears = true;
    }
    return isOfYears;
}

std::string PrintedForm::signatoryText(std::string const& signatory) const {
    if (filing_ == nullptr) return {};
    auto const& names = filing_->signatories;
    if (signatory == "unitHead") return names.unitHead;
    if (signatory == "statisticsHead") return names.statisticsHead;
    if (signatory == "preparer") return names.preparer;
    if (signatory == "phone") return names.phone;
    if (signatory != "reportDate") return {};
    auto const date = parseDate(names.reportDate);
    return date ? dateText(*date, context_.language) : names.reportDate;
}

std::string PrintedForm::nameOfCode(Column const& column, std::string const& code) const {
    if (auto const* list = context_.edition.findList(column.list))
        if (auto const* entry = list->find(code)) return in(entry->name);
    return code;  // a draft may hold a wrong code: it is printed as it stands
}

std::string PrintedForm::textAt(Row const& row, std::size_t column) {
    auto const* text = std::get_if<std::string>(&row.cells[column]);
    return text == nullptr ? std::string{} : *text;
}

}  // namespace zhibao
