#include "rules/dataset.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>

#include <fmt/format.h>

#include "base/date.h"
#include "base/json.h"
#include "rules/keys.h"
#include "rules/names.h"

namespace zhibao::vtl {

namespace {

constexpr std::array<std::string_view, 8> typeNames{"String", "Number", "Integer", "Boolean", "Date", "TimePeriod", "Time", "Duration"};
constexpr std::array<std::string_view, 4> roleNames{"Identifier", "Measure", "Attribute", "ViralAttribute"};

/// Position of a written name in a list of names; case, blanks and underscores do not matter ("time_period", "Viral Attribute").
template <std::size_t count>
std::optional<std::size_t> findWritten(std::array<std::string_view, count> const& names, std::string_view written) {
    std::string plain;
    for (char const character : written) {
        if (character != '_' && character != ' ') plain += character;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (sameButCase(names[i], plain)) return i;
    }
    return std::nullopt;
}

template <std::size_t count>
std::string joined(std::array<std::string_view, count> const& names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string placeOf(std::string_view file, std::string_view place) {
    if (file.empty()) return std::string{place};
    if (place.empty()) return std::string{file};
    return fmt::format("{}:{}", file, place);
}

bool digitsAt(std::string_view text, std::size_t position, std::size_t count) noexcept {
    if (position + count > text.size()) return false;
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(position), text.begin() + static_cast<std::ptrdiff_t>(position + count),
                       [](char character) { return character >= '0' && character <= '9'; });
}

/// "2017", "2017A", "2017Q1", "2017-Q1", "2017M04", "2017-04", "2017-04-30", "2017D120": the spellings of the manual and of SDMX.
bool isTimePeriod(std::string_view text) {
    if (!digitsAt(text, 0, 4)) return false;
    if (text.size() == 4) return true;
    if (text.size() == 7 && text[4] == '-' && digitsAt(text, 5, 2)) return text.substr(5) >= "01" && text.substr(5) <= "12";
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') return parseDate(text).has_value();
    std::size_t const letter = text[4] == '-' ? 5 : 4;
    if (letter >= text.size()) return false;
    std::size_t const digits = text.size() - letter - 1;
    if (digits > 3 || !digitsAt(text, letter + 1, digits)) return false;
    int number = 0;
    for (char const digit : text.substr(letter + 1)) number = number * 10 + (digit - '0');
    auto const upTo = [&](int most) { return digits > 0 && number >= 1 && number <= most; };
    switch (text[letter]) {
        case 'A': return digits == 0 || upTo(1);
        case 'S': return upTo(2);
        case 'Q': return upTo(4);
        case 'M': return upTo(12);
        case 'W': return upTo(53);
        case 'D': return upTo(parseDate(std::string{text.substr(0, 4)} + "-02-29") ? 366 : 365);
        default: return false;
    }
}

/// "2017-01-01/2017-03-31", or anything that is a period or a day.
bool isTime(std::string_view text) {
    auto const slash = text.find('/');
    if (slash == std::string_view::npos) return isTimePeriod(text);
    auto const first = parseDate(text.substr(0, slash));
    auto const last = parseDate(text.substr(slash + 1));
    return first && last && *first <= *last;
}

/// "1Y6M": numbers of these units, each unit once at most and in this order.
bool isCountOf(std::string_view units, std::string_view text) {
    while (!text.empty()) {
        auto const end = text.find_first_not_of("0123456789");
        auto const unit = end == 0 || end == std::string_view::npos ? std::string_view::npos : units.find(text[end]);
        if (unit == std::string_view::npos) return false;
        units.remove_prefix(unit + 1);
        text.remove_prefix(end + 1);
    }
    return true;
}

/// "Q", or as ISO 8601 has it: "P3M", "P1DT12H".
bool isDuration(std::string_view text) {
    if (text.size() == 1) return std::string_view{"ASQMWD"}.find(text.front()) != std::string_view::npos;
    if (text.size() < 3 || text.front() != 'P') return false;
    auto const time = text.find('T');
    if (time == std::string_view::npos) return isCountOf("YMWD", text.substr(1));
    return time + 1 < text.size() && isCountOf("YMWD", text.substr(1, time - 1)) && isCountOf("HMS", text.substr(time + 1));
}

/// Appends a field of a file; false when it is no value of the column's type.
bool appendField(Column& column, std::string_view field) {
    switch (column.type()) {
        case ScalarType::number:
        case ScalarType::integer: {
            auto const number = Number::parse(field);
            if (!number) return false;
            if (column.type() == ScalarType::integer && !number->isInteger()) return false;
            column.append(column.type() == ScalarType::integer ? number->trimmed() : *number);
            return true;
        }
        case ScalarType::boolean:
            if (sameButCase(field, "true") || field == "1") {
                column.append(true);
                return true;
            }
            if (sameButCase(field, "false") || field == "0") {
                column.append(false);
                return true;
            }
            return false;
        case ScalarType::date:
            if (!parseDate(field)) return false;
            break;
        case ScalarType::timePeriod:
            if (!isTimePeriod(field)) return false;
            break;
        case ScalarType::time:
            if (!isTime(field)) return false;
            break;
        case ScalarType::duration:
            if (!isDuration(field)) return false;
            break;
        case ScalarType::string: break;
    }
    column.append(field);
    return true;
}

/// Of columns that have nothing but nulls so far. It is always shared, so no column ever adds to it.
std::shared_ptr<Dictionary> const& dictionaryOfNothing() {
    static std::shared_ptr<Dictionary> const one = [] {
        auto made = std::make_shared<Dictionary>();
        made->codeOf({});
        return made;
    }();
    return one;
}

/// Where rows stand in a file; most follow each other line by line.
class RowLines {
public:
    void add(std::size_t row, std::size_t line) {
        if (jumps_.empty() || jumps_.back().line + (row - jumps_.back().row) != line) jumps_.push_back({row, line});
    }
    [[nodiscard]] std::size_t of(std::size_t row) const noexcept {
        auto const behind = std::upper_bound(jumps_.begin(), jumps_.end(), row, [](std::size_t wanted, Jump const& jump) { return wanted < jump.row; });
        return std::prev(behind)->line + (row - std::prev(behind)->row);
    }

private:
    struct Jump {
        std::size_t row;
        std::size_t line;
    };
    std::vector<Jump> jumps_;
};

}  // namespace

std::string_view nameOf(ScalarType type) noexcept {
    return typeNames[static_cast<std::size_t>(type)];
}
std::string_view nameOf(Role role) noexcept {
    return roleNames[static_cast<std::size_t>(role)];
}

std::string listed(Structure const& structure) {
    std::string names;
    for (auto const& component : structure.components) names += (names.empty() ? "" : ", ") + component.name;
    return names;
}

std::optional<std::size_t> Structure::find(std::string_view component) const noexcept {
    auto const found =
        findName(components.begin(), components.end(), component, [](Component const& one) -> std::string_view { return one.name; });
    if (found == components.end()) return std::nullopt;
    return static_cast<std::size_t>(found - components.begin());
}

std::size_t Dictionary::slotOf(std::string_view text) const noexcept {
    std::size_t const mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(text)&mask;
    while (slots_[slot] != 0 && at(slots_[slot] - 1) != text) slot = (slot + 1) & mask;
    return slot;
}

std::optional<std::uint32_t> Dictionary::find(std::string_view text) const noexcept {
    if (slots_.empty()) return std::nullopt;
    auto const slot = slotOf(text);
    if (slots_[slot] == 0) return std::nullopt;
    return slots_[slot] - 1;
}

std::uint32_t Dictionary::codeOf(std::string_view text) {
    if ((ends_.size() + 1) * 2 > slots_.size()) grow();
    auto const slot = slotOf(text);
    if (slots_[slot] != 0) return slots_[slot] - 1;
    auto const code = static_cast<std::uint32_t>(ends_.size());
    bytes_ += text;
    ends_.push_back(bytes_.size());
    slots_[slot] = code + 1;
    return code;
}

void Dictionary::grow() {
    slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, 0);
    std::size_t const mask = slots_.size() - 1;
    for (std::uint32_t code = 0; code < ends_.size(); ++code) {
        std::size_t slot = std::hash<std::string_view>{}(at(code)) & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = code + 1;
    }
}

