#pragma once
/// Everything that the enterprise's window can show, one place after the other, reached as a person reaches it: the steps that set up a unit, Home, the pages beside it,
/// every form of every set, the docks beside a form, the steps of an import, and the page that seals, before and after.

#include <functional>
#include <string>

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/import_page.h"
#include "enterprise/paste_dock.h"
#include "enterprise/unit_wizard.h"
#include "support/temporary_folder.h"

namespace zhibao::test {

class EveryPlace {
public:
    using Visit = std::function<void(std::string const& place)>;
    EveryPlace(EnterpriseWindow& enterprise, TemporaryFolder const& folder, Visit visit) : enterprise_(enterprise), folder_(folder), visit_(std::move(visit)) {}

    /// The window must have been started for the first time.
    void walk() {
        walkWizard();
        see("home");
        for (auto const* page : {"gettingStarted", "history", "handover", "registration"}) seePage(page);
        for (auto const* set : {"profile", "affiliates", "annual", "quarterly"}) {
            enterprise_.window().goHome();
            enterprise_.beginSet(set);
            walkForms(set);
        }
        walkDocks();
        walkImport();
        for (auto const* page : {"history", "compareVersions"}) seePage(page);
        signFiling();
        see("page that seals");
        sealInto(enterprise_, folder_ / "sealed");
        see("page that seals, sealed");
        enterprise_.window().goHome();
        see("home with a sealed filing");
    }

    /// One by one, for tests that are about these alone.
    void walkWizard() {
        auto& wizard = enterprise_.window().home().wizard();
        see("wizard, code and name");
        type(toQt(enterprise_.unit()));
        press(Qt::Key_Tab);
        type(QStringLiteral("样例服务有限公司"));
        press(Qt::Key_Return);
        REQUIRE(wizard.stepCount() > 2);
        for (int step = 1; step < wizard.stepCount(); ++step) {
            REQUIRE(wizard.step() == step);
            see("wizard, step " + std::to_string(step));
            pushButton(wizard, "wizardNext");
        }
        REQUIRE_FALSE(wizard.isVisible());
    }
    void walkImport() {
        press(Qt::Key_I, Qt::ControlModifier);
        auto* page = enterprise_.window().importPage();
        REQUIRE(page != nullptr);
        see("import, file");
        REQUIRE(writeFile(folder_ / "ledger.csv", ledger));
        type(toQt((folder_ / "ledger.csv").string()));
        press(Qt::Key_Return);
        REQUIRE(page->step() == ImportPage::columnsStep);
        see("import, columns");
        pushButton(*page, "importNext");
        REQUIRE(page->step() == ImportPage::wordsStep);
        see("import, words");
        type(QStringLiteral("SI21"));
        pushButton(*page, "takeWord");
        pushButton(*page, "importNext");
        REQUIRE(page->step() == ImportPage::dryRunStep);
        see("import, dry run");
        press(Qt::Key_Escape);
        REQUIRE(within(1000, [&] { return enterprise_.window().importPage() == nullptr; }));
    }

private:
    static constexpr std::string_view ledger =
        "日期,凭证号,客户,项目,国家,币种,金额\n"
        "2017-01-10,记-001,样例客户甲,软件开发,新加坡,USD,\"1,000.00\"\n"
        "2017-04-01,记-006,样例客户甲,软件开发,新加坡,USD,77\n";

    void see(std::string const& place) {
        // Layouts follow each other: a label that wraps asks for its height when it knows its width.
        for (int round = 0; round < 3; ++round) enterprise_.settle();
        visit_(place);
    }
    static void pushButton(QWidget& page, char const* name) {
        auto* button = page.findChild<QPushButton*>(QString::fromLatin1(name));
        REQUIRE(button != nullptr);
        button->setFocus();
        press(Qt::Key_Space);
    }
    void seePage(char const* action) {
        enterprise_.window().action(action)->trigger();
        see(action);
        press(Qt::Key_Escape);
        enterprise_.settle();
    }
    void walkForms(std::string const& set) {
        auto& page = *enterprise_.window().formPage();
        auto const* first = page.currentForm();
        if (set == "quarterly") enterprise_.typeGoodRow();
        do {
            REQUIRE(within(3000, [&] { return enterprise_.session().check().isUpToDate(); }));
            see(set + ", " + page.currentForm()->id);
            press(Qt::Key_PageDown, Qt::ControlModifier);
        } while (page.currentForm() != first);
    }
    void walkDocks() {
        enterprise_.goTo(0, "total");
        for (auto const* dock : {"showNotes", "showChanges", "findItem", "whichMode"}) {
            enterprise_.window().action(dock)->trigger();
            see(dock);
            enterprise_.view().setFocus();
        }
        enterprise_.goTo(0, "total");
        auto* data = new QMimeData;
        data->setText(QStringLiteral("12.345\t约一千\n7\t8\n"));
        QGuiApplication::clipboard()->setMimeData(data);
        press(Qt::Key_V, Qt::ControlModifier);
        REQUIRE(enterprise_.window().paste().isVisible());
        see("paste");
        press(Qt::Key_Escape);
        for (auto const* dock : {"notesDock", "changesDock", "finderDock"})
            if (auto* found = enterprise_.window().findChild<QWidget*>(QString::fromLatin1(dock))) found->hide();
        enterprise_.goTo(0, "total");
    }

    EnterpriseWindow& enterprise_;
    TemporaryFolder const& folder_;
    Visit visit_;
};

}  // namespace zhibao::test
