/// While figures are looked at in dollars no way leads into the grid, and whoever tries one is told why.

#include <QClipboard>
#include <QMimeData>
#include <QPushButton>

#include "app/support/enterprise_window.h"
#include "app/support/sealed_quarters.h"
#include "enterprise/finder_dock.h"
#include "enterprise/findings_dock.h"
#include "enterprise/import_page.h"
#include "enterprise/paste_dock.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Two rows, one in yuan and with a total that its parts do not make; something to undo and something to do again.
class InDollars {
public:
    InDollars() {
        addSealed(enterprise, quarterWith(enterprise, "2016Q4", "123"));
        enterprise.begin();
        enterprise.typeGoodRow();
        enterprise.goTo(1, "flow");
        for (auto const* answer : {"export", "SB", "DE", "", "CNY", "25", "10", "20"}) {
            type(QString::fromUtf8(answer));
            press(Qt::Key_Tab);
        }
        enterprise.goTo(1, "digital");
        type(QStringLiteral("3"));
        press(Qt::Key_Return);
        press(Qt::Key_Z, Qt::ControlModifier);
        enterprise.goTo(1, "total");
        look();
        before_ = enterprise.document().filing();
    }
    void look() {
        press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        enterprise.window().messages().hide();
    }
    /// Nothing was changed by what was just done, and the window says why.
    void checkRefused(char const* way) {
        INFO(way);
        CHECK(enterprise.document().filing() == before_);
        CHECK(enterprise.document().canRedo());
        auto& messages = enterprise.window().messages();
        REQUIRE(messages.isVisible());
        CHECK(messages.kind() == MessageBar::Kind::problem);
        CHECK(messages.text().contains(QStringLiteral("US dollars")));
        CHECK(messages.text().contains(QStringLiteral("Ctrl+Shift+U")));
        messages.hide();
    }

    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};

private:
    Filing before_;
};

void copied(QString const& text) {
    auto* data = new QMimeData;
    data->setText(text);
    QGuiApplication::clipboard()->setMimeData(data);
}

}  // namespace