Column::Values& Column::own() {
    if (!values_) values_ = std::make_shared<Values>();
    else if (values_.use_count() != 1) values_ = std::make_shared<Values>(*values_);
    return *values_;
}

Dictionary& Column::ownDictionary() {
    auto& dictionary = values_->dictionary;
    if (!dictionary) dictionary = std::make_shared<Dictionary>();
    else if (dictionary.use_count() != 1) dictionary = std::make_shared<Dictionary>(*dictionary);
    return *dictionary;
}

Dictionary const& Column::dictionary() const noexcept {
    static Dictionary const empty;
    return values_ && values_->dictionary ? *values_->dictionary : empty;
}

void Column::startRow(Values& values, bool null) {
    if (size_ % 64 == 0) values.nulls.push_back(0);
    if (null) values.nulls.back() |= std::uint64_t{1} << (size_ % 64);
    ++size_;
}

void Column::reserve(std::size_t rows) {
    if (rows == 0) return;
    auto& values = own();
    values.nulls.reserve((rows + 63) / 64);
    if (type_ == ScalarType::boolean) values.bits.reserve((rows + 63) / 64);
    else if (!isNumeric(type_)) values.codes.reserve(rows);
    else if (values.wide.empty()) values.narrow.reserve(rows);
    else values.wide.reserve(rows);
}

