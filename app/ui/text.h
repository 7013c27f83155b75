#pragma once
/// Texts across the boundary: core speaks UTF-8 in std::string, Qt speaks QString.

#include <string>
#include <string_view>

#include <QString>

namespace zhibao {

[[nodiscard]] inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline std::string fromQt(QString const& text) {
    return text.toStdString();
}

}  // namespace zhibao
