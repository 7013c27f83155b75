#include "table/codes_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "aggregate/cube.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"

namespace zhibao {

namespace {

/// What stands beside a list's codes, line by line.
class ListCodes {
public:
    ListCodes(Edition const& edition, CodeList const& list, std::string const& file, EditionProblems& problems)
        : edition_(edition), list_(list), file_(file), problems_(problems) {}

    void run() {
        auto const bytes = readFile(problems_.folder() / pathOf(file_));
        auto table = bytes ? parseCsv(*bytes) : Result<CsvTable>{CsvTable{}};
        if (!table || !table->findColumn("code")) return;
        table_ = *std::move(table);
        for (auto const& heading : headings())
            if (table_.findColumn(heading)) letters(heading);
        if (table_.findColumn("default_sector")) sectors();
    }

private:
    /// The columns of figures beside a code column of this list, by what they mean: their validity stands in the list.
    [[nodiscard]] std::set<std::string> headings() const {
        std::set<std::string> headings;
        for (auto const& form : edition_.forms) {
            bool const asks = std::any_of(form.columns.begin(), form.columns.end(), [&](Column const& column) { return column.kind == ColumnKind::code && column.list == list_.id(); });
            if (!asks) continue;
            for (auto const& column : form.columns)
                if (column.kind != ColumnKind::code && !column.conceptId.empty()) headings.insert(column.conceptId);
        }
        return headings;
    }

    [[nodiscard]] std::string const& field(CsvRow const& row, std::string const& heading) const {
        static std::string const none;
        auto const column = table_.findColumn(heading);
        return column && *column < row.fields.size() ? row.fields[*column] : none;
    }

    void report(ErrorCode code, ErrorArguments arguments, CsvRow const& row) { problems_.report(code, std::move(arguments), file_, std::to_string(row.line)); }

    [[nodiscard]] bool isLeaf(CsvRow const& row) const {
        auto const* entry = list_.find(field(row, "code"));
        return entry != nullptr && entry->isLeaf;
    }

    void letters(std::string const& heading) {
        auto const* reasons = edition_.findList("validity_reasons");
        for (auto const& row : table_.rows) {
            auto const& letter = field(row, heading);
            auto const& reason = field(row, heading + "_reason");
            auto const& code = field(row, "code");
            bool const isKnown = letter == "E" || letter == "P" || letter == "U" || letter == "X";
            if (letter.empty() ? isLeaf(row) : !isKnown) report(error::validityUnknown, {{"code", code}, {"column", heading}, {"text", letter}}, row);
            if ((letter == "X" || letter == "U") && reason.empty()) report(error::validityReasonMissing, {{"code", code}, {"column", heading}, {"text", letter}}, row);
            if (!reason.empty() && reasons != nullptr && reasons->find(reason) == nullptr)
                report(error::codeUnknown, {{"code", reason}, {"list", reasons->id()}}, row);
        }
    }

    void sectors() {
        auto const* sectors = edition_.findList("sectors");
        if (sectors == nullptr) return;
        for (auto const& row : table_.rows) {
            auto const& sector = field(row, "default_sector");
            if (sector.empty() && isLeaf(row)) report(error::itemSectorMissing, {{"code", field(row, "code")}}, row);
            if (!sector.empty() && sectors->find(sector) == nullptr) report(error::codeUnknown, {{"code", sector}, {"list", sectors->id()}}, row);
        }
    }

    Edition const& edition_;
    CodeList const& list_;
    std::string const& file_;
    EditionProblems& problems_;
    CsvTable table_;
};

/// The list whose codes a dimension has; null when there is none to hold them against.
CodeList const* listOf(Edition const& edition, std::string_view dimension) {
    static std::map<std::string_view, std::string_view> const ofRegister{
        {"sector", "sectors"}, {"district", "districts"}, {"platform", "platforms"}, {"industry", "industries"}};
    if (auto const known = ofRegister.find(dimension); known != ofRegister.end()) return edition.findList(known->second);
    for (auto const& form : edition.forms)
        for (auto const& column : form.columns)
            if (column.kind == ColumnKind::code && column.conceptId == dimension) return edition.findList(column.list);
    return nullptr;
}

bool isOwnCode(std::string_view dimension, std::string_view code) {
    if (dimension == "mode") return code == modes::unallocated || code == "1" || code == "2" || code == "4";
    return dimension == "sector" && (code == sectors::outsourcing || code == sectors::unassigned);
}

void checkWhere(Edition const& edition, JsonNode const& where, std::string const& file, EditionProblems& problems) {
    auto const members = where.members();
    if (!members) return;
    for (auto const& [dimension, codes] : *members) {
        auto const* list = listOf(edition, dimension);
        auto const* array = codes.value().array();
        if (array == nullptr || (list == nullptr && dimension != "mode")) continue;
        for (auto const& code : *array) {
            if (code.string() == nullptr || isOwnCode(dimension, *code.string()) || (list != nullptr && list->find(*code.string()) != nullptr)) continue;
            problems.report(error::codeUnknown, {{"code", *code.string()}, {"list", list == nullptr ? std::string{dimension} : list->id()}}, file, where.of(code).pointer());
        }
    }
}

void checkBelow(Edition const& edition, JsonNode const& node, std::string const& file, EditionProblems& problems) {
    if (auto const* array = node.value().array())
        for (auto const& element : *array) checkBelow(edition, node.of(element), file, problems);
    auto const* object = node.value().object();
    if (object == nullptr) return;
    for (auto const& [key, member] : *object) {
        if (key == "where") checkWhere(edition, node.of(member), file, problems);
        else checkBelow(edition, node.of(member), file, problems);
    }
}

}  // namespace

void checkListCodes(Edition const& edition, CodeList const& list, std::string const& file, EditionProblems& problems) {
    ListCodes{edition, list, file, problems}.run();
}

void checkTableCodes(Edition const& edition, TableSource const& source, EditionProblems& problems) {
    auto const document = parseJson(source.definition);
    if (document) checkBelow(edition, JsonNode{*document}, source.file, problems);
}

}  // namespace zhibao
