/// What the bureau said to a version stands at its cells: in that version, which only is read, and in the one that corrects it.

#include <set>

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/findings_dock.h"
#include "enterprise/reports_model.h"
#include "store/bureau_answers.h"
#include "support/answering_bureau.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// A sealed filing of one row that the bureau has sent back because of its total, with an open query at its item and words about the whole.
class SentBack {
public:
    explicit SentBack(Language language = Language::english) : enterprise_(folder_ / "data", language) {
        sealOneRow(enterprise_, folder_ / "sealed");
        auto const entry = enterprise_.session().entry();
        REQUIRE(trustAuthority(enterprise_.program().store(), entry.unit, bureau_.authority.certificate, april2017));
        auto receipt = returnedReceipt(entry, april2017);
        receipt.text = "请核对后重报";
        receipt.reasons = {{{{"form2", 0, "total"}}, "比上季多二十倍"}};
        receipt.findings = {{"B99", "query", {{"form2", 0, "item"}}, {}, {"名录中无此业务", "The register does not know this business"}}};
        REQUIRE(writeFile(folder_ / "receipt.zbh", bureau_.signedReceipt(receipt)));
    }

    [[nodiscard]] EnterpriseWindow& enterprise() { return enterprise_; }
    [[nodiscard]] FindingsDock& dock() { return enterprise_.window().findings(); }
    void takeReceiptIn() {
        enterprise_.window().takeIn(folder_ / "receipt.zbh");
        enterprise_.settle();
    }
    void awaitFindings() {
        REQUIRE(within(3000, [&] { return enterprise_.session().check().isUpToDate(); }));
        enterprise_.settle();
    }
    /// The lines of the dock that are the bureau's: state and words.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> lines() {
        std::vector<std::pair<std::string, std::string>> found;
        auto const* model = dock().list().model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data(FindingsModel::findingLevelRole).toInt() == FindingsModel::bureauLevel)
                found.emplace_back(fromQt(model->index(row, FindingsModel::levelColumn).data().toString()), fromQt(model->index(row, FindingsModel::sentenceColumn).data().toString()));
        return found;
    }
    [[nodiscard]] QModelIndex cell(char const* column) {
        auto const* form = enterprise_.view().form();
        return form->index(0, form->shownColumn(column));
    }
    [[nodiscard]] bool isMarked(char const* column) { return cell(column).data(FormModel::bureauRole).toBool(); }
    /// From Home, with the line's own button.
    void correctFromHome() {
        enterprise_.window().goHome();
        auto* reports = enterprise_.window().home().findChild<QTableView*>(QStringLiteral("reports"));
        reports->setFocus();
        press(Qt::Key_Home, Qt::ControlModifier);
        auto const& model = dynamic_cast<ReportsModel const&>(*reports->model());
        while (model.lineAt(reports->currentIndex().row())->state != ReportState::returned) {
            int const before = reports->currentIndex().row();
            press(Qt::Key_Down);
            REQUIRE(reports->currentIndex().row() != before);
        }
        CHECK(reports->currentIndex().siblingAtColumn(ReportsModel::nextColumn).data().toString() == ReportsModel::textOf(NextStep::correct));
        press(Qt::Key_Return);
        REQUIRE(enterprise_.session().entry().version == 2);
        awaitFindings();
    }

private:
    TemporaryFolder folder_;
    AnsweringBureau bureau_;
    EnterpriseWindow enterprise_;
};

}  // namespace

TEST_CASE("a receipt that comes while the sealed version is open shows its reasons at once, and F8 walks them", "[app][enterprise][bureaufiles]") {
    SentBack here;
    auto& enterprise = here.enterprise();
    auto* button = here.dock().findChild<QToolButton*>(QStringLiteral("level-bureau"));
    REQUIRE(button != nullptr);
    CHECK(button->isHidden());
    here.takeReceiptIn();
    REQUIRE(enterprise.window().openDraft(enterprise.session().entry().id));
    here.awaitFindings();

    auto const lines = here.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].second.starts_with("请核对后重报"));
    CHECK(lines[1] == std::pair<std::string, std::string>{"From the bureau", "比上季多二十倍 (version 1, arrived 2017-04-05, was sent back)"});
    CHECK(lines[2].second.starts_with("The register does not know this business"));
    CHECK(here.dock().windowTitle().endsWith(QStringLiteral("from the bureau 3")));
    CHECK(button->isVisible());
    CHECK(button->text() == QStringLiteral("From the bureau 3"));
    CHECK(here.isMarked("total"));
    CHECK(here.isMarked("item"));
    CHECK_FALSE(here.isMarked("partner"));
    CHECK(here.cell("total").data(Qt::ToolTipRole).toString().contains(QStringLiteral("The bureau on version 1: 比上季多二十倍")));
    CHECK(here.cell("total").data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("比上季多二十倍")));

    enterprise.view().setFocus();
    press(Qt::Key_F8);
    CHECK(here.dock().list().currentIndex().row() == 0);
    press(Qt::Key_F8);
    CHECK(enterprise.view().currentIndex() == here.cell("total"));
    CHECK(here.dock().findChild<QTextBrowser*>(QStringLiteral("why"))->toPlainText().contains(QStringLiteral("sent version 1 back")));
    press(Qt::Key_F8);
    CHECK(enterprise.view().currentIndex() == here.cell("item"));
    press(Qt::Key_F8, Qt::ShiftModifier);
    CHECK(enterprise.view().currentIndex() == here.cell("total"));

    int const all = here.dock().list().model()->rowCount();
    button->setFocus();
    press(Qt::Key_Space);
    CHECK(here.dock().list().model()->rowCount() == 3);
    press(Qt::Key_Space);
    CHECK(here.dock().list().model()->rowCount() == all);
    enterprise.speak(Language::chinese);
    CHECK(here.lines()[1].first == "统计局意见");
    CHECK(button->text() == QStringLiteral("统计局意见 3"));
}

