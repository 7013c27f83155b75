#include "import/ledger_import.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "answers/edit.h"
#include "answers/scope.h"
#include "answers/template.h"
#include "base/text.h"
#include "base/xlsx_numbers.h"
#include "form/concepts.h"
#include "import/ledger_words.h"

namespace zhibao {

namespace {

/// Codes of the flow, as every form with that concept has them.
namespace flow {
constexpr std::string_view exported = "export";
constexpr std::string_view imported = "import";
}  // namespace flow

/// How sums of other lines are called, also with 本月 or 本年 in front.
constexpr std::array<std::string_view, 11> totalWords{"合计", "小计", "总计", "累计", "余额", "承前页", "过次页", "total", "subtotal", "sum", "balance"};

bool isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool isTotalWord(std::string const& text) {
    auto const folded = foldedForSearch(text);
    return std::any_of(totalWords.begin(), totalWords.end(), [&](std::string_view word) {
        if (folded == word) return true;
        // "Summer school" is no sum.
        bool const isWhole = !isLetter(word.front());
        return (folded.starts_with(word) && (isWhole || !isLetter(text[word.size()]))) || (folded.ends_with(word) && (isWhole || !isLetter(text[text.size() - word.size() - 1])));
    });
}

Result<> add(LedgerTally& tally, LedgerLine const& line) {
    ++tally.lines;
    if (!line.amount) {
        ++tally.withoutAmount;
        return {};
    }
    auto& sum = tally.sums[line.currency];
    ZHIBAO_TRY(sum, sum.plus(*line.amount));
    return {};
}

Column columnOfKind(ColumnKind kind) {
    Column column;
    column.kind = kind;
    return column;
}

/// Words of entries that carry a period's revenue and cost into its profit: no service is bought or sold by them.
constexpr std::array<std::string_view, 4> closingWords{"结转损益", "损益结转", "本年利润", "closing entry"};

bool isClosing(std::string const& text) {
    auto const folded = foldedForSearch(text);
    return std::any_of(closingWords.begin(), closingWords.end(), [&](std::string_view word) { return folded.find(foldedForSearch(word)) != std::string::npos; });
}

/// "2017-01-31" for "31.1.2017": with points the day comes first everywhere, as it does not with slashes.
std::string yearFirst(std::string const& text) {
    auto const month = text.find('.');
    auto const year = month == std::string::npos ? month : text.find('.', month + 1);
    if (month == 0 || month > 2 || year == std::string::npos || year == month + 1 || year > month + 3 || text.size() != year + 5) return text;
    return text.substr(year + 1) + "-" + text.substr(month + 1, year - month - 1) + "-" + text.substr(0, month);
}

/// "2017-01-31", or "2017-01" for a ledger by months; also of a serial number that was not shown as the day it is. dateMalformed.
Result<std::string> dayOrMonth(std::string text, bool countsFrom1904, Edition const& edition) {
    // A time of day says nothing about the quarter.
    if (auto const colon = text.find(':'); colon != std::string::npos) text = text.substr(0, text.find_first_of(" T"));
    static Column const day = columnOfKind(ColumnKind::date);
    static Column const month = columnOfKind(ColumnKind::month);
    for (auto const* column : {&day, &month})
        if (auto const cell = parseCell(yearFirst(text), *column, Unit::one, edition))
            if (auto const* date = std::get_if<std::string>(&*cell)) return *date;
    // Five digits: from 1927 to 2177. Four would be a year, six a month, eight a day.
    auto const whole = text.substr(0, text.find('.'));
    if (whole.size() == 5)
        if (auto const serial = xlsx::dayOfSerial(text, countsFrom1904)) return serial->substr(0, serial->find('T'));
    return fail(error::dateMalformed, {{"text", text}});
}

bool isWithin(std::string const& dayOrMonth, Period const& period) {
    auto const day = parseDate(dayOrMonth.size() == 7 ? dayOrMonth + "-01" : dayOrMonth);
    return day && *day >= firstDay(period) && *day <= lastDay(period);
}

struct NewWord {
    LedgerField field;
    std::string word;
};

/// One line of a sheet on its way to a LedgerLine.
class LineReader {
public:
    LineReader(LedgerHead const& head, SheetRow const& row, LedgerMapping const& mapping, LedgerWords& words, Edition const& edition, Form const& form, Period const& period)
        : head_(head), row_(row), mapping_(mapping), words_(words), edition_(edition), form_(form), period_(period) {}

