/// The home page: what is due comes first, in plain words.

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include "app/support/enterprise_window.h"
#include "app/support/parts.h"
#include "base/file.h"
#include "enterprise/due_periods.h"
#include "enterprise/filing_calendar.h"
#include "enterprise/filing_paper.h"
#include "enterprise/findings_dock.h"
#include "enterprise/reports_model.h"
#include "enterprise/seal_page.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// The line of a report for a period; −1 for none.
int lineOf(EnterpriseWindow& enterprise, char const* set, char const* period) {
    auto const& lines = dynamic_cast<ReportsModel const&>(*partOf<QTableView>(enterprise.window().home(), "reports").model()).lines();
    for (std::size_t row = 0; row < lines.size(); ++row)
        if (lines[row].formSet == set && lines[row].period && toText(*lines[row].period) == period) return static_cast<int>(row);
    return -1;
}

QString cellOf(EnterpriseWindow& enterprise, int row, int column) {
    return partOf<QTableView>(enterprise.window().home(), "reports").model()->index(row, column).data().toString();
}

void awaitVerdicts(EnterpriseWindow& enterprise) {
    REQUIRE(within(10'000, [&] { return !enterprise.window().home().isJudging(); }));
}

/// The button of the line, by mouse.
void pressButton(EnterpriseWindow& enterprise, int row) {
    auto& table = partOf<QTableView>(enterprise.window().home(), "reports");
    REQUIRE(row >= 0);
    auto const index = table.model()->index(row, ReportsModel::nextColumn);
    table.scrollTo(index);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
}

/// A unit on the list and nothing else.
void addUnit(EnterpriseWindow& enterprise) {
    REQUIRE(enterprise.program().store().saveUnit(enterprise.unit(), "样例服务有限公司", april2017));
    enterprise.window().home().refresh();
}

}  // namespace

TEST_CASE("the report that is due next is chosen, and periods are called as people call them", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto& set = partOf<QComboBox>(enterprise.window().home(), "formSet");
    auto& period = partOf<QComboBox>(enterprise.window().home(), "period");
    CHECK(set.currentData().toString() == QStringLiteral("quarterly"));
    CHECK(period.currentData().toString() == QStringLiteral("2017Q1"));
    // What is due stands first; the quarter that is running is not open yet.
    CHECK(period.currentIndex() == 0);
    CHECK(period.itemText(0) == QStringLiteral("2017年第一季度 · 还剩 5 天"));
    CHECK(period.itemText(1) == QStringLiteral("2017年第二季度 · 2017-07-01 起填报"));
    enterprise.speak(Language::english);
    CHECK(period.currentText() == QStringLiteral("first quarter of 2017 · days left: 5"));
    enterprise.begin();
    CHECK(enterprise.window().windowTitle().contains(QStringLiteral("first quarter of 2017")));
    enterprise.speak(Language::chinese);
    CHECK(enterprise.window().windowTitle().contains(QStringLiteral("2017年第一季度")));
}

TEST_CASE("of past periods the newest comes first", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, january2018};
    auto& period = partOf<QComboBox>(enterprise.window().home(), "period");
    QStringList periods;
    for (int place = 0; place < period.count(); ++place) periods.append(period.itemData(place).toString());
    CHECK(periods == QStringList{QStringLiteral("2017Q4"), QStringLiteral("2018Q1"), QStringLiteral("2017Q3"), QStringLiteral("2017Q2"), QStringLiteral("2017Q1"),
                                 QStringLiteral("2016Q4"), QStringLiteral("2016Q3"), QStringLiteral("2016Q2"), QStringLiteral("2016Q1")});
    CHECK(period.itemText(0).endsWith(QStringLiteral("今天截止")));
}