void Column::appendNull() {
    auto& values = own();
    startRow(values, true);
    if (type_ == ScalarType::boolean) {
        if (values.bits.size() < values.nulls.size()) values.bits.push_back(0);
    } else if (isNumeric(type_)) {
        if (values.wide.empty())
            values.narrow.push_back(0);
        else
            values.wide.emplace_back();
    } else {
        values.codes.push_back(0);
        // The code 0 must name something, also in a column of nothing but nulls.
        if (!values.dictionary) values.dictionary = dictionaryOfNothing();
    }
}

void Column::append(bool value) {
    assert(type_ == ScalarType::boolean);
    auto& values = own();
    startRow(values, false);
    if (values.bits.size() < values.nulls.size()) values.bits.push_back(0);
    if (value) values.bits.back() |= std::uint64_t{1} << ((size_ - 1) % 64);
}

void Column::append(Number const& value) {
    assert(isNumeric(type_));
    auto& values = own();
    bool const isNarrow = values.wide.empty();
    if (value.scale() == scale_ && isNarrow && !value.isApproximate() && value.coefficient() <= INT64_MAX && value.coefficient() >= INT64_MIN) {
        startRow(values, false);
        values.narrow.push_back(static_cast<std::int64_t>(value.coefficient()));
        return;
    }
    if (isNarrow && !value.isApproximate()) {
        int const scale = std::max(scale_, value.scale());
        if (scale != scale_) {
            // Everything so far gets more decimals, if all of it still fits.
            auto const factor = powerOfTen(scale - scale_);
            bool fits = factor && *factor <= INT64_MAX;
            std::int64_t const narrowFactor = fits ? static_cast<std::int64_t>(*factor) : 1;
            for (std::size_t row = 0; fits && row < values.narrow.size(); ++row) fits = multiplyChecked(values.narrow[row], narrowFactor).has_value();
            if (fits) {
                for (auto& number : values.narrow) number *= narrowFactor;
                scale_ = scale;
            }
        }
        if (scale == scale_) {
            auto const coefficient = value.coefficientAt(scale_);
            if (coefficient && *coefficient <= INT64_MAX && *coefficient >= INT64_MIN) {
                startRow(values, false);
                values.narrow.push_back(static_cast<std::int64_t>(*coefficient));
                return;
            }
        }
    }
    if (isNarrow) widen(values);
    startRow(values, false);
    values.wide.push_back(value);
    scale_ = std::max(scale_, value.scale());
}

void Column::widen(Values& values) {
    values.wide.reserve(values.narrow.size() + 1);
    for (auto const number : values.narrow) values.wide.emplace_back(number, scale_);
    // An empty vector stands for "narrow", so the very first number is appended by the caller at once.
    values.narrow.clear();
    values.narrow.shrink_to_fit();
}

void Column::append(std::string_view text) {
    assert(isTextual(type_));
    auto& values = own();
    startRow(values, false);
    // A text that a shared dictionary has already needs none of one's own.
    bool const isShared = values.dictionary && values.dictionary.use_count() != 1;
    auto const known = isShared ? values.dictionary->find(text) : std::nullopt;
    values.codes.push_back(known ? *known : ownDictionary().codeOf(text));
}

