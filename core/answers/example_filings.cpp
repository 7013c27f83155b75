#include "answers/example_filings.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "answers/scope.h"
#include "base/csv.h"
#include "base/integers.h"
#include "form/concepts.h"

namespace zhibao {

namespace {

/// Where the concepts of trade by mode stand in the one form that declares them.
struct TradeForm {
    Form const* form = nullptr;
    CodeList const* items = nullptr;
    CodeList const* partners = nullptr;
    std::size_t flow = 0;
    std::size_t item = 0;
    std::size_t partner = 0;
    std::size_t outsourcing = 0;
    std::size_t currency = 0;
    std::size_t total = 0;
    std::array<std::size_t, 3> modes{};  // 1, 2, 4
    std::size_t affiliated = 0;
    std::size_t digital = 0;
};

constexpr std::array<std::string_view, 3> modeConcepts{concepts::mode1, concepts::mode2, concepts::mode4};

Result<std::size_t> columnOf(Form const& form, std::string_view conceptId) {
    for (std::size_t i = 0; i < form.columns.size(); ++i)
        if (form.columns[i].conceptId == conceptId) return i;
    return fail(error::exampleFormUnsuitable, {{"text", std::string{conceptId}}}, form.id);
}

Result<TradeForm> tradeFormOf(Edition const& edition, FormSet const& set) {
    for (auto const& id : set.forms) {
        auto const* form = edition.findForm(id);
        if (form == nullptr || !columnOf(*form, concepts::flow)) continue;
        TradeForm trade;
        trade.form = form;
        ZHIBAO_TRY(trade.flow, columnOf(*form, concepts::flow));
        ZHIBAO_TRY(trade.item, columnOf(*form, concepts::item));
        ZHIBAO_TRY(trade.partner, columnOf(*form, concepts::partner));
        ZHIBAO_TRY(trade.outsourcing, columnOf(*form, concepts::outsourcing));
        ZHIBAO_TRY(trade.currency, columnOf(*form, concepts::currency));
        ZHIBAO_TRY(trade.total, columnOf(*form, concepts::total));
        for (std::size_t i = 0; i < modeConcepts.size(); ++i) {
            ZHIBAO_TRY(trade.modes[i], columnOf(*form, modeConcepts[i]));
        }
        ZHIBAO_TRY(trade.affiliated, columnOf(*form, concepts::affiliated));
        ZHIBAO_TRY(trade.digital, columnOf(*form, concepts::digital));
        trade.items = edition.findList(form->columns[trade.item].list);
        trade.partners = edition.findList(form->columns[trade.partner].list);
        if (trade.items == nullptr || trade.partners == nullptr) break;
        return trade;
    }
    return fail(error::exampleFormUnsuitable, {{"text", std::string{concepts::item}}}, set.id);
}

/// Parts in the proportion of their weights that add up to the whole exactly: each part ends where its cumulated weight says.
std::vector<Money> shared(Money whole, std::vector<std::uint64_t> const& weights) {
    Int128 sum = 0;
    for (auto const weight : weights) sum += static_cast<Int128>(weight);
    std::vector<Money> parts;
    parts.reserve(weights.size());
    Int128 cumulated = 0;
    std::int64_t given = 0;
    for (auto const weight : weights) {
        cumulated += static_cast<Int128>(weight);
        auto const end = static_cast<std::int64_t>(Int128{whole.hundredths()} * cumulated / sum);
        parts.push_back(Money::ofHundredths(end - given));
        given = end;
    }
    return parts;
}

std::vector<CodeEntry const*> leavesBelow(CodeList const& list, std::string_view ancestor) {
    std::vector<CodeEntry const*> leaves;
    for (auto const& entry : list.entries())
        if (entry.isLeaf && (ancestor.empty() || list.isWithin(entry.code, ancestor))) leaves.push_back(&entry);
    return leaves;
}

template <class T>
T const& oneOf(std::vector<T> const& values, SeededRandom& random) {
    return values[static_cast<std::size_t>(random.below(values.size()))];
}

/// Common partners come up more often than the rest of the world.
std::string partnerFrom(CodeList const& partners, SeededRandom& random) {
    static constexpr std::array<std::string_view, 12> common{"US", "HK", "SG", "JP", "KR", "DE", "GB", "TW", "FR", "NL", "AU", "MY"};
    if (random.below(10) < 7) {
        auto const code = common[static_cast<std::size_t>(random.below(common.size()))];
        if (partners.find(code) != nullptr) return std::string{code};
    }
    return oneOf(partners.entries(), random).code;
}

/// The modes a row may use by the validity table: E expected, P possible, U improbable (asks for an explanation), X impossible.
std::vector<std::size_t> modesAmong(CodeEntry const& item, std::string_view validities) {
    std::vector<std::size_t> modes;
    for (std::size_t i = 0; i < modeConcepts.size(); ++i) {
        auto const& validity = item.attribute(std::string{modeConcepts[i]});
        if (!validity.empty() && validities.find(validity.front()) != std::string_view::npos) modes.push_back(i);
    }
    return modes;
}

/// Splits a row's total over one or two modes; now and then one of them is improbable, as in life.
void fillModes(Row& row, TradeForm const& trade, CodeEntry const& item, Money total, SeededRandom& random) {
    auto const expected = modesAmong(item, "E");
    auto const usual = modesAmong(item, "EP");
    auto const allowed = modesAmong(item, "EPU");
    auto const& first = !expected.empty() ? expected : !usual.empty() ? usual : allowed;
    if (first.empty()) return;
    auto const main = oneOf(first, random);
    auto const draw = random.below(100);
    auto const& second = draw < 30 ? usual : allowed;
    auto const other = draw < 32 && !second.empty() ? oneOf(second, random) : main;
    if (other == main) {
        row.cells[trade.modes[main]] = total;
        return;
    }
    auto const parts = shared(total, {1 + random.below(80), 1 + random.below(20)});
    row.cells[trade.modes[main]] = parts[0];
    row.cells[trade.modes[other]] = parts[1];
}

/// Some exports of computer, research and back-office services are outsourcing contracts.
std::string outsourcingOf(CodeEntry const& item, std::string_view flow, SeededRandom& random) {
    if (flow != "export" || random.below(10) >= 4) return "none";
    if (item.code.starts_with("SI2")) return "ito";
    if (item.code.starts_with("SJ35")) return "bpo";
    if (item.code.starts_with("SJ111") || item.code.starts_with("SJ31")) return "kpo";
    return "none";
}

Row rowOf(TradeForm const& trade, std::string flow, CodeEntry const& item, std::string partner, std::string outsourcing, std::string currency,
          Money total, SeededRandom& random) {
    Row row;
    row.cells.resize(trade.form->columns.size());
    row.cells[trade.flow] = std::move(flow);
    row.cells[trade.item] = item.code;
    row.cells[trade.partner] = std::move(partner);
    row.cells[trade.outsourcing] = std::move(outsourcing);
    row.cells[trade.currency] = std::move(currency);
    row.cells[trade.total] = total;
    fillModes(row, trade, item, total, random);
    if (random.below(5) == 0) row.cells[trade.affiliated] = shared(total, {1 + random.below(10), 1 + random.below(10)})[0];
    auto const* acrossBorder = std::get_if<Money>(&row.cells[trade.modes[0]]);
    if (acrossBorder != nullptr && random.below(3) == 0)
        row.cells[trade.digital] = shared(*acrossBorder, {1 + random.below(10), 1 + random.below(10)})[0];
    return row;
}

using RowKey = std::tuple<std::string, std::string, std::string, std::string, std::string>;

RowKey keyOf(TradeForm const& trade, Row const& row) {
    auto const text = [&](std::size_t column) { return std::get<std::string>(row.cells[column]); };
    return {text(trade.flow), text(trade.item), text(trade.partner), text(trade.outsourcing), text(trade.currency)};
}

Filing emptyFiling(Edition const& edition, FormSet const& set, std::string unit, Quarter quarter) {
    auto filing = newFiling(edition, set, std::move(unit), toText(quarter));
    filing.signatories = exampleSignatories(quarter);
    return filing;
}

/// Where a form keeps each of these concepts; nothing when it lacks one.
template <std::size_t Count>
std::optional<std::array<std::size_t, Count>> placesOf(Form const& form, std::array<std::string_view, Count> const& names) {
    std::array<std::size_t, Count> places{};
    for (std::size_t i = 0; i < Count; ++i) {
        auto const place = columnOf(form, names[i]);
        if (!place) return std::nullopt;
        places[i] = *place;
    }
    return places;
}

/// Sums of the trade rows by two texts: a code of the row (its flow, its flag) and its currency.
using Sums = std::map<std::pair<std::string, std::string>, Money>;

Result<> addTo(Sums& sums, Row const& row, std::size_t code, std::size_t currency, Cell const& cell) {
    auto const* amount = std::get_if<Money>(&cell);
    if (amount == nullptr || amount->isZero()) return {};
    auto& sum = sums[{std::get<std::string>(row.cells[code]), std::get<std::string>(row.cells[currency])}];
    ZHIBAO_TRY(sum, sum.plus(*amount));
    return {};
}

/// About what a day's work abroad costs, in whole units of the currency.
std::int64_t dayRate(std::string_view currency) {
    if (currency == "CNY" || currency == "HKD") return 3'000;
    if (currency == "JPY") return 50'000;
    return 450;
}

/// Persons who brought what form 2 has in mode 4: per flow and currency the very amount, with as many persons and days as it takes.
Result<> addPersons(Filing& filing, Edition const& edition, TradeForm const& trade, Form const& form) {
    auto const places = placesOf<7>(form, {concepts::movement, concepts::personCategory, concepts::currency, concepts::persons, concepts::personsAtEnd,
                                           concepts::personDays, concepts::personAmount});
    if (!places) return {};
    Sums sums;
    for (auto const& row : filing.findForm(trade.form->id)->rows) ZHIBAO_CHECK(addTo(sums, row, trade.flow, trade.currency, row.cells[trade.modes.back()]));
    if (sums.empty()) return {};
    ZHIBAO_CHECK(addForm(filing, form.id, edition));
    for (auto const& [key, amount] : sums) {
        auto const days = std::max<std::int64_t>(1, amount.hundredths() / 100 / dayRate(key.second));
        auto const persons = (days + 44) / 45;
        Row row;
        row.cells.resize(form.columns.size());
        row.cells[(*places)[0]] = std::string{key.first == "export" ? "sent" : "received"};
        row.cells[(*places)[1]] = std::string{"contractual"};
        row.cells[(*places)[2]] = key.second;
        row.cells[(*places)[3]] = persons;
        row.cells[(*places)[4]] = persons / 2;
        row.cells[(*places)[5]] = days;
        row.cells[(*places)[6]] = amount;
        filing.findForm(form.id)->rows.push_back(std::move(row));
    }
    return {};
}

/// Outsourcing contracts behind the exports that form 2 flags: per kind and currency the very amount as executed.
Result<> addOutsourcing(Filing& filing, Edition const& edition, TradeForm const& trade, Form const& form) {
    auto const places = placesOf<9>(form, {concepts::outsourcingKind, concepts::outsourcingLocation, concepts::currency, concepts::contracts, concepts::contractValue,
                                           concepts::executedValue, concepts::firstHandValue, concepts::outsourcingEmployees, concepts::graduates});
    auto const* kinds = places ? edition.findList(form.columns[(*places)[0]].list) : nullptr;
    if (kinds == nullptr) return {};
    Sums sums;
    for (auto const& row : filing.findForm(trade.form->id)->rows) {
        bool const isExport = std::get<std::string>(row.cells[trade.flow]) == "export";
        if (isExport && std::get<std::string>(row.cells[trade.outsourcing]) != "none")
            ZHIBAO_CHECK(addTo(sums, row, trade.outsourcing, trade.currency, row.cells[trade.total]));
    }
    for (auto const& [key, executed] : sums) {
        auto const kind = std::find_if(kinds->entries().begin(), kinds->entries().end(),
                                       [&outsourcing = key.first](CodeEntry const& entry) { return entry.isLeaf && entry.attribute("outsourcing") == outsourcing; });
        if (kind == kinds->entries().end()) continue;
        ZHIBAO_CHECK(addForm(filing, form.id, edition));
        ZHIBAO_TRY(Money const contracted, executed.plus(shared(executed, {1, 3})[0]));
        auto const employees = 1 + executed.hundredths() / 100 / (60 * dayRate(key.second));
        Row row;
        row.cells.resize(form.columns.size());
        row.cells[(*places)[0]] = kind->code;
        row.cells[(*places)[1]] = std::string{"offshore"};
        row.cells[(*places)[2]] = key.second;
        row.cells[(*places)[3]] = std::int64_t{1};
        row.cells[(*places)[4]] = contracted;
        row.cells[(*places)[5]] = executed;
        row.cells[(*places)[6]] = shared(executed, {2, 1})[0];
        row.cells[(*places)[7]] = employees;
        row.cells[(*places)[8]] = employees / 2;
        filing.findForm(form.id)->rows.push_back(std::move(row));
    }
    return {};
}

/// The forms that are asked because of what the trade rows hold, so that they agree with them.
Result<> addDependentForms(Filing& filing, Edition const& edition, FormSet const& set, TradeForm const& trade) {
    for (auto const& id : set.forms) {
        auto const* form = edition.findForm(id);
        if (form == nullptr || form == trade.form) continue;
        ZHIBAO_CHECK(addPersons(filing, edition, trade, *form));
        ZHIBAO_CHECK(addOutsourcing(filing, edition, trade, *form));
    }
    return {};
}

}  // namespace

Result<PublishedFigures> readPublishedFigures(BytesView csv, CodeList const& items) {
    ZHIBAO_TRY(CsvTable const table, parseCsv(csv));
    ZHIBAO_TRY(auto const code, table.column("code"));
    ZHIBAO_TRY(auto const credit, table.column("credit_100m_cny"));
    ZHIBAO_TRY(auto const debit, table.column("debit_100m_cny"));
    PublishedFigures figures;
    for (auto const& row : table.rows) {
        auto const line = std::to_string(row.line);
        bool const isTotal = row.fields[code] == "S";
        if (!isTotal && items.find(row.fields[code]) == nullptr)
            return fail(error::codeUnknown, {{"code", row.fields[code]}, {"list", items.id()}}, line);
        for (auto const& [flow, column] : {std::pair{"export", credit}, std::pair{"import", debit}}) {
            ZHIBAO_TRY(Money const amount, inside(line, Money::parse(row.fields[column], Unit::hundredMillion)));
            (isTotal ? figures.totals : figures.items).push_back({isTotal ? std::string{} : row.fields[code], flow, amount});
        }
    }
    return figures;
}

SurveyUnit exampleUnit(Edition const& edition, unsigned number, Date validFrom, SeededRandom& random) {
    UnitProfile profile;
    profile.validFrom = validFrom;
    profile.name = fmt::format("样例企业{:04}号", number + 1);
    profile.industryEdition = "2011";
    auto const drawFrom = [&](std::string_view list) {
        auto const* codes = edition.findList(list);
        return codes == nullptr || codes->entries().empty() ? std::string{} : oneOf(codes->entries(), random).code;
    };
    profile.district = drawFrom("districts");
    profile.platform = drawFrom("platforms");
    static std::vector<std::string> const industries{"2011-G", "2011-I", "2011-J", "2011-L", "2011-M", "2011-R", "2011-E", "2011-P"};
    profile.industry = oneOf(industries, random);
    return SurveyUnit{exampleUnitCode(number), UnitState::active, {std::move(profile)}};
}

Signatories exampleSignatories(Period const& period) {
    auto const reported = lastDay(period) + boost::gregorian::days(5);
    return {"样例单位负责人", "样例统计负责人", "样例填表人", "023-00000000", toText(reported)};
}

Result<ExampleSurvey> spreadOverUnits(Edition const& edition, FormSet const& set, std::vector<PublishedFigure> const& figures,
                                      std::vector<Quarter> const& quarters, unsigned unitCount, SeededRandom& random) {
    if (unitCount == 0 || quarters.empty()) return fail(error::exampleNeedsUnits, {{"got", std::to_string(unitCount)}});
    ZHIBAO_TRY(TradeForm const trade, tradeFormOf(edition, set));
    ExampleSurvey survey;
    auto const opened = quarters.front().firstDay();
    for (unsigned number = 0; number < unitCount; ++number) survey.units.push_back(exampleUnit(edition, number, opened, random));

    // Rows are gathered by unit and quarter; a key that comes up twice is skipped and its amount stays with the first row.
    std::vector<std::vector<Row>> rows(std::size_t{unitCount} * quarters.size());
    std::vector<std::set<RowKey>> keys(rows.size());
    for (std::size_t f = 0; f < figures.size(); ++f) {
        auto const& figure = figures[f];
        auto const leaves = leavesBelow(*trade.items, figure.item);
        if (leaves.empty()) return fail(error::codeUnknown, {{"code", figure.item}, {"list", trade.items->id()}});
        // Each unit works in a few figures: those whose turn comes round to it. Every figure gets a unit, every unit gets figures.
        std::vector<std::size_t> serving;
        for (std::size_t unit = 0; unit < unitCount; ++unit)
            if (unit % figures.size() == f || (unit + unit / figures.size()) % figures.size() == f) serving.push_back(unit);
        if (serving.empty()) serving.push_back(f % unitCount);
        std::vector<std::uint64_t> weights;
        for (std::size_t i = 0; i < serving.size() * quarters.size(); ++i) {
            auto const size = 1 + random.below(30);
            weights.push_back(size * size);
        }
        auto const amounts = shared(figure.amount, weights);
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            auto const slot = serving[i / quarters.size()] * quarters.size() + i % quarters.size();
            std::vector<std::uint64_t> rowWeights(static_cast<std::size_t>(1 + random.below(4)));
            for (auto& weight : rowWeights) weight = 1 + random.below(20);
            Money carried;
            auto const parts = shared(amounts[i], rowWeights);
            for (std::size_t part = 0; part < parts.size(); ++part) {
                ZHIBAO_TRY(Money const total, parts[part].plus(carried));
                auto const& leaf = *oneOf(leaves, random);
                auto row = rowOf(trade, figure.flow, leaf, partnerFrom(*trade.partners, random), outsourcingOf(leaf, figure.flow, random), "CNY", total, random);
                // A taken key is not repeated: its amount is carried to the next row, and drawn again until free for the last one.
                while (part + 1 == parts.size() && keys[slot].contains(keyOf(trade, row)))
                    row = rowOf(trade, figure.flow, leaf, oneOf(trade.partners->entries(), random).code, "none", "CNY", total, random);
                if (!keys[slot].insert(keyOf(trade, row)).second) {
                    carried = total;
                    continue;
                }
                carried = Money{};
                rows[slot].push_back(std::move(row));
            }
        }
    }
    for (std::size_t unit = 0; unit < unitCount; ++unit) {
        for (std::size_t quarter = 0; quarter < quarters.size(); ++quarter) {
            auto filing = emptyFiling(edition, set, survey.units[unit].code.text(), quarters[quarter]);
            filing.findForm(trade.form->id)->rows = std::move(rows[unit * quarters.size() + quarter]);
            ZHIBAO_CHECK(addDependentForms(filing, edition, set, trade));
            survey.filings.push_back(std::move(filing));
        }
    }
    return survey;
}

