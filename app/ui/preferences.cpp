#include "ui/preferences.h"

#include <QMainWindow>
#include <QSettings>

#include "base/file.h"
#include "ui/text.h"

namespace zhibao {

namespace {

auto const languageKey = QStringLiteral("language");
auto const appearanceKey = QStringLiteral("appearance");
auto const placeKey = QStringLiteral("window/place");
auto const partsKey = QStringLiteral("window/parts");

}  // namespace

Preferences::Preferences(std::filesystem::path const& file)
    : settings_(std::make_unique<QSettings>(toQt(toText(file)), QSettings::IniFormat)) {}

Preferences::~Preferences() = default;

std::optional<Language> Preferences::language() const {
    auto const name = settings_->value(languageKey).toString();
    if (name == QStringLiteral("zh")) return Language::chinese;
    if (name == QStringLiteral("en")) return Language::english;
    return std::nullopt;
}

void Preferences::setLanguage(Language language) {
    settings_->setValue(languageKey, language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"));
}

Appearance Preferences::appearance() const {
    return appearanceNamed(fromQt(settings_->value(appearanceKey).toString())).value_or(Appearance::system);
}

void Preferences::setAppearance(Appearance appearance) {
    settings_->setValue(appearanceKey, toQt(nameOf(appearance)));
}

void Preferences::keepPlaceOf(QMainWindow const& window) {
    settings_->setValue(placeKey, window.saveGeometry());
    settings_->setValue(partsKey, window.saveState());
}

void Preferences::putBack(QMainWindow& window) const {
    window.restoreGeometry(settings_->value(placeKey).toByteArray());
    window.restoreState(settings_->value(partsKey).toByteArray());
}

}  // namespace zhibao
