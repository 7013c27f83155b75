#include "i18n/head_words.h"

#include "i18n/sentences.h"

namespace zhibao {

std::string headTitle(std::string const& key, Language language) {
    return phrase("header-" + key, {}, language);
}

std::string headText(std::string const& key, std::string const& value, Language language) {
    if (value.empty()) return phrase("diff-blank", {}, language);
    return key == "kind" || key == "zero" ? phrase("header-" + key + "-" + value, {}, language) : value;
}

}  // namespace zhibao
