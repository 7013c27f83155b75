/// What a unit reported over time: the chart, the table it is drawn from, a picture, a file.

#include <QAction>
#include <QChart>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QLineSeries>
#include <QTableWidget>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/further_pages.h"
#include "enterprise/history_page.h"
#include "enterprise/trend_chart.h"
#include "ui/appearance.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("the history shows what was sealed, as a line and as a figure", "[app][enterprise][trend]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    press(Qt::Key_H, Qt::ControlModifier);
    auto& page = enterprise.window().further().history();
    REQUIRE(page.isVisible());
    CHECK(page.table().rowCount() == 0);
    press(Qt::Key_Escape);
    CHECK_FALSE(page.isVisible());

    sealOneRow(enterprise, folder / "sealed");
    press(Qt::Key_H, Qt::ControlModifier);
    REQUIRE(page.table().rowCount() == 1);
    REQUIRE(page.table().columnCount() == 1);
    auto const total = Money::parseCanonical(enterprise.cell(0, "total")).value();
    auto const shown = Money::parse(fromQt(page.table().item(0, 0)->text()), Unit::one).value();
    CHECK(shown == total);
    CHECK(page.chart().chart()->series().size() == 1);

    auto* by = page.findChild<QComboBox*>(QStringLiteral("historyBy"));
    by->setFocus();
    press(Qt::Key_Down);
    CHECK(page.table().verticalHeaderItem(0)->text().startsWith(QStringLiteral("SJ211")));
    press(Qt::Key_End);
    CHECK(page.table().verticalHeaderItem(0)->text().startsWith(QStringLiteral("SG")));

    page.copyPicture();
    auto const picture = QGuiApplication::clipboard()->image();
    CHECK(picture.width() > 200);
    page.saveTo(folder / "history.csv");
    CHECK(readFile(folder / "history.csv")->find("SG") != Bytes::npos);
    page.saveTo(folder / "history.xlsx");
    CHECK(readFile(folder / "history.xlsx")->starts_with("PK"));
    enterprise.speak(Language::english);
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("figures")));
}

TEST_CASE("lines of the chart stand out from a light and from a dark background", "[app][enterprise][trend]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    sealOneRow(enterprise, folder / "sealed");
    press(Qt::Key_H, Qt::ControlModifier);
    auto& chart = enterprise.window().further().history().chart();
    for (auto const appearance : {Appearance::light, Appearance::dark}) {
        apply(appearance);
        enterprise.settle();
        auto const background = chart.palette().color(QPalette::Base);
        for (auto const* series : chart.chart()->series()) {
            auto const line = static_cast<QLineSeries const*>(series)->color();
            CHECK(std::abs(line.lightness() - background.lightness()) > 60);
        }
    }
    apply(Appearance::system);
}
