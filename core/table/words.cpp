#include "table/words.h"

#include <array>

namespace zhibao {

std::vector<LabelledText> markLines(LegalMarks const& marks, Language language) {
    bool const chinese = language == Language::chinese;
    std::string const pending = chinese ? "（待批）" : "(pending)";
    std::string const open = chinese ? "（待定）" : "(to be set)";
    auto const text = [&](LocalizedText const& value, std::string const& otherwise) { return value.zh.empty() ? otherwise : value.in(language); };
    std::string until = open;
    if (marks.validUntil) {
        until = chinese ? monthText(*marks.validUntil, language) : dateText(*marks.validUntil, language);
    }
    // Four characters each, so that the colons stand below each other.
    return {{chinese ? "表　　号：" : "Number: ", text(marks.number, open)},
            {chinese ? "制定机关：" : "Issued by: ", text(marks.authority, open)},
            {chinese ? "批准机关：" : "Approved by: ", text(marks.approvalAuthority, open)},
            {chinese ? "批准文号：" : "Approval number: ", text(marks.approvalNumber, pending)},
            {chinese ? "有效期至：" : "Valid until: ", until}};
}

std::string sampleMark(bool marksAreIncomplete, bool dataAreExamples, Language language, bool isExpired) {
    bool const chinese = language == Language::chinese;
    if (isExpired) {
        auto const others = sampleMark(marksAreIncomplete, dataAreExamples, language);
        std::string const expired = chinese ? "过期" : "EXPIRED";
        return others.empty() ? expired : expired + (chinese ? "·" : " · ") + others;
    }
    if (marksAreIncomplete && dataAreExamples) return chinese ? "样表（样例数据）" : "SPECIMEN (example data)";
    if (marksAreIncomplete) return chinese ? "样表" : "SPECIMEN";
    if (dataAreExamples) return chinese ? "样例" : "EXAMPLE";
    return {};
}

std::string currencyName(Edition const& edition, std::string_view currency, Language language) {
    if (auto const* list = edition.findList("currencies"))
        if (auto const* entry = list->find(currency)) return entry->name.in(language);
    return std::string{currency};
}

std::string unitText(Edition const& edition, std::string_view currency, Unit unit, Language language) {
    if (language == Language::english) {
        std::string const code{currency};
        switch (unit) {
            case Unit::tenThousand: return code + " 10 000";
            case Unit::hundredMillion: return code + " 100 million";
            case Unit::one: break;
        }
        return code;
    }
    // The yuan is what 元 means; every other currency is named.
    auto const name = currency == "CNY" ? std::string{"元"} : currencyName(edition, currency, language);
    switch (unit) {
        case Unit::tenThousand: return "万" + name;
        case Unit::hundredMillion: return "亿" + name;
        case Unit::one: break;
    }
    return name;
}

std::string periodText(Quarter period, bool cumulative, Language language) {
    if (!cumulative || period.quarterOfYear() == 1) return displayText(Period{period}).in(language);
    auto const year = std::to_string(period.year());
    auto const last = std::to_string(period.quarterOfYear());
    return language == Language::chinese ? year + "年1—" + last + "季度" : year + " Q1–Q" + last;
}

std::string notOpenedNote(Quarter period, Language language) {
    auto const text = displayText(Period{period}).in(language);
    if (language == Language::chinese) return text + "尚未开放，没有任何申报：表中的零不是申报数。";
    return text + " was never opened and nothing was filed for it: the zeros of this table are no answers.";
}

std::string nothingCountedNote(Language language) {
    if (language == Language::chinese) return "没有一份申报计入本表：表中的零不是申报数。";
    return "No filing is counted in this table: its zeros are no answers.";
}

std::string monthText(Date date, Language language) {
    auto const year = std::to_string(date.year());
    if (language == Language::chinese) return year + "年" + std::to_string(date.month().as_number()) + "月";
    static constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                             "July",    "August",   "September", "October", "November", "December"};
    return std::string{months[static_cast<std::size_t>(date.month().as_number() - 1)]} + " " + year;
}

std::string dateText(Date date, Language language) {
    auto const day = std::to_string(date.day().as_number());
    return language == Language::chinese ? monthText(date, language) + day + "日" : day + " " + monthText(date, language);
}

std::string labelText(LocalizedText const& title, Language language) {
    return title.in(language) + (language == Language::chinese ? "：" : ": ");
}

std::string letterText(std::string_view letter, Language language) {
    if (language == Language::chinese) return std::string{letter};
    static constexpr std::array<std::string_view, 10> stems{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    for (std::size_t i = 0; i < stems.size(); ++i)
        if (stems[i] == letter) return std::string(1, static_cast<char>('A' + i));
    return std::string{letter};
}

Scale scaleOf(Unit unit, int decimals) noexcept {
    Scale scale{1, Int128{100} * static_cast<std::int64_t>(unit)};
    for (int i = 0; i < decimals; ++i) scale.factor *= 10;
    return scale;
}

}  // namespace zhibao
