/// What holds wherever one is in the window: names for those who listen, an order of Tab as one reads, nothing cut off on any screen.

#include <QAccessible>
#include <QDockWidget>
#include <QHeaderView>
#include <QTabBar>
#include <QTableView>

#include "app/support/cut_texts.h"
#include "app/support/every_place.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string nameOf(QWidget const& widget) {
    return fromQt(QString::fromLatin1(widget.metaObject()->className()) + QLatin1Char(' ') + widget.objectName());
}

bool takesTab(QWidget const& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0 && !widget.objectName().startsWith(QStringLiteral("qt_"));
}

std::vector<std::string> nameless(QWidget& window) {
    std::vector<std::string> found;
    for (auto* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QStringLiteral("qt_"))) continue;
        // The tabs of docks are named by the one that is shown, and there are none while no dock is.
        if (auto const* tabs = qobject_cast<QTabBar const*>(widget); tabs != nullptr && tabs->count() == 0) continue;
        auto* description = QAccessible::queryAccessibleInterface(widget);
        REQUIRE(description != nullptr);
        if (description->text(QAccessible::Name).isEmpty()) found.push_back(nameOf(*widget));
    }
    return found;
}

/// What Tab passes in this part of the window, one after the other.
std::vector<QWidget*> tabOrder(QWidget& part) {
    std::vector<QWidget*> order;
    QWidget* widget = &part;
    do {
        if (part.isAncestorOf(widget) && takesTab(*widget) && widget->focusProxy() == nullptr) order.push_back(widget);
        widget = widget->nextInFocusChain();
    } while (widget != &part);
    return order;
}

/// Steps back: up in what stands below each other, or left in a line.
std::vector<std::string> stepsBack(QWidget& part) {
    std::vector<std::string> found;
    auto const order = tabOrder(part);
    auto const placeOf = [&](QWidget const& widget) { return QRect{widget.mapTo(&part, QPoint{}), widget.size()}; };
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i]->isAncestorOf(order[i - 1]) || order[i - 1]->isAncestorOf(order[i])) continue;
        auto const before = placeOf(*order[i - 1]);
        auto const after = placeOf(*order[i]);
        bool const isAbove = after.bottom() < before.top() && after.left() <= before.right();
        bool const isLeft = after.top() <= before.bottom() && before.top() <= after.bottom() && after.right() < before.left();
        if (isAbove || isLeft) found.push_back(nameOf(*order[i - 1]) + " -> " + nameOf(*order[i]));
    }
    return found;
}

/// Heads of columns whose text has less room than it needs, also when it wraps between words.
std::vector<std::string> cutHeads(QWidget& window) {
    std::vector<std::string> cut;
    for (auto const* table : window.findChildren<QTableView*>()) {
        auto const* head = table->horizontalHeader();
        if (!table->isVisible() || !head->isVisible() || table->model() == nullptr) continue;
        for (int column = 0; column < head->count(); ++column) {
            auto const title = table->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            if (head->isSectionHidden(column) || title.isEmpty()) continue;
            auto const box = head->fontMetrics().boundingRect(QRect{0, 0, head->sectionSize(column) - 4, 1000}, Qt::TextWordWrap, title);
            if (box.width() > head->sectionSize(column) || box.height() > head->height()) cut.push_back(nameOf(*table) + ": " + fromQt(title));
        }
    }
    return cut;
}

}  // namespace

TEST_CASE("wherever one is, what takes the focus has a name, and Tab goes the way one reads", "[app][enterprise][everyplace]") {
    TemporaryFolder const folder;
    auto const language = GENERATE(Language::chinese, Language::english);
    EnterpriseWindow enterprise{folder / "data", language, april2017, FirstStart::shown};
    enterprise.window().resize(1366, 720);
    int seen = 0;
    EveryPlace{enterprise, folder, [&](std::string const& place) {
                   INFO(place);
                   ++seen;
                   CHECK(nameless(enterprise.window()) == std::vector<std::string>{});
                   CHECK(stepsBack(*enterprise.window().centralWidget()) == std::vector<std::string>{});
                   for (auto* dock : enterprise.window().findChildren<QDockWidget*>()) {
                       INFO(fromQt(dock->objectName()));
                       if (dock->isVisible()) CHECK(stepsBack(*dock->widget()) == std::vector<std::string>{});
                   }
               }}.walk();
    CHECK(seen >= 30);
}

TEST_CASE("no text, button or head of a column is cut off anywhere, on a small office screen and on a 4K screen", "[app][enterprise][everyplace][screens]") {
    // On a screen whose points are doubled (a test of its own runs this so) a 4K screen has half as many of them each way.
    auto const ratio = static_cast<int>(qApp->devicePixelRatio());
    QSize const fourK{3840 / ratio, 2160 / ratio};
    std::vector<QSize> const sizes = ratio > 1 ? std::vector{fourK} : std::vector{fourK, QSize{1366, 768}};
    for (auto const language : {Language::chinese, Language::english})
        for (auto const size : sizes) {
            TemporaryFolder const folder;
            EnterpriseWindow enterprise{folder / "data", language, april2017, FirstStart::shown};
            // Less the frame, the title and the task bar.
            auto const inner = size - QSize{0, 48};
            EveryPlace{enterprise, folder, [&](std::string const& place) {
                           INFO((language == Language::chinese ? "zh " : "en ") << size.width() << " " << place);
                           enterprise.window().resize(inner);
                           for (int round = 0; round < 3; ++round) enterprise.settle();
                           CHECK(enterprise.window().size() == inner);
                           CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
                           CHECK(cutHeads(enterprise.window()) == std::vector<std::string>{});
                       }}.walk();
        }
}