TEST_CASE("whether a unit owes a report its profile says, and only then it is told to file it", "[app][enterprise]") {
    TemporaryFolder const folder;
    // The quarterly report is due on the 10th, that of affiliates on the 20th: on the 15th it is the one that is open.
    EnterpriseWindow enterprise{folder.path(), Language::chinese, Moment{april2017.seconds + 10 * 24 * 3600}};
    CHECK_FALSE(dueNext(enterprise.program(), enterprise.unit()));
    enterprise.beginSet("affiliates");
    enterprise.window().goHome();
    auto& deadline = partOf<QLabel>(enterprise.window().home(), "deadline");
    CHECK(deadline.text().contains(QStringLiteral("须填报的情形")));
    auto const answerAffiliates = [&](bool yes) {
        enterprise.beginProfile();
        REQUIRE(enterprise.record().showQuestion("hasOverseasAffiliates"));
        press(Qt::Key_End);
        if (yes) press(Qt::Key_Up);
        REQUIRE(enterprise.answer("hasOverseasAffiliates") == (yes ? "yes" : "no"));
        enterprise.window().goHome();
    };
    answerAffiliates(false);
    auto& set = partOf<QComboBox>(enterprise.window().home(), "formSet");
    set.setCurrentIndex(set.findData(QStringLiteral("affiliates")));
    CHECK(deadline.text().contains(QStringLiteral("本单位不需填报")));
    CHECK_FALSE(dueNext(enterprise.program(), enterprise.unit()));
    enterprise.speak(Language::english);
    CHECK(deadline.text().contains(QStringLiteral("need not file")));

    answerAffiliates(true);
    set.setCurrentIndex(set.findData(QStringLiteral("affiliates")));
    CHECK_FALSE(deadline.text().contains(QStringLiteral("need not file")));
    auto const due = dueNext(enterprise.program(), enterprise.unit());
    REQUIRE(due);
    CHECK(due->formSet == "affiliates");
    CHECK(toText(due->period) == "2017Q1");
}

TEST_CASE("each report that is due has a line with its state, the time left and one thing to do next", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    addUnit(enterprise);
    auto const row = lineOf(enterprise, "quarterly", "2017Q1");
    REQUIRE(row == 0);
    CHECK(cellOf(enterprise, row, ReportsModel::unitColumn) .startsWith(QStringLiteral("样例服务有限公司")));
    CHECK(cellOf(enterprise, row, ReportsModel::stateColumn) == QStringLiteral("未填报"));
    CHECK(cellOf(enterprise, row, ReportsModel::deadlineColumn) == QStringLiteral("还剩 5 天\n工作日：3"));
    CHECK(cellOf(enterprise, row, ReportsModel::nextColumn) == QStringLiteral("开始填报"));
    // The quarter that is running is not open yet; what its profile does not call for has no line.
    CHECK(cellOf(enterprise, lineOf(enterprise, "quarterly", "2017Q2"), ReportsModel::stateColumn) == QStringLiteral("未开放"));
    CHECK(lineOf(enterprise, "affiliates", "2017Q1") == -1);
    enterprise.speak(Language::english);
    CHECK(cellOf(enterprise, row, ReportsModel::stateColumn) == QStringLiteral("Not begun"));
    CHECK(cellOf(enterprise, row, ReportsModel::deadlineColumn) == QStringLiteral("days left: 5\nworkdays: 3"));
    CHECK(cellOf(enterprise, row, ReportsModel::nextColumn) == QStringLiteral("Begin"));
}

TEST_CASE("the button of a line leads from beginning to the hand-in and on to a correction", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    addUnit(enterprise);
    auto const state = [&] {
        awaitVerdicts(enterprise);
        return cellOf(enterprise, lineOf(enterprise, "quarterly", "2017Q1"), ReportsModel::stateColumn);
    };
    pressButton(enterprise, 0);
    REQUIRE(enterprise.window().session() != nullptr);
    enterprise.goTo(0, "flow");
    type(QStringLiteral("export"));
    press(Qt::Key_Return);
    enterprise.window().goHome();
    CHECK(state().startsWith(QStringLiteral("审核未通过：")));

    // Enter on the line does the same as its button.
    partOf<QTableView>(enterprise.window().home(), "reports").setFocus();
    press(Qt::Key_Return);
    REQUIRE(enterprise.window().session() != nullptr);
    enterprise.view().showCell(0, "flow");
    press(Qt::Key_Delete, Qt::ControlModifier);
    enterprise.typeGoodRow();
    auto signatories = Signatories{"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-05"};
    enterprise.document().setSignatories(signatories);
    enterprise.window().goHome();
    REQUIRE(state() == QStringLiteral("审核通过，可封装"));

    pressButton(enterprise, lineOf(enterprise, "quarterly", "2017Q1"));
    REQUIRE(enterprise.window().sealPage() != nullptr);
    REQUIRE(enterprise.window().sealPage()->isVisible());
    enterprise.window().sealPage()->setFolder(folder / "sealed");
    enterprise.window().sealPage()->findChild<QPushButton*>(QStringLiteral("seal"))->click();
    REQUIRE(enterprise.session().entry().seal);
    auto const draft = enterprise.session().entry().id;
    auto const file = enterprise.session().entry().seal->file;
    enterprise.window().goHome();
    CHECK(state() == QStringLiteral("已封装"));
    CHECK(cellOf(enterprise, lineOf(enterprise, "quarterly", "2017Q1"), ReportsModel::nextColumn) == QStringLiteral("送出…"));
    CHECK(partOf<QLabel>(enterprise.window().home(), "lastSealing").text().contains(toQt(file)));

    std::filesystem::create_directory(folder / "stick");
    enterprise.window().home().handInTo(draft, folder / "stick");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::success);
    CHECK(state() == QStringLiteral("已送出"));
    CHECK(readFile(folder / "stick" / pathOf(file).filename()).value() == readFile(pathOf(file)).value());
    pressButton(enterprise, lineOf(enterprise, "quarterly", "2017Q1"));
    REQUIRE(enterprise.window().session() != nullptr);
    CHECK(enterprise.session().entry().version == 2);
}