void Column::append(Column const& other, std::size_t row) {
    assert(type_ == other.type_ || (isNumeric(type_) && isNumeric(other.type_)));
    if (other.isNull(row))
        appendNull();
    else if (type_ == ScalarType::boolean)
        append(other.boolean(row));
    else if (isNumeric(type_))
        append(other.number(row));
    else
        append(other.text(row));
}

void Column::append(Column const& other, std::size_t row, std::size_t times) {
    if (times == 0) return;
    append(other, row);
    if (times == 1) return;
    auto const last = size_ - 1;
    bool const null = isNull(last);
    if (!isTextual(type_)) {
        for (std::size_t i = 1; i < times; ++i) append(other, row);
        return;
    }
    auto& values = own();
    auto const code = values.codes[last];
    for (std::size_t i = 1; i < times; ++i) {
        startRow(values, null);
        values.codes.push_back(code);
    }
}

void Column::append(Column const& other, std::span<std::uint32_t const> rows) {
    if (rows.empty()) return;
    if (size_ == 0 && type_ == other.type_) {
        *this = other.taken(rows);
        return;
    }
    if (!isTextual(type_)) {
        for (auto const row : rows) append(other, row);
        return;
    }
    // Each text of the other dictionary is looked for once.
    std::vector<std::optional<std::uint32_t>> codes(other.dictionary().size());
    for (auto const row : rows) {
        if (other.isNull(row)) {
            appendNull();
            continue;
        }
        auto& code = codes[other.codes()[row]];
        if (code) {
            auto& values = own();
            startRow(values, false);
            values.codes.push_back(*code);
        } else {
            append(other.text(row));
            code = values_->codes.back();
        }
    }
}

void Column::append(std::span<std::int64_t const> numbers, int scale, std::span<std::uint64_t const> nulls) {
    auto const isNullAt = [&](std::size_t row) { return ((nulls[row / 64] >> (row % 64)) & 1U) != 0; };
    if (size_ == 0) scale_ = scale;
    if (!isNarrow() || scale != scale_) {
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            if (isNullAt(row))
                appendNull();
            else
                append(Number{numbers[row], scale});
        }
        return;
    }
    auto& values = own();
    values.narrow.reserve(values.narrow.size() + numbers.size());
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        bool const null = isNullAt(row);
        startRow(values, null);
        values.narrow.push_back(null ? 0 : numbers[row]);
    }
}

Column Column::taken(std::span<std::uint32_t const> rows) const {
    Column column{type_};
    column.scale_ = scale_;
    if (rows.empty()) return column;
    auto& values = column.own();
    column.size_ = rows.size();
    values.nulls.assign((rows.size() + 63) / 64, 0);
    auto const eachRow = [&](auto keep) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] == noRow || isNull(rows[i])) values.nulls[i / 64] |= std::uint64_t{1} << (i % 64);
            else keep(i, rows[i]);
        }
    };
    if (type_ == ScalarType::boolean) {
        values.bits.assign(values.nulls.size(), 0);
        eachRow([&](std::size_t i, std::uint32_t row) { values.bits[i / 64] |= std::uint64_t{boolean(row)} << (i % 64); });
    } else if (!isNumeric(type_)) {
        values.codes.assign(rows.size(), 0);
        values.dictionary = values_ && values_->dictionary ? values_->dictionary : dictionaryOfNothing();
        eachRow([&](std::size_t i, std::uint32_t row) { values.codes[i] = values_->codes[row]; });
    } else if (isNarrow()) {
        values.narrow.assign(rows.size(), 0);
        eachRow([&](std::size_t i, std::uint32_t row) { values.narrow[i] = values_->narrow[row]; });
    } else {
        values.wide.assign(rows.size(), Number{});
        eachRow([&](std::size_t i, std::uint32_t row) { values.wide[i] = values_->wide[row]; });
    }
    return column;
}

std::string Column::written(std::size_t row) const {
    if (isNull(row)) return {};
    if (type_ == ScalarType::boolean) return boolean(row) ? "true" : "false";
    if (isNumeric(type_)) return number(row).text();
    return std::string{text(row)};
}

