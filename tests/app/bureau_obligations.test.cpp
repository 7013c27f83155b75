#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "app/support/bureau_window.h"
#include "app/support/cut_texts.h"
#include "base/clock.h"
#include "bureau/obligation_model.h"
#include "bureau/obligations_page.h"
#include "bureau/version_model.h"
#include "store/openings.h"
#include "support/editions.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

constexpr int obligationsTab = 3;

QString cell(QTableView const& list, int row, int column) {
    return list.model()->index(row, column).data().toString();
}

void awaitList(Bureau& bureau) {
    auto& page = bureau.find<ObligationsPage>("owes");
    REQUIRE(QTest::qWaitFor([&] { return !page.isWorking(); }, 60'000));
}

/// Turns to the page by the keyboard, as a person does who has not touched the mouse.
void turnToObligations(Bureau& bureau) {
    auto& pages = bureau.find<QTabWidget>("pages");
    pages.setCurrentIndex(obligationsTab - 1);
    QTest::keyClick(&pages, Qt::Key_Tab, Qt::ControlModifier);
    REQUIRE(pages.currentIndex() == obligationsTab);
    awaitList(bureau);
}

void choosePeriod(Bureau& bureau, char const* period) {
    auto& choice = bureau.find<QComboBox>("owedPeriod");
    REQUIRE(choice.findData(QString::fromLatin1(period)) >= 0);
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Home);
    while (choice.currentData().toString() != QLatin1String(period)) {
        auto const before = choice.currentIndex();
        QTest::keyClick(&choice, Qt::Key_Down);
        REQUIRE(choice.currentIndex() == before + 1);
    }
    awaitList(bureau);
}

}  // namespace

TEST_CASE("the bureau's window lists who owes, and says why a unit is exempt", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    auto const code = bureau.window().versions().entry(0).unit;
    auto const quarter = Period{*Quarter::parse("2017Q1")};
    {
        auto database = BureauDatabase::open(bureau.database());
        REQUIRE(database);
        auto const unit = UnitCode::parse(code);
        REQUIRE(unit);
        REQUIRE(setObligation(*database, "quarterly", quarter, *unit, false, "样例：本期合并申报", SystemClock{}.now(), "bureau"));
    }
    turnToObligations(bureau);
    choosePeriod(bureau, "2017Q1");
    auto& list = bureau.find<QTableView>("obligations");
    CHECK(list.model()->rowCount() == 12);
    CHECK(bureau.find<QLabel>("owedCounts").text().contains(QLatin1String("11 owed")));
    CHECK(bureau.find<QLabel>("owedCounts").text().contains(QLatin1String("1 exempt")));
    int found = 0;
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        auto const why = cell(list, row, ObligationModel::reasonColumn);
        if (fromQt(cell(list, row, ObligationModel::unitColumn)) == code) {
            ++found;
            CHECK(fromQt(why) == "样例：本期合并申报");
        } else {
            CHECK(why.startsWith(QLatin1String("The deadline was 2017-04-")));
            CHECK(fromQt(cell(list, row, ObligationModel::statusColumn)) == "Late");
        }
    }
    CHECK(found == 1);
}

TEST_CASE("a unit whose profile nobody knows is exempt with that reason, in either language", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    {
        auto database = BureauDatabase::open(bureau.database());
        REQUIRE(database);
        auto const now = SystemClock{}.now();
        FilingWindow const window{now, Moment{now.seconds + 86400}, {}};
        REQUIRE(openPeriod(*database, "services-trade/2017-1", "affiliates", Period{*Quarter::parse("2017Q1")}, window, now, "bureau",
                           theEdition().findFormSet("affiliates")));
    }
    turnToObligations(bureau);
    choosePeriod(bureau, "2017Q1");
    auto& list = bureau.find<QTableView>("obligations");
    CHECK(list.model()->rowCount() == 24);
    auto& state = bureau.find<QComboBox>("owedState");
    state.setFocus();
    QTest::keyClick(&state, Qt::Key_End);
    CHECK(list.model()->rowCount() == 12);
    for (auto const& [language, title, words] : {std::tuple{Language::english, "Quarterly report of foreign affiliates", "Nothing of its profile is known"},
                                                 std::tuple{Language::chinese, "附属机构季报", "基本情况未知"}}) {
        bureau.language().set(language);
        QCoreApplication::processEvents();
        REQUIRE(list.model()->rowCount() == 12);
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            CHECK(fromQt(cell(list, row, ObligationModel::setColumn)) == title);
            CHECK(cell(list, row, ObligationModel::reasonColumn).contains(QString::fromUtf8(words)));
        }
        for (auto const size : {QSize{1366, 720}, QSize{1280, 672}}) {
            bureau.window().resize(size);
            QCoreApplication::processEvents();
            CHECK(bureau.window().size() == size);
            CHECK(cutTexts(bureau.window()) == std::vector<std::string>{});
            // All of the reason is to be read, and nothing of it is for another program.
            auto const why = cell(list, 0, ObligationModel::reasonColumn);
            CHECK_FALSE(why.contains(QLatin1String("zhibao")));
            auto const room = list.visualRect(list.model()->index(0, ObligationModel::reasonColumn)).adjusted(4, 0, -4, 0);
            CHECK(list.fontMetrics().boundingRect(QRect{0, 0, room.width(), 10'000}, Qt::TextWordWrap, why).height() <= room.height());
            CHECK(list.horizontalHeader()->length() <= list.viewport()->width());
        }
        keepPicture(bureau.window(), language == Language::chinese ? QStringLiteral("bureau-owes-zh") : QStringLiteral("bureau-owes-en"));
    }
}
