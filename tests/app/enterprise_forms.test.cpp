/// All forms of a set in one window: which are there, when they come and go, and what is said of it. Worked by key strokes.

#include <QLabel>
#include <QTabBar>
#include <QTabWidget>

#include "app/support/enterprise_window.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

QTabWidget& tabs(EnterpriseWindow& enterprise) {
    REQUIRE(enterprise.window().formPage() != nullptr);
    auto* found = enterprise.window().formPage()->findChild<QTabWidget*>(QStringLiteral("forms"));
    REQUIRE(found != nullptr);
    return *found;
}

QStringList shownForms(EnterpriseWindow& enterprise) {
    QStringList forms;
    for (int number = 0; number < tabs(enterprise).count(); ++number) forms.append(tabs(enterprise).widget(number)->objectName());
    return forms;
}

void typeMode4(EnterpriseWindow& enterprise, char const* amount) {
    enterprise.goTo(0, "mode4");
    type(QString::fromUtf8(amount));
    press(Qt::Key_Return);
}

QString said(EnterpriseWindow& enterprise) {
    return enterprise.window().messages().text();
}

}  // namespace

TEST_CASE("a form that comes into scope while typing is a tab at once and the reason is said in both languages", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2")});
    CHECK_FALSE(tabs(enterprise).tabBar()->isVisible());
    enterprise.typeGoodRow();
    typeMode4(enterprise, "300");
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2"), QStringLiteral("form4")});
    CHECK(tabs(enterprise).tabBar()->isVisible());
    CHECK(tabs(enterprise).tabText(1) == QStringLiteral("两服贸基4表 自然人移动补充情况"));
    CHECK(said(enterprise).contains(QStringLiteral("两服贸基4表")));
    CHECK(said(enterprise).contains(QStringLiteral("自然人移动”栏有金额")));
    // Typing goes on where it was.
    CHECK(tabs(enterprise).currentIndex() == 0);
    CHECK(QApplication::focusWidget() == &enterprise.view());

    enterprise.goTo(0, "outsourcing");
    type(QStringLiteral("ito"));
    press(Qt::Key_Return);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2"), QStringLiteral("form4"), QStringLiteral("form5")});
    CHECK(said(enterprise).contains(QStringLiteral("ITO")));
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
    for (auto const* name : {"badge-form4", "badge-form5"}) {
        auto* badge = tabs(enterprise).tabBar()->findChild<QLabel*>(QString::fromLatin1(name));
        REQUIRE(badge != nullptr);
        CHECK(badge->isHidden() == (badge->text() == QStringLiteral("0")));
    }
    enterprise.speak(Language::english);
    CHECK(said(enterprise).contains(QStringLiteral("Asked because form 2 has rows flagged as outsourcing")));
    CHECK(tabs(enterprise).tabText(2) == QStringLiteral("Form Liangjiang Services 5 Service outsourcing"));
    CHECK(tabs(enterprise).tabToolTip(0).contains(QStringLiteral("Asked of every unit.")));
}