std::string Column::shown(std::size_t row) const {
    if (isNull(row) || !isNumeric(type_)) return written(row);
    return number(row).text(type_ == ScalarType::integer ? 0 : 2);
}

Dataset::Dataset(Structure structure) : Dataset(std::make_shared<Structure const>(std::move(structure))) {}

Dataset::Dataset(Structure structure, std::vector<Column> columns)
    : Dataset(std::make_shared<Structure const>(std::move(structure)), std::move(columns)) {}

Dataset::Dataset(std::shared_ptr<Structure const> structure) : structure_(std::move(structure)) {
    columns_.reserve(structure_->components.size());
    for (auto const& component : structure_->components) columns_.emplace_back(component.type);
}

Dataset::Dataset(std::shared_ptr<Structure const> structure, std::vector<Column> columns)
    : structure_(std::move(structure)), columns_(std::move(columns)) {
    assert(columns_.size() == structure_->components.size());
    assert(std::all_of(columns_.begin(), columns_.end(), [&](Column const& one) { return one.size() == rowCount(); }));
}

Result<Structure> readStructure(BytesView json, std::string_view file) {
    ZHIBAO_TRY(JsonValue const value, inside(file, parseJson(json)));
    auto const read = [&]() -> Result<Structure> {
        JsonNode const root{value};
        Structure structure;
        ZHIBAO_TRY(structure.name, root.stringOr("name", ""));
        ZHIBAO_TRY(JsonNode const list, root.at("components"));
        ZHIBAO_TRY(auto const nodes, list.elements());
        for (auto const& node : nodes) {
            ZHIBAO_CHECK(node.onlyKeys({"name", "role", "data_type", "type", "nullable"}));
            Component component;
            ZHIBAO_TRY(component.name, node.stringAt("name"));
            ZHIBAO_TRY(std::string const role, node.stringAt("role"));
            auto const knownRole = findWritten(roleNames, role);
            if (!knownRole) return node.fail(error::datasetRoleUnknown, {{"text", role}, {"expected", joined(roleNames)}});
            component.role = static_cast<Role>(*knownRole);
            ZHIBAO_TRY(auto const other, node.find("type"));
            ZHIBAO_TRY(std::string const type, node.stringAt(other ? "type" : "data_type"));
            auto const knownType = findWritten(typeNames, type);
            if (!knownType) return node.fail(error::datasetTypeUnknown, {{"text", type}, {"expected", joined(typeNames)}});
            component.type = static_cast<ScalarType>(*knownType);
            component.nullable = component.role != Role::identifier;
            ZHIBAO_TRY(auto const nullable, node.find("nullable"));
            if (nullable) {
                ZHIBAO_TRY(component.nullable, nullable->boolean());
            }
            if (component.nullable && component.role == Role::identifier)
                return node.fail(error::datasetIdentifierNullable, {{"component", component.name}});
            for (auto const& earlier : structure.components) {
                if (earlier.name == component.name) return node.fail(error::datasetComponentTwice, {{"component", component.name}});
            }
            structure.components.push_back(std::move(component));
        }
        return structure;
    };
    return inside(file, read());
}

std::string writeStructure(Structure const& structure) {
    JsonValue::Array components;
    for (auto const& component : structure.components) {
        components.push_back(JsonValue::Object{{"name", component.name},
                                               {"role", nameOf(component.role)},
                                               {"data_type", nameOf(component.type)},
                                               {"nullable", component.nullable}});
    }
    return toText(JsonValue{JsonValue::Object{{"name", structure.name}, {"components", std::move(components)}}}, 2);
}

Result<Dataset> readDataset(Structure structure, BytesView csv, std::string_view file) {
    return readDataset(std::move(structure), piecesOf(csv), file);
}

Result<Dataset> readDataset(Structure structure, TextSource const& csv, std::string_view file) {
    Problems problems;
    auto dataset = readDataset(std::move(structure), csv, file, problems);
    if (!dataset) return tl::unexpected(problems.first().front());
    return std::move(*dataset);
}

