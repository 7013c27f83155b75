#include "answers/filing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "answers/filing_problems.h"

namespace zhibao {

namespace {

constexpr std::string_view firstSchema = "filing-1";
constexpr std::string_view secondSchema = "filing-2";
constexpr std::string_view headerForm = "header";

constexpr std::array<std::pair<FilingKind, std::string_view>, 4> kindNames{{{FilingKind::original, "original"},
                                                                         {FilingKind::correction, "correction"},
                                                                         {FilingKind::late, "late"},
                                                                         {FilingKind::withdrawal, "withdrawal"}}};

constexpr std::array<std::string_view, 13> headerKeys{"schema",   "edition", "set",  "unit",       "period", "version",      "replaces",
                                                      "kind",     "zero",    "zeroReason", "forms",  "explanations", "signatories"};
constexpr std::array<std::string_view, 2> laterKeys{"reason", "notes"};  // of the second schema

/// Whether it says something that a reader of the first schema does not know.
bool needsSecondSchema(Filing const& filing) {
    return filing.header.kind == FilingKind::withdrawal || !filing.header.reason.empty() || !filing.notes.empty();
}

/// Reads members of one document. Values are walked directly; a pointer is made only for an error.
class Reader {
public:
    /// With `problems` it goes on behind what does not read.
    Reader(JsonNode const& document, Edition const& edition, Problems* problems = nullptr) noexcept
        : document_(document), edition_(edition), problems_(problems) {}

    [[nodiscard]] Result<Filing> read() {
        Filing filing;
        if (problems_ == nullptr) {
            ZHIBAO_TRY(filing.header, readFilingHeader(document_));
        } else {
            filing.header = readFilingHeader(document_, *problems_);
            // Without these it is not known what the document should have.
            if (filing.header.edition.empty() || filing.header.formSet.empty()) return filing;
        }
        if (filing.header.edition != edition_.id) {
            return document_.of(*document_.value().find("edition"))
                .fail(error::filingEditionDiffers, {{"expected", edition_.id}, {"got", filing.header.edition}});
        }
        set_ = edition_.findFormSet(filing.header.formSet);
        if (set_ == nullptr) return document_.of(*document_.value().find("set")).fail(error::formSetUnknown, unknownFormSet(filing.header.formSet, edition_).arguments);
        if (auto const forms = document_.at("forms"); !forms) {
            ZHIBAO_CHECK(noted(forms));
        } else {
            ZHIBAO_CHECK(taken(readForms(forms->value()), filing.forms));
        }
        if (auto const* explanations = findFilled("explanations")) {
            ZHIBAO_CHECK(taken(readExplanations(*explanations), filing.explanations));
        }
        if (auto const* signatories = findFilled("signatories")) {
            ZHIBAO_CHECK(taken(readSignatories(document_.of(*signatories)), filing.signatories));
        }
        if (auto const* notes = findFilled("notes")) {
            ZHIBAO_CHECK(taken(readNotes(*notes), filing.notes));
        }
        return filing;
    }

private:
    [[nodiscard]] JsonValue const* findFilled(std::string_view key) const noexcept {
        auto const* value = document_.value().find(key);
        return value == nullptr || value->kind() == JsonValue::Kind::null ? nullptr : value;
    }

    /// What failed ends the reading, unless all problems are wanted: then it goes on behind it.
    template <class Failed>
    [[nodiscard]] Result<> noted(Failed const& failed) const {
        if (problems_ == nullptr) return tl::unexpected(errorOf(failed));
        problems_->add(errorOf(failed));
        return {};
    }
    template <class Value>
    [[nodiscard]] Result<> taken(Result<Value> read, Value& value) const {
        if (!read) return noted(read);
        value = *std::move(read);
        return {};
    }
    template <class Value>
    static Error const& errorOf(Result<Value> const& failed) { return failed.error(); }
    static Error const& errorOf(tl::unexpected<Error> const& failed) { return failed.value(); }