TEST_CASE("in the correction the bureau's reasons stay until the cell is changed or the query is explained", "[app][enterprise][bureaufiles]") {
    SentBack here;
    here.takeReceiptIn();
    here.correctFromHome();
    auto& enterprise = here.enterprise();
    REQUIRE(here.lines().size() == 3);
    CHECK(here.isMarked("total"));

    enterprise.goTo(0, "total");
    type(QStringLiteral("60"));
    press(Qt::Key_Return);
    here.awaitFindings();
    CHECK_FALSE(here.isMarked("total"));
    CHECK(here.isMarked("item"));
    CHECK(here.lines()[1].first == "From the bureau, answered");
    CHECK(here.dock().windowTitle().endsWith(QStringLiteral("from the bureau 2")));
    press(Qt::Key_Z, Qt::ControlModifier);
    here.awaitFindings();
    CHECK(here.isMarked("total"));

    auto& list = here.dock().list();
    list.setFocus();
    for (int row = 0; row < list.model()->rowCount(); ++row)
        if (list.model()->index(row, FindingsModel::ruleColumn).data().toString() == QLatin1String("B99")) list.setCurrentIndex(list.model()->index(row, 0));
    REQUIRE(here.dock().explanation().isVisible());
    here.dock().explanation().setFocus();
    type(QStringLiteral("2017年3月新签咨询合同，首次收款1200元"));
    here.awaitFindings();
    CHECK(here.dock().explanation().hasFocus());
    CHECK_FALSE(here.isMarked("item"));
    CHECK(here.lines()[2].first == "From the bureau, answered");

    // It is the same on the next day.
    auto const draft = enterprise.session().entry().id;
    enterprise.window().goHome();
    REQUIRE(enterprise.window().openDraft(draft));
    here.awaitFindings();
    CHECK(here.lines()[1].first == "From the bureau");
    CHECK(here.lines()[2].first == "From the bureau, answered");
}

TEST_CASE("rows may be put in front of a row that the bureau asks about, and the reason stays with it", "[app][enterprise][bureaufiles]") {
    SentBack here;
    here.takeReceiptIn();
    here.correctFromHome();
    here.enterprise().goTo(0, "flow");
    here.enterprise().window().action("insertRow")->trigger();
    here.awaitFindings();
    CHECK_FALSE(here.isMarked("total"));
    auto const* form = here.enterprise().view().form();
    CHECK(form->index(1, form->shownColumn("total")).data(FormModel::bureauRole).toBool());
    here.enterprise().view().setFocus();
    press(Qt::Key_F8);
    press(Qt::Key_F8);
    CHECK(here.enterprise().view().currentIndex() == form->index(1, form->shownColumn("total")));
}

TEST_CASE("home says what the last receipt said and when its filing arrived, also while it is corrected", "[app][enterprise][bureaufiles]") {
    SentBack here;
    auto const label = [&] { return here.enterprise().window().home().findChild<QLabel*>(QStringLiteral("lastReceipt")); };
    REQUIRE(label() != nullptr);
    CHECK(label()->isHidden());
    here.takeReceiptIn();
    here.correctFromHome();
    here.enterprise().window().goHome();
    CHECK_FALSE(label()->isHidden());
    CHECK(label()->toolTip().contains(QStringLiteral("version 1: Sent back, arrived at 2017-04-05")));
    here.enterprise().speak(Language::chinese);
    CHECK(label()->toolTip().contains(QStringLiteral("退回")));
}

TEST_CASE("every state of a report has words of its own in both languages", "[app][enterprise][bureaufiles]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    for (auto const language : {Language::chinese, Language::english}) {
        enterprise.speak(language);
        std::set<QString> words;
        for (int state = 0; state <= static_cast<int>(ReportState::practice); ++state) words.insert(ReportsModel::textOf(static_cast<ReportState>(state)));
        CHECK(words.size() == static_cast<std::size_t>(ReportState::practice) + 1);
        CHECK_FALSE(words.contains(QString{}));
        std::set<QString> steps;
        for (int step = 0; step <= static_cast<int>(NextStep::correct); ++step) steps.insert(ReportsModel::textOf(static_cast<NextStep>(step)));
        CHECK(steps.size() == static_cast<std::size_t>(NextStep::correct) + 1);
        CHECK_FALSE(steps.contains(QString{}));
    }
}
