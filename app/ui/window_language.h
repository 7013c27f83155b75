#pragma once
/// The language of a program's windows. Switching it installs or removes the translations at once; every window then gets
/// QEvent::LanguageChange and words itself anew. Texts in the sources are English; Chinese comes from :/i18n/NAME_zh_CN.qm.

#include <memory>
#include <vector>

#include <QLocale>
#include <QObject>
#include <QStringList>

#include "base/language.h"

class QCoreApplication;
class QTranslator;
class QWidget;

namespace zhibao {

/// Makes room for new words at once: gives every part of the window the size that its words now need. Qt does so only with the next
/// event that asks for it, and until then labels are cut off.
void fitToWords(QWidget& window);

class WindowLanguage final : public QObject {
    Q_OBJECT
public:
    /// `names` are the program's own translations ("ui", "bureau"); Qt's own texts are always among them.
    WindowLanguage(QCoreApplication& application, QStringList names, Language first);
    ~WindowLanguage() override;

    [[nodiscard]] Language current() const noexcept { return current_; }
    [[nodiscard]] QLocale locale() const;
    void set(Language language);
    void toggle() { set(current_ == Language::chinese ? Language::english : Language::chinese); }

Q_SIGNALS:
    void changed();

private:
    void install();
    QCoreApplication& application_;
    QStringList names_;
    Language current_;
    std::vector<std::unique_ptr<QTranslator>> translators_;
};

}  // namespace zhibao