    LedgerLine read() {
        line_.file = head_.sheet->file;
        line_.sheet = head_.sheet->name;
        line_.row = row_.number;
        line_.date = text(LedgerField::date);
        line_.document = text(LedgerField::document);
        line_.customer = text(LedgerField::customer);
        line_.service = text(LedgerField::service);
        line_.partner = text(LedgerField::partner);
        line_.remark = text(LedgerField::remark);
        // Whatever becomes of the line, its amount and currency are counted.
        auto const amountProblem = mapping_.hasSides() ? readSides() : readAmount();
        auto const currency = codeFor(LedgerField::currency);
        line_.currency = currency.value_or(text(LedgerField::currency));

        if (isTotal() || closesBooks()) return line_;
        if (hasTrouble()) return line_;
        if (!readDate()) return line_;
        findCodes(currency);
        if (leftOut_) return because(LineOutcome::leftOut, {error::ledgerLeftOut, {}, {{"text", leftOut_->word}}}, leftOut_->field);
        if (amountProblem) return because(LineOutcome::refused, *amountProblem, amountField_);
        if (missing_) return because(LineOutcome::refused, {error::ledgerCellMissing, {}, {{"column", nameOfColumn(*missing_)}}}, *missing_);
        if (!newWords_.empty()) {
            auto const& first = newWords_.front();
            return because(LineOutcome::unmapped, {error::ledgerWordUnmapped, {}, {{"column", nameOfColumn(first.field)}, {"text", first.word}}}, first.field);
        }
        if (auto const money = line_.amount->rounded(); !money) return because(LineOutcome::refused, money.error(), amountField_);
        if (auto const problem = readDollars()) return because(LineOutcome::refused, *problem, LedgerField::dollars);
        line_.outcome = line_.amount->isFinerThanMoney() ? LineOutcome::rounded : LineOutcome::taken;
        for (auto const& column : form_.columns)
            if (column.role == ColumnRole::key) line_.key.push_back(codes_[column.id]);
        return line_;
    }

    [[nodiscard]] std::vector<NewWord> const& newWords() const noexcept { return newWords_; }
    [[nodiscard]] bool customerIsNew() const noexcept { return customerIsNew_; }
    /// The line's amount as the ledger has it in US dollars; nothing where it does not.
    [[nodiscard]] std::optional<Money> const& dollars() const noexcept { return dollars_; }

private:
    [[nodiscard]] SheetCell const* cell(LedgerField field) const {
        auto const column = head_.columns.find(field);
        return column == head_.columns.end() ? nullptr : row_.find(column->second);
    }

    [[nodiscard]] std::string text(LedgerField field) const {
        auto const* found = cell(field);
        return found == nullptr ? std::string{} : trimmed(found->text);
    }

    [[nodiscard]] std::string nameOfColumn(LedgerField field) const {
        auto const found = mapping_.columns.find(field);
        return found == mapping_.columns.end() ? std::string{nameOf(field)} : found->second;
    }

    LedgerLine because(LineOutcome outcome, Error reason, LedgerField field) {
        auto const column = head_.columns.find(field);
        line_.outcome = outcome;
        line_.reason = std::move(reason).inside(head_.sheet->placeOf(row_.number, column == head_.columns.end() ? 0 : column->second)).inside(line_.file);
        return line_;
    }