TEST_CASE("a form that leaves scope goes when it is empty and is kept and marked when it holds answers", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    typeMode4(enterprise, "300");
    enterprise.goTo(0, "mode4");
    press(Qt::Key_Delete);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2")});
    CHECK(said(enterprise).contains(QStringLiteral("该表为空")));
    press(Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(shownForms(enterprise).size() == 2);

    press(Qt::Key_PageDown, Qt::ControlModifier);
    REQUIRE(tabs(enterprise).currentIndex() == 1);
    REQUIRE(QApplication::focusWidget() == &enterprise.view());
    type(QStringLiteral("x"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.document().rows("form4").size() == 1);
    CHECK(enterprise.window().action("undo")->text().contains(QStringLiteral("两服贸基4表")));
    press(Qt::Key_PageUp, Qt::ControlModifier);
    enterprise.goTo(0, "mode4");
    press(Qt::Key_Delete);
    CHECK(shownForms(enterprise).size() == 2);
    CHECK(tabs(enterprise).tabText(1).startsWith(QStringLiteral("⚠")));
    CHECK(said(enterprise).contains(QStringLiteral("予以保留")));
    CHECK(enterprise.window().action("undo")->text().contains(QStringLiteral("两服贸基2表")));

    // Emptied by hand it goes, and every step back finds its form again.
    press(Qt::Key_PageDown, Qt::ControlModifier);
    REQUIRE(enterprise.view().showCell(0, "movement"));
    press(Qt::Key_Delete, Qt::ControlModifier);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2")});
    enterprise.settle();
    CHECK(QApplication::focusWidget() == &enterprise.view());
    press(Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(shownForms(enterprise).size() == 2);
    CHECK(enterprise.document().rows("form4").size() == 1);
    while (enterprise.document().canUndo()) press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2")});
    while (enterprise.document().canRedo()) press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2")});
    CHECK(enterprise.rowCount() == 1);
}

TEST_CASE("findings are counted on the tabs and F8 goes across them", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    typeMode4(enterprise, "300");
    press(Qt::Key_PageDown, Qt::ControlModifier);
    type(QStringLiteral("x"));
    press(Qt::Key_Return);
    press(Qt::Key_PageUp, Qt::ControlModifier);
    REQUIRE(tabs(enterprise).currentIndex() == 0);
    auto* badge = tabs(enterprise).tabBar()->findChild<QLabel*>(QStringLiteral("badge-form4"));
    REQUIRE(badge != nullptr);
    // No finding, no badge: the form has just come, and nobody has judged it.
    CHECK((badge->text() != QStringLiteral("0") || badge->isHidden()));
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate() && !badge->isHidden(); }));
    CHECK(badge->text().toInt() > 0);
    std::size_t const lines = enterprise.session().check().findings().size();
    for (std::size_t step = 0; step < lines && tabs(enterprise).currentIndex() == 0; ++step) {
        enterprise.window().action("nextFinding")->trigger();
    }
    CHECK(tabs(enterprise).currentWidget()->objectName() == QStringLiteral("form4"));
    CHECK(QApplication::focusWidget() == &enterprise.view());
}

TEST_CASE("all forms of a draft are on disk and come back, also the empty one in scope", "[app][enterprise]") {
    TemporaryFolder const folder;
    Filing before;
    std::int64_t draft = 0;
    {
        EnterpriseWindow enterprise{folder.path()};
        enterprise.begin();
        enterprise.typeGoodRow();
        typeMode4(enterprise, "300");
        REQUIRE(within(2000, [&] { return enterprise.session().isSaved(); }));
        before = enterprise.document().filing();
        REQUIRE(before.findForm("form4") != nullptr);
        draft = enterprise.session().entry().id;
    }
    EnterpriseWindow enterprise{folder.path()};
    REQUIRE(enterprise.window().openDraft(draft));
    CHECK(enterprise.document().filing() == before);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2"), QStringLiteral("form4")});
}

TEST_CASE("the unit's own profile brings a form into scope before anything is typed", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    REQUIRE(enterprise.record().showQuestion("isOutsourcing"));
    press(Qt::Key_Down);
    for (int step = 0; step < 3 && enterprise.answer("isOutsourcing") != "yes"; ++step) press(Qt::Key_Down);
    if (enterprise.answer("isOutsourcing") != "yes") press(Qt::Key_Up);
    REQUIRE(enterprise.answer("isOutsourcing") == "yes");
    enterprise.window().goHome();
    auto* set = enterprise.window().home().findChild<QComboBox*>(QStringLiteral("formSet"));
    set->setFocus();
    press(Qt::Key_Home);
    REQUIRE(set->currentData().toString() == QStringLiteral("quarterly"));
    enterprise.window().home().findChild<QWidget*>(QStringLiteral("begin"))->setFocus();
    press(Qt::Key_Space);
    REQUIRE(enterprise.window().session() != nullptr);
    CHECK(shownForms(enterprise) == QStringList{QStringLiteral("form2"), QStringLiteral("form5")});
    CHECK(tabs(enterprise).tabToolTip(1).contains(QStringLiteral("企业基本情况表填报为服务外包企业")));
}
