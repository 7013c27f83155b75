#include "form/formats.h"

#include <algorithm>
#include <cstddef>

namespace zhibao {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool areDigits(std::string_view text, std::size_t minimum, std::size_t maximum) {
    return text.size() >= minimum && text.size() <= maximum && std::all_of(text.begin(), text.end(), isDigit);
}

bool isPhone(std::string_view text) {
    std::size_t digits = 0;
    constexpr std::string_view extension = "转";
    while (!text.empty()) {
        char const character = text.front();
        if (text.starts_with(extension) && digits > 0) {
            text.remove_prefix(extension.size());
            continue;
        }
        if (isDigit(character))
            ++digits;
        else if (std::string_view{" -()+x"}.find(character) == std::string_view::npos)
            return false;
        text.remove_prefix(1);
    }
    return digits >= 7 && digits <= 20;
}

/// Labels of letters, digits and hyphens (or of other scripts), separated by points, at least two of them.
bool isHost(std::string_view text) {
    std::size_t labels = 0;
    while (true) {
        auto const end = std::min(text.find('.'), text.size());
        auto const label = text.substr(0, end);
        auto const fits = [](char c) { return isLetter(c) || isDigit(c) || c == '-' || (static_cast<unsigned char>(c) & 0x80U) != 0; };
        if (label.empty() || label.front() == '-' || label.back() == '-' || !std::all_of(label.begin(), label.end(), fits)) return false;
        ++labels;
        if (end == text.size()) return labels >= 2;
        text.remove_prefix(end + 1);
    }
}

bool isMail(std::string_view text) {
    auto const at = text.find('@');
    if (at == std::string_view::npos || at == 0) return false;
    auto const local = text.substr(0, at);
    auto const isAllowed = [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && std::string_view{"()<>[],;:\\\""}.find(c) == std::string_view::npos;
    };
    return std::all_of(local.begin(), local.end(), isAllowed) && isHost(text.substr(at + 1));
}

bool isWebsite(std::string_view text) {
    for (std::string_view const scheme : {"https://", "http://"}) {
        if (text.starts_with(scheme)) {
            text.remove_prefix(scheme.size());
            break;
        }
    }
    if (text.find(' ') != std::string_view::npos) return false;
    auto host = text.substr(0, text.find('/'));
    if (auto const colon = host.find(':'); colon != std::string_view::npos) {
        if (!areDigits(host.substr(colon + 1), 1, 5)) return false;
        host = host.substr(0, colon);
    }
    return isHost(host);
}

bool isOrganisationCode(std::string_view text) {
    auto const isAllowed = [](char c) { return isDigit(c) || isLetter(c); };
    if (text.size() == 10 && text[8] == '-') return std::all_of(text.begin(), text.begin() + 8, isAllowed) && isAllowed(text[9]);
    return text.size() == 9 && std::all_of(text.begin(), text.end(), isAllowed);
}

}  // namespace

bool hasFormat(std::string_view text, std::string_view format) {
    if (format == "phone") return isPhone(text);
    if (format == "e-mail") return isMail(text);
    if (format == "postcode" || format == "region") return areDigits(text, 6, 6);
    if (format == "website") return isWebsite(text);
    if (format == "industry-class") return areDigits(text, 2, 4);
    if (format == "organisation-code") return isOrganisationCode(text);
    return true;
}

}  // namespace zhibao