TEST_CASE("a draft that lacks only explanations is opened at what is to be explained", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    addUnit(enterprise);
    pressButton(enterprise, 0);
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("-1200"));
    press(Qt::Key_Tab);
    type(QStringLiteral("-1200"));
    press(Qt::Key_Return);
    enterprise.document().setSignatories({"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-05"});
    enterprise.window().goHome();
    awaitVerdicts(enterprise);
    REQUIRE(cellOf(enterprise, 0, ReportsModel::nextColumn) == QStringLiteral("填写说明"));
    pressButton(enterprise, 0);
    REQUIRE(enterprise.window().session() != nullptr);
    CHECK(enterprise.window().findings().isVisible());
    CHECK(enterprise.view().currentIndex().isValid());
}

TEST_CASE("the calendar tells what opens and what is due, and which days are holidays", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    addUnit(enterprise);
    auto& calendar = partOf<FilingCalendar>(enterprise.window().home(), "calendar");
    CHECK(calendar.selectedDate() == QDate(2017, 4, 5));
    CHECK(calendar.wordsOf(QDate{2017, 4, 10}) == QStringList{QStringLiteral("24时截止：服务进出口季报 2017年第一季度")});
    CHECK(calendar.wordsOf(QDate{2017, 7, 1}).contains(QStringLiteral("开始填报：服务进出口季报 2017年第二季度")));
    CHECK(calendar.wordsOf(QDate{2017, 4, 4}) == QStringList{QStringLiteral("法定节假日")});
    CHECK(calendar.wordsOf(QDate{2017, 4, 1}).contains(QStringLiteral("调休上班")));
    CHECK(calendar.wordsOf(QDate{2017, 4, 12}).isEmpty());
    calendar.findChild<QWidget*>(QStringLiteral("qt_calendar_calendarview"))->setFocus();
    for (int day = 0; day < 5; ++day) press(Qt::Key_Right);
    CHECK(partOf<QLabel>(enterprise.window().home(), "day").text().contains(QStringLiteral("2017年第一季度")));
    enterprise.speak(Language::english);
    CHECK(partOf<QLabel>(enterprise.window().home(), "day").text().contains(QStringLiteral("Due until 24:00")));
}

TEST_CASE("notices tell of deadlines, of missing rates, and what the office put there", "[app][enterprise]") {
    TemporaryFolder const folder;
    std::filesystem::create_directories(folder / "notices");
    REQUIRE(writeFile(folder / "notices" / "1.txt", "样例通知：四月八日答疑"));
    REQUIRE(writeFile(folder / "notices" / "2.pdf", "not a text"));
    EnterpriseWindow enterprise{folder.path()};
    addUnit(enterprise);
    auto& notices = partOf<QListWidget>(enterprise.window().home(), "notices");
    REQUIRE(notices.count() == 2);
    CHECK(notices.item(0)->text().contains(QStringLiteral("2017-04-10")));
    CHECK(notices.item(1)->text() == QStringLiteral("样例通知：四月八日答疑"));
    // A quarter that is being filed and has no rates is told.
    EnterpriseWindow much{folder / "later", Language::chinese, Moment{april2017.seconds + (20LL * 365 + 8) * 24 * 3600}};
    REQUIRE(much.program().store().saveUnit(much.unit(), "样例", april2017));
    much.window().home().refresh();
    auto& later = partOf<QListWidget>(much.window().home(), "notices");
    QStringList texts;
    for (int row = 0; row < later.count(); ++row) texts.append(later.item(row)->text());
    CHECK(texts.join(QLatin1Char('\n')).contains(QStringLiteral("还没有2037年第一季度的折算汇率")));
}