    /// What stands in a column of amounts; nothing where it is blank.
    [[nodiscard]] Result<std::optional<WrittenAmount>> amountIn(LedgerField field) const {
        auto const* found = cell(field);
        auto const written = text(field);
        if (written.empty()) return std::optional<WrittenAmount>{};
        if (found->isRepeated) return fail(error::ledgerAmountMerged);
        ZHIBAO_TRY(auto const amount, WrittenAmount::parse(written, mapping_.unit, found->isNumber ? DecimalSign::point : mapping_.decimalSign));
        return std::optional{amount};
    }

    std::optional<Error> readAmount() {
        line_.amountText = text(LedgerField::amount);
        auto amount = amountIn(LedgerField::amount);
        if (!amount) return amount.error();
        if (!*amount) return Error{error::ledgerCellMissing, {}, {{"column", nameOfColumn(LedgerField::amount)}}};
        line_.amount = **amount;
        return std::nullopt;
    }

    /// The side that is filled says the flow where nothing else does; else the side that is not the flow's own takes back.
    std::optional<Error> readSides() {
        auto const debitText = text(LedgerField::debit);
        auto const creditText = text(LedgerField::credit);
        line_.amountText = debitText.empty() ? creditText : debitText;
        std::map<LedgerField, WrittenAmount> sides;
        for (auto const field : {LedgerField::debit, LedgerField::credit}) {
            amountField_ = field;
            auto const amount = amountIn(field);
            if (!amount) return amount.error();
            if (*amount) sides.emplace(field, **amount);
        }
        if (sides.empty()) return Error{error::ledgerCellMissing, {}, {{"column", nameOfColumn(LedgerField::debit) + " / " + nameOfColumn(LedgerField::credit)}}};
        // Many programs write 0.00 where the side has nothing.
        if (sides.size() == 2) std::erase_if(sides, [](auto const& side) { return side.second.isZero(); });
        if (sides.size() == 2) {
            line_.amountText = debitText + " / " + creditText;
            return Error{error::ledgerBothSides, {}, {{"debit", debitText}, {"credit", creditText}}};
        }
        if (sides.empty()) {
            line_.amount = WrittenAmount{};
            return std::nullopt;
        }
        auto const& [field, amount] = *sides.begin();
        amountField_ = field;
        line_.amountText = text(field);
        flowOfSide_ = field == LedgerField::credit ? flow::exported : flow::imported;
        auto const said = isFlowSaid() ? codeFor(LedgerField::flow) : std::nullopt;
        takesBack_ = said && *said != flowOfSide_;
        auto const taken = takesBack_ ? WrittenAmount{}.minus(amount) : Result<WrittenAmount>{amount};
        if (!taken) return taken.error();
        line_.amount = *taken;
        return std::nullopt;
    }

    std::optional<Error> readDollars() {
        auto written = amountIn(LedgerField::dollars);
        if (!written) return written.error();
        if (!*written) return std::nullopt;
        auto const taken = takesBack_ ? WrittenAmount{}.minus(**written) : Result<WrittenAmount>{**written};
        if (!taken) return taken.error();
        auto const money = taken->rounded();
        if (!money) return money.error();
        dollars_ = *money;
        return std::nullopt;
    }

    [[nodiscard]] bool isFlowSaid() const { return !text(LedgerField::flow).empty() || mapping_.constants.contains(LedgerField::flow); }

    bool closesBooks() {
        for (auto const field : {LedgerField::remark, LedgerField::service, LedgerField::customer}) {
            auto const written = text(field);
            if (!isClosing(written)) continue;
            because(LineOutcome::totalLine, {error::ledgerClosingLine, {}, {{"text", written}}}, field);
            return true;
        }
        return false;
    }

    [[nodiscard]] Result<std::string> day(std::string const& written) const {
        return dayOrMonth(written, head_.sheet->countsFrom1904.value_or(mapping_.countsFrom1904), edition_);
    }

