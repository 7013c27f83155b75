#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include "app/support/enterprise_window.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

QTableView& frozenIn(FormView& view) {
    auto* frozen = view.findChild<QTableView*>(QStringLiteral("frozen"));
    REQUIRE(frozen != nullptr);
    return *frozen;
}

}  // namespace

TEST_CASE("the name of the row stays in sight while a wide form is walked through by the keyboard", "[app][enterprise]") {
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder.path(), language};
        enterprise.window().resize(1024, 672);
        enterprise.beginSet("affiliates");
        enterprise.settle();
        auto& view = enterprise.view();
        auto& frozen = frozenIn(view);
        REQUIRE(view.horizontalHeader()->length() > view.viewport()->width());
        CHECK_FALSE(frozen.isVisible());
        enterprise.goTo(0, "affiliate");
        type(QStringLiteral("Example"));
        press(Qt::Key_Return);
        enterprise.goTo(0, "expatriates");
        enterprise.settle();
        int const name = view.form()->shownColumn("affiliate");
        REQUIRE(frozen.isVisible());
        CHECK_FALSE(frozen.isColumnHidden(name));
        CHECK(frozen.isColumnHidden(name + 1));
        CHECK(frozen.model()->index(0, name).data().toString() == QStringLiteral("Example"));
        CHECK(frozen.rowViewportPosition(0) == view.rowViewportPosition(0));
        CHECK(frozen.mapTo(&view, frozen.viewport()->pos()).y() == view.viewport()->y());
        CHECK(focus() == &view);
        while (view.currentIndex().column() > name + 1) {
            press(Qt::Key_Left);
            enterprise.settle();
            INFO("column " << view.currentIndex().column());
            CHECK(view.visualRect(view.currentIndex()).left() >= (frozen.isVisible() ? frozen.width() : 0));
            CHECK(view.visualRect(view.currentIndex()).right() <= view.viewport()->width());
        }
        press(Qt::Key_Left);
        enterprise.settle();
        CHECK(view.currentIndex().column() == name);
        CHECK_FALSE(frozen.isVisible());
        // Who has rolled the name away and types all the same sees what is typed.
        view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->maximum());
        REQUIRE(frozen.isVisible());
        type(QStringLiteral("Other"));
        CHECK_FALSE(frozen.isVisible());
        press(Qt::Key_Return);
        CHECK(view.model()->index(0, name).data().toString() == QStringLiteral("Other"));
    }
}

TEST_CASE("nothing is frozen where all columns fit", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.window().resize(1366, 720);
    enterprise.begin();
    enterprise.typeGoodRow();
    REQUIRE(enterprise.view().horizontalHeader()->length() <= enterprise.view().viewport()->width());
    CHECK_FALSE(frozenIn(enterprise.view()).isVisible());
}