TEST_CASE("in dollars nothing is typed, cleared, copied, inserted, removed or undone in the grid, and each key says why", "[app][enterprise]") {
    InDollars looking;
    auto& enterprise = looking.enterprise;
    type(QStringLiteral("7"));
    looking.checkRefused("a letter");
    // It is no search in the column either.
    CHECK(enterprise.view().currentIndex() == enterprise.view().form()->index(1, enterprise.view().form()->shownColumn("total")));
    auto const at = enterprise.view().visualRect(enterprise.view().currentIndex()).center();
    QTest::mouseClick(enterprise.view().viewport(), Qt::LeftButton, Qt::NoModifier, at);
    QTest::mouseDClick(enterprise.view().viewport(), Qt::LeftButton, Qt::NoModifier, at);
    looking.checkRefused("a double click");
    using Stroke = std::tuple<char const*, Qt::Key, Qt::KeyboardModifiers>;
    for (auto const& [way, key, modifiers] : {Stroke{"F2", Qt::Key_F2, Qt::NoModifier},
                                              Stroke{"Delete", Qt::Key_Delete, Qt::NoModifier},
                                              Stroke{"Ctrl+D", Qt::Key_D, Qt::ControlModifier},
                                              Stroke{"insert a row", Qt::Key_Insert, Qt::NoModifier},
                                              Stroke{"duplicate a row", Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier},
                                              Stroke{"remove a row", Qt::Key_Delete, Qt::ControlModifier},
                                              Stroke{"open the rows of last period", Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier},
                                              Stroke{"undo", Qt::Key_Z, Qt::ControlModifier},
                                              Stroke{"redo", Qt::Key_Y, Qt::ControlModifier}}) {
        enterprise.goTo(1, "total");
        press(key, modifiers);
        looking.checkRefused(way);
    }
    enterprise.goTo(1, "mode2");
    press(Qt::Key_R, Qt::ControlModifier);
    looking.checkRefused("the rest");

    // Back at what was entered all is as before.
    looking.look();
    enterprise.goTo(1, "total");
    type(QStringLiteral("7"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(1, "total") == "7.00");
    CHECK_FALSE(enterprise.window().messages().isVisible());
}

TEST_CASE("in dollars nothing is pasted, also not what was looked at before", "[app][enterprise][paste]") {
    InDollars looking;
    auto& enterprise = looking.enterprise;
    copied(QStringLiteral("5\t6"));
    press(Qt::Key_V, Qt::ControlModifier);
    looking.checkRefused("a block that could go in at once");
    copied(QStringLiteral("5.125\tabout 6"));
    press(Qt::Key_V, Qt::ControlModifier);
    looking.checkRefused("a block to be looked at");
    CHECK_FALSE(enterprise.window().paste().isVisible());

    looking.look();
    press(Qt::Key_V, Qt::ControlModifier);
    REQUIRE(enterprise.window().paste().isVisible());
    enterprise.view().setFocus();
    looking.look();
    auto* take = enterprise.window().paste().findChild<QPushButton*>(QStringLiteral("takePaste"));
    take->setFocus();
    press(Qt::Key_Space);
    looking.checkRefused("a block that was looked at");
    // It waits until somebody goes back.
    CHECK(enterprise.window().paste().isVisible());
    enterprise.view().setFocus();
    looking.look();
    take->setFocus();
    press(Qt::Key_Space);
    CHECK(enterprise.cell(1, "total") == "5.13");
}

TEST_CASE("in dollars neither the finder nor the guide nor a quick fix puts anything into the grid", "[app][enterprise][finder]") {
    InDollars looking;
    auto& enterprise = looking.enterprise;
    enterprise.goTo(1, "item");
    press(Qt::Key_F, Qt::ControlModifier);
    type(QStringLiteral("228023"));
    press(Qt::Key_Return);
    looking.checkRefused("the finder");

    enterprise.goTo(0, "total");
    press(Qt::Key_G, Qt::ControlModifier);
    for (auto const* answer : {"2", "3", "1"}) type(QString::fromLatin1(answer));
    press(Qt::Key_Return);
    looking.checkRefused("the guide");

    auto& findings = enterprise.window().findings();
    auto& list = findings.list();
    auto const rowOfSum = [&] {
        for (int row = 0; row < list.model()->rowCount(); ++row)
            if (list.model()->index(row, FindingsModel::ruleColumn).data().toString() == QStringLiteral("B1")) return row;
        return -1;
    };
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate() && rowOfSum() >= 0; }));
    list.setCurrentIndex(list.model()->index(rowOfSum(), 0));
    auto* fix = findings.findChild<QPushButton*>(QStringLiteral("quickFix"));
    REQUIRE(fix->isVisible());
    fix->setFocus();
    press(Qt::Key_Space);
    looking.checkRefused("a quick fix");
}

TEST_CASE("in dollars neither a ledger nor a spreadsheet is taken, and who explains or signs is not hindered", "[app][enterprise]") {
    InDollars looking;
    auto& enterprise = looking.enterprise;
    enterprise.window().action("importLedger")->trigger();
    looking.checkRefused("a ledger");
    CHECK(enterprise.window().findChild<ImportPage*>() == nullptr);
    enterprise.window().saveTemplateTo(looking.folder / "a.xlsx");
    enterprise.window().messages().hide();
    enterprise.window().fillFrom(looking.folder / "a.xlsx");
    looking.checkRefused("a spreadsheet");

    Signatories signatories;
    signatories.unitHead = "样例甲";
    enterprise.document().setSignatories(signatories);
    CHECK(enterprise.document().filing().signatories.unitHead == "样例甲");
    enterprise.document().undo();
    CHECK(enterprise.document().filing().signatories.unitHead.empty());
    CHECK_FALSE(enterprise.window().messages().isVisible());
}