    bool isTotal() {
        for (auto const field : {LedgerField::date, LedgerField::document, LedgerField::customer, LedgerField::service, LedgerField::remark}) {
            auto const written = text(field);
            if (written.empty() || !isTotalWord(written)) continue;
            // A service may be called 合计; a line of its own has a day and a customer too.
            if (day(line_.date) && !line_.service.empty() && (field != LedgerField::service || !line_.customer.empty())) continue;
            because(LineOutcome::totalLine, {error::ledgerTotalLine, {}, {{"text", written}}}, field);
            return true;
        }
        return false;
    }

    bool hasTrouble() {
        for (auto const& [field, column] : head_.columns) {
            auto const* found = row_.find(column);
            if (found == nullptr || found->trouble == CellTrouble::none) continue;
            because(LineOutcome::refused, found->trouble == CellTrouble::formulaError ? Error{error::templateCellError, {}, {{"text", found->text}}} : Error{error::templateFormulaWithoutValue, {}, {}}, field);
            return true;
        }
        return false;
    }

    bool readDate() {
        if (line_.date.empty()) {
            because(LineOutcome::refused, {error::ledgerCellMissing, {}, {{"column", nameOfColumn(LedgerField::date)}}}, LedgerField::date);
            return false;
        }
        auto date = day(line_.date);
        if (!date) {
            because(LineOutcome::refused, date.error(), LedgerField::date);
            return false;
        }
        line_.date = *std::move(date);
        if (isWithin(line_.date, period_)) return true;
        because(LineOutcome::outsidePeriod, {error::ledgerOutsidePeriod, {}, {{"text", line_.date}, {"period", toText(period_)}}}, LedgerField::date);
        return false;
    }

    /// The code that the cell's word, a constant or the form's default gives. Nothing for a word that is not known.
    std::optional<std::string> codeFor(LedgerField field) {
        if (auto const word = text(field); !word.empty()) return words_.code(field, word);
        if (auto const constant = mapping_.constants.find(field); constant != mapping_.constants.end()) return constant->second;
        auto const* column = columnOf(field, form_);
        return column == nullptr || column->defaultValue.empty() ? std::nullopt : std::optional{column->defaultValue};
    }

    void leaveOut(LedgerField field, std::string word) {
        if (!leftOut_) leftOut_ = NewWord{field, std::move(word)};
    }

    /// Takes the code for a field that is a key of the form.
    void take(LedgerField field, std::optional<std::string> const& code) {
        auto const* column = columnOf(field, form_);
        if (column == nullptr) return;
        auto const word = text(field);
        if (code && !code->empty()) codes_[column->id] = *code;
        else if (code && !word.empty()) leaveOut(field, word);
        else if (!word.empty()) newWords_.push_back({field, word});
        else if (column->required && !missing_) missing_ = field;
    }

    void findCodes(std::optional<std::string> const& currency) {
        auto const* customer = line_.customer.empty() ? nullptr : words_.customer(line_.customer);
        if (customer != nullptr && customer->isLeftOut) leaveOut(LedgerField::customer, line_.customer);
        customerIsNew_ = customer == nullptr && !line_.customer.empty();
        line_.isAffiliated = customer != nullptr && customer->isAffiliated;

        auto const* service = line_.service.empty() ? nullptr : words_.service(line_.service);
        if (service != nullptr && service->isLeftOut) leaveOut(LedgerField::service, line_.service);
        take(LedgerField::service, service != nullptr ? std::optional{service->item} : codeFor(LedgerField::service));
        take(LedgerField::currency, currency);
        take(LedgerField::flow, flowOfSide_.empty() || isFlowSaid() ? codeFor(LedgerField::flow) : std::optional{std::string{flowOfSide_}});
        bool const saysOutsourcing = !text(LedgerField::outsourcing).empty();
        take(LedgerField::outsourcing, !saysOutsourcing && service != nullptr && !service->outsourcing.empty() ? std::optional{service->outsourcing} : codeFor(LedgerField::outsourcing));
        findPartner(customer);
        findMode(customer, service);
        line_.isDigital = service != nullptr && service->isDigital && line_.mode == concepts::mode1;
    }