    [[nodiscard]] tl::unexpected<Error> wrongKind(JsonValue const& value, JsonValue::Kind expected) const {
        return document_.of(value).fail(error::jsonWrongKind,
                                        {{"expected", std::string{nameOf(expected)}}, {"got", std::string{nameOf(value.kind())}}});
    }

    [[nodiscard]] Result<JsonValue::Object const*> object(JsonValue const& value) const {
        if (auto const* members = value.object()) return members;
        return wrongKind(value, JsonValue::Kind::object);
    }
    [[nodiscard]] Result<JsonValue::Array const*> array(JsonValue const& value) const {
        if (auto const* elements = value.array()) return elements;
        return wrongKind(value, JsonValue::Kind::array);
    }

    [[nodiscard]] Result<std::vector<FormAnswers>> readForms(JsonValue const& value) const {
        ZHIBAO_TRY(auto const* const members, object(value));
        for (auto const& [id, answers] : *members) {
            if (std::find(set_->forms.begin(), set_->forms.end(), id) == set_->forms.end())
                ZHIBAO_CHECK(noted(document_.of(answers).fail(error::filingFormNotInSet, {{"form", id}, {"set", set_->id}})));
        }
        std::vector<FormAnswers> forms;
        forms.reserve(members->size());
        for (auto const& id : set_->forms) {
            auto const* answers = value.find(id);
            auto const* form = edition_.findForm(id);
            if (answers == nullptr || form == nullptr) continue;  // an edition is loaded only when its sets name forms it has
            forms.push_back({id, {}});
            ZHIBAO_CHECK(taken(readRows(*answers, *form), forms.back().rows));
        }
        return forms;
    }

    [[nodiscard]] Result<std::vector<Row>> readRows(JsonValue const& answers, Form const& form) const {
        ZHIBAO_TRY(auto const* const parts, object(answers));
        JsonValue const* found = nullptr;
        for (auto const& [key, part] : *parts) {
            if (key == "rows") {
                found = &part;
            } else {
                ZHIBAO_CHECK(noted(document_.of(part).fail(error::jsonKeyUnknown, {{"key", key}})));
            }
        }
        if (found == nullptr) return document_.of(answers).fail(error::jsonKeyMissing, {{"key", "rows"}});
        ZHIBAO_TRY(auto const* const elements, array(*found));
        std::vector<Row> rows;
        rows.reserve(elements->size());
        for (auto const& element : *elements) ZHIBAO_CHECK(taken(readRow(element, form), rows.emplace_back()));
        return rows;
    }

    [[nodiscard]] Result<Row> readRow(JsonValue const& value, Form const& form) const {
        ZHIBAO_TRY(auto const* const members, object(value));
        Row row;
        row.cells.resize(form.columns.size());
        std::size_t expected = 0;  // canonical documents have the form's order, so the next column is nearly always the next one
        for (auto const& [key, cell] : *members) {
            while (expected < form.columns.size() && form.columns[expected].id != key) ++expected;
            if (expected == form.columns.size()) {
                auto const position = form.indexOf(key);
                if (!position) {
                    ZHIBAO_CHECK(noted(document_.of(cell).fail(error::filingColumnUnknown, {{"column", key}, {"form", form.id}})));
                    expected = 0;
                    continue;
                }
                expected = *position;
            }
            ZHIBAO_CHECK(taken(readCell(cell, form.columns[expected]), row.cells[expected]));
        }
        return row;
    }

    [[nodiscard]] Result<Cell> readCell(JsonValue const& value, Column const& column) const {
        if (value.kind() == JsonValue::Kind::null) return Cell{Blank{}};
        if (auto const* members = value.object()) {
            bool const isNotApplicable =
                members->size() == 1 && members->front().first == "na" && members->front().second == JsonValue{true};
            if (isNotApplicable) return Cell{NotApplicable{}};
            return document_.of(value).fail(error::jsonValueUnknown, {{"text", "{…}"}, {"expected", "{\"na\":true}"}});
        }
        if (column.kind == ColumnKind::integer) {
            if (auto const* number = value.integer()) return Cell{*number};
            return wrongKind(value, JsonValue::Kind::integer);
        }
        auto const* text = value.string();
        if (text == nullptr) return wrongKind(value, JsonValue::Kind::string);
        if (column.kind == ColumnKind::money || column.kind == ColumnKind::percent) {
            if (auto const amount = Money::parseCanonical(*text)) return Cell{*amount};
            return wrongAmount(value, *text);
        }
        if (text->empty()) return document_.of(value).fail(error::filingTextEmpty);
        return Cell{*text};
    }

