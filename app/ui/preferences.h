#pragma once
/// What a person chose in a program's windows and wants to find again: the language, the colours, where the window was. It is a matter of
/// comfort: where the file cannot be read or written, the program goes on and forgets.

#include <filesystem>
#include <memory>
#include <optional>

#include "base/language.h"
#include "ui/appearance.h"

class QMainWindow;
class QSettings;

namespace zhibao {

class Preferences {
public:
    explicit Preferences(std::filesystem::path const& file);
    ~Preferences();

    /// Nothing where no language was chosen in a window yet.
    [[nodiscard]] std::optional<Language> language() const;
    void setLanguage(Language language);
    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);
    void keepPlaceOf(QMainWindow const& window);
    /// Leaves the window as it is where nothing was kept, or where the place is on no screen any more.
    void putBack(QMainWindow& window) const;

private:
    std::unique_ptr<QSettings> settings_;
};

}  // namespace zhibao