    void findPartner(CustomerMeaning const* customer) {
        auto const* column = columnOf(LedgerField::partner, form_);
        if (column == nullptr) return;
        bool const isSaid = !line_.partner.empty();
        auto code = isSaid ? words_.code(LedgerField::partner, line_.partner) : std::nullopt;
        // The line itself knows best; where it says nothing that is understood, the customer does.
        if (!code && customer != nullptr && !customer->partner.empty()) code = customer->partner;
        if (!code && !isSaid) code = codeFor(LedgerField::partner);
        if (code || isSaid || line_.customer.empty() || (customer != nullptr && customer->isLeftOut)) return take(LedgerField::partner, code);
        newWords_.push_back({LedgerField::customer, line_.customer});
        customerIsNew_ = false;
    }

    void findMode(CustomerMeaning const* customer, ServiceMeaning const* service) {
        if (auto const word = text(LedgerField::mode); !word.empty()) {
            auto const mode = words_.code(LedgerField::mode, word);
            if (!mode) newWords_.push_back({LedgerField::mode, word});
            else if (mode->empty()) leaveOut(LedgerField::mode, word);
            else line_.mode = *mode;
        } else if (customer != nullptr && !customer->mode.empty()) {
            line_.mode = customer->mode;
        } else if (service != nullptr && !service->mode.empty()) {
            line_.mode = service->mode;
        } else if (auto const constant = mapping_.constants.find(LedgerField::mode); constant != mapping_.constants.end()) {
            line_.mode = constant->second;
        }
    }

    LedgerHead const& head_;
    SheetRow const& row_;
    LedgerMapping const& mapping_;
    LedgerWords& words_;
    Edition const& edition_;
    Form const& form_;
    Period const& period_;
    LedgerLine line_;
    LedgerField amountField_ = LedgerField::amount;  // where the amount stands
    std::string_view flowOfSide_;                    // empty: no side says it
    bool takesBack_ = false;                         // the amount stands on the side that is not the flow's own
    std::optional<Money> dollars_;
    std::map<std::string, std::string> codes_;       // by column
    std::vector<NewWord> newWords_;
    std::optional<NewWord> leftOut_;
    std::optional<LedgerField> missing_;
    bool customerIsNew_ = false;
};

/// Adds up what was taken, row by row of the form.
class RowSums {
public:
    RowSums(Edition const& edition, Form const& form) : edition_(edition), form_(form) {}

    /// In dollars too, where the ledger has it so: a row whose lines do not all have it has none, for a part compares with nothing.
    Result<> add(LedgerLine const& line, std::optional<Money> const& dollars) {
        // Ordered as the lists are, which is the statutory order.
        std::vector<std::size_t> order;
        std::size_t number = 0;
        for (auto const& column : form_.columns)
            if (column.role == ColumnRole::key) order.push_back(edition_.findList(column.list)->indexOf(line.key[number++]));
        auto [found, isNew] = rows_.try_emplace(std::move(order), emptyRow());
        auto& row = found->second;
        if (isNew) {
            number = 0;
            for (std::size_t i = 0; i < form_.columns.size(); ++i)
                if (form_.columns[i].role == ColumnRole::key) row.cells[i] = line.key[number++];
        }
        ZHIBAO_TRY(Money const amount, line.amount->rounded());
        for (std::size_t i = 0; i < form_.columns.size(); ++i) {
            auto const& meaning = form_.columns[i].conceptId;
            if (meaning == concepts::dollars) {
                auto const* soFar = std::get_if<Money>(&row.cells[i]);
                auto const before = soFar == nullptr ? Money{} : *soFar;
                bool const isComplete = dollars && (isNew || soFar != nullptr);
                row.cells[i] = Blank{};
                if (!isComplete) continue;
                ZHIBAO_TRY(row.cells[i], before.plus(*dollars));
                continue;
            }
            bool const counts = meaning == concepts::total || (!line.mode.empty() && meaning == line.mode) || (meaning == concepts::affiliated && line.isAffiliated) ||
                                (meaning == concepts::digital && line.isDigital);
            if (!counts) continue;
            auto const* before = std::get_if<Money>(&row.cells[i]);
            ZHIBAO_TRY(row.cells[i], (before == nullptr ? Money{} : *before).plus(amount));
        }
        return {};
    }

