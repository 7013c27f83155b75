#include "store/register.h"

#include <deque>
#include <map>
#include <utility>

#include "answers/edit.h"
#include "answers/scope.h"
#include "answers/structure.h"
#include "base/csv.h"
#include "base/text.h"
#include "register/scope.h"
#include "store/event_log.h"
#include "store/profiles.h"

namespace zhibao {

namespace {

/// One row about a unit, as it will be stored. What is absent is not said.
struct PlannedRow {
    std::size_t line = 0;
    UnitCode code;
    std::optional<UnitState> state;
    std::string validFrom;
    std::string name;
    std::string district;
    std::string platform;
    std::string industry;
    std::string industryEdition;
    std::optional<bool> inLiangjiang;
    Characteristics characteristics = {};
};

constexpr std::size_t codesNamed = 60;  // more would hide the sentence they stand in

std::string codesOf(CodeList const& list) {
    std::string codes;
    std::size_t named = 0;
    for (auto const& entry : list.entries()) {
        if (++named > codesNamed) return codes + " …";
        codes += (codes.empty() ? "" : ", ") + entry.code;
    }
    return codes;
}

Result<> requireInList(CodeList const* list, std::string_view column, std::string const& code) {
    if (list == nullptr || code.empty() || list->find(code) != nullptr) return {};
    return fail(error::registerCodeUnknown, {{"column", std::string{column}}, {"code", code}, {"list", list->id()}, {"allowed", codesOf(*list)}});
}

std::optional<bool> yesOrNo(std::string_view text) {
    for (auto const yes : {"yes", "1", "是"})
        if (text == yes) return true;
    for (auto const no : {"no", "0", "否"})
        if (text == no) return false;
    return std::nullopt;
}

/// The fields of an import by name; absent columns are empty.
class ImportColumns {
public:
    static Result<ImportColumns> of(CsvTable const& table) {
        for (auto const* required : {"code", "name", "valid_from"})
            if (auto const position = table.column(required); !position) return tl::unexpected(position.error());
        return ImportColumns{table};
    }
    [[nodiscard]] std::string text(CsvRow const& row, std::string_view column) const {
        auto const position = table_->findColumn(column);
        return position ? trimmed(row.fields[*position]) : std::string{};
    }

private:
    explicit ImportColumns(CsvTable const& table) : table_(&table) {}
    CsvTable const* table_;
};

Result<PlannedRow> plannedRow(CsvRow const& row, ImportColumns const& columns, RegisterLists const& lists) {
    ZHIBAO_TRY(auto code, UnitCode::parse(columns.text(row, "code")));
    PlannedRow planned{.line = row.line,
                       .code = std::move(code),
                       .state = {},
                       .validFrom = columns.text(row, "valid_from"),
                       .name = columns.text(row, "name"),
                       .district = columns.text(row, "district"),
                       .platform = columns.text(row, "platform"),
                       .industry = columns.text(row, "industry"),
                       .industryEdition = columns.text(row, "industry_edition"),
                       .inLiangjiang = {},
                       .characteristics = {}};
    if (planned.name.empty()) return fail(error::registerNameMissing, {{"unit", planned.code.text()}});
    ZHIBAO_TRY([[maybe_unused]] Date const day, parseDate(planned.validFrom));
    ZHIBAO_CHECK(requireInList(lists.districts, "district", planned.district));
    ZHIBAO_CHECK(requireInList(lists.platforms, "platform", planned.platform));
    ZHIBAO_CHECK(requireInList(lists.industries, "industry", planned.industry));
    // An industry's code begins with the edition of its classification.
    if (auto const hyphen = planned.industry.find('-'); hyphen != std::string::npos && !planned.industryEdition.empty() && planned.industry.substr(0, hyphen) != planned.industryEdition)
        return fail(error::registerIndustryDiffers, {{"code", planned.industry}, {"edition", planned.industryEdition}});
    if (auto const text = columns.text(row, "in_liangjiang"); !text.empty()) {
        planned.inLiangjiang = yesOrNo(text);
        if (!planned.inLiangjiang) return fail(error::registerYesNoUnknown, {{"text", text}});
    }
    if (auto const text = columns.text(row, "state"); !text.empty()) {
        planned.state = unitStateNamed(text);
        if (!planned.state) return fail(error::registerStateUnknown, {{"text", text}});
    }
    if (lists.edition == nullptr) return planned;
    auto const* profile = lists.edition->profileForm();
    for (auto const& column : characteristicColumns(*lists.edition)) {
        auto const text = columns.text(row, column);
        if (text.empty()) continue;
        auto const& question = profile->columns[*profile->indexOf(column)];
        ZHIBAO_TRY(Cell const cell, inside(column, parseCell(text, question, Unit::one, *lists.edition)));
        auto const problems = checkCell(cell, question, *lists.edition, {profile->id, 0, column});
        if (!problems.empty()) return fail(problems.front().error.code, problems.front().error.arguments, column);
        planned.characteristics.emplace(column, characteristicText(cell));
    }
    return planned;
}

/// What is known of a unit before the import.
struct KnownEntry {
    std::int64_t id = 0;
    std::string code;
    UnitState state = UnitState::active;
};

Result<std::optional<KnownEntry>> findEntry(Database& database, UnitCode const& code) {
    ZHIBAO_TRY(auto rows, database.query("SELECT u.unit_id, e.code, e.state FROM unit u JOIN unit_entry e USING (unit_id) WHERE u.organisation_code = ?1 "
                                         "ORDER BY e.event DESC LIMIT 1",
                                         {code.organisationCode()}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return std::nullopt;
    return KnownEntry{rows.integer(0), std::string{rows.text(1)}, unitStateNamed(rows.text(2)).value_or(UnitState::active)};
}

SqlArgument inLiangjiangOf(PlannedRow const& row) {
    if (!row.inLiangjiang) return std::monostate{};
    return std::int64_t{*row.inLiangjiang ? 1 : 0};
}

/// True when the newest of the register's rows for that day says the same.
Result<bool> isKnownProfile(Database& database, std::int64_t unit, PlannedRow const& row) {
    ZHIBAO_TRY(auto rows, database.query("SELECT name, district, platform, industry, industry_edition, in_liangjiang FROM unit_profile WHERE unit_id = ?1 "
                                         "AND valid_from = ?2 AND version_id IS NULL ORDER BY event DESC LIMIT 1",
                                         {unit, std::string_view{row.validFrom}}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return false;
    auto const inLiangjiang = rows.optionalInteger(5);
    return rows.text(0) == row.name && rows.text(1) == row.district && rows.text(2) == row.platform && rows.text(3) == row.industry &&
           rows.text(4) == row.industryEdition && inLiangjiang.has_value() == row.inLiangjiang.has_value() &&
           (!inLiangjiang || (*inLiangjiang != 0) == *row.inLiangjiang);
}

/// Those of the row that are not what the register says for that day.
Result<Characteristics> newCharacteristics(Database& database, std::optional<std::int64_t> unit, PlannedRow const& row) {
    auto fresh = row.characteristics;
    if (!unit || fresh.empty()) return fresh;
    for (auto const& [name, value] : row.characteristics) {
        ZHIBAO_TRY(auto rows, database.query("SELECT value FROM unit_characteristic WHERE unit_id = ?1 AND valid_from = ?2 AND name = ?3 AND version_id IS NULL "
                                             "ORDER BY event DESC LIMIT 1",
                                             {*unit, std::string_view{row.validFrom}, std::string_view{name}}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (found && rows.text(0) == value) fresh.erase(name);
    }
    return fresh;
}

/// Rows about the same unit, whatever form its code has, in the order given.
using RowsByUnit = std::map<std::string, std::vector<PlannedRow const*>, std::less<>>;

/// Adds the rows of one unit to the draft, which keeps views into `codes`, and counts it.
Result<> planUnit(Database& database, std::vector<PlannedRow const*> const& rows, std::int64_t& newestUnit, EventDraft& draft, std::deque<std::string>& codes,
                  RegisterImport& import) {
    ZHIBAO_TRY(auto const known, findEntry(database, rows.front()->code));
    std::int64_t const id = known ? known->id : ++newestUnit;
    if (!known) draft.addRow(ledger::unit, {id, rows.front()->code.organisationCode()});

    // A credit code says more than the organisation code it contains, so it is not given up for that again.
    std::string code = known ? known->code : rows.front()->code.text();
    std::optional<UnitState> stated;
    for (auto const* row : rows) {
        if (!row->code.isOrganisationCode()) code = row->code.text();
        if (row->state) stated = row->state;
    }
    // Who stands in the register is no longer unconfirmed.
    auto const state = stated ? *stated : known && known->state != UnitState::unconfirmed ? known->state : UnitState::active;
    bool isChanged = !known || known->code != code || known->state != state;
    if (isChanged) draft.addRow(ledger::unitEntry, {id, std::string_view{codes.emplace_back(std::move(code))}, nameOf(state), std::string_view{"register"}});
    for (auto const* row : rows) {
        bool isSame = false;
        if (known) {
            ZHIBAO_TRY(isSame, isKnownProfile(database, id, *row));
        }
        ZHIBAO_TRY(auto const fresh, newCharacteristics(database, known ? std::optional{known->id} : std::nullopt, *row));
        for (auto const& [name, value] : fresh) {
            isChanged = true;
            // The row's own texts, which outlive the draft.
            auto const kept = row->characteristics.find(name);
            draft.addRow(ledger::unitCharacteristic, {id, std::string_view{row->validFrom}, std::monostate{}, std::string_view{kept->first}, std::string_view{kept->second}});
        }
        if (isSame) continue;
        isChanged = true;
        draft.addRow(ledger::unitProfile, {id, std::string_view{row->validFrom}, std::monostate{}, std::string_view{row->name}, std::string_view{row->district},
                                           std::string_view{row->platform}, std::string_view{row->industry}, std::string_view{row->industryEdition},
                                           inLiangjiangOf(*row)});
    }
    ++(!known ? import.added : isChanged ? import.changed : import.unchanged);
    return {};
}

Result<RegisterImport> store(BureauDatabase& bureau, std::vector<PlannedRow> const& rows, RegisterImport import, Moment moment, std::string_view actor) {
    RowsByUnit units;
    std::map<std::pair<std::string, std::string>, std::size_t> lines;
    for (auto const& row : rows) {
        auto const [first, isNew] = lines.emplace(std::pair{std::string{row.code.organisationCode()}, row.validFrom}, row.line);
        if (!isNew)
            import.problems.push_back(Error{error::registerRowTwice, {std::to_string(row.line)}, {{"unit", row.code.text()}, {"line", std::to_string(first->second)}}});
        units[std::string{row.code.organisationCode()}].push_back(&row);
    }
    if (!import.problems.empty()) return import;

    auto& database = bureau.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(database));
    ZHIBAO_TRY(auto log, EventLog::inTransaction(database));
    ZHIBAO_TRY(auto newest, database.integer("SELECT coalesce(max(unit_id), 0) FROM unit"));
    std::int64_t newestUnit = newest.value_or(0);
    EventDraft draft{moment, actor, "register-imported", "register", JsonValue::Object{{"rows", static_cast<std::int64_t>(rows.size())}}};
    std::deque<std::string> codes;
    for (auto const& [code, unitRows] : units) ZHIBAO_CHECK(planUnit(database, unitRows, newestUnit, draft, codes, import));
    if (!draft.hasRows()) return import;
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(transaction.commit());
    return import;
}

}  // namespace

Result<RegisterImport> importRegister(BureauDatabase& database, BytesView csv, RegisterLists const& lists, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(auto const table, parseCsv(csv));
    ZHIBAO_TRY(auto const columns, ImportColumns::of(table));
    std::vector<PlannedRow> rows;
    RegisterImport import;
    for (auto const& row : table.rows) {
        auto planned = plannedRow(row, columns, lists);
        if (planned) rows.push_back(*std::move(planned));
        else import.problems.push_back(std::move(planned).error().inside(std::to_string(row.line)));
    }
    return store(database, rows, std::move(import), moment, actor);
}

Result<RegisterImport> addUnits(BureauDatabase& database, std::vector<SurveyUnit> const& units, Moment moment, std::string_view actor) {
    std::vector<PlannedRow> rows;
    std::size_t line = 0;
    for (auto const& unit : units) {
        ++line;
        for (auto const& profile : unit.profiles)
            rows.push_back(PlannedRow{.line = line,
                                      .code = unit.code,
                                      .state = unit.state,
                                      .validFrom = toText(profile.validFrom),
                                      .name = profile.name,
                                      .district = profile.district,
                                      .platform = profile.platform,
                                      .industry = profile.industry,
                                      .industryEdition = profile.industryEdition,
                                      .inLiangjiang = profile.inLiangjiang,
                                      .characteristics = profile.characteristics});
    }
    return store(database, rows, {}, moment, actor);
}

Result<std::vector<SurveyUnit>> registeredUnits(BureauDatabase const& database) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(connection));
    std::vector<SurveyUnit> units;
    ZHIBAO_TRY(auto rows, connection.query("SELECT u.unit_id, e.code, e.state FROM unit u JOIN unit_entry e ON e.unit_id = u.unit_id AND e.event = "
                                           "(SELECT max(event) FROM unit_entry WHERE unit_id = u.unit_id) ORDER BY e.code"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return units;
        ZHIBAO_TRY(auto code, UnitCode::parse(rows.text(1)));
        ZHIBAO_TRY(auto profiles, profilesOf(connection, rows.integer(0)));
        for (auto& profile : profiles) {
            ZHIBAO_TRY(profile.characteristics, characteristicsOn(connection, rows.integer(0), profile.validFrom));
        }
        units.push_back(SurveyUnit{std::move(code), unitStateNamed(rows.text(2)).value_or(UnitState::active), std::move(profiles)});
    }
}

std::string_view nameOf(UnitState state) noexcept {
    switch (state) {
        case UnitState::active: return "active";
        case UnitState::unconfirmed: return "unconfirmed";
        case UnitState::suspended: return "suspended";
        case UnitState::cancelled: return "cancelled";
        case UnitState::agent: return "agent";
    }
    return {};
}

std::optional<UnitState> unitStateNamed(std::string_view name) noexcept {
    for (auto const state : {UnitState::active, UnitState::unconfirmed, UnitState::suspended, UnitState::cancelled, UnitState::agent})
        if (nameOf(state) == name) return state;
    return std::nullopt;
}

}  // namespace zhibao
