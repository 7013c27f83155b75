#include "import/written_amount.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace zhibao {

namespace {

constexpr Int128 perHundredth = 10'000'000'000'000;  // 10^13: a hundredth in steps of 10^-15

constexpr std::array<std::string_view, 22> currencySigns{"HK$", "US$", "NT$", "A$",  "S$",  "C$",  "RMB", "CNY", "USD", "EUR", "HKD",
                                                         "GBP", "JPY", "SGD", "¥",   "$",   "€",   "£",   "₩",   "人民币", "美元", "元"};

bool isDigit(char character) noexcept {
    return character >= '0' && character <= '9';
}

bool cutEnd(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
}

bool cutBegin(std::string_view& text, std::string_view begin) {
    if (!text.starts_with(begin)) return false;
    text.remove_prefix(begin.size());
    return true;
}

/// One sign or name of a currency, at one end of the number.
void cutCurrency(std::string_view& text) {
    for (auto const sign : currencySigns)
        if (cutBegin(text, sign) || cutEnd(text, sign)) return;
}

/// The digits of "1,234,567" without separators; false when these part anything but groups of three.
bool readWhole(std::string_view text, std::string& digits) {
    std::size_t behindComma = 0;
    bool hasComma = false;
    for (char const character : text) {
        if (isDigit(character)) {
            digits += character;
            ++behindComma;
        } else if (character == ',' && behindComma > 0 && behindComma <= 3 && (!hasComma || behindComma == 3)) {
            hasComma = true;
            behindComma = 0;
        } else {
            return false;
        }
    }
    return !hasComma || behindComma == 3;
}

}  // namespace

WrittenAmount WrittenAmount::of(Money amount) noexcept {
    return WrittenAmount{Int128{amount.hundredths()} * perHundredth};
}

Result<WrittenAmount> WrittenAmount::parse(std::string_view written, Unit unit, DecimalSign sign) {
    auto const malformed = [&] { return fail(error::amountMalformed, {{"text", std::string{written}}}); };
    auto clean = trimmed(normalizedNumber(written));
    if (sign == DecimalSign::comma)
        for (auto& character : clean) character = character == ',' ? '.' : character == '.' ? ',' : character;
    std::string_view text = clean;
    if (text == "-") return WrittenAmount{};
    bool isNegative = false;
    if (text.starts_with('(') && text.ends_with(')')) {
        text = text.substr(1, text.size() - 2);
        isNegative = true;
    } else if (cutBegin(text, "-")) {
        isNegative = true;
    } else {
        cutBegin(text, "+");
    }
    cutCurrency(text);
    if (cutEnd(text, "万")) unit = Unit::tenThousand;
    else if (cutEnd(text, "亿")) unit = Unit::hundredMillion;
    cutCurrency(text);
    if (!isNegative && (cutBegin(text, "-") || cutEnd(text, "-"))) isNegative = true;  // ¥-12.50, 12.50-

    auto const point = std::min(text.find('.'), text.size());
    std::string digits;
    if (!readWhole(text.substr(0, point), digits)) return malformed();
    auto fraction = point == text.size() ? std::string_view{} : text.substr(point + 1);
    if (!std::all_of(fraction.begin(), fraction.end(), isDigit)) return malformed();
    if (digits.empty() && fraction.empty()) return malformed();
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    // Ten thousands move the point before digits are counted.
    int shift = decimals - static_cast<int>(fraction.size());
    if (unit == Unit::tenThousand) shift += 4;
    if (unit == Unit::hundredMillion) shift += 8;
    digits += fraction;
    if (shift < 0) return fail(error::amountTooFine, {{"text", std::string{written}}, {"decimals", std::to_string(decimals)}});
    digits.append(static_cast<std::size_t>(shift), '0');
    Int128 scaled = 0;
    for (char const digit : digits) {
        auto const tenfold = multiplyChecked<Int128>(scaled, 10);
        auto const next = tenfold ? addChecked<Int128>(*tenfold, digit - '0') : std::nullopt;
        if (!next) return fail(error::amountOverflow, {{"text", std::string{written}}});
        scaled = *next;
    }
    return WrittenAmount{isNegative ? -scaled : scaled};
}

Result<WrittenAmount> WrittenAmount::plus(WrittenAmount other) const {
    if (auto const sum = addChecked(scaled_, other.scaled_)) return WrittenAmount{*sum};
    return fail(error::amountOverflow, {{"text", text() + " + " + other.text()}});
}

Result<WrittenAmount> WrittenAmount::minus(WrittenAmount other) const {
    if (auto const difference = subtractChecked(scaled_, other.scaled_)) return WrittenAmount{*difference};
    return fail(error::amountOverflow, {{"text", text() + " - " + other.text()}});
}

Result<Money> WrittenAmount::rounded() const {
    auto const hundredths = scaledAndRounded(scaled_, 1, perHundredth, Rounding::halfUp);
    if (!hundredths || *hundredths != Int128{static_cast<std::int64_t>(*hundredths)}) return fail(error::amountOverflow, {{"text", text()}});
    return Money::ofHundredths(static_cast<std::int64_t>(*hundredths));
}

bool WrittenAmount::isFinerThanMoney() const noexcept {
    return scaled_ % perHundredth != 0;
}

std::string WrittenAmount::text(bool separators) const {
    auto text = decimalText(scaled_, decimals, separators);
    auto const point = text.find('.');
    while (text.size() > point + 3 && text.back() == '0') text.pop_back();
    return text;
}

}  // namespace zhibao