    std::vector<Row> taken() {
        std::vector<Row> rows;
        for (auto& [order, row] : rows_) rows.push_back(std::move(row));
        return rows;
    }

private:
    [[nodiscard]] Row emptyRow() const { return newRow(form_); }

    Edition const& edition_;
    Form const& form_;
    std::map<std::vector<std::size_t>, Row> rows_;
};

/// A sheet's headings; more than one line may stand above them.
Result<std::optional<LedgerHead>> headIn(Sheet const& sheet, LedgerMapping const& mapping, std::set<std::string>& missing) {
    constexpr std::size_t rowsLookedAt = 50;
    std::set<std::string> fewest;
    for (std::size_t number = 0; number < std::min(sheet.rows.size(), rowsLookedAt); ++number) {
        LedgerHead head{&sheet, number, {}};
        std::set<std::string> notHere;
        std::optional<std::string> twice;
        for (auto const& [field, heading] : mapping.columns) {
            auto const folded = foldedForSearch(heading);
            std::size_t count = 0;
            for (auto const& [column, cell] : sheet.rows[number].cells) {
                if (cell.isRepeated || foldedForSearch(cell.text) != folded) continue;
                head.columns.emplace(field, column);
                ++count;
            }
            if (count == 0) notHere.insert(heading);
            if (count > 1) twice = heading;
        }
        if (notHere.empty() && twice) return fail(error::ledgerHeadingTwice, {{"column", *twice}}, sheet.file);
        if (notHere.empty()) return std::optional{std::move(head)};
        if (number == 0 || notHere.size() < fewest.size()) fewest = std::move(notHere);
    }
    if (missing.empty() || (!fewest.empty() && fewest.size() < missing.size())) missing = std::move(fewest);
    return std::optional<LedgerHead>{};
}

bool isHeadAgain(LedgerHead const& head, SheetRow const& row) {
    auto const& headings = head.sheet->rows[head.row];
    return std::all_of(head.columns.begin(), head.columns.end(), [&](auto const& one) {
        auto const* cell = row.find(one.second);
        return cell != nullptr && cell->text == headings.find(one.second)->text;
    });
}

bool isLine(LedgerHead const& head, SheetRow const& row) {
    bool const isFilled = std::any_of(head.columns.begin(), head.columns.end(), [&](auto const& one) {
        auto const* cell = row.find(one.second);
        return cell != nullptr && !cell->isRepeated;
    });
    return isFilled && !isHeadAgain(head, row);
}

/// Words that were met, each once.
class WordList {
public:
    explicit WordList(std::vector<UnmappedWord>& words) : words_(words) {}