    /// What people may type is not what a document says: it is told how the document should say it.
    [[nodiscard]] tl::unexpected<Error> wrongAmount(JsonValue const& value, std::string const& text) const {
        auto const typed = Money::parse(text);
        if (typed) return document_.of(value).fail(error::filingAmountSpelling, {{"text", text}, {"expected", typed->canonical()}});
        if (typed.error().code == error::amountMalformed) return document_.of(value).fail(error::filingAmountMalformed, {{"text", text}});
        return tl::unexpected(typed.error().inside(document_.of(value).pointer()));
    }

    [[nodiscard]] Result<std::vector<Explanation>> readExplanations(JsonValue const& value) const {
        ZHIBAO_TRY(auto const* const elements, array(value));
        std::vector<Explanation> explanations;
        explanations.reserve(elements->size());
        for (auto const& element : *elements) ZHIBAO_CHECK(taken(readExplanation(element), explanations.emplace_back()));
        return explanations;
    }

    [[nodiscard]] Result<Explanation> readExplanation(JsonValue const& element) const {
        auto const node = document_.of(element);
        ZHIBAO_CHECK(node.onlyKeys({"rule", "cells", "about", "text"}));
        Explanation explanation;
        ZHIBAO_TRY(explanation.rule, node.stringAt("rule"));
        ZHIBAO_TRY(explanation.text, node.stringAt("text"));
        if (auto const* cells = element.find("cells"); cells != nullptr && cells->kind() != JsonValue::Kind::null) {
            ZHIBAO_TRY(auto const* const references, array(*cells));
            for (auto const& reference : *references) {
                ZHIBAO_TRY(auto read, readReference(document_.of(reference)));
                explanation.cells.push_back(std::move(read));
            }
        }
        if (auto const* about = element.find("about"); about != nullptr && about->kind() != JsonValue::Kind::null) {
            ZHIBAO_TRY(auto const members, document_.of(*about).members());
            for (auto const& [name, text] : members) {
                ZHIBAO_TRY(explanation.about[std::string{name}], text.string());
            }
        }
        return explanation;
    }

    [[nodiscard]] Result<std::vector<CellRemark>> readNotes(JsonValue const& value) const {
        ZHIBAO_TRY(auto const* const elements, array(value));
        std::vector<CellRemark> notes;
        notes.reserve(elements->size());
        for (auto const& element : *elements) ZHIBAO_CHECK(taken(readNote(document_.of(element)), notes.emplace_back()));
        return notes;
    }

    [[nodiscard]] Result<CellRemark> readNote(JsonNode const& node) const {
        ZHIBAO_CHECK(node.onlyKeys({"cell", "text", "sent"}));
        CellRemark note;
        ZHIBAO_TRY(auto const cell, node.at("cell"));
        ZHIBAO_TRY(note.cell, readReference(cell));
        ZHIBAO_TRY(note.text, node.stringAt("text"));
        ZHIBAO_TRY(auto const sent, node.at("sent"));
        ZHIBAO_TRY(note.isSent, sent.boolean());
        return note;
    }

