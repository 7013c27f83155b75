/// The home page: what is due comes first, in plain words.

#include <QLabel>

#include "app/support/enterprise_window.h"
#include "enterprise/due_periods.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

template <class Widget>
Widget& part(EnterpriseWindow& enterprise, char const* name) {
    auto* found = enterprise.window().home().findChild<Widget*>(QString::fromLatin1(name));
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("the report that is due next is chosen, and periods are called as people call them", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto& set = part<QComboBox>(enterprise, "formSet");
    auto& period = part<QComboBox>(enterprise, "period");
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
    auto& period = part<QComboBox>(enterprise, "period");
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
    auto& deadline = part<QLabel>(enterprise, "deadline");
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
    auto& set = part<QComboBox>(enterprise, "formSet");
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
