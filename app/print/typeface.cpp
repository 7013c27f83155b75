#include "print/typeface.h"

#include <array>

#include <QFontDatabase>
#include <QStringList>

namespace zhibao {

namespace {

/// A family answers to each of its names when it is asked for, but the list of installed families gives only the one that is written
/// in the machine's language.
struct KnownFamily {
    char const* name;
    std::array<char const*, 2> nativeNames;  // simplified, traditional
};

// WenQuanYi and the typefaces of Windows give each character its own glyph. The Noto and Source Han families do not, and come last.
constexpr std::array<KnownFamily, 8> knownFamilies{{{"WenQuanYi Zen Hei", {"文泉驿正黑", "文泉驛正黑"}},
                                                    {"WenQuanYi Micro Hei", {"文泉驿微米黑", "文泉驛微米黑"}},
                                                    {"SimSun", {"宋体", "宋體"}},
                                                    {"Microsoft YaHei", {"微软雅黑", "微軟雅黑"}},
                                                    {"SimHei", {"黑体", "黑體"}},
                                                    {"Noto Sans CJK SC", {}},
                                                    {"Source Han Sans SC", {"思源黑体", "思源黑體"}},
                                                    {"Noto Serif CJK SC", {}}}};

}  // namespace

QString chineseTypeface() {
    auto const installed = QFontDatabase::families();
    for (auto const& family : knownFamilies) {
        auto const name = QString::fromLatin1(family.name);
        if (installed.contains(name)) return name;
        for (auto const* native : family.nativeNames)
            if (native != nullptr && installed.contains(QString::fromUtf8(native))) return name;
    }
    auto const writing = QFontDatabase::families(QFontDatabase::SimplifiedChinese);
    return writing.isEmpty() ? QString{} : writing.front();
}

QFont typeface(qreal pointSize) {
    QFont font;
    auto const family = chineseTypeface();
    if (!family.isEmpty()) font.setFamilies({family});
    font.setPointSizeF(pointSize);
    // Lines must break in the same places on the screen, on paper and in the file.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace zhibao