    [[nodiscard]] Result<CellReference> readReference(JsonNode const& node) const {
        ZHIBAO_CHECK(node.onlyKeys({"form", "row", "column"}));
        CellReference reference;
        ZHIBAO_TRY(reference.form, node.stringAt("form"));
        ZHIBAO_TRY(reference.column, node.stringAt("column"));
        ZHIBAO_TRY(JsonNode const rowNode, node.at("row"));
        ZHIBAO_TRY(std::int64_t const row, rowNode.integer());
        if (row < 0) return rowNode.fail(error::jsonValueUnknown, {{"text", std::to_string(row)}, {"expected", "0, 1, 2 …"}});
        reference.row = static_cast<std::size_t>(row);
        if (reference.form == headerForm) return reference;
        if (std::find(set_->forms.begin(), set_->forms.end(), reference.form) == set_->forms.end())
            return document_.of(*node.value().find("form")).fail(error::filingFormNotInSet, {{"form", reference.form}, {"set", set_->id}});
        auto const* form = edition_.findForm(reference.form);
        if (form != nullptr && !form->indexOf(reference.column)) {
            return document_.of(*node.value().find("column"))
                .fail(error::filingColumnUnknown, {{"column", reference.column}, {"form", reference.form}});
        }
        return reference;
    }

    [[nodiscard]] static Result<Signatories> readSignatories(JsonNode const& node) {
        ZHIBAO_CHECK(node.onlyKeys({"unitHead", "statisticsHead", "preparer", "phone", "reportDate"}));
        Signatories signatories;
        ZHIBAO_TRY(signatories.unitHead, node.stringOr("unitHead", ""));
        ZHIBAO_TRY(signatories.statisticsHead, node.stringOr("statisticsHead", ""));
        ZHIBAO_TRY(signatories.preparer, node.stringOr("preparer", ""));
        ZHIBAO_TRY(signatories.phone, node.stringOr("phone", ""));
        ZHIBAO_TRY(signatories.reportDate, node.stringOr("reportDate", ""));
        return signatories;
    }

