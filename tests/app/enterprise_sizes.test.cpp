/// On the screens that offices have nothing is cut off, in either language.

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>

#include "app/support/enterprise_window.h"
#include "enterprise/seal_page.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Labels and buttons that are shown and have less room than their text needs.
std::vector<std::string> cutTexts(QWidget const& window) {
    std::vector<std::string> cut;
    for (auto const* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        bool const isWrapped = label->wordWrap();
        int const needed = isWrapped ? label->heightForWidth(label->width()) : label->sizeHint().width();
        if (needed > (isWrapped ? label->height() : label->width())) cut.push_back("label: " + fromQt(label->text()));
    }
    for (auto const* button : window.findChildren<QPushButton*>())
        if (button->isVisible() && button->minimumSizeHint().width() > button->width()) cut.push_back("button: " + fromQt(button->text()));
    for (auto const* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != &window || widget->visibleRegion().isEmpty()) continue;
        auto const corner = widget->mapTo(&window, QPoint{widget->width(), 0});
        bool const isScrolled = [&] {
            for (auto const* above = widget->parentWidget(); above != nullptr; above = above->parentWidget())
                if (qobject_cast<QAbstractScrollArea const*>(above) != nullptr) return true;
            return false;
        }();
        if (!isScrolled && corner.x() > window.width()) cut.push_back("beyond the edge: " + fromQt(widget->objectName()) + " " + widget->metaObject()->className());
    }
    return cut;
}

}  // namespace

TEST_CASE("no text and no column is cut off on an office screen", "[app][enterprise]") {
    for (auto const language : {Language::chinese, Language::english}) {
        for (auto const size : {QSize{1366, 768}, QSize{1280, 720}}) {
            INFO((language == Language::chinese ? "zh " : "en ") << size.width());
            TemporaryFolder const folder;
            EnterpriseWindow enterprise{folder.path(), language};
            // Less the frame, the title and the task bar.
            auto const inner = size - QSize{0, 48};
            auto const judge = [&](char const* page) {
                INFO(page);
                enterprise.window().resize(inner);
                enterprise.settle();
                CHECK(enterprise.window().size() == inner);
                CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
            };
            judge("home");
            enterprise.begin();
            enterprise.typeGoodRow();
            judge("form 2");
            auto const& view = enterprise.view();
            CHECK(view.horizontalHeader()->length() <= view.viewport()->width());
            press(Qt::Key_Return, Qt::ControlModifier);
            judge("seal");
            enterprise.window().goHome();
            enterprise.beginProfile();
            judge("profile");
        }
    }
}