std::optional<Dataset> readDataset(Structure structure, TextSource const& csv, std::string_view file, Problems& problems) {
    CsvReader reader{csv};
    auto const before = problems.count();
    auto const placed = [&](Error error) {
        std::string const place = error.where();
        error.places = {placeOf(file, place)};
        problems.add(std::move(error));
        return std::nullopt;
    };
    auto const header = reader.header();
    if (!header) return placed(header.error());
    Dataset dataset{std::move(structure)};
    auto const& components = dataset.structure().components;
    auto const refuse = [&](ErrorCode code, std::size_t line, std::size_t field, ErrorArguments arguments) {
        problems.add({code, {placeOf(file, fmt::format("{}:{}", line, field + 1))}, std::move(arguments)});
    };

    std::vector<std::size_t> fields;  // where each component stands
    for (auto const& component : components) {
        auto const field = std::find(header->begin(), header->end(), component.name);
        // Said once for the whole head: every column would seem to be missing.
        if (header->size() == 1 && components.size() > 1) {
            auto const column = CsvTable{*header, {}}.column(component.name);
            if (!column && column.error().code == error::csvSeparatorOther) return placed(column.error());
        }
        if (field == header->end()) refuse(error::csvColumnMissing, 1, 0, {{"column", component.name}});
        fields.push_back(static_cast<std::size_t>(field - header->begin()));
    }
    for (std::size_t field = 0; field < header->size(); ++field) {
        if (std::find(fields.begin(), fields.end(), field) == fields.end())
            refuse(error::datasetColumnUnknown, 1, field, {{"column", (*header)[field]}, {"dataset", dataset.structure().name}});
    }
    // What stands in which column is not known.
    if (problems.count() != before) return std::nullopt;

    RowLines lines;
    for (std::size_t rowNumber = 0;; ++rowNumber) {
        auto const found = reader.next();
        if (!found) return placed(found.error());
        if (!*found) break;
        if (rowNumber + 1 == noRow) {
            refuse(error::datasetTooLong, reader.line(), 0, {{"limit", std::to_string(noRow - 1)}});
            return std::nullopt;
        }
        lines.add(rowNumber, reader.line());
        auto const row = reader.fields();
        for (std::size_t i = 0; i < components.size(); ++i) {
            auto const field = row[fields[i]];
            bool const isMissing = field.empty() && !components[i].nullable;
            if (isMissing)
                refuse(error::datasetValueMissing, reader.line(), fields[i], {{"component", components[i].name}});
            bool const isMalformed = !field.empty() && !appendField(dataset.column(i), field);
            if (isMalformed)
                refuse(error::datasetValueMalformed, reader.line(), fields[i],
                       {{"text", std::string{field}}, {"component", components[i].name}, {"type", std::string{nameOf(components[i].type)}}});
            if (field.empty() || isMalformed) dataset.column(i).appendNull();
        }
    }
    if (problems.count() != before) return std::nullopt;

    std::vector<std::size_t> identifiers;
    for (std::size_t i = 0; i < components.size(); ++i) {
        if (components[i].role == Role::identifier) identifiers.push_back(i);
    }
    std::size_t const place = identifiers.empty() ? 0 : fields[identifiers.front()];
    eachRepeated({dataset, std::move(identifiers)}, [&](Repetition twice) {
        refuse(error::datasetKeyTwice, lines.of(twice.row), place,
               {{"dataset", dataset.structure().name}, {"line", std::to_string(lines.of(twice.first))}});
    });
    if (problems.count() != before) return std::nullopt;
    return dataset;
}

std::string writeCsv(Dataset const& dataset) {
    auto const pieces = csvPieces(dataset);
    std::string text;
    for (;;) {
        auto const piece = pieces();
        if (piece->empty()) return text;
        text += *piece;
    }
}

std::function<Result<std::string>()> csvPieces(Dataset const& dataset) {
    return [&dataset, next = std::size_t{0}, isBegun = false]() mutable -> Result<std::string> {
        CsvWriter writer;
        std::vector<std::string> fields;
        for (auto const& component : dataset.structure().components) fields.push_back(component.name);
        if (!isBegun) writer.row(fields);
        isBegun = true;
        for (; next < dataset.rowCount() && writer.text().size() < (std::size_t{1} << 20U); ++next) {
            for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = dataset.column(i).written(next);
            writer.row(fields);
        }
        return writer.taken();
    };
}

}  // namespace zhibao::vtl