    JsonNode document_;
    Edition const& edition_;
    Problems* problems_;
    FormSet const* set_ = nullptr;
};

Result<std::string> filledTextAt(JsonNode const& document, std::string_view key) {
    ZHIBAO_TRY(JsonNode const node, document.at(key));
    ZHIBAO_TRY(std::string text, node.string());
    if (text.empty()) return node.fail(error::filingTextEmpty);
    return text;
}

JsonValue toJson(Cell const& cell) {
    struct Writer {
        JsonValue operator()(Blank) const { return {}; }
        JsonValue operator()(NotApplicable) const { return JsonValue::Object{{"na", true}}; }
        JsonValue operator()(Money amount) const { return amount.canonical(); }
        JsonValue operator()(std::int64_t number) const { return number; }
        JsonValue operator()(std::string const& text) const { return text.empty() ? JsonValue{} : JsonValue{text}; }
    };
    return std::visit(Writer{}, cell);
}

JsonValue toJson(CellReference const& cell) {
    return JsonValue::Object{{"form", cell.form}, {"row", static_cast<std::int64_t>(cell.row)}, {"column", cell.column}};
}

JsonValue textOrNull(std::string const& text) {
    return text.empty() ? JsonValue{} : JsonValue{text};
}

}  // namespace

std::string_view nameOf(FilingKind kind) noexcept {
    for (auto const& [known, name] : kindNames)
        if (known == kind) return name;
    return "";
}

FormAnswers const* Filing::findForm(std::string_view form) const noexcept {
    auto const found = std::find_if(forms.begin(), forms.end(), [&](FormAnswers const& answers) { return answers.form == form; });
    return found == forms.end() ? nullptr : &*found;
}

FormAnswers* Filing::findForm(std::string_view form) noexcept {
    return const_cast<FormAnswers*>(std::as_const(*this).findForm(form));
}

Result<FilingHeader> readFilingHeader(JsonNode const& document) {
    Problems problems;
    auto header = readFilingHeader(document, problems);
    if (!problems.empty()) return tl::unexpected(problems.first().front());
    return header;
}

FilingHeader readFilingHeader(JsonNode const& document, Problems& problems) {
    FilingHeader header;
    auto const take = [&](auto read, auto& value) {
        if (read)
            value = *std::move(read);
        else
            problems.add(std::move(read).error());
    };
    // A member that may be absent or null.
    auto const takeFilled = [&](std::string_view key, auto const& read, auto& value) {
        auto const node = document.find(key);
        if (node && *node) take(read(**node), value);
    };
    auto const* members = document.value().object();
    if (members == nullptr) {
        problems.add(document.onlyKeys({}).error());
        return header;
    }
    auto const* schemaMember = document.value().find("schema");
    bool const isSecond = schemaMember != nullptr && schemaMember->string() != nullptr && *schemaMember->string() == secondSchema;
    for (auto const& [key, member] : *members) {
        bool const isKnown = std::find(headerKeys.begin(), headerKeys.end(), key) != headerKeys.end() ||
                             (isSecond && std::find(laterKeys.begin(), laterKeys.end(), key) != laterKeys.end());
        if (!isKnown) problems.add(document.of(member).fail(error::jsonKeyUnknown, {{"key", key}}).value());
    }
    std::string schema;
    take(document.stringAt("schema"), schema);
    if (schema != firstSchema && schema != secondSchema) {
        // What another kind of document should have is not for us to say.
        if (!schema.empty()) problems.add(document.of(*document.value().find("schema")).fail(error::filingSchemaUnknown, {{"got", schema}}).value());
        return header;
    }
    take(filledTextAt(document, "edition"), header.edition);
    take(filledTextAt(document, "set"), header.formSet);
    take(filledTextAt(document, "unit"), header.unit);
    take(filledTextAt(document, "period"), header.period);
    takeFilled("version", [](JsonNode const& node) { return node.integer(); }, header.version);
    takeFilled(
        "replaces",
        [](JsonNode const& node) -> Result<std::optional<Digest>> {
            ZHIBAO_TRY(std::string const hex, node.string());
            auto const digest = Digest::parse(hex);
            if (!digest) return tl::unexpected(digest.error().inside(node.pointer()));
            return std::optional{*digest};
        },
        header.replaces);
    takeFilled(
        "kind",
        [isSecond](JsonNode const& node) -> Result<FilingKind> {
            ZHIBAO_TRY(std::string const name, node.string());
            auto const known = std::find_if(kindNames.begin(), kindNames.end(), [&](auto const& one) { return one.second == name; });
            if (known == kindNames.end() || (known->first == FilingKind::withdrawal && !isSecond))
                return node.fail(error::jsonValueUnknown, {{"text", name}, {"expected", isSecond ? "original, correction, late, withdrawal" : "original, correction, late"}});
            return known->first;
        },
        header.kind);
    takeFilled("zero", [](JsonNode const& node) { return node.boolean(); }, header.zero);
    take(document.stringOr("zeroReason", ""), header.zeroReason);
    if (isSecond) take(document.stringOr("reason", ""), header.reason);
    return header;
}

Result<Filing> readFiling(JsonNode const& document, Edition const& edition) {
    return Reader{document, edition}.read();
}

void filingProblems(JsonNode const& document, Edition const& edition, Problems& problems) {
    if (auto read = Reader{document, edition, &problems}.read(); !read) problems.add(std::move(read).error());
}

JsonValue toJson(Filing const& filing, Edition const& edition) {
    auto const& header = filing.header;
    JsonValue::Object document{
        {"schema", needsSecondSchema(filing) ? secondSchema : firstSchema},
        {"edition", header.edition},
        {"set", header.formSet},
        {"unit", header.unit},
        {"period", header.period},
        {"version", header.version},
        {"replaces", header.replaces ? JsonValue{header.replaces->hex()} : JsonValue{}},
        {"kind", nameOf(header.kind)},
        {"zero", header.zero},
    };
    if (!header.zeroReason.empty()) document.emplace_back("zeroReason", header.zeroReason);
    if (!header.reason.empty()) document.emplace_back("reason", header.reason);

    JsonValue::Object forms;
    forms.reserve(filing.forms.size());
    for (auto const& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr) continue;  // a filing is made with its edition, which has the form
        JsonValue::Array rows;
        rows.reserve(answers.rows.size());
        for (auto const& row : answers.rows) {
            JsonValue::Object cells;
            auto const count = std::min(row.cells.size(), form->columns.size());
            cells.reserve(count);
            for (std::size_t i = 0; i < count; ++i) {
                auto value = toJson(row.cells[i]);
                if (value.kind() != JsonValue::Kind::null) cells.emplace_back(form->columns[i].id, std::move(value));
            }
            rows.emplace_back(std::move(cells));
        }
        forms.emplace_back(answers.form, JsonValue::Object{{"rows", std::move(rows)}});
    }
    document.emplace_back("forms", std::move(forms));

