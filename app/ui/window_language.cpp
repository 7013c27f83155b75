#include "ui/window_language.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLabel>
#include <QLayout>
#include <QLibraryInfo>
#include <QTranslator>
#include <QWidget>

namespace zhibao {

namespace {

/// The letter that is underlined is drawn apart from its neighbours, without the kerning that a label's own hint counts on.
int widthWithMnemonic(QLabel const& label) {
    auto const text = label.text();
    auto const mark = text.indexOf(QLatin1Char('&'));
    auto const metrics = label.fontMetrics();
    int const before = metrics.horizontalAdvance(text.left(mark));
    int const letter = metrics.horizontalAdvance(text.mid(mark + 1, 1));
    return before + letter + metrics.horizontalAdvance(text.mid(mark + 2)) + 1;
}

}  // namespace

void fitToWords(QWidget& window) {
    for (auto* label : window.findChildren<QLabel*>())
        if (label->buddy() != nullptr && !label->wordWrap() && label->text().contains(QLatin1Char('&'))) label->setMinimumWidth(widthWithMnemonic(*label));
    // From the inside out: what stands around a part asks it how large it wants to be.
    auto widgets = window.findChildren<QWidget*>();
    std::reverse(widgets.begin(), widgets.end());
    widgets.append(&window);
    // Twice: how tall wrapped words are is known when the parts have their widths, and what scrolls is told by a message.
    for (int round = 0; round < 2; ++round) {
        for (auto* widget : widgets)
            if (auto* layout = widget->layout(); layout != nullptr && widget->isVisible()) layout->activate();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    }
}

WindowLanguage::WindowLanguage(QCoreApplication& application, QStringList names, Language first)
    : application_(application), names_(std::move(names)), current_(first) {
    install();
}

WindowLanguage::~WindowLanguage() {
    for (auto const& translator : translators_) application_.removeTranslator(translator.get());
}

QLocale WindowLanguage::locale() const {
    return current_ == Language::chinese ? QLocale{QLocale::Chinese, QLocale::China} : QLocale{QLocale::English, QLocale::UnitedKingdom};
}

void WindowLanguage::set(Language language) {
    if (language == current_) return;
    current_ = language;
    install();
    Q_EMIT changed();
}

void WindowLanguage::install() {
    for (auto const& translator : translators_) application_.removeTranslator(translator.get());
    translators_.clear();
    QLocale::setDefault(locale());
    if (current_ == Language::english) return;
    auto const add = [this](QString const& file, QString const& folder) {
        auto translator = std::make_unique<QTranslator>();
        if (!translator->load(file, folder)) return;
        application_.installTranslator(translator.get());
        translators_.push_back(std::move(translator));
    };
    add(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    for (auto const& name : names_) add(name + QStringLiteral("_zh_CN"), QStringLiteral(":/i18n"));
}

}  // namespace zhibao
