// How to begin: the page that a new bookkeeper reads first.

#include <QAction>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextBrowser>

#include "app/support/enterprise_window.h"
#include "enterprise/guide_page.h"
#include "enterprise/main_actions.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("the page on getting started is one key away from everywhere, and Escape leads back to the cell", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    press(Qt::Key_F1, Qt::ShiftModifier);
    REQUIRE(enterprise.window().guide().isVisible());
    CHECK(focus() == &enterprise.window().guide().text());
    press(Qt::Key_Escape);
    CHECK(enterprise.window().home().isVisible());

    enterprise.begin();
    enterprise.goTo(0, "total");
    auto const cell = enterprise.view().currentIndex();
    press(Qt::Key_F1, Qt::ShiftModifier);
    REQUIRE(enterprise.window().guide().isVisible());
    press(Qt::Key_F1, Qt::ShiftModifier);  // a second time changes nothing
    press(Qt::Key_Escape);
    CHECK(focus() == &enterprise.view());
    CHECK(enterprise.view().currentIndex() == cell);
}

TEST_CASE("the page on getting started follows the language, names every key, and shows all its icons", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    press(Qt::Key_F1, Qt::ShiftModifier);
    auto& text = enterprise.window().guide().text();
    std::size_t images = 0;
    for (auto const language : {Language::chinese, Language::english}) {
        enterprise.speak(language);
        auto const words = text.toPlainText();
        CHECK(words.startsWith(language == Language::chinese ? QStringLiteral("第一次填报") : QStringLiteral("The first report")));
        CHECK_FALSE(words.contains(QLatin1Char('{')));
        int keys = 0;
        for (auto const* action : enterprise.window().findChildren<QAction*>(QString{}, Qt::FindDirectChildrenOnly)) {
            if (action->shortcut().isEmpty()) continue;
            INFO(action->objectName().toStdString());
            CHECK(words.contains(action->shortcut().toString(QKeySequence::NativeText)));
            ++keys;
        }
        CHECK(keys > 15);
        // What the grid itself takes.
        for (auto const* key : {"Tab", "Shift+Tab", "Enter", "F2", "F4", "Esc", "Home", "End", "Ctrl+←", "Shift+←", "Delete", "Backspace", "Ctrl+Tab"}) {
            INFO(key);
            CHECK(words.contains(QString::fromUtf8(key)));
        }
        // Every key that the seven steps speak of is one that does something.
        auto const steps = words.left(words.indexOf(language == Language::chinese ? QStringLiteral("按键") : QStringLiteral("What they do")));
        static QRegularExpression const mention{QStringLiteral("Ctrl\\+[A-Z]|F[0-9]+")};
        for (auto match = mention.globalMatch(steps); match.hasNext();) {
            auto const key = match.next().captured();
            INFO(key.toStdString());
            auto const actions = enterprise.window().findChildren<QAction*>(QString{}, Qt::FindDirectChildrenOnly);
            CHECK(std::any_of(actions.begin(), actions.end(), [&](QAction const* action) { return action->shortcuts().contains(QKeySequence{key}); }));
        }
        images = 0;
        for (auto block = text.document()->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part) {
                auto const format = part.fragment().charFormat();
                if (!format.isImageFormat()) continue;
                ++images;
                INFO(format.toImageFormat().name().toStdString());
                auto const picture = text.document()->resource(QTextDocument::ImageResource, QUrl{format.toImageFormat().name()}).value<QPixmap>();
                REQUIRE_FALSE(picture.isNull());
                // An icon that does not exist is drawn as nothing at all.
                auto const image = picture.toImage();
                bool isDrawn = false;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x) isDrawn = isDrawn || qAlpha(image.pixel(x, y)) > 0;
                CHECK(isDrawn);
            }
        CHECK(images >= 6);
    }
}