    JsonValue::Array explanations;
    for (auto const& explanation : filing.explanations) {
        JsonValue::Array cells;
        for (auto const& cell : explanation.cells) cells.push_back(toJson(cell));
        JsonValue::Object written{{"rule", explanation.rule}, {"cells", std::move(cells)}};
        if (!explanation.about.empty()) {
            JsonValue::Object about;
            for (auto const& [name, value] : explanation.about) about.emplace_back(name, value);
            written.emplace_back("about", std::move(about));
        }
        written.emplace_back("text", explanation.text);
        explanations.emplace_back(std::move(written));
    }
    document.emplace_back("explanations", std::move(explanations));

    auto const& signatories = filing.signatories;
    document.emplace_back("signatories", JsonValue::Object{{"unitHead", textOrNull(signatories.unitHead)},
                                                           {"statisticsHead", textOrNull(signatories.statisticsHead)},
                                                           {"preparer", textOrNull(signatories.preparer)},
                                                           {"phone", textOrNull(signatories.phone)},
                                                           {"reportDate", textOrNull(signatories.reportDate)}});
    if (!filing.notes.empty()) {
        JsonValue::Array notes;
        for (auto const& note : filing.notes) notes.emplace_back(JsonValue::Object{{"cell", toJson(note.cell)}, {"text", note.text}, {"sent", note.isSent}});
        document.emplace_back("notes", std::move(notes));
    }
    return document;
}

Row newRow(Form const& form) {
    Row row;
    row.cells.reserve(form.columns.size());
    for (auto const& column : form.columns) {
        auto const& text = column.defaultValue;
        Cell cell;
        if (text.empty()) {
            cell = Blank{};
        } else if (column.kind == ColumnKind::money || column.kind == ColumnKind::percent) {
            if (auto const amount = Money::parse(text)) cell = *amount;
        } else if (column.kind == ColumnKind::integer) {
            std::int64_t number = 0;
            auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (problem == std::errc{} && end == text.data() + text.size()) cell = number;
        } else {
            cell = text;
        }
        row.cells.push_back(std::move(cell));
    }
    return row;
}

FormAnswers newAnswers(Edition const& edition, std::string_view id) {
    FormAnswers answers{std::string{id}, {}};
    if (auto const* form = edition.findForm(id); form != nullptr && form->kind == FormKind::record) answers.rows.push_back(newRow(*form));
    return answers;
}

Filing correctionOf(Filing filing, Digest const& identity) {
    ++filing.header.version;
    filing.header.replaces = identity;
    filing.header.kind = FilingKind::correction;
    filing.header.reason.clear();
    return filing;
}

Filing withdrawalOf(Filing filing, Digest const& identity) {
    filing = correctionOf(std::move(filing), identity);
    filing.header.kind = FilingKind::withdrawal;
    filing.header.zero = false;
    filing.header.zeroReason.clear();
    filing.forms.clear();
    filing.explanations.clear();
    filing.notes.clear();
    return filing;
}

bool needsReason(FilingKind kind) noexcept {
    return kind != FilingKind::original;
}

Filing withoutOwnNotes(Filing filing) {
    std::erase_if(filing.notes, [](CellRemark const& note) { return !note.isSent; });
    return filing;
}

Filing newFiling(Edition const& edition, FormSet const& set, std::string unit, std::string period) {
    Filing filing;
    filing.header.edition = edition.id;
    filing.header.formSet = set.id;
    filing.header.unit = std::move(unit);
    filing.header.period = std::move(period);
    for (auto const& id : set.forms)
        if (set.isAlwaysAsked(id)) filing.forms.push_back(newAnswers(edition, id));
    return filing;
}

}  // namespace zhibao