Result<Filing> randomFiling(Edition const& edition, FormSet const& set, UnitCode const& unit, Quarter quarter, unsigned lines, SeededRandom& random) {
    ZHIBAO_TRY(TradeForm const trade, tradeFormOf(edition, set));
    auto const leaves = leavesBelow(*trade.items, "");
    if (lines > leaves.size() * trade.partners->entries().size() / 3)
        return fail(error::exampleTooManyLines, {{"got", std::to_string(lines)}});
    static std::vector<std::string> const currencies{"CNY", "CNY", "USD", "USD", "USD", "EUR", "HKD", "JPY", "GBP"};
    auto filing = emptyFiling(edition, set, unit.text(), quarter);
    auto& rows = filing.findForm(trade.form->id)->rows;
    std::set<RowKey> keys;
    while (rows.size() < lines) {
        std::string const flow = random.below(2) == 0 ? "export" : "import";
        auto const& leaf = *oneOf(leaves, random);
        auto const total = Money::ofHundredths(static_cast<std::int64_t>(1 + random.below(500'000'000)));
        auto row = rowOf(trade, flow, leaf, partnerFrom(*trade.partners, random), outsourcingOf(leaf, flow, random), oneOf(currencies, random), total, random);
        if (keys.insert(keyOf(trade, row)).second) rows.push_back(std::move(row));
    }
    ZHIBAO_CHECK(addDependentForms(filing, edition, set, trade));
    return filing;
}

}  // namespace zhibao