    Result<> add(LedgerField field, std::string const& word, LedgerLine const& line) {
        auto const [found, isNew] = positions_.try_emplace({field, foldedForSearch(word)}, words_.size());
        if (isNew) words_.push_back({field, word, {}});
        return zhibao::add(words_[found->second].tally, line);
    }

private:
    std::vector<UnmappedWord>& words_;
    std::map<std::pair<LedgerField, std::string>, std::size_t> positions_;
};

}  // namespace

Result<LedgerHead> findLedgerHead(std::vector<Sheet> const& sheets, LedgerMapping const& mapping) {
    std::set<std::string> missing;
    bool isThere = mapping.sheet.empty();
    for (auto const& sheet : sheets) {
        if (!mapping.sheet.empty() && sheet.name != mapping.sheet) continue;
        isThere = true;
        ZHIBAO_TRY(auto head, headIn(sheet, mapping, missing));
        if (head) return *std::move(head);
    }
    auto const file = sheets.empty() ? std::string{} : sheets.front().file;
    if (!isThere) return fail(error::ledgerSheetMissing, {{"sheet", mapping.sheet}}, file);
    std::string columns;
    for (auto const& [field, heading] : mapping.columns)
        if (missing.empty() || missing.contains(heading)) columns += (columns.empty() ? "" : ", ") + heading;
    return fail(error::ledgerHeadMissing, {{"columns", columns}}, file);
}

Result<LedgerImport> importLedger(std::vector<std::vector<Sheet>> const& files, LedgerMapping const& mapping, Edition const& edition, Period const& period) {
    ZHIBAO_CHECK(checkLedgerMapping(mapping, edition));
    auto const& form = *edition.findForm(mapping.form);
    LedgerWords words{mapping, edition, form};
    LedgerImport import;
    WordList unmapped{import.unmapped};
    WordList newCustomers{import.newCustomers};
    RowSums sums{edition, form};
    for (auto const outcome : lineOutcomes) import.outcomes[outcome];
    for (auto const& sheets : files) {
        ZHIBAO_TRY(auto const head, findLedgerHead(sheets, mapping));
        for (auto number = head.row + 1; number < head.sheet->rows.size(); ++number) {
            auto const& row = head.sheet->rows[number];
            if (!isLine(head, row)) continue;
            LineReader reader{head, row, mapping, words, edition, form, period};
            auto line = reader.read();
            ZHIBAO_CHECK(add(import.source, line));
            ZHIBAO_CHECK(add(import.outcomes[line.outcome], line));
            if (line.outcome == LineOutcome::unmapped)
                for (auto const& [field, word] : reader.newWords()) ZHIBAO_CHECK(unmapped.add(field, word, line));
            if (line.isTaken()) {
                ZHIBAO_CHECK(sums.add(line, reader.dollars()));
                ZHIBAO_TRY(Money const amount, line.amount->rounded());
                auto& sum = import.takenSums[line.currency];
                ZHIBAO_TRY(sum, sum.plus(amount));
                if (line.mode.empty()) ++import.withoutMode;
                if (reader.customerIsNew()) ZHIBAO_CHECK(newCustomers.add(LedgerField::customer, line.customer, line));
            }
            import.lines.push_back(std::move(line));
        }
    }
    import.rows = sums.taken();
    return import;
}

Result<> takeLedgerRows(Filing& filing, LedgerImport const& import, std::vector<LedgerLine> const& before, std::string_view form, Edition const& edition) {
    ZHIBAO_CHECK(addForm(filing, form, edition));
    auto const& asked = *edition.findForm(form);
    std::set<std::vector<std::string>> gone;
    for (auto const& line : before)
        if (line.isTaken()) gone.insert(line.key);
    std::map<std::vector<std::string>, Row const*> made;
    for (auto const& row : import.rows) {
        auto key = rowKeyOf(row, asked);
        gone.erase(key);
        made.emplace(std::move(key), &row);
    }
    for (auto position = filing.findForm(form)->rows.size(); position-- > 0;) {
        auto& row = filing.findForm(form)->rows[position];
        auto const key = rowKeyOf(row, asked);
        if (gone.contains(key)) {
            removeRow(filing, form, position);
        } else if (auto const found = made.find(key); found != made.end()) {
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                if (asked.columns[i].kind == ColumnKind::money) row.cells[i] = found->second->cells[i];
            made.erase(found);
        }
    }
    for (auto const& row : import.rows)
        if (made.contains(rowKeyOf(row, asked))) filing.findForm(form)->rows.push_back(row);
    return {};
}

}  // namespace zhibao
