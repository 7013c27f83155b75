#include "output/cube.h"

#include "base/csv.h"
#include "base/json.h"

namespace zhibao {

namespace {

constexpr int roundedPlaces = 6;

/// Empty for an amount beyond 128 bits, which stands exactly beside.
std::string roundedText(ExactRatio const& amount) {
    auto const value = amount.scaledAndRounded(1'000'000, 1, Rounding::halfUp);
    return value ? decimalText(*value, roundedPlaces) : std::string{};
}

/// Names and texts of one cell, in the order of the columns.
std::vector<std::pair<std::string, std::string>> fieldsOf(CubeCell const& cell, CubeShape const& shape, Converter const* converter) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (auto const dimension : shape.dimensions.list()) fields.emplace_back(nameOf(dimension), cell.code(dimension));
    fields.emplace_back("amount", decimalText(cell.hundredths, 2));
    fields.emplace_back("facts", std::to_string(cell.facts));
    if (shape.contributors) fields.emplace_back("contributors", std::to_string(cell.contributors));
    if (converter == nullptr) return fields;
    fields.emplace_back("converted_currency", converter->targetCurrency());
    auto const* factor = converter->factor(cell.quarter(), cell.currency());
    auto const converted = factor == nullptr ? std::optional<ExactRatio>{} : factor->times(ExactRatio::of(cell.hundredths, 100));
    fields.emplace_back("converted", converted ? converted->exactText() : std::string{});
    fields.emplace_back("converted_decimal", converted ? roundedText(*converted) : std::string{});
    return fields;
}

}  // namespace

Bytes toCsv(Cube const& cube, Converter const* converter) {
    auto const& shape = cube.shape();
    std::vector<std::string> header;
    for (auto const dimension : shape.dimensions.list()) header.emplace_back(nameOf(dimension));
    header.insert(header.end(), {"amount", "facts"});
    if (shape.contributors) header.emplace_back("contributors");
    if (converter != nullptr) header.insert(header.end(), {"converted_currency", "converted", "converted_decimal"});
    CsvWriter writer;
    writer.row(header);
    cube.forEach([&](CubeCell const& cell) {
        std::vector<std::string> fields;
        for (auto& [name, text] : fieldsOf(cell, shape, converter)) fields.push_back(std::move(text));
        writer.row(fields);
    });
    return writer.text();
}

Bytes toJsonBytes(Cube const& cube, Converter const* converter) {
    JsonValue::Array cells;
    cube.forEach([&](CubeCell const& cell) {
        JsonValue::Object object;
        for (auto& [name, text] : fieldsOf(cell, cube.shape(), converter)) {
            if (name == "facts") object.emplace_back(name, static_cast<std::int64_t>(cell.facts));
            else if (name == "contributors") object.emplace_back(name, static_cast<std::int64_t>(cell.contributors));
            else if (name.starts_with("converted") && text.empty()) object.emplace_back(name, JsonValue{});
            else object.emplace_back(name, std::move(text));
        }
        cells.push_back(std::move(object));
    });
    return toText(JsonValue::Object{{"cells", std::move(cells)}}, 2);
}

}  // namespace zhibao