TEST_CASE("the practice quarter can be played with and is never sealed", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    addUnit(enterprise);
    auto& practise = partOf<QPushButton>(enterprise.window().home(), "practice");
    practise.setFocus();
    press(Qt::Key_Space);
    REQUIRE(enterprise.window().session() != nullptr);
    CHECK(enterprise.session().entry().purpose == DraftPurpose::practice);
    CHECK(enterprise.rowCount() == 8);
    enterprise.goTo(0, "total");
    type(QStringLiteral("77"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "77.00");
    press(Qt::Key_Return, Qt::ControlModifier);
    enterprise.window().sealPage()->setFolder(folder / "sealed");
    enterprise.window().sealPage()->findChild<QPushButton*>(QStringLiteral("seal"))->click();
    CHECK_FALSE(enterprise.session().entry().seal);
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("练习")));
    CHECK_FALSE(std::filesystem::exists(folder / "sealed"));
    CHECK_FALSE(std::filesystem::exists(folder / "data" / "keys"));
    enterprise.window().goHome();
    auto const row = partOf<QTableView>(enterprise.window().home(), "reports").model()->rowCount() - 1;
    CHECK(cellOf(enterprise, row, ReportsModel::stateColumn) == QStringLiteral("练习"));
    CHECK(enterprise.program().store().units(true)->size() == 1);
}

TEST_CASE("a period that is not open yet says when it opens and offers nothing to begin", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    addUnit(enterprise);
    auto const row = lineOf(enterprise, "quarterly", "2017Q2");
    CHECK(cellOf(enterprise, row, ReportsModel::deadlineColumn).contains(QStringLiteral("2017-07-01")));
    CHECK(cellOf(enterprise, row, ReportsModel::nextColumn).isEmpty());
    pressButton(enterprise, row);
    CHECK(enterprise.window().session() == nullptr);
    auto& table = partOf<QTableView>(enterprise.window().home(), "reports");
    table.setFocus();
    table.setCurrentIndex(table.model()->index(row, 0));
    press(Qt::Key_Return);
    CHECK(enterprise.window().session() == nullptr);
}

TEST_CASE("the practice quarter begins anew at one button, and every page of it says that it is practice", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    addUnit(enterprise);
    auto& anew = partOf<QPushButton>(enterprise.window().home(), "practiceAnew");
    CHECK_FALSE(anew.isVisible());
    // A report beside it stays as it is.
    pressButton(enterprise, lineOf(enterprise, "quarterly", "2017Q1"));
    enterprise.typeGoodRow();
    auto const report = enterprise.document().filing();
    auto const reportDraft = enterprise.session().entry().id;
    enterprise.window().goHome();

    partOf<QPushButton>(enterprise.window().home(), "practice").setFocus();
    press(Qt::Key_Space);
    auto const given = enterprise.document().filing();
    enterprise.goTo(0, "total");
    type(QStringLiteral("77"));
    press(Qt::Key_Return);
    REQUIRE_FALSE(enterprise.document().filing() == given);
    auto const practicePaper = printJobOf(enterprise.program(), enterprise.session(), nullptr);
    REQUIRE(practicePaper);
    CHECK(practicePaper->mark.starts_with("练习"));
    for (auto const& section : practicePaper->sections) CHECK(section.mark.starts_with("练习"));

    enterprise.window().goHome();
    REQUIRE(anew.isVisible());
    anew.setFocus();
    press(Qt::Key_Space);
    REQUIRE(enterprise.window().session() != nullptr);
    CHECK(enterprise.session().entry().purpose == DraftPurpose::practice);
    CHECK(enterprise.document().filing() == given);
    enterprise.window().goHome();
    CHECK(enterprise.program().store().newest()->size() == 2);

    REQUIRE(enterprise.window().openDraft(reportDraft));
    CHECK(enterprise.document().filing() == report);
    auto const paper = printJobOf(enterprise.program(), enterprise.session(), nullptr);
    REQUIRE(paper);
    CHECK_FALSE(paper->mark.starts_with("练习"));
    enterprise.window().goHome();
    enterprise.speak(Language::english);
    CHECK(anew.text() == QStringLiteral("Begin practice anew"));
}
